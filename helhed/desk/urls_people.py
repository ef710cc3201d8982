from django.urls import path

from helhed.desk import views_people, views_standing

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
    path("citizens/<uuid:citizen_id>/remarks/add/", views_standing.add_remark, name="add-remark"),
    path("citizens/<uuid:citizen_id>/hold/", views_standing.hold, name="hold"),
    path("holds/<uuid:hold_id>/lift/", views_standing.lift_hold, name="lift-hold"),
    path("merges/<uuid:merge_id>/confirm/", views_people.confirm_merge, name="confirm-merge"),
]
