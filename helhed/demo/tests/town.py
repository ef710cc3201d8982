"""Facts taken straight from the simulator's story, without a database; and invented at random."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from helhed.demo import events as ev
from helhed.demo.build.setting import SITE_KINDS
from helhed.demo.nights import INSTITUTIONS, Spell
from helhed.demo.places import OFFICE, SITES, STAFF, TEAMS
from helhed.demo.scale import Scale
from helhed.demo.simulate import Municipality, simulate
from helhed.demo.tests.act_team import FORMER, crew, planned_with_team
from helhed.insights import records as r

LONG_AGO = datetime(2000, 1, 1)
SITE = {site.key: number for number, site in enumerate(SITES, start=1)}
TEAM = {team.key: number for number, team in enumerate(TEAMS, start=1)}
FORMER_STAFF = [f"former{number}" for number in range(FORMER)]
STAFF_NUMBER = {
    name: number
    for number, name in enumerate([*(worker.username for worker in STAFF), *FORMER_STAFF], start=1)
}
WARDS = ("hospital", "psychiatric_ward")
REASON = {
    "died": "death",
    "moved": "handed_over",
    "done": "aftercare_completed",
    "own_wish": "own_wish",
}


def kind_of(spell: Spell) -> str:
    return str(SITE_KINDS.get(spell.category, spell.category))


def town(seed: int, *, citizens: int = 14, days: int = 1300) -> Municipality:
    return simulate(Scale(citizens=citizens, days=days, as_of=date(2026, 3, 2), seed=seed))


def facts_of(found: Municipality) -> r.Facts:
    """The story as records: what a database that missed nothing would hold."""
    facts = r.Facts()
    scale = found.scale
    for who, known in found.truth.known.items():
        spells = [s for s in known.spells if s.from_day <= min(known.last, scale.as_of)]
        for number, spell in enumerate(spells):
            stay = _stay(who, number, spell, spells, known.last, scale)
            planned = stay.kind == "hospital" and planned_with_team(found, who, number)
            ready_on = _ready_on(found, who, spell)
            facts.stays.append(replace(stay, ready_on=ready_on, planned=planned))
    for event in found.events:
        _tell(facts, event)
    for site in SITES:
        if site.beds:
            kind = str(SITE_KINDS.get(site.kind, site.kind))
            facts.capacities.append(
                r.Capacity(SITE[site.key], kind, site.beds, scale.first_day, None)
            )
    for team in TEAMS:
        facts.teams.append(r.Team(TEAM[team.key], team.works))
    _staff(facts, found)
    known = {stay.person for stay in facts.stays} | {one.person for one in facts.enrolments}
    dead = {event.who: event.at.date() for event in found.events if _died(event)}
    facts.persons.extend(r.Person(who, LONG_AGO, dead.get(who)) for who in sorted(known))
    return facts


def _staff(facts: r.Facts, found: Municipality) -> None:
    """The ACT team as the seed decides it; nobody counts the others' staff."""
    team, act = TEAM["act"], crew(found)
    for place in act.places:
        role = "team_leader" if place.leads else "act_worker"
        staff = STAFF_NUMBER[place.username]
        period = (place.first, place.until)
        facts.members.append(r.Member(team, staff, role, place.profession, place.percent, *period))
    for day, spoken in act.meetings.items():
        facts.reviews.extend(r.Review(team, who, day) for who in sorted(spoken))


def _ready_on(found: Municipality, who: int, spell: Spell) -> date | None:
    told = (event for event in found.events if isinstance(event, ev.ReadyToLeave))
    days = (event.at.date() for event in told if event.who == who)
    return next((day for day in days if spell.covers(day)), None)


def _died(event: ev.Event) -> bool:
    return isinstance(event, ev.Left) and event.reason == "died"


def _stay(
    who: int, number: int, spell: Spell, spells: list[Spell], last: date, scale: Scale
) -> r.Stay:
    before = spells[number - 1] if number else None
    waits = ""
    if spell.category in INSTITUTIONS and before and before.until_day == spell.from_day:
        waits = before.category
    # Whoever has left is followed to the last day the team knew of.
    until = spell.until_day
    if last < scale.as_of and (until is None or until > last):
        until = last + timedelta(days=1)
    return r.Stay(
        person=who,
        stay=who * 1000 + number,
        kind=kind_of(spell),
        from_night=spell.from_day,
        until_day=until,
        known_from=LONG_AGO,
        site=SITE.get(spell.site)
        if spell.category not in ("hospital", "psychiatric_ward")
        else None,
        by_system=bool(spell.site),
        home_kept=waits == "own_home",
        place_kept=waits == "residence",
        tonight="" if until is None else "unanswered",
    )


def _tell(facts: r.Facts, event: ev.Event) -> None:
    if isinstance(event, ev.Enrolled):
        team = TEAM[event.person.team]
        facts.enrolments.append(r.Enrolment(event.who, team, event.at.date(), None, LONG_AGO))
    elif isinstance(event, ev.Left):
        number, old = next(
            (n, one) for n, one in enumerate(facts.enrolments) if one.person == event.who
        )
        facts.enrolments[number] = r.Enrolment(
            old.person, old.team, old.from_day, event.at.date(), LONG_AGO, REASON[event.reason]
        )
    elif isinstance(event, ev.Contact):
        key = len(facts.contacts) + 1
        facts.contacts.append(_contact(key, event))
        facts.attendances.append(r.Attendance(event.who, key, STAFF_NUMBER[event.by]))


def _contact(key: int, event: ev.Contact) -> r.Contact:
    outside = None if event.kind == "met" and not event.place else event.place != OFFICE.name
    return r.Contact(
        event.who,
        key,
        event.at.date(),
        event.kind,
        event.at.astimezone(UTC).replace(tzinfo=None),
        team=TEAM["act"],
        minutes=event.minutes or None,
        outside=outside,
        network=bool(event.kin),
    )
