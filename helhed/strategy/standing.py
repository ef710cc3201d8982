"""The status of initiatives, from what is stored; a fixed number of queries for all of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from helhed.strategy.courses import courses_of
from helhed.strategy.models import Initiative, Lineage, Milestone
from helhed.strategy.status import Course, Facts, Standing, Step, standing

Courses = dict[UUID, list[Course]]


def standings(
    initiatives: Iterable[Initiative], *, on: date, courses: Courses | None = None
) -> dict[UUID, Standing]:
    """{initiative's key: its standing on the day}.

    `courses` tells how its indicators move; left out, the published figures tell.
    The initiatives' plans should be fetched along (`select_related("plan")`).
    """
    rows = list(initiatives)
    keys = [row.pk for row in rows]
    steps, went_on = _steps(keys), _went_on(keys, on)
    told = courses_of(keys) if courses is None else courses
    return {
        row.pk: standing(
            facts_of(row, steps[row.pk], told.get(row.pk, []), went_on[row.pk]),
            on=on,
            said=row.status_said,
            reason=row.status_reason,
        )
        for row in rows
    }


def facts_of(
    initiative: Initiative, steps: Iterable[Step], courses: Iterable[Course], kinds: Iterable[str]
) -> Facts:
    plan = initiative.plan
    return Facts(
        begins=initiative.starts_on or date(plan.first_year, 1, 1),
        due=initiative.due_on or plan.last_day,
        begins_said=initiative.starts_on is not None,
        due_said=initiative.due_on is not None,
        started_on=initiative.started_on,
        done_on=initiative.done_on,
        paused_from=initiative.paused_from,
        steps=tuple(steps),
        courses=tuple(courses),
        went_on=tuple(kinds),
    )


def _steps(keys: list[UUID]) -> defaultdict[UUID, list[Step]]:
    steps: defaultdict[UUID, list[Step]] = defaultdict(list)
    wanted = Milestone.objects.filter(initiative__in=keys).exclude(state=Milestone.State.DROPPED)
    for key, due_on, state in wanted.values_list("initiative", "due_on", "state"):
        done = state == Milestone.State.DONE
        steps[key].append(Step(due_on, done, state == Milestone.State.UNDER_WAY))
    return steps


def _went_on(keys: list[UUID], on: date) -> defaultdict[UUID, list[str]]:
    kinds: defaultdict[UUID, list[str]] = defaultdict(list)
    rows = Lineage.objects.filter(from_initiative__in=keys, on__lte=on)
    for key, kind in rows.values_list("from_initiative", "kind"):
        kinds[key].append(kind)
    return kinds
