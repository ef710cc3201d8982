"""Whose message is it: from a CPR number to a citizen, and whether a case gives legal basis."""

from datetime import date

from helhed.citizens.cpr import index_of
from helhed.citizens.models import Citizen
from helhed.exchange.models import GateCode
from helhed.teams.models import Enrolment, LegalBasisPeriod


def citizen_of(cpr: str) -> Citizen | None:
    """The citizen of the CPR number; of a merged record the one that remains."""
    found = Citizen.objects.filter(cpr_index=index_of(cpr)).first()
    while found is not None and found.merged_into_id is not None:
        found = Citizen.objects.get(pk=found.merged_into_id)
    return found


def has_basis(citizen: Citizen, *, on: date) -> bool:
    """Whether a case of the citizen lets hospital notifications in on the day.

    A case closed by death still does: the hospital may take the death back.
    """
    codes = GateCode.codes_on(on)
    bases = LegalBasisPeriod.objects.filter(citizen=citizen, code__in=codes, from_day__lte=on)
    running = bases.exclude(until_day__lte=on).filter(
        enrolment__in=Enrolment.objects.open_on(on).filter(citizen=citizen)
    )
    if running.exists():
        return True
    death = Enrolment.EndReason.DEATH
    return bases.filter(enrolment__end_reason=death).exists() and citizen.deceased_on is not None
