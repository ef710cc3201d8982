"""The addresses of figures."""

from django.urls import path

from helhed.insights import views

app_name = "insights"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("fidelity/<uuid:team_id>/", views.fidelity, name="fidelity"),
    path("fidelity/<uuid:team_id>/<str:item>/declare/", views.declare, name="declare"),
    path("<str:name>/", views.figure, name="figure"),
    path("<str:name>/<str:row>/people/", views.people, name="people"),
]
