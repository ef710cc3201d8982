"""Search before create: among the citizens open to the one who asks, with the reason of each hit.

The caller gives the open citizens (`access.door`); nothing here widens them.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.citizens import cpr
from helhed.citizens.models import Citizen, NameToken, WayToReach
from helhed.citizens.names import sound, words

YEARS_APART = 2
Kind = NameToken.Kind

# The better the reason, the higher the hit.
WEIGHT = {"cpr": 100, "name": 10, "street": 9, "begins": 6, "born": 5, "place": 4, "sound": 3}


@dataclass(frozen=True)
class Asked:
    """What was asked for, taken apart."""

    words: tuple[str, ...] = ()
    year: int | None = None
    born: date | None = None
    cpr_index: bytes | None = None
    place: str = ""

    @property
    def empty(self) -> bool:
        return not (self.words or self.year or self.born or self.cpr_index or self.place)


@dataclass
class Hit:
    """A citizen that matches, and why, in words for the screen."""

    citizen: Citizen
    why: list[str | Promise] = field(default_factory=list)
    weight: int = 0


def asked(text: str, *, year: int | None = None, place: str = "") -> Asked:
    """Take a line of search apart: a full CPR number, a year, or words of a name."""
    if cpr.looks_like_one(text):
        return Asked(cpr_index=cpr.index_of(cpr.normalise(text)))
    found = words(text)
    years = [int(word) for word in found if word.isdigit() and len(word) == 4]
    named = tuple(word for word in found if not word.isdigit())
    return Asked(words=named, year=year or (years[0] if years else None), place=place.strip())


def find(open_citizens: QuerySet[Citizen], what: Asked, *, most: int = 20) -> list[Hit]:
    """The best hits, best first, at most `most`. Every word must be found somewhere in the name.

    Shape: each hit tells why it matches ("called …", "sounds like …", "born about …").
    """
    if what.empty:
        return []
    here = open_citizens.filter(merged_into__isnull=True)
    if what.cpr_index is not None:
        return [
            Hit(citizen, [_("the CPR number")], WEIGHT["cpr"])
            for citizen in here.filter(cpr_index=what.cpr_index)
        ]
    reasons = _by_name(here, what.words)
    if not what.words:
        reasons = {key: [] for key in _by_facts(here, what).values_list("pk", flat=True)[:200]}
    hits = [
        Hit(citizen, why=[word for _weight, word in reasons[citizen.pk]])
        for citizen in here.filter(pk__in=list(reasons)).order_by("sort_key")[:200]
    ]
    for hit in hits:
        hit.weight = sum(weight for weight, _word in reasons[hit.citizen.pk])
        _weigh_facts(hit, what)
    if what.place:
        _weigh_places(hits, what.place)
    return sorted(hits, key=lambda hit: (-hit.weight, hit.citizen.sort_key))[:most]


def _by_name(
    here: QuerySet[Citizen], asked_words: tuple[str, ...]
) -> dict[UUID, list[tuple[int, str]]]:
    """Citizens of whose names every word is a piece, with the reasons."""
    matching: dict[UUID, list[tuple[int, str]]] | None = None
    for word in asked_words:
        found: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
        rows = NameToken.objects.filter(citizen__in=here).filter(
            Q(token__startswith=word, kind__in=(Kind.NAME, Kind.STREET)) | _heard(word)
        )
        if len(word) > 2:
            rows = rows | NameToken.objects.filter(
                citizen__in=here, token__contains=word, kind__in=(Kind.NAME, Kind.STREET)
            )
        for key, kind, token in rows.values_list("citizen", "kind", "token")[:2000]:
            found[key].append(_reason(kind, token, word))
        best = {key: [max(reasons)] for key, reasons in found.items()}
        matching = (
            best
            if matching is None
            else {key: matching[key] + best[key] for key in matching.keys() & best.keys()}
        )
    return matching or {}


def _heard(word: str) -> Q:
    # The first letters of a short word sound like too many names.
    heard = sound(word)
    whole = Q(token=heard, kind=Kind.SOUND)
    return whole if len(heard) < 4 else Q(token__startswith=heard, kind=Kind.SOUND)


def _reason(kind: str, token: str, word: str) -> tuple[int, str]:
    if kind == Kind.SOUND:
        return WEIGHT["sound"], _now("sounds like “%(word)s”") % {"word": word}
    if kind == Kind.STREET:
        return WEIGHT["street"], _now("called “%(name)s”") % {"name": token.capitalize()}
    if token == word:
        return WEIGHT["name"], _now("the name “%(name)s”") % {"name": token.capitalize()}
    return WEIGHT["begins"], _now("part of the name “%(name)s”") % {"name": token.capitalize()}


def _by_facts(here: QuerySet[Citizen], what: Asked) -> QuerySet[Citizen]:
    rows = here
    if what.year:
        near = (what.year - YEARS_APART, what.year + YEARS_APART)
        rows = rows.filter(Q(birth_year__range=near) | Q(birth_date__year__range=near))
    if what.place:
        rows = rows.filter(
            waytoreachs__kind=WayToReach.Kind.PLACE, waytoreachs__text__icontains=what.place
        )
    return rows


def _weigh_facts(hit: Hit, what: Asked) -> None:
    born = hit.citizen.birth_date.year if hit.citizen.birth_date else hit.citizen.birth_year
    if what.year and born and abs(born - what.year) <= YEARS_APART:
        hit.weight += WEIGHT["born"]
        hit.why.append(_now("born about %(year)s") % {"year": born})


def _weigh_places(hits: list[Hit], place: str) -> None:
    """Somebody usually found at the place is more likely the one; never told if protected."""
    known = WayToReach.objects.filter(
        citizen__in=[hit.citizen for hit in hits if not hit.citizen.protected],
        kind=WayToReach.Kind.PLACE,
        text__icontains=place,
    )
    where = dict(known.values_list("citizen", "text"))
    for hit in hits:
        if hit.citizen.pk in where:
            hit.weight += WEIGHT["place"]
            hit.why.append(_now("often at %(place)s") % {"place": where[hit.citizen.pk]})
