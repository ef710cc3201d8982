"""The addresses of contacts, outreach and enquiries."""

from django.urls import path

from helhed.contacts.views import appointments, contacts, enquiries, outreach, public, timeline

app_name = "contacts"
urlpatterns = [
    path("outreach/", outreach.people, name="outreach"),
    path("outreach/<uuid:citizen_id>/", outreach.one, name="outreach-person"),
    path("outreach/noted/<uuid:contact_id>/", outreach.outreach_noted, name="outreach-noted"),
    path("enquiries/", enquiries.enquiries, name="enquiries"),
    path("enquiries/new/", enquiries.note_enquiry, name="note-enquiry"),
    path("enquiries/<uuid:enquiry_id>/", enquiries.enquiry, name="enquiry"),
    path("enquiries/<uuid:enquiry_id>/take/", enquiries.take_enquiry, name="take-enquiry"),
    path("enquiries/<uuid:enquiry_id>/forward/", enquiries.forward_enquiry, name="forward-enquiry"),
    path("enquiries/<uuid:enquiry_id>/answer/", enquiries.answer_enquiry, name="answer-enquiry"),
    path("enquiries/<uuid:enquiry_id>/link/", enquiries.link_enquiry, name="link-enquiry"),
    path("ask/", public.ask, name="ask"),
    path("ask/thanks/", public.asked, name="asked"),
    path("noted/<uuid:contact_id>/", contacts.noted, name="noted"),
    path("noted/<uuid:contact_id>/add/", contacts.add_to_contact, name="add-to-contact"),
    path("noted/<uuid:contact_id>/next/", contacts.agree_next, name="agree-next"),
    path("noted/<uuid:contact_id>/undo/", contacts.undo_contact, name="undo-contact"),
    path("noted/<uuid:contact_id>/edit/", contacts.edit_note, name="edit-note"),
    path(
        "appointments/<uuid:appointment_id>/move/",
        appointments.move_appointment,
        name="move-appointment",
    ),
    path(
        "appointments/<uuid:appointment_id>/cancel/",
        appointments.cancel_appointment,
        name="cancel-appointment",
    ),
    path(
        "appointments/<uuid:appointment_id>/hold/",
        appointments.hold_appointment,
        name="hold-appointment",
    ),
    path(
        "appointments/<uuid:appointment_id>/miss/",
        appointments.miss_appointment,
        name="miss-appointment",
    ),
    path("promises/<uuid:promise_id>/keep/", timeline.keep_promise, name="keep-promise"),
    path("promises/<uuid:promise_id>/drop/", timeline.drop_promise, name="drop-promise"),
    path("<uuid:citizen_id>/", timeline.story, name="timeline"),
    path("<uuid:citizen_id>/card/", timeline.card, name="card"),
    path("<uuid:citizen_id>/next/", timeline.next_step, name="next"),
    path("<uuid:citizen_id>/new/", contacts.new_contact, name="new-contact"),
    path("<uuid:citizen_id>/note/", contacts.write_note, name="write-note"),
    path(
        "<uuid:citizen_id>/appointments/new/",
        appointments.make_appointment,
        name="make-appointment",
    ),
]
