"""Contacts, attempts, enquiries and hand-overs (methods.md 10), and the flow of the list."""

from datetime import date, timedelta

from helhed.insights.records import Asked, Facts
from helhed.insights.reference.figures import Line, Reference, contacts_of, deaths_of

FACE_TO_FACE = ("met", "accompanied", "visit")
IN_VAIN = ("not_found", "no_show")


def _enrolled(facts: Facts, on: date) -> list[int]:
    dead = {person for person, day in deaths_of(facts).items() if day <= on}
    return sorted(
        {
            one.person
            for one in facts.enrolments
            if one.from_day <= on and (one.until_day is None or one.until_day > on)
        }
        - dead
    )


def contact_coverage(facts: Facts, asked: Asked) -> list[Line]:
    """Enrolled citizens met face to face in the 7 and 14 days that end with the day."""
    contacts = contacts_of(facts, asked)
    lines = []
    for person in _enrolled(facts, asked.on):
        days = [c.day for c in contacts.get(person, []) if c.outcome in FACE_TO_FACE]
        for length in (7, 14):
            first = asked.on - timedelta(days=length - 1)
            met = any(first <= day <= asked.on for day in days)
            lines.append(Line(f"{length}_days", person, int(met), 1))
    return lines


def attempts_per_success(facts: Facts, asked: Asked) -> list[Line]:
    lines = []
    for person, contacts in contacts_of(facts, asked).items():
        inside = [c.outcome for c in contacts if asked.first <= c.day <= asked.last]
        tried = sum(outcome in IN_VAIN for outcome in inside)
        met = sum(outcome in FACE_TO_FACE for outcome in inside)
        if tried or met:
            lines.append(Line("all", person, tried, met))
    return lines


def network_contacts(facts: Facts, asked: Asked) -> list[Line]:
    """Contacts with somebody close present, times 30, of the days enrolled in the period."""
    contacts = contacts_of(facts, asked)
    lines = []
    for person in sorted({one.person for one in facts.enrolments}):
        days = set()
        for one in facts.enrolments:
            if one.person == person:
                days |= _days(one.from_day, one.until_day, asked)
        if not days:
            continue
        close = sum(c.network and c.day in days for c in contacts.get(person, []))
        lines.append(Line("per_30_days", person, 30 * close, len(days)))
    return lines


def _days(first: date, until: date | None, asked: Asked) -> set[date]:
    day = max(first, asked.first)
    found = set()
    while day <= asked.last and (until is None or day < until):
        found.add(day)
        day += timedelta(days=1)
    return found


def enquiry_to_treatment(facts: Facts, asked: Asked) -> list[Line]:
    """Days from an enquiry to the first treatment begun on or after it; the share within 14."""
    lines = []
    for enquiry in facts.enquiries:
        if not asked.first <= enquiry.received_on <= asked.last:
            continue
        begun = [
            service.from_day
            for service in facts.services
            if service.treatment
            and service.person == enquiry.person
            and enquiry.received_on <= service.from_day <= asked.on
        ]
        if enquiry.person is None or not begun:
            lines.append(Line("days", enquiry.person, 0, 0, 1))
            lines.append(Line("within_14_days", enquiry.person, 0, 0, 1))
            continue
        days = (min(begun) - enquiry.received_on).days
        lines.append(Line("days", enquiry.person, days, 1))
        lines.append(Line("within_14_days", enquiry.person, int(days <= 14), 1))
    return lines


def handover_gap(facts: Facts, asked: Asked) -> list[Line]:
    """Days between the end of an enrolment handed over and the next enrolment in another team."""
    lines = []
    for one in facts.enrolments:
        ended = one.until_day
        if one.end_reason != "handed_over" or ended is None:
            continue
        if not asked.first <= ended <= asked.last:
            continue
        following = [
            other.from_day
            for other in facts.enrolments
            if other.person == one.person
            and other.team != one.team
            and ended - timedelta(days=30) <= other.from_day <= asked.on
        ]
        if following:
            lines.append(Line("all", one.person, max(0, (min(following) - ended).days), 1))
        else:
            lines.append(Line("all", one.person, 0, 0, 1))
    return lines


def list_flow(facts: Facts, asked: Asked) -> list[Line]:
    """Transitions on the by-name list in the period, and who is active on its last day."""
    lines = []
    for one in facts.listed:
        if one.scope != asked.scope or one.state != "active":
            continue
        if asked.first <= one.from_day <= asked.last:
            lines += [Line(one.came, one.person, 1), Line("inflow", one.person, 1)]
        if one.until_day is not None and asked.first <= one.until_day <= asked.last:
            lines += [Line(one.went, one.person, 1), Line("outflow", one.person, 1)]
        for row, day in (
            ("active_start", asked.first - timedelta(days=1)),
            ("active_end", asked.last),
        ):
            if one.from_day <= day and (one.until_day is None or one.until_day > day):
                lines.append(Line(row, one.person, 1))
    return lines


REFERENCES: dict[str, Reference] = {
    "contact_coverage": contact_coverage,
    "attempts_per_success": attempts_per_success,
    "network_contacts": network_contacts,
    "enquiry_to_treatment": enquiry_to_treatment,
    "handover_gap": handover_gap,
    "list_flow": list_flow,
}
