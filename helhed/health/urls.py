from django.urls import path

from helhed.health import views

app_name = "health"
urlpatterns = [
    path("<uuid:citizen_id>/", views.record, name="record"),
    path("<uuid:citizen_id>/card/", views.card, name="card"),
    path("<uuid:citizen_id>/summary-card/", views.summary_card, name="summary-card"),
    path("<uuid:citizen_id>/areas/<slug:area>/", views.note_area, name="note-area"),
    path("<uuid:citizen_id>/medication/", views.start_medication, name="start-medication"),
    path("medication/<uuid:medication_id>/", views.change_medication, name="change-medication"),
    path("medication/<uuid:medication_id>/stop/", views.stop_medication, name="stop-medication"),
    path("<uuid:citizen_id>/allergy/", views.note_allergy, name="note-allergy"),
    path("<uuid:citizen_id>/overdose/", views.note_overdose, name="note-overdose"),
    path("<uuid:citizen_id>/visit/", views.plan_visit, name="plan-visit"),
    path("visits/<uuid:visit_id>/", views.note_visit, name="note-visit"),
    path("<uuid:citizen_id>/summary/", views.write_summary, name="write-summary"),
    path("<slug:what>/<uuid:row_id>/take-back/", views.take_back, name="take-back"),
]
