"""Nights as bars: which beds are free, and for whom the others are, as far as one may know."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.design.words import at_clock, day, plain_day
from helhed.stays.free import Taken, houses_with_beds, listed, taken
from helhed.stays.models import Bed, BedClaim, BedPeriod, Site

ROWS_OF_A_HOUSE, FREE_ROWS = 6, 2
HOUSES = 12
ICONS = {
    "stay": "bed",
    "hold": "hourglass",
    "kept": "key",
    "held": "construction",
    "closed": "lock",
    "ready": "house-key",
}


@dataclass(frozen=True)
class Bar:
    """Some nights in a row of one bed: free, closed, or somebody's."""

    kind: str
    span: int
    name: str = ""
    text: str = ""
    citizen_id: UUID | None = None

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "")


@dataclass
class Row:
    bed: Bed
    bars: list[Bar]

    @property
    def free_tonight(self) -> bool:
        return bool(self.bars) and self.bars[0].kind == "free"

    @property
    def tells_little(self) -> bool:
        """Free or closed on every night that is shown."""
        return len(self.bars) == 1 and self.bars[0].kind in ("free", "closed")


@dataclass
class House:
    site: Site
    rows: list[Row] = field(default_factory=list)
    beds: int = 0
    open_tonight: int = 0
    free_tonight: int = 0
    # Without homes with a lease, which nobody moves into tonight.
    free_for_a_night: int = 0


@dataclass(frozen=True)
class Night:
    night: date
    tonight: bool
    weekend: bool


@dataclass
class Calendar:
    nights: list[Night]
    houses: list[House]
    # There are more houses than stand here.
    more: bool = False

    @property
    def free_tonight(self) -> int:
        return sum(house.free_for_a_night for house in self.houses)


@dataclass(frozen=True)
class _Piece:
    first: date
    past: date | None
    kind: str
    claim: BedClaim | None = None
    reason: str = ""

    def covers(self, night: date) -> bool:
        return self.first <= night and (self.past is None or night < self.past)


def calendar(
    user: User,
    *,
    first: date,
    nights: int,
    at: datetime,
    only: UUID | None = None,
    page: int = 0,
) -> Calendar:
    """The nights `[first, first + nights)` of a page of houses by name, or of `only` one.

    Names stand on claims of citizens the user works with; everybody else's is "taken" (P8).
    """
    past = first + timedelta(days=nights)
    begin = page * HOUSES
    found = houses_with_beds()
    # One house more than is shown, to know whether there is one.
    sites = found.filter(pk=only) if only else found[begin : begin + HOUSES + 1]
    here = _with_periods(listed().filter(site__in=sites.values("pk")), first, past)
    beds = list(here.order_by("site__name", "id"))
    names = list(dict.fromkeys(bed.site_id for bed in beds))
    more, on_page = len(names) > HOUSES, set(names[:HOUSES])
    beds = [bed for bed in beds if bed.site_id in on_page]
    pieces = _pieces(user, beds, first, past, at=at)
    houses: dict[UUID, House] = {}
    for bed in beds:
        house = houses.setdefault(bed.site_id, House(bed.site))
        row = Row(bed, _bars(pieces.get(bed.pk, []), first, nights))
        house.beds += 1
        house.open_tonight += row.bars[0].kind not in ("held", "closed")
        house.free_tonight += row.free_tonight
        house.free_for_a_night += row.free_tonight and not bed.is_home
        house.rows.append(row)
    if only is None:
        for house in houses.values():
            house.rows = _some(house.rows)
    days = [first + timedelta(days=n) for n in range(nights)]
    return Calendar(
        [Night(night, night == first, night.weekday() >= 5) for night in days],
        list(houses.values()),
        more,
    )


def _some(rows: list[Row]) -> list[Row]:
    """The rows that tell most, in their order: some with people, and two that are free."""
    told = [row for row in rows if not row.tells_little]
    others = [row for row in rows if row.tells_little]
    free_first = sorted(others, key=lambda row: not row.free_tonight)[:FREE_ROWS]
    chosen = told[: ROWS_OF_A_HOUSE - len(free_first)] + free_first
    return sorted(chosen, key=lambda row: row.bed.pk)


def _pieces(
    user: User, beds: list[Bed], first: date, past: date, *, at: datetime
) -> dict[int, list[_Piece]]:
    """What is known of each bed, the most telling first: own claims, taken nights, periods."""
    found: dict[int, list[_Piece]] = defaultdict(list)
    claims = (
        door.rows_open_to(user, BedClaim, to=May.READ_BASIC)
        .in_force(at)  # type: ignore[attr-defined]
        .touching(first, past)
        .filter(bed__in=beds, citizen__protected=False)
        .select_related("citizen", "stay")
    )
    for claim in claims:
        piece = _Piece(claim.from_night, claim.until_day, claim.kind, claim)
        found[claim.bed_id].append(piece)
    for bed_id, some in taken([bed.pk for bed in beds], first, past, at=at).items():
        found[bed_id] += [_taken(one) for one in some]
    for bed in beds:
        told: list[dict[str, str | None]] = bed.told_periods  # type: ignore[attr-defined]
        found[bed.pk] += [_period(one) for one in told]
    return found


def _with_periods(beds: QuerySet[Bed], first: date, past: date) -> QuerySet[Bed]:
    """With what is said of the nights, in the same question: state, first night, day, reason."""
    periods = BedPeriod.objects.touching(first, past).filter(bed=OuterRef("pk"))
    told = JSONObject(
        state="state", from_night="from_night", until_day="until_day", reason="reason"
    )
    in_order = periods.order_by("from_night", "id").values(told=told)
    return beds.annotate(told_periods=ArraySubquery(in_order))


def _period(told: dict[str, str | None]) -> _Piece:
    kind = "free" if told["state"] == BedPeriod.State.OPEN else str(told["state"])
    until = told["until_day"]
    return _Piece(
        date.fromisoformat(str(told["from_night"])),
        date.fromisoformat(until) if until else None,
        kind,
        reason=told["reason"] or "",
    )


def _taken(one: Taken) -> _Piece:
    return _Piece(one.from_night, one.until_day, "taken")


def _bars(pieces: list[_Piece], first: date, nights: int) -> list[Bar]:
    bars: list[Bar] = []
    before: _Piece | None = None
    span = 0
    for n in range(nights):
        night = first + timedelta(days=n)
        piece = next((piece for piece in pieces if piece.covers(night)), None)
        if n and piece is not before:
            bars.append(_bar(before, span, first))
            span = 0
        before, span = piece, span + 1
    bars.append(_bar(before, span, first))
    return bars


def _bar(piece: _Piece | None, span: int, today: date) -> Bar:
    if piece is None:
        return Bar("closed", span, text=_("closed"))
    if piece.claim is not None:
        claim = piece.claim
        name = claim.citizen.shown_name
        return Bar(piece.kind, span, name, _words(claim, today), claim.citizen_id)
    words = {
        "free": _("free"),
        "taken": _("Taken"),
        "held": piece.reason or _("being made ready"),
        "closed": piece.reason or _("closed"),
    }
    return Bar(piece.kind, span, text=words[piece.kind])


def _words(claim: BedClaim, today: date) -> str:
    if claim.kind == BedClaim.Kind.HOLD and claim.answer_by:
        if claim.from_night > today:
            return _("comes %(day)s") % {"day": day(claim.from_night, today)}
        answer = timezone.localtime(claim.answer_by)
        return _("answer by %(day)s %(time)s") % {
            "day": day(answer.date(), today),
            "time": at_clock(answer),
        }
    if claim.kind == BedClaim.Kind.KEPT:
        return _("away, the home is kept")
    if claim.from_night > today:
        return _("comes %(day)s") % {"day": day(claim.from_night, today)}
    if claim.until_day:
        return _("moves %(day)s") % {"day": plain_day(claim.until_day, today)}
    return ""
