"""The one door to a citizen: fetching is checking, and closed looks exactly like missing."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Expression, F, QuerySet
from django.http import Http404

from helhed.access.may import May
from helhed.access.models import RoleMay
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.audit.models import Event
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.models import Noun
from helhed.teams.models import Membership, Team

Record = TypeVar("Record", bound=Noun)
Made = TypeVar("Made")

# Cards of one page, fetched after it, share the page's line in the log.
SAME_LOOK = timedelta(minutes=10)


class IsOpen(Expression):
    """SQL condition: the citizen whose key stands in `path` is open to `user` for `may`.

    The same functions as the row-level policies call: the rule is written once.
    """

    conditional = True

    def __init__(self, path: str, *, user: User, may: May) -> None:
        super().__init__(output_field=BooleanField())
        self.citizen: Any = F(path)
        self.user_id = user.pk
        self.may = may

    def get_source_expressions(self) -> list[Any]:
        return [self.citizen]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.citizen,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        citizen, params = compiler.compile(self.citizen)
        sql = (
            f"({citizen} = ANY ((SELECT access_open_to(%s, %s))::uuid[])"
            f" OR ((SELECT access_sees_all_for(%s, %s))"
            f" AND {citizen} NOT IN (SELECT access_closed_citizens())))"
        )
        who = (self.user_id, str(self.may))
        return sql, (*params, *who, *who, *params)


def citizens_open_to(user: User, to: May) -> QuerySet[Citizen]:
    """Citizens to whom `user` may do `to` now, each person once. Lists start here."""
    here = Citizen.objects.filter(merged_into__isnull=True)
    return here.filter(IsOpen("pk", user=user, may=to))


def rows_open_to(user: User, model: type[Record], *, to: May) -> QuerySet[Record]:
    """Rows of `model` about citizens to whom `user` may do `to` now."""
    path = model.citizen_path
    return model._default_manager.filter(IsOpen(path, user=user, may=to))


def open_for(
    user: User,
    model: type[Record],
    pk: UUID,
    *,
    to: May,
    card: bool = False,
    along: tuple[str, ...] = (),
    also: Mapping[str, Any] | None = None,
) -> Record:
    """Return the record if `user` may do `to` with its citizen, and log the look.

    `card` says that it is a part of a page that has been logged already; `along` names rows the
    record points at and the page shows too, fetched in the same query; `also` names what that query
    tells besides (whether there is anything more to ask for). Raises Http404 both when
    the record is missing and when it is closed to the user: no answer reveals that somebody is
    known.
    """
    rows = rows_open_to(user, model, to=to).filter(pk=pk)
    if also:
        rows = rows.annotate(**also)
    record = (rows.select_related(*along) if along else rows).first()
    if record is None:
        audit.record("access.refuse", by=user, model=model._meta.label, pk=str(pk), to=to)
        raise Http404
    _look(user, record, to=to, card=card)
    return record


@dataclass(frozen=True)
class Opened:
    """A citizen whose page is being put together, and what the user may do there."""

    user_id: UUID
    citizen: Citizen
    mays: dict[str, bool]
    kept: dict[Hashable, Any] = field(default_factory=dict)


_opened: ContextVar[Opened | None] = ContextVar("helhed_opened", default=None)


@contextmanager
def gathering(user: User, citizen: Citizen, mays: dict[str, bool]) -> Iterator[None]:
    """While the cards of the citizen's page are made, do not ask again what has been answered.

    `citizen` and `mays` must come from `open_citizen` and `mays` in this very request.
    """
    token = _opened.set(Opened(user.pk, citizen, dict(mays)))
    try:
        yield
    finally:
        _opened.reset(token)


def once(key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, made once for all cards of the page that is being gathered."""
    opened = _opened.get()
    if opened is None:
        return make()
    if key not in opened.kept:
        opened.kept[key] = make()
    kept: Made = opened.kept[key]
    return kept


def _open_already(user: User, citizen_id: UUID) -> Opened | None:
    opened = _opened.get()
    ours = opened is not None and (opened.user_id, opened.citizen.pk) == (user.pk, citizen_id)
    return opened if ours else None


def open_citizen(user: User, pk: UUID, *, to: May, card: bool = False) -> Citizen:
    """The citizen, by `open_for`; a record merged into another leads to the one that remains."""
    already = _open_already(user, pk) if card else None
    if already is not None and already.mays.get(str(to)):
        return already.citizen
    citizen = open_for(user, Citizen, pk, to=to, card=card)
    if citizen.merged_into_id is not None:
        return open_for(user, Citizen, citizen.merged_into_id, to=to, card=card)
    return citizen


def _look(user: User, record: Noun, *, to: May, card: bool) -> None:
    citizen_id = record.pk if isinstance(record, Citizen) else getattr(record, "citizen_id", None)
    if card and _looked_just_now(user, citizen_id):
        return
    audit.record("access.open", by=user, obj=record, citizen_id=citizen_id, to=to)


def _looked_just_now(user: User, citizen_id: UUID | None) -> bool:
    return Event.objects.filter(
        actor_id=user.pk,
        citizen_id=citizen_id,
        action="access.open",
        at__gte=clock.now() - SAME_LOOK,
    ).exists()


def log_list(user: User, what: str, *, count: int, purpose: str = "", **details: Any) -> None:
    """One line for a page that lists citizens (a board, a search): what list and how many."""
    audit.record("access.list", by=user, purpose=purpose, what=what, count=count, **details)


def teams_where(user: User, may: May) -> QuerySet[Team]:
    """Teams in which the user's role gives the capability today."""
    roles = RoleMay.objects.filter(may=may).values("role")
    mine = Membership.objects.on(clock.today()).filter(user=user, role__in=roles)
    return Team.objects.filter(pk__in=mine.values("team")).order_by("name")


def mays(user: User, citizen_id: UUID, wanted: Iterable[May]) -> dict[str, bool]:
    """Which of the capabilities the user has for this citizen, by name; one query, no log line.

    For what a page shows; what is done is asked of the door again.
    """
    names = [str(may) for may in wanted]
    already = _open_already(user, citizen_id)
    if already is not None and already.mays.keys() >= set(names):
        return {name: already.mays[name] for name in names}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT may FROM unnest(%s::text[]) AS may WHERE %s = ANY (access_open_to(%s, may))"
            " OR (access_sees_all_for(%s, may)"
            " AND %s NOT IN (SELECT access_closed_citizens()))",
            [names, citizen_id, user.pk, user.pk, citizen_id],
        )
        have = {name for (name,) in cursor.fetchall()}
    return {name: name in have for name in names}


def may(user: User, capability: May) -> bool:
    """Whether any of the user's roles gives the capability today."""
    return teams_where(user, capability).exists()


def require(user: User, capability: May) -> None:
    """Raise Http404 unless some role of the user gives the capability."""
    if not may(user, capability):
        audit.record("access.refuse", by=user, to=capability)
        raise Http404


def open_team(user: User, team_id: UUID | None, *, to: May) -> Team:
    """The team if the user has the capability there (without a key: the first), or Http404."""
    teams = teams_where(user, to)
    team = teams.filter(pk=team_id).first() if team_id else teams.first()
    if team is None:
        audit.record("access.refuse", by=user, team=str(team_id), to=to)
        raise Http404
    return team


def wide_mays(user: User) -> list[May]:
    """The capabilities that reach every citizen but the closed ones, by the user's roles today."""
    roles = Membership.objects.on(clock.today()).filter(user=user).values("role")
    rows = RoleMay.objects.filter(role__in=roles, everyone=True)
    return [May(name) for name in rows.values_list("may", flat=True)]
