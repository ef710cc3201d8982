"""Starting an initiative in a plan, writing it anew, and what becomes of it day by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import (
    ActionPlan,
    Committee,
    CommitteeOfInitiative,
    ContactPerson,
    Goal,
    ImportedField,
    Initiative,
    Party,
)

# The texts of a card; documents fill them, and people write them anew.
TEXTS = (
    "overview_title",
    "target_group",
    "carried_over_text",
    "challenge",
    "description",
    "success_criteria",
    "partners_text",
    "origin_text",
)
CHOICES = ("kind", "carried_over", "origin")
OTHERS = ("number", "department", "starts_on", "due_on")


class GoalOfAnotherPolicy(Refused):
    message = _("Choose goals of the policy that the plan carries out.")


class AlreadyBegun(Refused):
    message = _("The initiative has begun already.")


class AlreadyDone(Refused):
    message = _("The initiative is done already.")


class AlreadyPaused(Refused):
    message = _("The initiative is paused already.")


class NotPaused(Refused):
    message = _("The initiative is not paused.")


class SayWhyPaused(Refused):
    message = _("Write why the initiative is paused.")


@dataclass(frozen=True)
class Contact:
    """A contact person as a document names one; internal."""

    department: str = ""
    title: str = ""
    person: str = ""
    raw: str = ""


@dataclass(frozen=True)
class Reading:
    """Where a field was read: printed label, lines (from 1, both included), text as it stood."""

    field: str
    label: str
    first_line: int
    last_line: int
    raw: str
    sure: bool = True


@transaction.atomic
def start_initiative(
    plan: ActionPlan,
    *,
    by: User,
    title: str,
    goals: Iterable[Goal] = (),
    committees: Sequence[Committee] = (),
    partners: Iterable[Party] = (),
    **more: Any,
) -> Initiative:
    """A new initiative in the plan. The first committee leads.

    `more`: the names in TEXTS, CHOICES and OTHERS.
    """
    initiative = Initiative(plan=plan, title=" ".join(title.split()), **_cleaned(more))
    checked(initiative).save()
    _set_goals(initiative, goals)
    initiative.partners.set(partners)
    _set_committees(initiative, committees)
    audit.record("strategy.start_initiative", by=by, obj=initiative, plan=plan.pk)
    return initiative


@transaction.atomic
def edit_initiative(
    initiative: Initiative,
    *,
    by: User,
    based_on: int,
    title: str,
    goals: Iterable[Goal] | None = None,
    committees: Sequence[Committee] | None = None,
    partners: Iterable[Party] | None = None,
    **more: Any,
) -> Initiative:
    """Write it anew; what is left out stays. `more` as in `start_initiative`.

    Raises Conflict with both texts when somebody changed it since version `based_on`.
    """
    fields = {"title": " ".join(title.split()), **_cleaned(more)}
    check_fields(initiative, **fields)
    save_if_unchanged(initiative, based_on=based_on, **fields)
    if goals is not None:
        _set_goals(initiative, goals)
    if partners is not None:
        initiative.partners.set(partners)
    if committees is not None:
        _set_committees(initiative, committees)
    audit.record("strategy.edit_initiative", by=by, obj=initiative, version=initiative.version)
    return initiative


def _cleaned(more: dict[str, Any]) -> dict[str, Any]:
    unknown = set(more) - {*TEXTS, *CHOICES, *OTHERS}
    if unknown:
        raise TypeError(f"An initiative has no {', '.join(sorted(unknown))}")
    return {name: value.strip() if name in TEXTS else value for name, value in more.items()}


def _set_goals(initiative: Initiative, goals: Iterable[Goal]) -> None:
    chosen = list(goals)
    if any(goal.policy_id != initiative.plan.policy_id for goal in chosen):
        raise GoalOfAnotherPolicy
    initiative.goals.set(chosen)


def _set_committees(initiative: Initiative, committees: Sequence[Committee]) -> None:
    standing = {row.committee_id: row for row in initiative.under_committees.all()}
    wanted = [committee.pk for committee in committees]
    initiative.under_committees.exclude(committee__in=wanted).delete()
    # None leads for a moment, so that the new leader never meets the old one.
    initiative.under_committees.update(leads=False)
    for place, committee in enumerate(committees):
        row = standing.get(committee.pk)
        if row is None:
            CommitteeOfInitiative(
                initiative=initiative, committee=committee, leads=place == 0
            ).save()
        elif place == 0:
            row.leads = True
            row.save(update_fields=["leads"])


@transaction.atomic
def set_contacts(
    initiative: Initiative, *, by: User, contacts: Sequence[Contact]
) -> list[ContactPerson]:
    """The contact persons in this order, in place of those who stood there. Never public."""
    initiative.contacts.all().delete()
    rows = [
        ContactPerson(
            initiative=initiative,
            place=place,
            department=contact.department.strip(),
            title=contact.title.strip(),
            person=contact.person.strip(),
            raw=contact.raw,
        )
        for place, contact in enumerate(contacts, start=1)
    ]
    for row in rows:
        checked(row).save()
    audit.record("strategy.set_contacts", by=by, obj=initiative, count=len(rows))
    return rows


@transaction.atomic
def note_reading(
    initiative: Initiative, *, by: User, document: str, readings: Sequence[Reading]
) -> list[ImportedField]:
    """From where in the document the fields were read, in place of an earlier reading of it."""
    initiative.imported_fields.filter(document=document).delete()
    rows = [
        ImportedField(
            initiative=initiative,
            document=document,
            field=reading.field,
            label=reading.label[:200],
            first_line=reading.first_line,
            last_line=reading.last_line,
            raw=reading.raw,
            sure=reading.sure,
        )
        for reading in readings
    ]
    for row in rows:
        checked(row)
    ImportedField.objects.bulk_create(rows)
    audit.record("strategy.note_reading", by=by, obj=initiative, fields=len(rows))
    return rows


@transaction.atomic
def assign_owner(initiative: Initiative, *, by: User, owner: User | None) -> Initiative:
    """Whoever answers for it and is reminded; None leaves it to whoever steers."""
    initiative = _locked(initiative)
    if initiative.owner_id != (owner.pk if owner else None):
        initiative.owner = owner
        _save(initiative, "owner")
        key = owner.pk if owner else None
        audit.record("strategy.assign_owner", by=by, obj=initiative, owner=key)
    return initiative


@transaction.atomic
def begin_initiative(initiative: Initiative, *, by: User, on: date) -> Initiative:
    """Work has begun on the day."""
    initiative = _locked(initiative)
    if initiative.started_on is not None:
        raise AlreadyBegun
    initiative.started_on = on
    _save(initiative, "started_on")
    audit.record("strategy.begin_initiative", by=by, obj=initiative, on=on)
    return initiative


@transaction.atomic
def finish_initiative(initiative: Initiative, *, by: User, on: date) -> Initiative:
    """What was promised is there, since the day."""
    initiative = _locked(initiative)
    if initiative.done_on is not None:
        raise AlreadyDone
    initiative.done_on = on
    initiative.paused_from, initiative.paused_because = None, ""
    _save(initiative, "done_on", "paused_from", "paused_because")
    audit.record("strategy.finish_initiative", by=by, obj=initiative, on=on)
    return initiative


@transaction.atomic
def pause_initiative(initiative: Initiative, *, by: User, on: date, reason: str) -> Initiative:
    """Nothing is done from the day on, and why."""
    initiative = _locked(initiative)
    if initiative.done_on is not None:
        raise AlreadyDone
    if initiative.paused_from is not None:
        raise AlreadyPaused
    if not reason.strip():
        raise SayWhyPaused
    initiative.paused_from, initiative.paused_because = on, reason.strip()
    _save(initiative, "paused_from", "paused_because")
    audit.record("strategy.pause_initiative", by=by, obj=initiative, on=on)
    return initiative


@transaction.atomic
def resume_initiative(initiative: Initiative, *, by: User) -> Initiative:
    """The initiative that was paused or done is worked on again."""
    initiative = _locked(initiative)
    if initiative.paused_from is None and initiative.done_on is None:
        raise NotPaused
    initiative.paused_from, initiative.paused_because, initiative.done_on = None, "", None
    _save(initiative, "paused_from", "paused_because", "done_on")
    audit.record("strategy.resume_initiative", by=by, obj=initiative)
    return initiative


def _locked(initiative: Initiative) -> Initiative:
    # Its owner and whoever steers may act at the same moment.
    return Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)


def _save(initiative: Initiative, *fields: str) -> None:
    initiative.version += 1
    checked(initiative).save(update_fields=[*fields, "version"])
