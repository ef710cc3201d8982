"""Why somebody can, or cannot, see somebody: the rule told in sentences."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from helhed.access import door
from helhed.access.may import Area, May
from helhed.access.roles import LABELS, MATRIX, Role
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.teams.models import Membership, Relation, TrustedWorker

AREA_WORDS: dict[Area, str | Promise] = {
    Area.BASIC: _lazy("the page"),
    Area.PLAN: _lazy("the plan"),
    Area.CONTACTS: _lazy("the contacts"),
    Area.DECISIONS: _lazy("the decisions"),
    Area.HEALTH: _lazy("the health record"),
    Area.MONEY: _lazy("the money"),
}
READS = {
    Area.BASIC: May.READ_BASIC,
    Area.PLAN: May.READ_PLAN,
    Area.CONTACTS: May.READ_CONTACTS,
    Area.HEALTH: May.READ_HEALTH,
}


@dataclass
class Explanation:
    """The answer per area, the ways there are, and what would open what is closed."""

    sees: dict[Area, bool] = field(default_factory=dict)
    ways: list[str | Promise] = field(default_factory=list)
    closed_because: list[str | Promise] = field(default_factory=list)
    would_open: list[str | Promise] = field(default_factory=list)


def colleagues_of(user: User) -> QuerySet[User]:
    """Everybody about whom a leader or data protection officer may ask."""
    members = Membership.objects.on(clock.today()).exclude(user=user).values("user")
    return User.objects.filter(pk__in=members, is_active=True).order_by("name")


def to_review(user: User) -> QuerySet[Relation]:
    """Emergency accesses by colleagues of the leader's teams that nobody has looked at."""
    teams = door.teams_where(user, May.REVIEW_BREAK_GLASS)
    theirs = Membership.objects.filter(team__in=teams).values("user")
    return (
        Relation.objects.filter(
            kind=Relation.Kind.BREAK_GLASS, reviewed_at__isnull=True, user__in=theirs
        )
        .exclude(user=user)
        .select_related("user", "citizen")
        .order_by("starts_at", "id")
    )


def explain(who: User, citizen: Citizen) -> Explanation:
    """Why `who` can or cannot see `citizen`. The caller has opened the citizen by the door."""
    told = Explanation()
    for area, may in READS.items():
        told.sees[area] = door.citizens_open_to(who, may).filter(pk=citizen.pk).exists()
    roles = _roles(who)
    if not roles:
        told.closed_because.append(_("%(who)s has no role in any team today.") % {"who": who.name})
        told.would_open.append(_("A leader gives %(who)s a role in a team.") % {"who": who.name})
    ways = _ways(who, citizen)
    told.ways = [_way_in_words(way) for way in ways if way["member"] and way["open"]]
    told.closed_because += _why_closed(who, citizen, ways, roles, told.sees)
    if citizen.protected and not _is_trusted(who, citizen):
        told.closed_because.append(
            _("The address is protected, and %(who)s is not among the named colleagues.")
            % {"who": who.name}
        )
        told.would_open.append(
            _("Somebody who may open the page names %(who)s.") % {"who": who.name}
        )
    if not told.ways and roles:
        told.would_open += [
            _("The citizen is enrolled in a team of theirs."),
            _("The record is shared with a team of theirs, with a purpose and an end."),
            _("Emergency access, when somebody may come to harm."),
        ]
    return told


def _roles(who: User) -> set[Role]:
    held = Membership.objects.on(clock.today()).filter(user=who).values_list("role", flat=True)
    return {Role(role) for role in held if role in set(Role)}


def _ways(who: User, citizen: Citizen) -> list[dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM access_ways(%s, %s)", [who.pk, citizen.pk])
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    now = clock.now()
    for row in rows:
        ended = row["ends_at"] is not None and row["ends_at"] <= now
        row["open"] = row["revoked_at"] is None and not ended
    return rows


def _way_in_words(way: dict[str, object]) -> str:
    kind = Relation.Kind(str(way["kind"])).label
    where = way["team_name"] or _("by name")
    if way["role"]:
        role = LABELS[Role(str(way["role"]))]
        return _("%(kind)s, through %(team)s as %(role)s.") % {
            "kind": str(kind).capitalize(),
            "team": where,
            "role": role,
        }
    return f"{str(kind).capitalize()}, {where}."


def _why_closed(
    who: User,
    citizen: Citizen,
    ways: list[dict[str, object]],
    roles: set[Role],
    sees: dict[Area, bool],
) -> list[str | Promise]:
    reasons: list[str | Promise] = []
    for way in ways:
        if way["member"] and not way["open"]:
            ended = way["revoked_at"] or way["ends_at"]
            day = timezone.localdate(ended).strftime("%d.%m.%Y")  # type: ignore[arg-type]
            reasons.append(
                _("The way through %(team)s ended on %(day)s.")
                % {"team": way["team_name"] or who.name, "day": day}
            )
    if not any(way["member"] and way["open"] for way in ways) and roles:
        reasons.append(_("No team of %(who)s works with the citizen now.") % {"who": who.name})
    mine = frozenset().union(*(MATRIX[role] for role in roles)) if roles else frozenset()
    for area, seen in sees.items():
        if not seen and any(way["member"] and way["open"] for way in ways):
            if READS[area] not in mine:
                reasons.append(_("The role does not read %(area)s.") % {"area": AREA_WORDS[area]})
            else:
                reasons.append(_("The way does not open %(area)s.") % {"area": AREA_WORDS[area]})
    return reasons


def _is_trusted(who: User, citizen: Citizen) -> bool:
    return TrustedWorker.objects.filter(citizen=citizen, user=who, until_day__isnull=True).exists()
