from django.urls import path

from helhed.desk import views_people

people_patterns = [
    path(
        "citizens/<uuid:citizen_id>/street-names/add/",
        views_people.add_street_name,
        name="add-street-name",
    ),
    path(
        "street-names/<uuid:street_name_id>/remove/",
        views_people.remove_street_name,
        name="remove-street-name",
    ),
    path("network/<uuid:member_id>/tell/", views_people.agree_what_to_tell, name="tell-network"),
    path("merges/<uuid:merge_id>/confirm/", views_people.confirm_merge, name="confirm-merge"),
]
