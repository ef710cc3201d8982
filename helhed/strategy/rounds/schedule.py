"""When somebody is reminded. Pure: takes days, asks nothing."""

from datetime import date, timedelta

# Days before and after answers are due.
STEPS = (-30, -7, -1, 1, 7, 30)
APART = timedelta(days=5)


def reminder_is_due(due_on: date, *, on: date, last: date | None) -> bool:
    """Whether a reminder of answers due on `due_on` goes out on the day.

    `last` is the day of the person's latest reminder of anything. A step that falls too close to
    it waits; a step that was missed (the server stood still) is made good, but never twice.
    """
    begun = [step for step in STEPS if due_on + timedelta(days=step) <= on]
    if not begun:
        return False
    step_day = due_on + timedelta(days=begun[-1])
    return last is None or (last < step_day and on - last >= APART)


def reminder_days(due_on: date) -> list[date]:
    """The days of the schedule, as a page tells them."""
    return [due_on + timedelta(days=step) for step in STEPS]
