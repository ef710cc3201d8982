"""The board: all citizens of a team on one screen, in a number of queries that never grows.

Every badge and every list is made of the same rows, so they cannot disagree.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts.forgotten import cared_for
from helhed.contacts.models import Appointment, Contact
from helhed.core.days import day_begins
from helhed.design.words import plain_day
from helhed.desk.urgency import Tag, what_matters_now
from helhed.stays.models import HAS_HOME, Kind, Stay
from helhed.teams.models import BoardLine, Caseload, Duty, Enrolment, Team

NOT_MET_FOR = timedelta(days=7)
NEW_FOR = timedelta(days=14)
# A duty of these kinds is about finding the citizen: shown where a next contact is missing.
LOOKING = (Duty.Kind.OUTREACH, Duty.Kind.NOT_MET, Duty.Kind.NEXT_CONTACT)


@dataclass(frozen=True)
class Last:
    """When, where and by whom somebody was met or seen last; `by` is a first name."""

    at: datetime
    place: str
    by: str


@dataclass
class Row:
    """One citizen on the board: what a colleague must know in ten seconds."""

    citizen: Citizen
    now: datetime
    since: date
    met: Last | None = None
    seen: Last | None = None
    next: Appointment | None = None
    tonight: Stay | None = None
    unanswered: Stay | None = None
    own: Caseload | None = None
    line: BoardLine | None = None
    duties: list[Duty] = field(default_factory=list)
    week: list[str] = field(default_factory=lambda: [""] * 7)
    is_forgotten: bool = False

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def days_since_met(self) -> int | None:
        return (self.today - timezone.localdate(self.met.at)).days if self.met else None

    @property
    def not_met_for_long(self) -> bool:
        # Somebody new has not been met yet; the clock starts with the enrolment.
        days = self.days_since_met
        waited = days if days is not None else (self.today - self.since).days
        return waited >= NOT_MET_FOR.days

    @property
    def met_this_week(self) -> bool:
        return "met" in self.week

    @property
    def looking(self) -> Duty | None:
        """The duty that stands where the next contact is missing."""
        ours = {duty.kind: duty for duty in reversed(self.duties)}
        return next((ours[kind] for kind in LOOKING if kind in ours), None)

    @property
    def without_address(self) -> bool:
        """A stay has ended and nobody knows a place for tonight (P3)."""
        return any(duty.kind == Duty.Kind.TONIGHT and duty.acute for duty in self.duties)

    @property
    def overdue(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.due_at < self.now]

    @property
    def is_new(self) -> bool:
        return self.today - self.since <= NEW_FOR

    @property
    def admitted(self) -> bool:
        return self.tonight is not None and self.tonight.kind == Kind.HOSPITAL

    @property
    def without_home(self) -> bool:
        return self.tonight is None or self.tonight.kind not in HAS_HOME

    @property
    def is_today(self) -> bool:
        return self.next is not None and timezone.localdate(self.next.at) == self.today

    @property
    def needs_action(self) -> bool:
        if self.citizen.deceased_on:
            return bool(self.overdue)
        acute = any(duty.acute for duty in self.duties)
        return acute or self.is_forgotten or self.next is None or bool(self.overdue)

    @cached_property
    def tags(self) -> list[Tag]:
        return what_matters_now(self)

    @property
    def night_kind(self) -> str:
        if self.citizen.protected:
            return "protected"
        return self.tonight.kind if self.tonight else "unknown"

    @property
    def night_place(self) -> str | Promise:
        """Where tonight, as words; a ward is never named, a protected place never shown."""
        if self.citizen.protected or self.tonight is None or self.tonight.kind == Kind.HOSPITAL:
            return ""
        site = self.tonight.site
        if site is not None and not site.hidden:
            return site.name
        return self.tonight.place

    @property
    def since_words(self) -> str:
        """Since when the citizen sleeps there; never told of a protected place."""
        if self.citizen.protected or self.tonight is None:
            return ""
        return _("since %(day)s") % {"day": plain_day(self.tonight.from_night, self.today)}

    @property
    def ended_words(self) -> str:
        return _("the stay has ended") if self.unanswered else ""

    @property
    def order(self) -> tuple[bool, bool, bool, float, str]:
        """What cannot wait first; then by the time today; then longest since met."""
        met = -self.met.at.timestamp() if self.met else float("-inf")
        when = self.next.at.timestamp() if self.is_today and self.next else -met
        return (
            not self.without_address,
            not self.is_forgotten,
            not any(duty.acute for duty in self.duties),
            when if not self.needs_action else (self.met.at.timestamp() if self.met else 0.0),
            self.citizen.sort_key,
        )


FILTERS: dict[str, Callable[[Row, User], bool]] = {
    "all": lambda row, user: True,
    "mine": lambda row, user: row.own is not None and row.own.worker_id == user.pk,
    "action": lambda row, user: row.needs_action,
    "not-met": lambda row, user: row.not_met_for_long,
    "admitted": lambda row, user: row.admitted,
    "no-home": lambda row, user: row.without_home,
    "no-address": lambda row, user: row.without_address,
    "new": lambda row, user: row.is_new,
    "forgotten": lambda row, user: row.is_forgotten,
    "no-next": lambda row, user: row.next is None,
    "overdue": lambda row, user: bool(row.overdue),
    "met": lambda row, user: row.met_this_week,
}
# Before the key of a colleague: the citizens whose own person that is.
OWN = "own:"
# The chips and their keys 1-8; the others are reached from the counters.
CHIPS = ("all", "mine", "action", "not-met", "admitted", "no-home", "no-address", "new")


@dataclass(frozen=True)
class Board:
    """The rows of a team at a moment, and every way of looking at them."""

    team: Team
    user: User
    now: datetime
    rows: list[Row]

    def shown(self, name: str) -> list[Row]:
        """The rows of a filter, in the order of the board; "own:<key>" is one own person's."""
        if name.startswith(OWN):
            whose = name.removeprefix(OWN)
            return [row for row in self.rows if row.own and str(row.own.worker_id) == whose]
        chosen = FILTERS.get(name, FILTERS["all"])
        return [row for row in self.rows if chosen(row, self.user)]

    def count(self, name: str) -> int:
        return len(self.shown(name))

    def groups(self, name: str) -> list[tuple[str, list[Row]]]:
        """The rows of a filter as "action", "today" and "later"; empty groups are left out."""
        parted: dict[str, list[Row]] = {"action": [], "today": [], "later": []}
        for row in self.shown(name):
            where = "action" if row.needs_action else "today" if row.is_today else "later"
            parted[where].append(row)
        return [(where, rows) for where, rows in parted.items() if rows]


def board_of(team: Team, user: User, *, at: datetime) -> Board:
    """The team's board at the moment, of the citizens who are open to the user."""
    day = timezone.localdate(at)
    enrolments = (
        door.rows_open_to(user, Enrolment, to=May.READ_BASIC)
        .open_on(day)  # type: ignore[attr-defined]
        .filter(team=team, citizen__merged_into__isnull=True)
        .select_related("citizen")
        .defer("citizen__cpr_encrypted", "citizen__cpr_index")
        .annotate(forgotten=~cared_for(at=at, citizen="citizen"))
    )
    rows = {
        enrolment.citizen_id: Row(
            enrolment.citizen,
            at,
            enrolment.from_day,
            is_forgotten=enrolment.forgotten and not enrolment.citizen.deceased_on,
        )
        for enrolment in enrolments
    }
    _fill_contacts(rows)
    _fill_nights(rows, day=day)
    _fill_people(rows, team=team, day=day)
    _fill_duties(rows)
    _fill_week(rows, day=day)
    return Board(team, user, at, sorted(rows.values(), key=lambda row: row.order))


def _fill_contacts(rows: dict[UUID, Row]) -> None:
    """Last met and last seen: one look-up in the index each per citizen, in one query."""
    here = Contact.objects.filter(citizen=OuterRef("pk")).order_by("-at", "-id")
    told = JSONObject(at="at", place="place", by="by__name")
    latest = Citizen.objects.filter(pk__in=rows).values_list(
        "pk",
        Subquery(here.met().values(told=told)[:1]),
        Subquery(here.standing().filter(outcome=Contact.Outcome.SEEN).values(told=told)[:1]),
    )
    for key, met, seen in latest:
        rows[key].met, rows[key].seen = _last(met), _last(seen)


def _last(told: dict[str, str] | None) -> Last | None:
    if told is None:
        return None
    return Last(datetime.fromisoformat(told["at"]), told["place"], told["by"].split(" ", 1)[0])


def _fill_nights(rows: dict[UUID, Row], *, day: date) -> None:
    """Tonight, where a certain stay outweighs a guess; and ended stays nobody has answered for."""
    tonight = Q(from_night__lte=day) & (Q(until_day__isnull=True) | Q(until_day__gt=day))
    stays = Stay.objects.standing().filter(tonight | Q(tonight=Stay.UNANSWERED), citizen__in=rows)
    for stay in stays.select_related("site").order_by("certain", "from_night", "id"):
        if stay.until_day is None or stay.until_day > day:
            rows[stay.citizen_id].tonight = stay
        elif stay.tonight == Stay.UNANSWERED:
            rows[stay.citizen_id].unanswered = stay


def _fill_people(rows: dict[UUID, Row], *, team: Team, day: date) -> None:
    own = Caseload.objects.filter(citizen__in=rows, team=team, until_day__isnull=True)
    for caseload in own.select_related("worker"):
        rows[caseload.citizen_id].own = caseload
    lines = BoardLine.objects.filter(
        citizen__in=rows, removed_at__isnull=True, written_at__gte=day_begins(day)
    )
    for line in lines.select_related("written_by").order_by("written_at", "id"):
        rows[line.citizen_id].line = line


def _fill_duties(rows: dict[UUID, Row]) -> None:
    duties = Duty.objects.open().filter(citizen__in=rows).select_related("owner")
    for duty in duties.order_by("-acute", "due_at", "id"):
        rows[duty.citizen_id].duties.append(duty)


def _fill_week(rows: dict[UUID, Row], *, day: date) -> None:
    """The next contact, and seven dots from Monday: met, tried or planned.

    What happened outweighs what was planned, and having met outweighs having tried.
    """
    monday = day - timedelta(days=day.weekday())
    begins, ends = day_begins(monday), day_begins(monday + timedelta(days=7))
    dots: dict[UUID, dict[int, str]] = defaultdict(dict)
    ahead = Appointment.objects.ahead_on(day).filter(citizen__in=rows).select_related("worker")
    for appointment in ahead.order_by("at", "id"):
        row = rows[appointment.citizen_id]
        row.next = row.next or appointment
        if appointment.at < ends:
            dots[row.citizen.pk][timezone.localdate(appointment.at).weekday()] = "planned"
    happened = Contact.objects.standing().filter(citizen__in=rows, at__gte=begins, at__lt=ends)
    for key, at, outcome in happened.values_list("citizen", "at", "outcome"):
        weekday = timezone.localdate(at).weekday()
        if outcome in Contact.FACE_TO_FACE:
            dots[key][weekday] = "met"
        elif outcome in Contact.ATTEMPT and dots[key].get(weekday) != "met":
            dots[key][weekday] = "tried"
    for key, by_day in dots.items():
        rows[key].week = [by_day.get(number, "") for number in range(7)]
