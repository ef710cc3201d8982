"""The addresses of nights. Tonight, hospital and homes are asked about on the desk."""

from django.urls import path

from helhed.stays import views, views_by_name

app_name = "stays"
urlpatterns = [
    path("by-name/", views_by_name.by_name, name="by-name"),
    path("by-name/flow/<str:month>/<str:kind>/", views_by_name.by_name_flow, name="by-name-flow"),
    path("by-name/<uuid:citizen_id>/decide/", views_by_name.decide_on_list, name="decide-on-list"),
    path(
        "by-name/decisions/<uuid:decision_id>/withdraw/",
        views_by_name.withdraw_decision,
        name="withdraw-decision",
    ),
    path("by-name/report/<str:month>/", views_by_name.report_month, name="report-month"),
    path("by-name/count/<int:year>/", views_by_name.danish_count, name="danish-count"),
    path(
        "by-name/section-110/<int:year>/<int:quarter>/",
        views_by_name.section_110,
        name="section-110",
    ),
    path("<uuid:citizen_id>/", views.nights, name="nights"),
    path("<uuid:citizen_id>/card/", views.card, name="card"),
    path("<uuid:citizen_id>/note/", views.note_nights, name="note-nights"),
    path("one/<uuid:stay_id>/correct/", views.correct_stay, name="correct-stay"),
    path("one/<uuid:stay_id>/keep-bed/", views.keep_bed, name="keep-bed"),
    path("one/<uuid:stay_id>/cancel/", views.cancel_stay, name="cancel-stay"),
]
