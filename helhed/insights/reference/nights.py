"""Night by night: the primitives of measures.md 1 and the situations of 8."""

from datetime import date, timedelta

from helhed.insights.records import Stay

NIGHT = timedelta(days=1)
HOUSED = ("own_home", "residence")
TRANSITIONAL = ("transitional",)
INSTITUTIONS = ("prison", "hospital", "treatment")
CATEGORY = {
    "street": 1,
    "night_shelter": 2,
    "shelter": 3,
    "acute_home": 3,
    "hotel": 4,
    "family_friends": 5,
    "transitional": 6,
    "prison": 7,
    "hospital": 8,
    "treatment": 8,
    "other": 9,
}
LEAVES_WITHIN_DAYS = 30


def nights(stay: Stay, *, first: date, last: date) -> list[date]:
    """The nights of the stay between two days, both included."""
    night = max(stay.from_night, first)
    found = []
    while night <= last and (stay.until_day is None or night < stay.until_day):
        found.append(night)
        night += NIGHT
    return found


def category(stay: Stay, night: date) -> int:
    """The situation of the Danish count on that night of the stay; 0 where it is not counted."""
    number = CATEGORY.get(stay.kind, 0)
    if stay.kind not in INSTITUTIONS:
        return number
    soon = stay.until_day is not None and stay.until_day <= night + LEAVES_WITHIN_DAYS * NIGHT
    return number if soon and not (stay.home_kept or stay.place_kept) else 0


def homeless(stay: Stay, night: date, scope: str) -> bool:
    """Whether the night counts as homeless in the scope."""
    number = category(stay, night)
    if scope == "LITERAL":
        return number in (1, 2, 3) or (number == 4 and stay.by_system)
    return number > 0


def homeless_nights(stays: list[Stay], *, first: date, last: date, scope: str) -> set[date]:
    return {
        night
        for stay in stays
        for night in nights(stay, first=first, last=last)
        if homeless(stay, night, scope)
    }


def nights_in(stays: list[Stay], kinds: tuple[str, ...], *, first: date, last: date) -> set[date]:
    return {
        night
        for stay in stays
        if stay.kind in kinds
        for night in nights(stay, first=first, last=last)
    }


def on_night(stays: list[Stay], night: date) -> Stay | None:
    return next((stay for stay in stays if nights(stay, first=night, last=night)), None)


def tenancies(stays: list[Stay], *, until: date) -> list[tuple[date, date]]:
    """Own tenancies as (move-in, first day without), to the day after `until` while they last.

    A home kept during an absence goes on; so does one left for another within 14 days.
    """
    home = [stay for stay in stays if stay.kind == "own_home" or stay.home_kept]
    spells: list[tuple[date, date]] = []
    for stay in home:
        if stay.from_night > until:
            continue
        ends = min(stay.until_day or until + NIGHT, until + NIGHT)
        if spells and (stay.from_night - spells[-1][1]).days <= 14:
            spells[-1] = (spells[-1][0], max(spells[-1][1], ends))
        elif stay.kind == "own_home":
            spells.append((stay.from_night, ends))
    return spells
