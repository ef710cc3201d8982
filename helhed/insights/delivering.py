"""How a measure of the unit's own work reaches the municipality's indicators: as an aggregate.

A deliverer is asked for one whole period and answers with counts by category, what there was to
count, and how much of it nobody could tell. It answers no names and no keys, and acts as the
system actor `figure_counter`, never as a person (access.roles). What it answers is exact and not
yet fit to be shown: whoever asks hides small counts before anything is kept (`suppression`).

A new measure: write a function from (first day, first day after) to `Counted`, and register it with
its definition. Whoever changes what is counted raises `version`: values remember theirs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.insights import counting
from helhed.insights.counting_snapshots import row_of

Text = str | Promise
ACTOR = "figure_counter"


class NotOver(Refused):
    message = _("The period is not over yet. A figure tells of whole periods only.")


class NoSuchMeasure(Refused):
    message = _("There is no measure of that name.")


class CannotCountHere(Refused):
    message = _("Figures are counted in the background, not by a page. They come of themselves.")


class Unit(StrEnum):
    """What a row's number is."""

    PERSONS = "persons"
    TIMES = "times"
    # The amount for each of the denominator.
    MEAN = "mean"
    # Per cent of the denominator.
    SHARE = "share"
    # The median over persons.
    DAYS = "days"


# What each person or time adds to; the others are one figure that nothing is summed of.
COUNTS = frozenset({Unit.PERSONS, Unit.TIMES})


@dataclass(frozen=True)
class Row:
    """One category; a count of None is missing. Rows add up to the whole unless it is a mean."""

    category: str
    label: Text
    count: int | None


@dataclass(frozen=True)
class Delivery:
    """What a measure answers for one whole period.

    `rows` by category; `denominator`: what there was to count among (discharges, citizens, weeks
    of citizens), None where it says nothing; `people`: of how many persons a mean, a share or a
    median tells; `median` only of those that are one; `missing`:
    how many of what there was to count could not be told.
    """

    measure: str
    version: int
    unit: Unit
    first_day: date
    last_day: date
    rows: tuple[Row, ...]
    denominator: int | None
    people: int | None
    missing: int
    median: Decimal | None
    computed_at: datetime
    source: str
    # All there was to count, where the denominator holds only what could be counted.
    there_was: int | None = None

    @property
    def missing_share(self) -> Decimal:
        """Per cent of what there was to count, with one decimal; 0 where there was nothing."""
        among = self.denominator if self.there_was is None else self.there_was
        if not among:
            return Decimal(0)
        return (Decimal(self.missing) * 100 / Decimal(among)).quantize(Decimal("0.1"))


@dataclass(frozen=True)
class Deliverer:
    """A measure as it is asked by name."""

    name: str
    version: int
    title: Text
    unit: Unit
    # What is counted and what is not, in whole sentences, for the page "how is this computed".
    definition: Text
    source: Text
    # A zero tells of nobody: it may be shown (see suppression.Rule).
    zero_shown: bool
    # True: how it stood on the last day. False: what happened, so that periods add up.
    stands: bool
    categories: Mapping[str, Text]
    count: Callable[[date, date], counting.Counted]

    def deliver(self, *, first_day: date, last_day: date) -> Delivery:
        """Count the period, both days included.

        Raises NotOver while it lasts, and CannotCountHere in a process that serves pages: its
        database user sees no citizens here, and would count zero.
        """
        if last_day >= clock.today():
            raise NotOver
        with acting_as_system(ACTOR):
            _require_the_jobs_role()
            counted = self.count(first_day, last_day + timedelta(days=1))
        rows = tuple(
            Row(category, label, counted.by_category.get(category, 0))
            for category, label in self.categories.items()
        )
        return Delivery(
            measure=self.name,
            version=self.version,
            unit=self.unit,
            first_day=first_day,
            last_day=last_day,
            rows=rows,
            denominator=counted.among,
            people=counted.people,
            missing=counted.missing,
            median=counted.median,
            computed_at=clock.now(),
            source=str(self.source),
            there_was=counted.there_was,
        )


def _require_the_jobs_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        if cursor.fetchone()[0] == "helhed_app":
            raise CannotCountHere


DELIVERERS: dict[str, Deliverer] = {}


def deliverer(name: str) -> Deliverer:
    """The measure of that name. Raises NoSuchMeasure."""
    if name not in DELIVERERS:
        raise NoSuchMeasure
    return DELIVERERS[name]


def register(measure: Deliverer) -> Deliverer:
    DELIVERERS[measure.name] = measure
    return measure


_OUR_WORK = _("The unit's own record, as it was written in daily work")

register(
    Deliverer(
        name="discharges_without_address",
        version=1,
        title=_("Discharges without a place to sleep"),
        unit=Unit.TIMES,
        definition=_(
            "Stays in hospital, shelter, treatment or prison that ended in the period, where the "
            "answer to “where tonight?” was outdoors or not known. A death and a cancelled stay "
            "are not counted. Where nobody has answered yet, the discharge counts as missing."
        ),
        source=_OUR_WORK,
        zero_shown=True,
        stands=False,
        categories={
            "hospital": _("hospital"),
            "shelter": _("shelter"),
            "treatment": _("treatment"),
            "prison": _("prison or custody"),
        },
        count=counting.discharges_without_address,
    )
)
register(
    Deliverer(
        name="contacts_per_citizen_week",
        version=1,
        title=_("Contacts per citizen and week"),
        unit=Unit.MEAN,
        definition=_(
            "Contacts in which somebody met or spoke with an enrolled citizen, divided by the "
            "weeks the citizens were enrolled in the period. Notes, attempts and undone contacts "
            "are not counted."
        ),
        source=_OUR_WORK,
        zero_shown=False,
        stands=False,
        categories={"contacts": _("contacts")},
        count=counting.contacts_per_citizen_week,
    )
)
register(
    Deliverer(
        name="forgotten_citizens",
        version=1,
        title=_("Forgotten citizens"),
        unit=Unit.PERSONS,
        definition=_(
            "Citizens enrolled on the last day of the period who that evening had no agreed "
            "appointment ahead and no duty in time with an owner. Worked out afterwards from when "
            "appointments and duties were written and closed."
        ),
        source=_OUR_WORK,
        zero_shown=True,
        stands=True,
        categories={"forgotten": _("forgotten")},
        count=counting.forgotten_citizens,
    )
)
register(
    Deliverer(
        name="stays_by_category",
        version=1,
        title=_("Citizens without a home, by where they slept"),
        unit=Unit.PERSONS,
        definition=_(
            "Enrolled citizens by where they slept on the last night of the period, in the groups "
            "of the Danish count of homelessness. Those with a home of their own or in a residence "
            "are not counted; those whose night nobody knows are missing."
        ),
        source=_OUR_WORK,
        zero_shown=False,
        stands=True,
        categories={
            "outdoors": _("outdoors"),
            "shelters": _("night shelter or shelter"),
            "with_others": _("with others"),
            "institutions": _("hospital, treatment or prison"),
            "other": _("hotel, transitional home or other"),
        },
        count=counting.stays_by_category,
    )
)


_SNAPSHOT = _("The unit's own record, as the snapshot of the night tells it")
# (name, its title and definition, unit, the measure and its row, whether it tells of the last day)
FROM_SNAPSHOTS: tuple[tuple[str, Text, Text, Unit, str, str, bool], ...] = (
    (
        "met_in_14_days",
        _("Met face to face in 14 days"),
        _(
            "Of the citizens enrolled on the last day of the period: those somebody met face to "
            "face in the 14 days that end with it."
        ),
        Unit.SHARE,
        *("contact_coverage", "14_days", True),
    ),
    (
        "discharged_to_address",
        _("Discharged to a known place"),
        _(
            "Of the stays in hospital, prison and shelter that ended in the period: those where "
            "the next night had a known place that was not outdoors. Deaths are not counted."
        ),
        Unit.SHARE,
        *("discharge_to_address", "all", False),
    ),
    (
        "homes_kept_12_months",
        _("Homes kept for a year"),
        _(
            "Of the homes moved into in the period: those where the citizen had a home of their "
            "own a year later. Another home within 14 days counts as kept. Where the year has not "
            "passed yet, the home counts as missing."
        ),
        Unit.SHARE,
        *("retention", "12_months", False),
    ),
    (
        "homeless_again_12_months",
        _("Homeless again within a year"),
        _(
            "Of those who moved from homelessness into a home two years before the period: those "
            "who were homeless again within twelve months."
        ),
        Unit.SHARE,
        *("returns", "12_months", False),
    ),
    (
        "days_to_home",
        _("Days to a home, the median"),
        _(
            "Days from the first enrolment to the first home moved into after it, for those who "
            "moved in during the period. Half waited shorter, half longer. Those who still wait "
            "are missing."
        ),
        Unit.DAYS,
        *("days_to_home", "all", False),
    ),
)
for _name, _title, _definition, _unit, _measure, _row, _stands in FROM_SNAPSHOTS:
    register(
        Deliverer(
            name=_name,
            version=1,
            title=_title,
            unit=_unit,
            definition=_definition,
            source=_SNAPSHOT,
            zero_shown=False,
            stands=_stands,
            categories={_row: _title},
            count=row_of(_measure, _row, followed=_name == "homes_kept_12_months"),
        )
    )
