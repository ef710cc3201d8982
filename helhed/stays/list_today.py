"""What the page of the by-name list shows: people open to the viewer, and numbers of everybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.stays import by_name as rules
from helhed.stays.by_name import Flow, Life
from helhed.stays.lives import lives_of
from helhed.stays.models import DANISH_COUNT, ListReport, ListSpell, Stay
from helhed.stays.nights import words_of
from helhed.stays.verbs.by_name import flow
from helhed.teams.models import Caseload

# Counting flags means reading lives; more than this is narrowed by team, not by waiting.
MOST_LOOKED_THROUGH = 400
MONTHS_SHOWN = 12
# Fewer people than this behind a number of persons one does not work with are not told apart.
SMALL = 5


@dataclass(frozen=True)
class Listed:
    """Somebody on the list today."""

    citizen: Citizen
    where: str | Promise
    category: int | None
    since: date | None
    nights: int
    seen: date | None
    own_person: str
    on: date

    @property
    def long_term(self) -> bool:
        return self.nights >= rules.LONG_TERM_NIGHTS

    @property
    def silent_days(self) -> int | None:
        return (self.on - self.seen).days if self.seen else None

    @property
    def to_look(self) -> bool:
        """The timer asks a colleague to look."""
        return self.silent_days is None or self.silent_days >= rules.LOOK_AFTER_DAYS

    @property
    def to_decide(self) -> bool:
        """The timer asks a colleague to decide; it decides nothing itself."""
        return self.silent_days is None or self.silent_days >= rules.DECIDE_AFTER_DAYS


@dataclass(frozen=True)
class Others:
    """People counted whom the viewer does not work with: a number, or that there are few."""

    count: int

    @property
    def few(self) -> bool:
        return 0 < self.count < SMALL


def spells_open_to(user: User, *, scope: str, state: str, on: date) -> QuerySet[ListSpell]:
    rows: Any = door.rows_open_to(user, ListSpell, to=May.READ_BY_NAME)
    found: QuerySet[ListSpell] = rows.on_day(on).filter(
        scope=scope, state=state, citizen__merged_into__isnull=True
    )
    return found


def totals(scope: str, *, on: date) -> dict[str, int]:
    """How many are in each state on the day, everybody counted. Shape: {state: persons}."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, persons FROM stays_list_on(%s, %s)", [scope, on])
        return dict(cursor.fetchall())


def listed(spells: Collection[ListSpell], *, scope: str, on: date) -> list[Listed]:
    """The rows of the page, in the order of the spells; a few queries for all of them."""
    citizens = [spell.citizen for spell in spells]
    lives = lives_of(citizens, since=on - timedelta(days=rules.DECIDE_AFTER_DAYS))
    tonight = _tonight(citizens, on)
    own = _own_persons(citizens, on)
    return [
        _row(citizen, lives[citizen.pk], tonight.get(citizen.pk), own, scope, on)
        for citizen in citizens
    ]


def _row(
    citizen: Citizen,
    life: Life,
    stay: Stay | None,
    own: dict[UUID, str],
    scope: str,
    on: date,
) -> Listed:
    since = rules.homeless_since(life, scope=scope, on=on)
    place = _("A safe place") if citizen.protected else words_of(stay) if stay else _("Not known")
    return Listed(
        citizen=citizen,
        where=place,
        category=DANISH_COUNT.get(stay.kind) if stay and not citizen.protected else None,
        since=since[0] if since else None,
        nights=since[1] if since else 0,
        seen=rules.last_sign(life, scope=scope, on=on),
        own_person=own.get(citizen.pk, ""),
        on=on,
    )


def _tonight(citizens: Collection[Citizen], on: date) -> dict[UUID, Stay]:
    rows = Stay.objects.on_night(on).filter(citizen__in=citizens, certain=True)
    return {stay.citizen_id: stay for stay in rows.select_related("site")}


def _own_persons(citizens: Collection[Citizen], on: date) -> dict[UUID, str]:
    rows = Caseload.objects.filter(citizen__in=citizens, from_day__lte=on).exclude(
        until_day__lte=on
    )
    return {row.citizen_id: row.worker.get_short_name() for row in rows.select_related("worker")}


@dataclass(frozen=True)
class Month:
    """A month as known now, and as it was reported."""

    known: Flow
    reported: ListReport | None

    @property
    def tells(self) -> bool:
        """Whether anybody was on the list, or it was reported that nobody was."""
        known = self.known
        return bool(self.reported or known.active_start or known.inflow)

    @property
    def restated(self) -> bool:
        """Later entries have changed the month since it was reported."""
        return self.reported is not None and any(
            getattr(self.known, name) != getattr(self.reported, name)
            for name in ("active_start", *rules.CAME, *rules.WENT, "active_end")
        )


def months(scope: str, *, on: date) -> list[Month]:
    """The last twelve months and this one, the newest first; none from before anybody was known."""
    first = on.replace(day=1)
    for _month in range(MONTHS_SHOWN):
        first = (first - timedelta(days=1)).replace(day=1)
    reports = {
        report.month: report for report in ListReport.objects.filter(scope=scope, month__gte=first)
    }
    known = flow(scope, first=first, months=MONTHS_SHOWN + 1)
    found = [Month(one, reports.get(one.month)) for one in reversed(known)]
    while len(found) > 1 and not found[-1].tells:
        found.pop()
    return found


def behind(user: User, *, scope: str, month: date, kind: str) -> QuerySet[ListSpell]:
    """The transitions of a kind in the month, of people open to the viewer."""
    rows: Any = door.rows_open_to(user, ListSpell, to=May.READ_BY_NAME).filter(scope=scope)
    past = rules.next_month(month)
    if kind in rules.CAME:
        found: QuerySet[ListSpell] = rows.came_in(month, past).filter(came=kind)
    elif kind in rules.WENT:
        found = rows.went_in(month, past).filter(went=kind)
    else:
        day = month - timedelta(days=1) if kind == "active_start" else past - timedelta(days=1)
        found = rows.on_day(day).filter(state=rules.ACTIVE)
    return found.select_related("citizen").order_by("from_day", "citizen__sort_key")
