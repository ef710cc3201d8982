from datetime import date

from helhed.strategy.models import HearingPoint, HearingResponse
from helhed.strategy.tests.doors import STEER, Door
from helhed.strategy.tests.factories import an_initiative
from helhed.strategy.tests.following import (
    a_hearing,
    a_proposal,
    a_published_value,
    an_indicator,
    someone,
)


def indicator():
    return [an_indicator().pk]


def fed():
    return [an_indicator(measure="forgotten_citizens", unit="persons").pk]


def a_point():
    response = HearingResponse(
        hearing=a_hearing(), received_on=date(2026, 3, 2), noted_by=someone()
    )
    response.save()
    point = HearingPoint(response=response, place=1, words="Søndag er den længste dag.")
    point.save()
    return [point.pk]


DOORS: dict[str, Door] = {
    "indicators": Door(),
    "indicator": Door(args=indicator),
    "indicator-data": Door(args=indicator),
    "indicator-new": Door(STEER),
    "indicator-edit": Door(STEER, args=indicator),
    "indicator-redefine": Door(STEER, args=indicator),
    "indicator-retire": Door(STEER, args=indicator),
    "indicator-enter": Door(STEER, args=indicator),
    "indicator-collect": Door(STEER, method="post", args=fed),
    "indicator-publish": Door(STEER, args=indicator),
    "indicator-correct": Door(STEER, args=lambda: [a_published_value().pk]),
    "initiative-indicators": Door(args=lambda: [an_initiative().pk]),
    "proposals": Door(),
    "proposal": Door(args=lambda: [a_proposal().pk]),
    "proposal-new": Door(STEER),
    "proposal-answer": Door(STEER, args=lambda: [a_proposal().pk]),
    "hearing": Door(args=lambda: [a_hearing().pk]),
    "hearing-new": Door(STEER),
    "hearing-respond": Door(STEER, args=lambda: [a_hearing().pk]),
    "hearing-reply": Door(STEER, args=a_point),
}
