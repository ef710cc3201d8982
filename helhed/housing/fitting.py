"""Whether a home fits what somebody wishes for: each wish held against the home, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helhed.housing.models import Floor
from helhed.stays.models import Bed

YES, ASK, NO = "yes", "ask", "no"
Text = str | Promise


@dataclass(frozen=True)
class Facts:
    """What one of those who wait wishes for, as facts; nobody's name and nobody's words."""

    wish_id: UUID
    waiting_since: date
    lot: int
    said_on: date
    areas: list[str]
    kinds: list[str]
    rooms: int | None
    rent_max_dkk: int | None
    pets: bool | None
    alone: bool | None
    couple: bool | None
    floor: str


@dataclass(frozen=True)
class Reason:
    """One wish and the home: it fits, it does not, or somebody has to ask."""

    code: str
    verdict: str
    text: str

    @property
    def icon(self) -> str:
        return {YES: "check", ASK: "help", NO: "close"}[self.verdict]

    @property
    def label(self) -> Text:
        return LABELS[self.code]

    @property
    def verdict_words(self) -> Text:
        """What the icon says, for those who do not see it."""
        return VERDICTS[self.verdict]


VERDICTS: dict[str, Text] = {
    YES: gettext_lazy("fits"),
    ASK: gettext_lazy("to be asked"),
    NO: gettext_lazy("does not fit"),
}
LABELS: dict[str, Text] = {
    "rent": gettext_lazy("Rent"),
    "kind": gettext_lazy("Kind of home"),
    "area": gettext_lazy("Part of town"),
    "floor": gettext_lazy("Floor"),
    "pets": gettext_lazy("Animal"),
    "alone": gettext_lazy("Kitchen and bath"),
    "rooms": gettext_lazy("Rooms"),
    "couple": gettext_lazy("Two together"),
}


def _kroner(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _rent(facts: Facts, bed: Bed) -> Reason | None:
    if facts.rent_max_dkk is None:
        return Reason("rent", ASK, _("ask what can be paid"))
    if bed.rent_dkk is None:
        return Reason("rent", ASK, _("the rent is not known yet"))
    text = _("can pay %(amount)s") % {"amount": _kroner(facts.rent_max_dkk)}
    return Reason("rent", YES if bed.rent_dkk <= facts.rent_max_dkk else NO, text)


def _kind(facts: Facts, bed: Bed) -> Reason | None:
    if not facts.kinds:
        return None
    fits = bed.kind in facts.kinds
    return Reason("kind", YES if fits else NO, _("as wished") if fits else _("wishes another kind"))


def _area(facts: Facts, bed: Bed) -> Reason | None:
    if not facts.areas:
        return None
    wished = ", ".join(facts.areas)
    if not bed.area:
        return Reason("area", ASK, _("wishes %(areas)s") % {"areas": wished})
    verdict = YES if bed.area.casefold() in [area.casefold() for area in facts.areas] else NO
    return Reason("area", verdict, _("wishes %(areas)s") % {"areas": wished})


def _floor(facts: Facts, bed: Bed) -> Reason | None:
    if facts.floor == Floor.ANY:
        return None
    text = str(Floor(facts.floor).label)
    if bed.floor is None and not bed.step_free:
        return Reason("floor", ASK, _("ask: %(wish)s") % {"wish": text})
    low = bed.step_free or bed.floor == 0
    fits = low or (facts.floor == Floor.LIFT and bed.lift)
    return Reason("floor", YES if fits else NO, text)


def _pets(facts: Facts, bed: Bed) -> Reason | None:
    if facts.pets is None:
        return Reason("pets", ASK, _("ask about animals")) if not bed.pets else None
    if not facts.pets:
        return Reason("pets", YES, _("no animal"))
    allowed = _("has an animal, and it may come along")
    return Reason("pets", YES, allowed) if bed.pets else Reason("pets", NO, _("has an animal"))


def _alone(facts: Facts, bed: Bed) -> Reason | None:
    if not bed.shared:
        return Reason("alone", YES, _("for themselves")) if facts.alone else None
    if facts.alone is None:
        return Reason("alone", ASK, _("ask: kitchen or bath is shared"))
    text = _("wants kitchen and bath alone") if facts.alone else _("would like to share")
    return Reason("alone", NO if facts.alone else YES, text)


def _rooms(facts: Facts, bed: Bed) -> Reason | None:
    if facts.rooms is None:
        return None
    text = _("at least %(rooms)s") % {"rooms": facts.rooms}
    if bed.rooms is None:
        return Reason("rooms", ASK, text)
    return Reason("rooms", YES if bed.rooms >= facts.rooms else NO, text)


def _couple(facts: Facts, bed: Bed) -> Reason | None:
    if not facts.couple:
        return None
    return Reason("couple", YES if bed.couples else NO, _("two move in"))


# In the order they stand on the page; the codes are those a rule may name.
WISHES: dict[str, Callable[[Facts, Bed], Reason | None]] = {
    "rent": _rent,
    "kind": _kind,
    "area": _area,
    "floor": _floor,
    "pets": _pets,
    "alone": _alone,
    "rooms": _rooms,
    "couple": _couple,
}


def reasons(facts: Facts, bed: Bed) -> list[Reason]:
    """Every wish that says something about this home; what nobody wished for is left out."""
    found = (wish(facts, bed) for wish in WISHES.values())
    return [reason for reason in found if reason is not None]


def fit(found: list[Reason]) -> int:
    """0 all wishes fit, 1 something is to be asked about, 2 a wish is not met. No points."""
    verdicts = {reason.verdict for reason in found}
    return 2 if NO in verdicts else 1 if ASK in verdicts else 0
