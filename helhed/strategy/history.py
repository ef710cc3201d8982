"""The story of an initiative: who did what, and what its texts said before."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit.models import Event
from helhed.strategy.models import Initiative

Text = str | Promise

# More lines than that nobody reads.
MOST = 200

# What a line of the log says on the page; other lines are not told.
WORDS: dict[str, Text] = {
    "strategy.start_initiative": _("wrote the initiative"),
    "strategy.edit_initiative": _("changed the texts"),
    "strategy.set_contacts": _("changed the contact persons"),
    "strategy.note_reading": _("read it from a document"),
    "strategy.assign_owner": _("chose who answers for it"),
    "strategy.begin_initiative": _("noted that it had begun"),
    "strategy.finish_initiative": _("noted that it was done"),
    "strategy.pause_initiative": _("paused it"),
    "strategy.resume_initiative": _("took it up again"),
    "strategy.override_status": _("said another status than the computed one"),
    "strategy.return_to_computed": _("let the status be computed again"),
    "strategy.set_milestone": _("set a milestone"),
    "strategy.edit_milestone": _("moved a milestone"),
    "strategy.complete_milestone": _("noted a milestone as done"),
    "strategy.drop_milestone": _("dropped a milestone"),
    "strategy.edit_criterion": _("put a criterion right"),
    "strategy.edit_funding": _("changed the money"),
    "strategy.split_criteria": _("split the success criteria"),
    "strategy.remove_criterion": _("removed a criterion"),
    "strategy.carry_on": _("noted how it goes on"),
    "strategy.take_back_lineage": _("took back how it goes on"),
    "strategy.add_funding": _("added money"),
    "strategy.remove_funding": _("removed money"),
}
SHOWN: dict[str, Text] = {
    "title": _("Title"),
    "number": _("Number"),
    "target_group": _("Target group"),
    "challenge": _("Challenge"),
    "description": _("What is done"),
    "success_criteria": _("Success criteria as written"),
    "partners_text": _("Who takes part, as written"),
    "starts_on": _("Begins"),
    "due_on": _("Deadline"),
    "status_reason": _("Reason for the status"),
}


@dataclass(frozen=True)
class Told:
    """One line of the story."""

    at: datetime
    who: str
    what: Text


@dataclass(frozen=True)
class Change:
    """A text as it was before a change, and as it was after it."""

    label: Text
    before: Any
    after: Any


def told_of(initiative: Initiative) -> list[Told]:
    """What was done to it and its parts, the latest first."""
    keys = [str(initiative.pk)]
    for parts in (
        initiative.milestones,
        initiative.criteria,
        initiative.funding,
        initiative.went_on,
    ):
        keys += [str(key) for key in parts.values_list("pk", flat=True)]
    # Asked as the index is made: lines about no citizen, by what they are about.
    lines = Event.objects.filter(citizen_id__isnull=True, object_id__in=keys, action__in=WORDS)
    rows = list(lines.exclude(object_id="").order_by("-at", "-id")[:MOST])
    actors = {row.actor_id for row in rows if row.actor_id}
    names = dict(User.objects.filter(pk__in=actors).values_list("pk", "name"))
    return [Told(row.at, _name(row, names), WORDS[row.action]) for row in rows]


def _name(row: Event, names: dict[UUID, str]) -> str:
    return names.get(row.actor_id, "") if row.actor_id else ""


def changes_of(initiative: Initiative) -> list[list[Change]]:
    """What each change altered in the texts shown, the latest first."""
    events: Any = Initiative.pgh_event_model  # type: ignore[attr-defined]
    earlier = list(events.objects.filter(pgh_obj_id=initiative.pk).order_by("pgh_id"))
    states = [*earlier, initiative]
    steps = [
        [
            Change(label, getattr(before, name), getattr(after, name))
            for name, label in SHOWN.items()
            if getattr(before, name) != getattr(after, name)
        ]
        for before, after in pairwise(states)
    ]
    return [step for step in reversed(steps) if step]
