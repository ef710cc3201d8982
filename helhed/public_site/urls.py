"""Where staff keep the public site. What everybody sees has addresses in `urls_public`."""

from django.urls import path

from helhed.public_site.views import editing, publishing

app_name = "public_site"
urlpatterns = [
    path("", editing.desk, name="desk"),
    path("front-page/", editing.write_front_page, name="write-front-page"),
    path("help/new/", editing.add_place, name="add-place"),
    path("help/<uuid:place_id>/", editing.change_place, name="change-place"),
    path("help/<uuid:place_id>/hours/", editing.set_hours, name="set-hours"),
    path("help/<uuid:place_id>/other-days/", editing.mark_other_day, name="mark-other-day"),
    path(
        "help/other-days/<uuid:day_id>/remove/", editing.remove_other_day, name="remove-other-day"
    ),
    path("plans/<uuid:plan_id>/", publishing.publish, name="publish"),
    path("plans/<uuid:plan_id>/earlier/", publishing.publications, name="publications"),
    path("plans/<uuid:plan_id>/withdraw/", publishing.withdraw, name="withdraw"),
    path(
        "plans/<uuid:plan_id>/words/<uuid:subject>/",
        publishing.write_public_text,
        name="write-public-text",
    ),
]
