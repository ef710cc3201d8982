"""The addresses of follow-up rounds, papers and open data."""

from django.urls import path

from helhed.strategy.views import answering, papers, rounds, sheets

urlpatterns = [
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/mine/", answering.my_answers, name="round-mine"),
    path("rounds/outbox/", rounds.outbox, name="round-outbox"),
    path("plans/<uuid:plan_id>/follow-up/", rounds.open_follow_up, name="round-open"),
    path("rounds/<uuid:round_id>/", rounds.follow_up, name="round"),
    path("rounds/<uuid:round_id>/edit/", rounds.edit_follow_up, name="round-edit"),
    path("rounds/<uuid:round_id>/remind/", rounds.remind, name="round-remind"),
    path("rounds/<uuid:round_id>/freeze/", rounds.freeze, name="round-freeze"),
    path(
        "rounds/<uuid:round_id>/answer/<uuid:initiative_id>/",
        answering.round_answer,
        name="round-answer",
    ),
    path("owners/<uuid:user_id>/links/revoke/", rounds.revoke_links, name="round-revoke-links"),
    path("rounds/<uuid:round_id>/paper/", papers.show, name="paper"),
    path("rounds/<uuid:round_id>/paper/draft/", papers.draft, name="paper-draft"),
    path("rounds/<uuid:round_id>/paper/word/", papers.as_word, name="paper-word"),
    path("rounds/<uuid:round_id>/paper/pdf/", papers.as_pdf, name="paper-pdf"),
    path("rounds/<uuid:round_id>/paper/<slug:kind>/", papers.write_section, name="paper-section"),
    path(
        "rounds/<uuid:round_id>/paper/<slug:kind>/versions/",
        papers.versions,
        name="paper-versions",
    ),
    path(
        "rounds/<uuid:round_id>/paper/<slug:kind>/return/",
        papers.return_to_draft,
        name="paper-return",
    ),
    path("plans/<uuid:plan_id>/sheet.xlsx", sheets.take_out, name="plan-sheet"),
    path("plans/<uuid:plan_id>/sheet/", sheets.read_in, name="plan-sheet-read"),
    path("plans/<uuid:plan_id>/sheet/accept/", sheets.accept, name="plan-sheet-accept"),
    # The link of a digest: the secret is all there is in it, and nobody is signed in by it.
    path("answer/<slug:secret>/", answering.answer, name="answer"),
]
