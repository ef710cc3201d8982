"""What the invented municipality is followed by that only the snapshot of a night can tell.

The story is told before there is a snapshot, so these indicators come after it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from helhed.accounts.models import User
from helhed.core import clock
from helhed.demo.strategy_texts import NEW_INITIATIVES, PARTIES
from helhed.strategy.models import Indicator, Initiative, Party
from helhed.strategy.verbs import indicators, values
from helhed.strategy.verbs.indicators import Links, Target


@dataclass(frozen=True)
class Share:
    title: str
    measure: str
    unit: str
    direction: str
    frequency: str
    target: Target
    initiative: str
    department: str


SHARES = (
    Share(
        "Borgere, vi har mødt ansigt til ansigt inden for 14 dage",
        "met_in_14_days",
        *("share", "up", "quarter"),
        Target(kind="share", number=Decimal(95)),
        *("ownwords", "enhed"),
    ),
    Share(
        "Udskrivninger til et kendt sted",
        "discharged_to_address",
        *("share", "up", "half_year"),
        Target(kind="share", number=Decimal(100)),
        *("discharge", "enhed"),
    ),
    Share(
        "Dage fra første møde til eget hjem",
        "days_to_home",
        *("days", "down", "year"),
        Target(kind="direction"),
        *("keys", "bolig"),
    ),
)


def tell_shares(*, since: date) -> list[Indicator]:
    """The indicators that are not told yet, with every whole period since the day, published."""
    told = set(Indicator.objects.values_list("title", flat=True))
    return [_follow(one, since) for one in SHARES if one.title not in told]


def _follow(one: Share, since: date) -> Indicator:
    by = User.objects.get(username="sekretaer")
    title = next(card.title for card in NEW_INITIATIVES if card.key == one.initiative)
    name = next(name for key, name, _kind in PARTIES if key == one.department)
    indicator = indicators.define_indicator(
        by=by,
        title=one.title,
        unit=one.unit,
        direction=one.direction,
        frequency=one.frequency,
        text="",
        source="",
        measure=one.measure,
        target=one.target,
        department=Party.objects.get(name=name),
        links=Links(initiatives=list(Initiative.objects.filter(title=title))),
        public=True,
    )
    if values.collect_values(indicator, at=clock.now(), since=since):
        values.publish_values(indicator, by=by, at=clock.now())
    return indicator
