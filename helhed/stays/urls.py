"""The addresses of nights. Tonight, hospital and homes are asked about on the desk."""

from django.urls import path

from helhed.stays import views

app_name = "stays"
urlpatterns = [
    path("<uuid:citizen_id>/", views.nights, name="nights"),
    path("<uuid:citizen_id>/card/", views.card, name="card"),
    path("<uuid:citizen_id>/note/", views.note_nights, name="note-nights"),
    path("one/<uuid:stay_id>/correct/", views.correct_stay, name="correct-stay"),
    path("one/<uuid:stay_id>/cancel/", views.cancel_stay, name="cancel-stay"),
]
