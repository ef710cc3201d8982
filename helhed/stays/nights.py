"""The nights of a citizen as they are shown: by kind and place, never a place that is protected."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.stays.models import Kind, Stay

SHOWN_DAYS = 365
# Nights that are no secret even of somebody whose house is one.
NAMELESS = (Kind.HOSPITAL, Kind.CRISIS_CENTRE)


@dataclass(frozen=True)
class Piece:
    """One stay on the bar; `left_on` is the first night elsewhere, None while it lasts."""

    stay: Stay
    kind: str
    label: str | Promise
    arrived_on: date
    left_on: date | None


def words_of(stay: Stay) -> str | Promise:
    """What the stay is called: the house or the place, else the kind. A ward is never named."""
    if stay.kind == Kind.CRISIS_CENTRE or (stay.site is not None and stay.site.hidden):
        return _("A safe place")
    if stay.kind in NAMELESS:
        return stay.get_kind_display()
    if stay.site is not None:
        return stay.site.name
    return stay.place or stay.get_kind_display()


def pieces_of(citizen: Citizen, *, on: date) -> list[Piece]:
    """The stays of the last year, oldest first; nothing at all of a protected citizen."""
    if citizen.protected:
        return []
    since = on - timedelta(days=SHOWN_DAYS)
    stays = (
        Stay.objects.standing()
        .filter(citizen=citizen, from_night__lte=on)
        .exclude(until_day__lte=since)
        .select_related("site", "noted_by")
        .order_by("from_night", "created_at", "id")
    )
    return [
        Piece(stay, stay.kind, words_of(stay), stay.from_night, stay.until_day) for stay in stays
    ]


def nights_by_kind(pieces: Iterable[Piece], *, on: date) -> dict[str, int]:
    """Nights of the last year spent in each kind of place, last night included."""
    since = on - timedelta(days=SHOWN_DAYS)
    nights: Counter[str] = Counter()
    for piece in pieces:
        begins, ends = max(piece.arrived_on, since), min(piece.left_on or on, on)
        nights[piece.kind] += max(0, (ends - begins).days)
    return dict(nights)
