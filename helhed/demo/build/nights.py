"""Nights: in and out of houses, hospitals and homes, by the verbs that ask "where tonight?"."""

from datetime import date
from typing import Any

from helhed.casework import verbs as casework
from helhed.demo import events as ev
from helhed.demo.build.setting import SITE_KINDS
from helhed.demo.build.world import Handler, World
from helhed.demo.nights import Spell
from helhed.demo.places import REGION
from helhed.demo.scale import at
from helhed.stays import verbs as stays
from helhed.stays.models import HAS_HOME, Site, Stay

WARDS = frozenset({"hospital", "psychiatric_ward"})
# Absences from which one comes back to the home one has.
AWAY = WARDS | {"prison", "treatment"}
PLACES = {
    "own_home": "Egen lejlighed",
    "family_friends": "Hos en, der har plads",
    "street": "Udenfor",
}
# The hour at which the discharge of today's story takes place.
TODAY_HOUR = (15, 30)


def kind_of(spell: Spell) -> str:
    return str(SITE_KINDS.get(spell.category, spell.category))


def where(world: World, spell: Spell) -> dict[str, Any]:
    """Kind, house and words of a spell, as the verbs take them. A ward is told apart."""
    site: Site | None = None if spell.category in WARDS else world.sites.get(spell.site)
    return {"kind": kind_of(spell), "site": site, "place": PLACES.get(spell.category, "")}


def first_night(world: World, event: ev.Enrolled) -> None:
    """Where the citizen sleeps when the team first meets them."""
    citizen, spell = world.citizens[event.who], event.tonight
    if spell.category in WARDS:
        _admit(world, event, spell)
        return
    stays.begin_stay(
        citizen,
        by=world.by(event),
        from_night=spell.from_day,
        evidence=Stay.Evidence.SELF_REPORT,
        **where(world, spell),
    )


def moved(world: World, event: ev.Moved) -> None:
    if event.leaves.category in WARDS:
        _discharge(world, event)
    elif event.arrives is None:
        return
    elif event.arrives.category in WARDS:
        _admit(world, event, event.arrives)
    elif _loses_home(event.leaves, event.arrives):
        spell = where(world, event.arrives)
        casework.lose_home(
            world.citizens[event.who],
            by=world.by(event),
            on=event.arrives.from_day,
            why="Huslejen kunne ikke betales, og lejemålet er ophørt.",
            tonight=spell["kind"],
            site=spell["site"],
            place=spell["place"],
        )
    else:
        _sleep(world, event, event.arrives)


def _loses_home(leaves: Spell, arrives: Spell) -> bool:
    lost = leaves.category == "own_home"
    return lost and arrives.category not in AWAY and kind_of(arrives) not in HAS_HOME


def _sleep(world: World, event: ev.Moved, spell: Spell) -> None:
    """Where tonight? A home is moved into; anywhere else is an answer."""
    citizen, by = world.citizens[event.who], world.by(event)
    back = event.leaves.category in AWAY and spell.category == "own_home"
    if kind_of(spell) in HAS_HOME and not back:
        casework.move_in(citizen, by=by, on=spell.from_day, **where(world, spell))
        return
    casework.answer_tonight(citizen, by=by, on=spell.from_day, **where(world, spell))


def _admit(world: World, event: ev.Event, spell: Spell) -> None:
    ward = world.sites[spell.site].name
    casework.admit_to_hospital(
        world.citizens[event.who],
        by=world.by(event),
        at=event.at,
        hospital=REGION,
        department=ward,
    )


def _discharge(world: World, event: ev.Moved) -> None:
    stay = casework.current_admission(world.citizens[event.who])
    if stay is None:
        return
    if event.arrives is None:
        hour = at(event.at.date(), *TODAY_HOUR)
        casework.discharge_from_hospital(stay, by=world.by(event), at=hour)
        return
    casework.discharge_from_hospital(
        stay, by=world.by(event), at=event.at, tonight=kind_of(event.arrives)
    )
    _sleep(world, event, event.arrives)


def nights_in_database(world: World, who: int, last: date) -> dict[str, int]:
    """Nights per kind that the database holds for the person, up to the evening of `last`."""
    found: dict[str, int] = {}
    for stay in Stay.objects.standing().filter(citizen=world.citizens[who], certain=True):
        until = stay.until_day or last.fromordinal(last.toordinal() + 1)
        nights = (min(until, last.fromordinal(last.toordinal() + 1)) - stay.from_night).days
        if nights > 0:
            found[stay.kind] = found.get(stay.kind, 0) + nights
    return found


def ready_to_leave(world: World, event: ev.Event) -> None:
    stay = casework.current_admission(world.citizens[event.who])
    if stay is not None:
        casework.tell_ready(stay, by=world.by(event), on=event.at.date())


HANDLERS: dict[type[ev.Event], Handler] = {ev.Moved: moved, ev.ReadyToLeave: ready_to_leave}
