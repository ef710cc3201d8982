from helhed.strategy.tests.documents.made import a_draft, a_label
from helhed.strategy.tests.doors import STEER, Door

DOORS: dict[str, Door] = {
    "readings": Door(STEER),
    "reading-upload": Door(STEER, "post"),
    "reading-labels": Door(STEER),
    "reading-add-label": Door(STEER, "post", data=lambda: {"text": "Formål", "field": "challenge"}),
    "reading-remove-label": Door(STEER, "post", args=lambda: [a_label().pk]),
    "reading": Door(STEER, args=lambda: [a_draft().pk]),
    "reading-accept": Door(STEER, "post", args=lambda: [a_draft().pk]),
    "reading-again": Door(STEER, "post", args=lambda: [a_draft().pk]),
    "reading-discard": Door(STEER, "post", args=lambda: [a_draft().pk]),
    "reading-original": Door(STEER, args=lambda: [a_draft().pk]),
    "reading-card": Door(STEER, args=lambda: [a_draft().pk, 1]),
    "reading-correct": Door(STEER, args=lambda: [a_draft().pk, 1, "challenge"]),
}
