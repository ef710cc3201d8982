"""What can happen in the health record. What leaves it, the citizen has agreed to."""

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.health.models import (
    Allergy,
    AreaNote,
    Author,
    Medication,
    Overdose,
    Summary,
    Visit,
)

Row = TypeVar("Row", bound=Author)


class NotAgreed(Refused):
    message = _("The citizen has not said yes to that text. Read it aloud, and ask.")


class HasStopped(Refused):
    message = _("That medicine has stopped already.")


def _write(row: Row, verb: str, *, by: User, area: str = "") -> Row:
    row.noted_by = by
    checked(row).save()
    audit.record(f"health.{verb}", by=by, obj=row, what=area or row._meta.model_name)
    return row


@transaction.atomic
def note_area(
    citizen: Citizen, *, by: User, area: str, state: str, on: date, note: str = ""
) -> AreaNote:
    """Write how it is in one of the twelve areas; what stood before is the story."""
    row = AreaNote(citizen=citizen, area=area, state=state, note=note.strip(), on=on)
    return _write(row, "note_area", by=by, area=area)


@transaction.atomic
def start_medication(
    citizen: Citizen,
    *,
    by: User,
    name: str,
    dose: str,
    from_day: date,
    given_by: str = "",
    substitution: bool = False,
) -> Medication:
    """Write a medicine as it is taken. The shared medication record is looked up elsewhere."""
    row = Medication(
        citizen=citizen,
        name=name.strip(),
        dose=dose.strip(),
        given_by=given_by.strip(),
        substitution=substitution,
        from_day=from_day,
    )
    return _write(row, "start_medication", by=by)


@transaction.atomic
def change_medication(
    medication: Medication, *, by: User, dose: str, given_by: str, based_on: int
) -> Medication:
    """Another dose, or somebody else gives it. Raises Conflict with both texts."""
    if medication.stopped_on is not None:
        raise HasStopped
    fields = {"dose": dose.strip(), "given_by": given_by.strip()}
    check_fields(medication, **fields)
    save_if_unchanged(medication, based_on=based_on, **fields)
    audit.record("health.change_medication", by=by, obj=medication, version=medication.version)
    return medication


@transaction.atomic
def stop_medication(medication: Medication, *, by: User, on: date, because: str) -> Medication:
    if medication.stopped_on is not None:
        raise HasStopped
    medication.stopped_on, medication.stopped_because = on, because.strip()
    checked(medication).save(update_fields=["stopped_on", "stopped_because"])
    audit.record("health.stop_medication", by=by, obj=medication)
    return medication


@transaction.atomic
def note_allergy(
    citizen: Citizen, *, by: User, to: str, reaction: str = "", serious: bool = False
) -> Allergy:
    row = Allergy(citizen=citizen, to=to.strip(), reaction=reaction.strip(), serious=serious)
    return _write(row, "note_allergy", by=by)


@transaction.atomic
def note_overdose(
    citizen: Citizen,
    *,
    by: User,
    at: datetime,
    substance: str = "",
    naloxone: bool = False,
    helped: str = "",
) -> Overdose:
    """Write an overdose that was lived through, and what helped."""
    row = Overdose(
        citizen=citizen,
        at=at,
        substance=substance.strip(),
        naloxone=naloxone,
        helped=helped.strip(),
    )
    return _write(row, "note_overdose", by=by)


@transaction.atomic
def plan_visit(
    citizen: Citizen,
    *,
    by: User,
    at: datetime,
    where: str,
    about: str,
    companion: User | None = None,
    goes_alone: bool = False,
) -> Visit:
    """An appointment elsewhere, and who goes along; one of the two must be answered."""
    row = Visit(
        citizen=citizen,
        at=at,
        where=where.strip(),
        about=about.strip(),
        companion=companion,
        goes_alone=goes_alone and companion is None,
    )
    return _write(row, "plan_visit", by=by)


@transaction.atomic
def note_visit(visit: Visit, *, by: User, outcome: str) -> Visit:
    """What came of the appointment; not having been there is an outcome and closes nothing (P1)."""
    visit.outcome = outcome.strip()
    checked(visit).save(update_fields=["outcome"])
    audit.record("health.note_visit", by=by, obj=visit)
    return visit


@transaction.atomic
def write_summary(
    citizen: Citizen,
    *,
    by: User,
    text: str,
    on: date,
    agreed: bool = False,
    until_day: date | None = None,
) -> Summary:
    """Write what the team may know. Raises NotAgreed unless the citizen said yes to the text.

    Replaces the one that stood: a yes is to a text, not to a subject.
    """
    if not agreed:
        raise NotAgreed
    Summary.objects.filter(citizen=citizen, withdrawn_on__isnull=True).update(withdrawn_on=on)
    row = Summary(citizen=citizen, text=text.strip(), agreed_on=on, until_day=until_day)
    return _write(row, "write_summary", by=by)


@transaction.atomic
def take_back(row: Row, *, by: User, on: date) -> Row:
    """Take back what was written by mistake, or what the citizen regrets; the row stays."""
    row.withdrawn_on = on
    row.save(update_fields=["withdrawn_on"])
    audit.record("health.take_back", by=by, obj=row, what=row._meta.model_name)
    return row
