"""The addresses of proposals and hearings."""

from django.urls import path

from helhed.strategy.views import hearings as views

urlpatterns = [
    path("proposals/", views.proposals, name="proposals"),
    path("proposals/new/", views.note_proposal, name="proposal-new"),
    path("proposals/<uuid:proposal_id>/", views.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/answer/", views.answer_proposal, name="proposal-answer"),
    path("hearings/new/", views.send_hearing, name="hearing-new"),
    path("hearings/<uuid:hearing_id>/", views.hearing, name="hearing"),
    path("hearings/<uuid:hearing_id>/respond/", views.note_response, name="hearing-respond"),
    path("hearings/points/<uuid:point_id>/reply/", views.reply_to_point, name="hearing-reply"),
]
