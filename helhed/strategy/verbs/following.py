"""Milestones and success criteria: what is promised, by when, and whether it is there."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.criteria import Typed, how_to_write, typed
from helhed.strategy.models import Criterion, Initiative, Milestone


class MilestoneIsClosed(Refused):
    message = _("The milestone is done or dropped already.")


class MilestoneIsOpen(Refused):
    message = _("The milestone is still open.")


class NotDoneYet(Refused):
    message = _("A milestone cannot be done on a day that has not come yet.")


class CriterionOfAnother(Refused):
    message = _("Choose a criterion of the same initiative.")


class NothingToSplit(Refused):
    message = _("Write at least one criterion, each on a line of its own.")


@transaction.atomic
def set_milestone(
    initiative: Initiative,
    *,
    by: User,
    title: str,
    due_on: date,
    criterion: Criterion | None = None,
    note: str = "",
) -> Milestone:
    """A step of the initiative, to be there by the end of the day `due_on`."""
    if criterion is not None and criterion.initiative_id != initiative.pk:
        raise CriterionOfAnother
    milestone = Milestone(
        initiative=initiative,
        title=title.strip(),
        due_on=due_on,
        criterion=criterion,
        note=note.strip(),
    )
    checked(milestone).save()
    audit.record("strategy.set_milestone", by=by, obj=milestone, initiative=initiative.pk)
    return milestone


@transaction.atomic
def edit_milestone(
    milestone: Milestone, *, by: User, based_on: int, title: str, due_on: date, note: str = ""
) -> Milestone:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields: dict[str, Any] = {"title": title.strip(), "due_on": due_on, "note": note.strip()}
    check_fields(milestone, **fields)
    save_if_unchanged(milestone, based_on=based_on, **fields)
    audit.record("strategy.edit_milestone", by=by, obj=milestone, version=milestone.version)
    return milestone


@transaction.atomic
def take_up_milestone(milestone: Milestone, *, by: User) -> Milestone:
    """Somebody works on it."""
    milestone = _locked(milestone)
    if milestone.state not in (Milestone.State.PLANNED, Milestone.State.UNDER_WAY):
        raise MilestoneIsClosed
    _move(milestone, Milestone.State.UNDER_WAY)
    audit.record("strategy.take_up_milestone", by=by, obj=milestone)
    return milestone


@transaction.atomic
def complete_milestone(milestone: Milestone, *, by: User, on: date, today: date) -> Milestone:
    """It was there on the day `on`, not later than today."""
    milestone = _locked(milestone)
    if milestone.state in (Milestone.State.DONE, Milestone.State.DROPPED):
        raise MilestoneIsClosed
    if on > today:
        raise NotDoneYet
    milestone.done_on, milestone.done_by = on, by
    _move(milestone, Milestone.State.DONE)
    audit.record("strategy.complete_milestone", by=by, obj=milestone, on=on)
    return milestone


@transaction.atomic
def drop_milestone(milestone: Milestone, *, by: User, note: str = "") -> Milestone:
    """It is not needed any more; it stays to be seen."""
    milestone = _locked(milestone)
    if milestone.state in (Milestone.State.DONE, Milestone.State.DROPPED):
        raise MilestoneIsClosed
    milestone.note = note.strip() or milestone.note
    _move(milestone, Milestone.State.DROPPED)
    audit.record("strategy.drop_milestone", by=by, obj=milestone)
    return milestone


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: User) -> Milestone:
    """It was not done after all, or is wanted again."""
    milestone = _locked(milestone)
    if milestone.state not in (Milestone.State.DONE, Milestone.State.DROPPED):
        raise MilestoneIsOpen
    milestone.done_on, milestone.done_by = None, None
    _move(milestone, Milestone.State.PLANNED)
    audit.record("strategy.reopen_milestone", by=by, obj=milestone)
    return milestone


def _locked(milestone: Milestone) -> Milestone:
    return Milestone.objects.select_for_update(of=("self",)).get(pk=milestone.pk)


def _move(milestone: Milestone, state: Milestone.State) -> None:
    milestone.state = state
    milestone.version += 1
    fields = ["state", "done_on", "done_by", "note", "version"]
    checked(milestone).save(update_fields=fields)


@transaction.atomic
def split_criteria(initiative: Initiative, *, by: User, texts: Sequence[str]) -> list[Criterion]:
    """A person's cut of the text into criteria, each typed by the rule; they come last in order.

    A criterion whose very words stand there already is left as it is.
    """
    said = [" ".join(text.split()) for text in texts if text.strip()]
    if not said:
        raise NothingToSplit
    known = set(initiative.criteria.values_list("text", flat=True))
    first = len(known) + 1
    fresh = [text for text in dict.fromkeys(said) if text not in known]
    rows = [
        _criterion(initiative, typed(text), place) for place, text in enumerate(fresh, start=first)
    ]
    for row in rows:
        checked(row).save()
    audit.record("strategy.split_criteria", by=by, obj=initiative, count=len(rows))
    return rows


def _criterion(initiative: Initiative, guess: Typed, place: int) -> Criterion:
    return Criterion(
        initiative=initiative,
        place=place,
        text=guess.text,
        kind=guess.kind,
        measurable=guess.measurable,
        direction=guess.direction,
        target=guess.target,
        unit=guess.unit[:40],
        due_on=guess.due_on,
        suggestion=guess.suggestion,
    )


@transaction.atomic
def edit_criterion(
    criterion: Criterion,
    *,
    by: User,
    based_on: int,
    text: str,
    kind: str,
    direction: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    unit: str = "",
    due_on: date | None = None,
) -> Criterion:
    """A person puts the rule's guess right; whether it can be measured follows from what is said.

    Raises Conflict with both texts when somebody changed it since version `based_on`.
    """
    measurable = is_measurable(kind, target=target, due_on=due_on)
    fields: dict[str, Any] = {
        "text": " ".join(text.split()),
        "kind": kind,
        "direction": direction,
        "baseline": baseline,
        "target": target,
        "unit": unit.strip(),
        "due_on": due_on,
        "measurable": measurable,
        "suggestion": "" if measurable else how_to_write(kind),
    }
    check_fields(criterion, **fields)
    save_if_unchanged(criterion, based_on=based_on, **fields)
    audit.record("strategy.edit_criterion", by=by, obj=criterion, version=criterion.version)
    return criterion


def is_measurable(kind: str, *, target: Decimal | None, due_on: date | None) -> bool:
    """Whether anybody can tell if it was reached: a figure to reach, or a day for a milestone."""
    if kind == Criterion.Kind.MILESTONE:
        return due_on is not None
    return kind != Criterion.Kind.TEXT and target is not None


@transaction.atomic
def reach_criterion(criterion: Criterion, *, by: User, on: date | None) -> Criterion:
    """Somebody judges that it was reached on the day; None takes the judgement back."""
    criterion = Criterion.objects.select_for_update(of=("self",)).get(pk=criterion.pk)
    criterion.reached_on = on
    criterion.version += 1
    criterion.save(update_fields=["reached_on", "version"])
    audit.record("strategy.reach_criterion", by=by, obj=criterion, on=on)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User) -> None:
    """Take it out of the initiative; its earlier versions are kept."""
    audit.record(
        "strategy.remove_criterion", by=by, obj=criterion, initiative=criterion.initiative_id
    )
    criterion.delete()
