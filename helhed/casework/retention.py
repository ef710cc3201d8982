"""How long what is kept, and of whom it has been kept long enough.

Nothing here erases: `casework.verbs.erase_record` does, when a person has decided. Source:
arkivloven and the National Archives' orders come first, so nothing they want goes before it is
delivered there.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.audit.models import Event
from helhed.casework.erasing import tables
from helhed.citizens.models import Citizen, Hold
from helhed.core.days import day_begins
from helhed.core.models import Noun
from helhed.teams.models import Duty, DutyStep, Enrolment, Relation

YEAR = timedelta(days=365)
# To ask whether a record must stay does not make it stay longer.
NO_NEWS: dict[type[Model], Q] = {
    Duty: Q(kind=Duty.Kind.REVIEW_HOLD),
    DutyStep: Q(duty__kind=Duty.Kind.REVIEW_HOLD),
}


@dataclass(frozen=True)
class Rule:
    """A kind of record, how long it is kept, and what happens then."""

    name: str
    what: str | Promise
    keeps: timedelta
    then: str | Promise
    # How sure we are: each is the municipality's own choice with its archive and its lawyer.
    source: str
    # Only these rooms' rows; without any, all that is written about the citizen.
    rooms: tuple[str, ...] = ()
    # The archive has to have it first.
    archived: bool = True
    by_citizen: bool = True


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
    archived=False,
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
    rooms=("health",),
)
LOG = Rule(
    "log",
    _("Lines of the log of who looked"),
    5 * YEAR,
    _("take away whole months"),
    "law.md 12.4: at least 5 years suggested",
    by_citizen=False,
)


def due(*, on: date, held: Collection[UUID] = ()) -> Iterator[Due]:
    """What has been kept long enough on the day.

    Those that are held back, by a mark in the record or in `held`, are named and left alone.
    """
    standing = Hold.objects.filter(lifted_on__isnull=True).select_related("citizen")
    marked = {one.citizen.merged_into_id or one.citizen_id for one in standing}
    for rule in (OUTREACH, SOCIAL, HEALTH):
        found = set(due_by(rule, on=on).values_list("pk", flat=True))
        kept = found & (marked | set(held))
        yield Due(rule, tuple(sorted(found - kept)), tuple(sorted(kept)))
    yield Due(LOG, lines=Event.objects.filter(at__lt=day_begins(on - LOG.keeps)).count())


def holds_to_look_at(*, on: date) -> int:
    """How many records are held back past the day somebody should have looked at it again."""
    return Hold.objects.filter(lifted_on__isnull=True, review_on__lte=on).count()


def due_by(rule: Rule, *, on: date) -> QuerySet[Citizen]:
    """Citizens whose record, or part of it, has been kept long enough by the rule on the day."""
    finds = {
        OUTREACH.name: _unnamed_and_quiet,
        SOCIAL.name: _closed_and_quiet,
        HEALTH.name: _no_health_since,
    }
    return finds[rule.name](on).filter(merged_into__isnull=True)


def _unnamed_and_quiet(on: date) -> QuerySet[Citizen]:
    unnamed = Citizen.objects.filter(unnamed=True)
    return _quiet(_nobody_works_with(unnamed, on), on - OUTREACH.keeps)


def _closed_and_quiet(on: date) -> QuerySet[Citizen]:
    since = on - SOCIAL.keeps
    ended = Enrolment.objects.filter(citizen=OuterRef("pk"), until_day__lte=since)
    closed = Citizen.objects.filter(Exists(ended), unnamed=False)
    # The record goes as a whole: the nurse's part is kept longer, and the rest waits for it.
    return _quiet(_quiet(_nobody_works_with(closed, on), since), on - HEALTH.keeps, HEALTH.rooms)


def _no_health_since(on: date) -> QuerySet[Citizen]:
    some = Q()
    for model, ways in _tables(HEALTH.rooms):
        some |= Q(Exists(model._default_manager.filter(_about(ways))))
    everybody = _nobody_works_with(Citizen.objects.filter(some), on)
    return _quiet(everybody, on - HEALTH.keeps, HEALTH.rooms)


def _nobody_works_with(citizens: QuerySet[Citizen], on: date) -> QuerySet[Citizen]:
    # The team that knows an unnamed person keeps its way for ever; that alone keeps no record.
    ways = Relation.objects.active_at(day_begins(on)).exclude(kind=Relation.Kind.OUTREACH)
    for working in (Enrolment.objects.open_on(on), ways):
        left_behind = working.filter(citizen__merged_into__isnull=False)
        citizens = citizens.exclude(Exists(working.filter(citizen=OuterRef("pk"))))
        citizens = citizens.exclude(pk__in=left_behind.values("citizen__merged_into"))
    return citizens


def _quiet(
    citizens: QuerySet[Citizen], since: date, rooms: Collection[str] = ()
) -> QuerySet[Citizen]:
    """Those of whom nothing at all was written since the day, in any room or in these.

    What stayed with a record merged into theirs is older than the merge, which is written here.
    """
    moment = day_begins(since)
    for model, ways in _tables(rooms):
        later = model._default_manager.filter(_about(ways), created_at__gte=moment)
        if model in NO_NEWS:
            later = later.exclude(NO_NEWS[model])
        citizens = citizens.exclude(Exists(later))
    return citizens if rooms else citizens.filter(created_at__lt=moment)


def _about(ways: list[str]) -> Q:
    about = Q()
    for way in ways:
        about |= Q(**{way: OuterRef("pk")})
    return about


def _tables(rooms: Collection[str]) -> list[tuple[type[Model], list[str]]]:
    kept = ((model, [way for way in ways if way != "merged_into"]) for model, ways in tables())
    return [
        (model, ways)
        for model, ways in kept
        if issubclass(model, Noun) and (not rooms or model._meta.app_label in rooms)
    ]
