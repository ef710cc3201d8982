"""Search before create: among the citizens open to the one who asks, with the reason of each hit.

The caller gives the open citizens (`access.door`); nothing here widens them.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from helhed.citizens import cpr
from helhed.citizens.models import Citizen, NameToken, WayToReach
from helhed.citizens.names import sound, words

YEARS_APART = 2
# How many hits are weighed before the best are shown.
LOOKED_AT = 100
# With so few open citizens, all their names are gone through.
FEW = 600
HEARD_FROM = 4
PIECE_FROM = 3
Kind = NameToken.Kind

# The better the reason, the higher the hit.
WEIGHT = {
    "cpr": 100,
    "name": 10,
    "street": 9,
    "begins": 6,
    "born": 5,
    "place": 4,
    "sound": 3,
    "piece": 2,
}


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


def find(
    open_citizens: QuerySet[Citizen],
    what: Asked,
    *,
    most: int = 20,
    reach: list[UUID] | None = None,
) -> list[Hit]:
    """The best hits, best first, at most `most`. Every word must be found somewhere in the name.

    `reach` are the keys of `open_citizens` when the caller has them and they are few: then pieces
    from the middle of a name match too. Shape: each hit tells why it matches ("called …", "sounds
    like …", "born about …").
    """
    if what.empty:
        return []
    here = open_citizens.filter(merged_into__isnull=True)
    if what.cpr_index is not None:
        return [
            Hit(citizen, [_("the CPR number")], WEIGHT["cpr"])
            for citizen in here.filter(cpr_index=what.cpr_index)
        ]
    if what.words:
        reasons = _by_name(here, what, reach)
    else:
        reasons = {
            key: [] for key in _by_facts(here, what).values_list("pk", flat=True)[:LOOKED_AT]
        }
    hits = [
        Hit(citizen, why=[word for _weight, word in reasons[citizen.pk]])
        for citizen in here.filter(pk__in=list(reasons))
    ]
    for hit in hits:
        hit.weight = sum(weight for weight, _word in reasons[hit.citizen.pk])
        _weigh_facts(hit, what)
    if what.place:
        _weigh_places(hits, what.place)
    return sorted(hits, key=lambda hit: (-hit.weight, hit.citizen.sort_key))[:most]


Reasons = dict[UUID, list[tuple[int, str]]]


def _by_name(here: QuerySet[Citizen], what: Asked, reach: list[UUID] | None) -> Reasons:
    """Citizens of whose names every word is a piece, with the best reason for each word."""
    if reach is not None and len(reach) <= FEW:
        return _reasons(reach, what.words)
    found = _reasons(_likeliest(what), what.words)
    return found or _reasons(_with_a_piece(here, what.words), what.words)


def _likeliest(what: Asked) -> list[UUID]:
    """Keys of the LOOKED_AT likeliest, by how their names begin and sound, and when born.

    Comparing by range and not by LIKE lets the index be used beneath row-level security.
    """
    if len(what.words) == 1 and not what.year:
        return _first_found(what.words[0])
    each: list[str] = []
    params: list[Any] = []
    for number, word in enumerate(what.words):
        heard = sound(word)
        # The first letters of a short word sound like too many names.
        until = _after(heard) if len(heard) >= HEARD_FROM else heard + "\x01"
        each.append(_WORD.format(number=number, **WEIGHT))
        params += [word, word, _after(word), heard, until]
    params.append(len(what.words))
    born = _BORN.format(weight=WEIGHT["born"]) if what.year else ""
    if what.year:
        low, high = what.year - YEARS_APART, what.year + YEARS_APART
        params += [low, high, date(low, 1, 1), date(high, 12, 31)]
    sql = _LIKELIEST.format(each=" UNION ALL ".join(each), born=born or "name_weight")
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, LOOKED_AT])
        return [key for (key,) in cursor.fetchall()]


def _first_found(word: str) -> list[UUID]:
    """Keys for one word: the whole name, then what begins so, then what sounds so.

    The pieces stand in the order of their weight, so reading stops when enough are found.
    """
    heard = sound(word)
    until = _after(heard) if len(heard) >= HEARD_FROM else heard + "\x01"
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_FOUND, [word, word, _after(word), heard, until, 3 * LOOKED_AT])
        keys = dict.fromkeys(key for (key,) in cursor.fetchall())
    return list(keys)[:LOOKED_AT]


_FIRST_FOUND = """
    SELECT citizen_id FROM citizens_nametoken WHERE token = %s AND kind IN ('name', 'street')
    UNION ALL
    SELECT citizen_id FROM citizens_nametoken
    WHERE token ~>~ %s AND token ~<~ %s AND kind IN ('name', 'street')
    UNION ALL
    SELECT citizen_id FROM citizens_nametoken
    WHERE token ~>=~ %s AND token ~<~ %s AND kind = 'sound'
    LIMIT %s
"""
_WORD = """
    SELECT citizen_id, {number} AS word,
        CASE WHEN kind = 'street' THEN {street} WHEN token = %s THEN {name} ELSE {begins} END AS w
    FROM citizens_nametoken
    WHERE token ~>=~ %s AND token ~<~ %s AND kind IN ('name', 'street')
    UNION ALL
    SELECT citizen_id, {number}, {sound} FROM citizens_nametoken
    WHERE token ~>=~ %s AND token ~<~ %s AND kind = 'sound'
"""
_BORN = """name_weight + (
    SELECT CASE WHEN c.birth_year BETWEEN %s AND %s OR c.birth_date BETWEEN %s AND %s
        THEN {weight} ELSE 0 END
    FROM citizens_citizen c WHERE c.id = citizen_id
)"""
_LIKELIEST = """
    SELECT citizen_id FROM (
        SELECT citizen_id, sum(best) AS name_weight FROM (
            SELECT citizen_id, word, max(w) AS best FROM ({each}) pieces GROUP BY citizen_id, word
        ) words
        GROUP BY citizen_id HAVING count(*) = %s
    ) named
    ORDER BY {born} DESC NULLS LAST, citizen_id LIMIT %s
"""


def _after(prefix: str) -> str:
    """The first text, by its bytes, that no longer begins with `prefix`."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def _with_a_piece(here: QuerySet[Citizen], asked_words: tuple[str, ...]) -> list[UUID]:
    """Keys of those with the longest word inside a name; slow where very many are open."""
    longest = max(asked_words, key=len)
    if len(longest) < PIECE_FROM:
        return []
    inside = NameToken.objects.filter(token__contains=longest, citizen__in=here)
    keys = inside.exclude(kind=Kind.SOUND).values_list("citizen", flat=True)
    return list(keys.distinct()[:LOOKED_AT])


def _reasons(keys: list[UUID], asked_words: tuple[str, ...]) -> Reasons:
    """Those of `keys` in whose names every word is found, with the best reason for each word."""
    heard = [sound(word) for word in asked_words]
    best: dict[UUID, list[tuple[int, str, str] | None]] = {}
    tokens = NameToken.objects.filter(citizen__in=keys).values_list("citizen", "kind", "token")
    for key, kind, token in tokens:
        found = best.setdefault(key, [None] * len(asked_words))
        for number, word in enumerate(asked_words):
            weight = _fits(kind, token, word, heard[number])
            if weight and weight > (found[number] or (0,))[0]:
                found[number] = (weight, kind, token)
    return {
        key: [
            (fit[0], _reason(fit[1], fit[2], word))
            for fit, word in zip(fits, asked_words, strict=True)
            if fit is not None
        ]
        for key, fits in best.items()
        if None not in fits
    }


def _fits(kind: str, token: str, word: str, heard: str) -> int:
    """How well a piece of a name fits the word; 0 when it does not."""
    if kind == Kind.SOUND:
        alike = token.startswith(heard) if len(heard) >= HEARD_FROM else token == heard
        return WEIGHT["sound"] if alike else 0
    if token.startswith(word):
        if kind == Kind.STREET:
            return WEIGHT["street"]
        return WEIGHT["name"] if token == word else WEIGHT["begins"]
    return WEIGHT["piece"] if len(word) >= PIECE_FROM and word in token else 0


def _reason(kind: str, token: str, word: str) -> str:
    if kind == Kind.SOUND:
        return _now("sounds like “%(word)s”") % {"word": word}
    if kind == Kind.STREET:
        return _now("called “%(name)s”") % {"name": token.capitalize()}
    if token == word:
        return _now("the name “%(name)s”") % {"name": token.capitalize()}
    return _now("part of the name “%(name)s”") % {"name": token.capitalize()}


def _by_facts(here: QuerySet[Citizen], what: Asked) -> QuerySet[Citizen]:
    rows = here
    if what.year:
        near = (what.year - YEARS_APART, what.year + YEARS_APART)
        days = (date(near[0], 1, 1), date(near[1], 12, 31))
        rows = rows.filter(Q(birth_year__range=near) | Q(birth_date__range=days))
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
