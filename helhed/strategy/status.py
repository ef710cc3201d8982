"""How an initiative is going, as one word with its reasons. Pure: takes facts, asks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helhed.design.words import plain_day

# A milestone this late puts the initiative at risk; less is late.
LONG_OVERDUE = timedelta(days=90)
# With the deadline this near, half of the milestones should be behind us.
NEAR = timedelta(days=60)


class Status(models.TextChoices):
    """The words of the pages; colour never stands alone."""

    ON_TRACK = "on_track", _("On track")
    LATE = "late", _("Late")
    AT_RISK = "at_risk", _("At risk")
    NOT_STARTED = "not_started", _("Not started")
    DONE = "done", _("Done")
    IN_OPERATIONS = "in_operations", _("Part of daily work")
    MERGED = "merged", _("Merged")
    CONTINUED = "continued", _("Continued")
    POSTPONED = "postponed", _("Postponed")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    # Honest: no date, milestone or figure tells how it goes.
    NOT_FOLLOWED = "not_followed", _("Not followed yet")


# Somebody still works on these, so somebody is asked how they go.
OPEN = frozenset(
    {Status.ON_TRACK, Status.LATE, Status.AT_RISK, Status.NOT_STARTED, Status.NOT_FOLLOWED}
)
# Look at these first.
TROUBLED = frozenset({Status.LATE, Status.AT_RISK})


class Course(models.TextChoices):
    """How one indicator moves, as the initiative's status needs to know it."""

    REACHED = "reached", _("reached")
    ON_COURSE = "on_course", _("on course")
    BEHIND = "behind", _("behind")
    AWAY = "away", _("moving the wrong way")
    # No value yet, no baseline or no target: says nothing.
    UNKNOWN = "unknown", _("not known")


@dataclass(frozen=True)
class Step:
    """One milestone: when it is due, and whether it is done. Dropped ones are left out."""

    due_on: date
    done: bool
    under_way: bool = False


@dataclass(frozen=True)
class Facts:
    """What the status is computed of. `begins` and `due` fall back on the years of the plan."""

    begins: date
    due: date
    begins_said: bool = False
    due_said: bool = False
    started_on: date | None = None
    done_on: date | None = None
    paused_from: date | None = None
    steps: tuple[Step, ...] = ()
    courses: tuple[Course, ...] = ()
    # Kinds of lineage onwards, such as "operations" or "merged".
    went_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """The status shown, and why. `computed` is what the rule says, also when a person says else."""

    status: Status
    reasons: tuple[str, ...] = ()
    computed: Status = Status.NOT_FOLLOWED
    said: bool = field(default=False)


# How it ended or went on, the weightiest first.
ENDINGS: tuple[tuple[str, Status], ...] = (
    ("operations", Status.IN_OPERATIONS),
    ("merged", Status.MERGED),
    ("closed", Status.CLOSED),
)
WENT_ON: tuple[tuple[str, Status], ...] = (
    ("continued", Status.CONTINUED),
    ("new_phase", Status.CONTINUED),
    ("split", Status.CONTINUED),
    ("postponed", Status.POSTPONED),
)


def standing(facts: Facts, *, on: date, said: str = "", reason: str = "") -> Standing:
    """The status on the day with its reasons; what a person `said` stands before the rule."""
    status, reasons = _computed(facts, on)
    if said:
        return Standing(Status(said), (reason,), status, said=True)
    return Standing(status, reasons, status)


def _computed(facts: Facts, on: date) -> tuple[Status, tuple[str, ...]]:
    for found in (_ended(facts, on), _resting(facts, on)):
        if found is not None:
            return found
    if risks := tuple(_risks(facts, on)):
        return Status.AT_RISK, risks
    if delays := tuple(_delays(facts, on)):
        return Status.LATE, delays
    return _quiet(facts, on)


def _ended(facts: Facts, on: date) -> tuple[Status, tuple[str, ...]] | None:
    for kind, status in ENDINGS:
        if kind in facts.went_on:
            return status, ()
    if facts.done_on is not None and facts.done_on <= on:
        return Status.DONE, (_now("Done on %(day)s.") % {"day": plain_day(facts.done_on, on)},)
    for kind, status in WENT_ON:
        if kind in facts.went_on:
            return status, ()
    return None


def _resting(facts: Facts, on: date) -> tuple[Status, tuple[str, ...]] | None:
    if facts.paused_from is not None and facts.paused_from <= on:
        since = _now("Paused since %(day)s.") % {"day": plain_day(facts.paused_from, on)}
        return Status.PAUSED, (since,)
    if facts.begins > on and not _has_begun(facts, on):
        begins = _now("Begins on %(day)s.") % {"day": plain_day(facts.begins, on)}
        return Status.NOT_STARTED, (begins,)
    return None


def _has_begun(facts: Facts, on: date) -> bool:
    said = facts.started_on is not None and facts.started_on <= on
    return said or any(step.done or step.under_way for step in facts.steps)


def _overdue(facts: Facts, on: date) -> list[Step]:
    return [step for step in facts.steps if not step.done and step.due_on < on]


def _risks(facts: Facts, on: date) -> Iterator[str]:
    if facts.due_said and facts.due < on:
        yield _now("The deadline was %(day)s.") % {"day": plain_day(facts.due, on)}
    long_ago = [step for step in _overdue(facts, on) if on - step.due_on > LONG_OVERDUE]
    if long_ago:
        yield ngettext(
            "A milestone is more than three months late.",
            "%(count)s milestones are more than three months late.",
            len(long_ago),
        ) % {"count": len(long_ago)}
    if Course.AWAY in facts.courses:
        yield _now("A figure moves away from its target.")
    if _too_much_left(facts, on):
        yield _now("The deadline is near, and more than half of the milestones are left.")


def _too_much_left(facts: Facts, on: date) -> bool:
    left = [step for step in facts.steps if not step.done]
    near = facts.due_said and on <= facts.due <= on + NEAR
    return near and 2 * len(left) > len(facts.steps)


def _delays(facts: Facts, on: date) -> Iterator[str]:
    if overdue := _overdue(facts, on):
        yield ngettext(
            "A milestone is late since %(day)s.",
            "%(count)s milestones are late, the first since %(day)s.",
            len(overdue),
        ) % {"count": len(overdue), "day": plain_day(min(s.due_on for s in overdue), on)}
    if facts.begins_said and not _has_begun(facts, on):
        yield _now("It should have begun on %(day)s.") % {"day": plain_day(facts.begins, on)}
    if Course.BEHIND in facts.courses:
        yield _now("A figure is behind.")


def _quiet(facts: Facts, on: date) -> tuple[Status, tuple[str, ...]]:
    """Nothing speaks against it: is there anything that speaks for it?"""
    reasons = tuple(_good_signs(facts, on))
    if reasons:
        return Status.ON_TRACK, reasons
    if facts.steps:
        return Status.NOT_STARTED, (_now("No milestone has been taken up yet."),)
    return Status.NOT_FOLLOWED, (_now("No milestone or figure tells how it goes."),)


def _good_signs(facts: Facts, on: date) -> Iterator[str]:
    done = sum(step.done for step in facts.steps)
    if facts.steps and _has_begun(facts, on):
        yield _now("%(done)s of %(all)s milestones are done, and none is late.") % {
            "done": done,
            "all": len(facts.steps),
        }
    good = sum(course in (Course.REACHED, Course.ON_COURSE) for course in facts.courses)
    if good:
        yield ngettext(
            "A figure moves as it should.", "%(count)s figures move as they should.", good
        ) % {"count": good}
    if not facts.steps and facts.started_on is not None and facts.started_on <= on:
        yield _now("Begun on %(day)s.") % {"day": plain_day(facts.started_on, on)}
