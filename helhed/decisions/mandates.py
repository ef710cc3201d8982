"""Who may decide this, today? Reads only; the verb asks it, and so does the page."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from helhed.accounts.models import User
from helhed.decisions.models import Decision, Mandate, Outcome
from helhed.teams.models import Absence


@dataclass(frozen=True)
class Power:
    """The mandate found, and whether it is wide enough for the decision."""

    mandate: Mandate | None
    enough: bool


def mandates_of(official: User, basis_code: str, *, on: date) -> list[Mandate]:
    """The official's mandates by the paragraph on the day; as a stand-in only during an absence."""
    rows = Mandate.objects.on(on).filter(official=official, basis_code=basis_code)
    away = Absence.objects.filter(from_day__lte=on, until_day__gt=on).values("user")
    return list(rows.filter(Q(stands_in_for__isnull=True) | Q(stands_in_for__in=away)))


def power_of(official: User, decision: Decision, *, on: date) -> Power:
    """The widest mandate of the official for this decision, and whether it reaches."""
    found = mandates_of(official, decision.case.basis_code, on=on)
    wide = [mandate for mandate in found if reaches(mandate, decision)]
    if wide:
        return Power(wide[0], True)
    return Power(found[0] if found else None, False)


def approving(official: User, decision: Decision, *, on: date) -> Mandate | None:
    """The mandate by which the official may approve this, if there is one. Never one's own."""
    if official.pk in (decision.official_id, decision.case.caseworker_id):
        return None
    found = mandates_of(official, decision.case.basis_code, on=on)
    return next((row for row in found if row.may_approve and reaches(row, decision)), None)


def reaches(mandate: Mandate, decision: Decision) -> bool:
    """Whether hours and kroner lie within the mandate. A refusal costs nothing."""
    if decision.outcome == Outcome.REFUSED:
        return True
    limits = (
        (mandate.hours_limit, decision.hours_a_week),
        (mandate.amount_limit_dkk, decision.dkk_a_month),
    )
    return all(limit is None or (asked or 0) <= limit for limit, asked in limits)


def who_may_approve(decision: Decision, *, on: date) -> list[User]:
    """Officials who could approve it today, by name."""
    rows = Mandate.objects.on(on).filter(
        basis_code=decision.case.basis_code, may_approve=True, official__is_active=True
    )
    people = {row.official_id: row.official for row in rows.select_related("official")}
    able = [person for person in people.values() if approving(person, decision, on=on)]
    return sorted(able, key=lambda person: person.name)


def describe(mandate: Mandate | None) -> dict[str, str]:
    """The mandate as it read when the decision was made; plain values for the snapshot."""
    if mandate is None:
        return {}
    return {
        "official": mandate.official.name,
        "basis": mandate.basis_code,
        "authority": mandate.authority_code,
        "hours_limit": "" if mandate.hours_limit is None else str(mandate.hours_limit),
        "amount_limit_dkk": (
            "" if mandate.amount_limit_dkk is None else str(mandate.amount_limit_dkk)
        ),
        "given_by": mandate.given_by,
        "from_day": mandate.from_day.isoformat(),
    }
