"""How long what is kept, and of whom it has been kept long enough.

Nothing here erases: the rules are told and tried, and a person decides. Source: arkivloven and the
National Archives' orders come first, so nothing goes before it is delivered there.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.audit.models import Event
from helhed.citizens.models import AboutCitizen, Citizen
from helhed.core.days import day_begins
from helhed.health.models import AreaNote
from helhed.teams.models import Enrolment, Relation

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Rule:
    """A kind of record, how long it is kept, and what happens then."""

    name: str
    what: str | Promise
    keeps: timedelta
    then: str | Promise
    # How sure we are: each is the municipality's own choice with its archive and its lawyer.
    source: str


@dataclass(frozen=True)
class Due:
    """What a rule finds on a day. `lines` counts what is about no one citizen."""

    rule: Rule
    citizens: tuple[UUID, ...] = ()
    held: tuple[UUID, ...] = ()
    lines: int = 0


OUTREACH = Rule(
    "outreach",
    _("Unnamed persons nobody has met or written about"),
    YEAR,
    _("erase"),
    "law.md 12.6: policy choice, 12 months",
)
SOCIAL = Rule(
    "social",
    _("Records of citizens whose last enrolment has ended"),
    5 * YEAR,
    _("deliver to the archive, then erase"),
    "law.md 12.6: typical practice, 5 years after closing",
)
HEALTH = Rule(
    "health",
    _("The nurse's own record"),
    10 * YEAR,
    _("deliver to the archive, then erase"),
    "law.md 12.6: health records, 10 years",
)
LOG = Rule(
    "log",
    _("Lines of the log of who looked"),
    5 * YEAR,
    _("take away whole months"),
    "law.md 12.4: at least 5 years suggested",
)


def due(*, on: date, held: Collection[UUID] = ()) -> Iterator[Due]:
    """What has been kept long enough on the day; those in `held` are named and left alone."""
    for rule, citizens in (
        (OUTREACH, _unnamed_and_quiet(on)),
        (SOCIAL, _closed_and_quiet(on)),
        (HEALTH, _no_health_since(on)),
    ):
        found = set(citizens.values_list("pk", flat=True))
        kept = found & set(held)
        yield Due(rule, tuple(sorted(found - kept)), tuple(sorted(kept)))
    yield Due(LOG, lines=Event.objects.filter(at__lt=day_begins(on - LOG.keeps)).count())


def _unnamed_and_quiet(on: date) -> QuerySet[Citizen]:
    since = on - OUTREACH.keeps
    unnamed = Citizen.objects.filter(unnamed=True, merged_into__isnull=True)
    return _quiet(_nobody_works_with(unnamed, on), since)


def _closed_and_quiet(on: date) -> QuerySet[Citizen]:
    since = on - SOCIAL.keeps
    ended = Enrolment.objects.filter(citizen=OuterRef("pk"), until_day__lte=since)
    closed = Citizen.objects.filter(Exists(ended), unnamed=False)
    return _quiet(_nobody_works_with(closed, on), since)


def _no_health_since(on: date) -> QuerySet[Citizen]:
    notes = AreaNote.objects.filter(citizen=OuterRef("pk"))
    late = notes.filter(on__gt=on - HEALTH.keeps)
    return _nobody_works_with(Citizen.objects.filter(Exists(notes)).exclude(Exists(late)), on)


def _nobody_works_with(citizens: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
    about = {"citizen": OuterRef("pk")}
    # The team that knows an unnamed person keeps its way for ever; that alone keeps no record.
    ways = Relation.objects.active_at(day_begins(on)).exclude(kind=Relation.Kind.OUTREACH)
    enrolled = Enrolment.objects.open_on(on).filter(**about)
    return citizens.exclude(Exists(enrolled)).exclude(Exists(ways.filter(**about)))


def _quiet(citizens: QuerySet[Citizen], since: date) -> QuerySet[Citizen]:
    """Those of whom nothing at all was written since the day, in any room."""
    moment = day_begins(since)
    for model in _about_citizens():
        later = model._default_manager.filter(citizen=OuterRef("pk"), created_at__gte=moment)
        citizens = citizens.exclude(Exists(later))
    return citizens.filter(created_at__lt=moment)


def _about_citizens() -> list[type[AboutCitizen]]:
    return [model for model in apps.get_models() if issubclass(model, AboutCitizen)]
