"""The addresses of reading documents in."""

from django.urls import path

from helhed.strategy.views import reading, reading_cards

urlpatterns = [
    path("documents/", reading.readings, name="readings"),
    path("documents/upload/", reading.upload, name="reading-upload"),
    path("documents/labels/", reading_cards.labels, name="reading-labels"),
    path("documents/labels/add/", reading_cards.new_label, name="reading-add-label"),
    path(
        "documents/labels/<uuid:label_id>/remove/",
        reading_cards.drop_label,
        name="reading-remove-label",
    ),
    path("documents/<uuid:draft_id>/", reading.reading, name="reading"),
    path("documents/<uuid:draft_id>/accept/", reading.accept, name="reading-accept"),
    path("documents/<uuid:draft_id>/again/", reading.again, name="reading-again"),
    path("documents/<uuid:draft_id>/discard/", reading.discard, name="reading-discard"),
    path("documents/<uuid:draft_id>/original/", reading.original, name="reading-original"),
    path("documents/<uuid:draft_id>/cards/<int:number>/", reading_cards.card, name="reading-card"),
    path(
        "documents/<uuid:draft_id>/cards/<int:number>/<slug:field>/",
        reading_cards.correct,
        name="reading-correct",
    ),
]
