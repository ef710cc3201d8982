"""Reckon the refund clocks anew from nights, discharges and decisions."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _text

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.decisions.models import Decision
from helhed.decisions.registers import whole
from helhed.money.models import ShelterYear, SupportRefund
from helhed.money.refunds import RULE_FROM, running_years, support_after
from helhed.stays.models import Kind, Stay

SUPPORT = "SEL85a"
Nights = list[tuple[date, date]]


def _shelter_nights(on: date) -> dict[UUID, list[tuple[date, date | None]]]:
    found: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
    rows = Stay.objects.standing().filter(kind=Kind.SHELTER, from_night__lte=on)
    for row in rows.order_by("from_night", "id").values_list(
        "citizen_id", "from_night", "until_day"
    ):
        found[row[0]].append((row[1], row[2]))
    return found


@transaction.atomic
def reckon_refunds(*, by: User | None, on: date) -> int:
    """Write every running year and every support clock as the facts are on the day.

    Returns how many citizens have one. Safe to repeat: what is written follows from the facts.
    """
    nights = _shelter_nights(on)
    decided = _support_decisions()
    for citizen_id, stays in nights.items():
        _write_years(citizen_id, stays, on)
        _write_support(citizen_id, stays, decided.get(citizen_id), on)
    audit.record("money.reckon_refunds", by=by, citizens=len(nights))
    return len(nights)


def _write_years(citizen_id: UUID, stays: list[tuple[date, date | None]], on: date) -> None:
    spent = [(first, min(until or on, on)) for first, until in stays]
    years = running_years(spent, lambda day: whole("shelter_refund_max_days", on=day))
    standing = {row.anchor_day: row for row in ShelterYear.objects.filter(citizen_id=citizen_id)}
    for year in years:
        row = standing.pop(year.anchor, None)
        row = row or ShelterYear(citizen_id=citizen_id, anchor_day=year.anchor)
        row.limit, row.nights, row.reckoned_on = year.limit, year.nights, on
        row.save()
    for gone in standing.values():
        gone.delete()


def _support_decisions() -> dict[UUID, Decision]:
    """The first granted § 85 a decision of each citizen."""
    rows = Decision.objects.filter(
        basis__code=SUPPORT, completed_at__isnull=False, outcome__in=("granted", "partly")
    ).order_by("-decided_on", "-id")
    return {row.citizen_id: row for row in rows}


def _write_support(
    citizen_id: UUID,
    stays: list[tuple[date, date | None]],
    decision: Decision | None,
    on: date,
) -> None:
    left = [until for _first, until in stays if until is not None and RULE_FROM <= until <= on]
    standing = SupportRefund.objects.filter(citizen_id=citizen_id)
    if not left:
        standing.delete()
        return
    first = min(left)
    standing.exclude(discharged_on=first).delete()
    years = whole("hf_support_refund_years", on=first)
    clock = support_after(first, decision.decided_on if decision else None, years=years)
    row = SupportRefund.objects.filter(citizen_id=citizen_id, discharged_on=first).first()
    row = row or SupportRefund(citizen_id=citizen_id, discharged_on=first)
    row.decision, row.until_day, row.reckoned_on = decision, clock.until_day, on
    row.why = _why(clock.why)
    row.state = SupportRefund.State.RUNS if clock.refunded else SupportRefund.State.LOST
    if clock.refunded and clock.until_day <= on:
        row.state = SupportRefund.State.ENDED
    row.save()


def _why(reason: str) -> str:
    return {
        "": "",
        "not_decided": _text("No § 85 a decision was made before the discharge."),
        "decided_too_late": _text("The § 85 a decision came after the discharge."),
    }[reason]
