"""The addresses of indicators, hearings and proposals."""

from django.urls import path

from helhed.strategy import routes_hearings
from helhed.strategy.views import indicators as views

urlpatterns = [
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/new/", views.define_indicator, name="indicator-new"),
    path("indicators/<uuid:indicator_id>/", views.indicator, name="indicator"),
    path("indicators/<uuid:indicator_id>/data.csv", views.indicator_data, name="indicator-data"),
    path("indicators/<uuid:indicator_id>/edit/", views.edit_indicator, name="indicator-edit"),
    path(
        "indicators/<uuid:indicator_id>/redefine/",
        views.redefine_indicator,
        name="indicator-redefine",
    ),
    path("indicators/<uuid:indicator_id>/retire/", views.retire_indicator, name="indicator-retire"),
    path("indicators/<uuid:indicator_id>/enter/", views.enter_value, name="indicator-enter"),
    path("indicators/<uuid:indicator_id>/collect/", views.collect_values, name="indicator-collect"),
    path("indicators/<uuid:indicator_id>/publish/", views.publish_values, name="indicator-publish"),
    path(
        "indicators/values/<uuid:value_id>/correct/", views.correct_value, name="indicator-correct"
    ),
    path(
        "initiatives/<uuid:initiative_id>/indicators/",
        views.initiative_indicators,
        name="initiative-indicators",
    ),
    *routes_hearings.urlpatterns,
]
