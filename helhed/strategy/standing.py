"""The status of initiatives, from what is stored; a fixed number of queries for all of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Value

from helhed.strategy.courses import courses_of
from helhed.strategy.models import Initiative, Lineage, Milestone
from helhed.strategy.status import Course, Facts, Standing, Step, standing

Courses = dict[UUID, list[Course]]
Followed = tuple[Standing, list[Step]]


def standings(
    initiatives: Iterable[Initiative], *, on: date, courses: Courses | None = None
) -> dict[UUID, Standing]:
    """{initiative's key: its standing on the day}.

    `courses` tells how its indicators move; left out, the published figures tell.
    The initiatives' plans should be fetched along (`select_related("plan")`).
    """
    found = followed(initiatives, on=on, courses=courses)
    return {key: told for key, (told, _steps) in found.items()}


def followed(
    initiatives: Iterable[Initiative], *, on: date, courses: Courses | None = None
) -> dict[UUID, Followed]:
    """{initiative's key: its standing, and the milestones it rests on}. Two queries."""
    rows = list(initiatives)
    keys = [row.pk for row in rows]
    steps, went_on = _parts(keys, on)
    told = courses_of(keys) if courses is None else courses
    return {
        row.pk: (
            standing(
                facts_of(row, steps[row.pk], told.get(row.pk, []), went_on[row.pk]),
                on=on,
                said=row.status_said,
                reason=row.status_reason,
            ),
            steps[row.pk],
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


def _parts(
    keys: list[UUID], on: date
) -> tuple[defaultdict[UUID, list[Step]], defaultdict[UUID, list[str]]]:
    """The milestones that count and the kinds of lineage onwards, in one query."""
    steps: defaultdict[UUID, list[Step]] = defaultdict(list)
    kinds: defaultdict[UUID, list[str]] = defaultdict(list)
    milestones = Milestone.objects.filter(initiative__in=keys).exclude(
        state=Milestone.State.DROPPED
    )
    onwards = Lineage.objects.filter(from_initiative__in=keys, on__lte=on)
    rows = milestones.order_by().values_list("initiative", "due_on", "state", Value("step"))
    told = onwards.order_by().values_list("from_initiative", "on", "kind", Value("went on"))
    for key, day, word, part in rows.union(told, all=True):
        if part == "step":
            done = word == Milestone.State.DONE
            steps[key].append(Step(day, done, word == Milestone.State.UNDER_WAY))
        else:
            kinds[key].append(word)
    return steps, kinds
