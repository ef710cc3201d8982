"""A plan as a whole: its initiatives with their status, by goal, narrowed and sorted, over time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from helhed.strategy.models import Goal, Initiative, Policy
from helhed.strategy.standing import Courses, followed
from helhed.strategy.status import OPEN, TROUBLED, Standing, Status, Step

# What lists show and the status is computed of: the long texts stay where they are.
SHOWN = (
    "number",
    "title",
    "kind",
    "carried_over",
    "starts_on",
    "due_on",
    "started_on",
    "done_on",
    "paused_from",
    "status_said",
    "status_reason",
    "plan__title",
    "plan__policy",
    "plan__first_year",
    "plan__last_year",
    "plan__ends_on",
    "department__name",
    "owner__name",
)
# A goal of a large plan is folded in the tree after so many.
SHOWN_UNDER_A_GOAL = 15
WORST_FIRST = (
    Status.AT_RISK,
    Status.LATE,
    Status.NOT_STARTED,
    Status.NOT_FOLLOWED,
    Status.ON_TRACK,
    Status.PAUSED,
    Status.POSTPONED,
    Status.DONE,
    Status.IN_OPERATIONS,
    Status.CONTINUED,
    Status.MERGED,
    Status.CLOSED,
)


@dataclass(frozen=True)
class Row:
    """One initiative with its status. `due` is its own deadline, else the plan's last day."""

    initiative: Initiative
    standing: Standing
    steps: int
    done: int
    next_due: date | None

    @property
    def due(self) -> date:
        return self.initiative.due_on or self.initiative.plan.last_day

    @property
    def is_open(self) -> bool:
        return self.standing.status in OPEN

    @property
    def is_troubled(self) -> bool:
        return self.standing.status in TROUBLED


@dataclass(frozen=True)
class Branch:
    """A goal with the initiatives that support it; no goal means none was chosen for them."""

    goal: Goal | None
    rows: list[Row]

    @property
    def shown(self) -> list[Row]:
        """As many as one looks at; the table has them all."""
        return self.rows if len(self.rows) <= SHOWN_UNDER_A_GOAL else self.rows[:SHOWN_UNDER_A_GOAL]

    @property
    def folded(self) -> int:
        return len(self.rows) - len(self.shown)


def rows_of(
    initiatives: QuerySet[Initiative], *, on: date, courses: Courses | None = None
) -> list[Row]:
    """Each initiative with its status and milestones, in the order asked for."""
    found = list(initiatives.select_related("plan", "department", "owner").only(*SHOWN))
    told = followed(found, on=on, courses=courses)
    return [_row(each, *told[each.pk]) for each in found]


def _row(initiative: Initiative, going: Standing, steps: list[Step]) -> Row:
    left = [step.due_on for step in steps if not step.done]
    return Row(initiative, going, len(steps), len(steps) - len(left), min(left, default=None))


def branches(policy: Policy, rows: Sequence[Row]) -> list[Branch]:
    """The rows under each goal they support, bare goals among them, those without a goal last."""
    supports = Initiative.goals.through.objects.filter(
        initiative__in=[row.initiative.pk for row in rows]
    )
    pairs = set(supports.values_list("initiative", "goal"))
    tree = [
        Branch(goal, [row for row in rows if (row.initiative.pk, goal.pk) in pairs])
        for goal in policy.goals.all()
    ]
    placed = {initiative for initiative, _goal in pairs}
    rest = Branch(None, [row for row in rows if row.initiative.pk not in placed])
    return [*tree, rest] if rest.rows else tree


def counts(rows: Iterable[Row]) -> list[tuple[Status, int]]:
    """How many initiatives have each status, the worst first, statuses nobody has left out."""
    found = Counter(row.standing.status for row in rows)
    return [(status, found[status]) for status in WORST_FIRST if found[status]]


def goals_of(rows: Iterable[Row]) -> dict[str, list[UUID]]:
    """{initiative's key as text: keys of the goals it supports}. One query."""
    found: dict[str, list[UUID]] = {str(row.initiative.pk): [] for row in rows}
    pairs = Initiative.goals.through.objects.filter(initiative__in=found.keys())
    for key, goal in pairs.order_by("goal__place", "id").values_list("initiative", "goal"):
        found[str(key)].append(goal)
    return found


def narrowed(
    rows: Iterable[Row], wanted: dict[str, Any], supports: dict[str, list[UUID]]
) -> list[Row]:
    """Those with the words, the goal and the owner asked for; `supports` as `goals_of` tells."""
    words, goal, owner = (wanted.get(name, "") for name in ("q", "goal", "owner"))
    return [
        row
        for row in rows
        if words.lower() in row.initiative.title.lower()
        and (not goal or goal.pk in supports[str(row.initiative.pk)])
        and (not owner or owner == str(row.initiative.owner_id or "none"))
    ]


def owners_in(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """(key as text, name) of everybody who answers for one of them, by name."""
    people = {row.initiative.owner for row in rows if row.initiative.owner}
    return sorted(((str(one.pk), one.name) for one in people), key=lambda pair: pair[1])


def sorted_rows(rows: list[Row], wanted: dict[str, Any]) -> list[Row]:
    """The rows with the status asked for, in the order asked for."""
    status = wanted.get("status")
    kept = [row for row in rows if not status or row.standing.status == status]
    order = wanted.get("sort", "number")
    keys: dict[str, Any] = {
        "title": lambda row: row.initiative.title.lower(),
        "status": lambda row: WORST_FIRST.index(row.standing.status),
        "due": lambda row: row.due,
        "owner": lambda row: owner_name(row).lower() or "\uffff",
    }
    return sorted(kept, key=keys[order]) if order in keys else kept


def owner_name(row: Row) -> str:
    return row.initiative.owner.name if row.initiative.owner else ""


def goals_without_initiatives(policy: Policy) -> QuerySet[Goal]:
    """Goals that no initiative of any plan of the policy supports."""
    return policy.goals.filter(initiatives__isnull=True)


def initiatives_without_goals(policy: Policy) -> QuerySet[Initiative]:
    """Initiatives of the policy's plans that support none of its goals."""
    rows = Initiative.objects.filter(plan__policy=policy).without_goal()
    return rows.select_related("plan").order_by("-plan__first_year", "number", "id")


def gaps(policies: Iterable[Policy]) -> list[tuple[Policy, int, int]]:
    """Each policy with how many goals and initiatives stand alone; one query for all of them."""
    found = list(policies)
    bare = Goal.objects.filter(policy__in=found, initiatives__isnull=True).order_by()
    loose = Initiative.objects.filter(plan__policy__in=found).without_goal().order_by()
    alone = bare.values_list("policy", Value("goal")).union(
        loose.values_list("plan__policy", Value("initiative")), all=True
    )
    count = Counter(alone)
    return [(one, count[one.pk, "goal"], count[one.pk, "initiative"]) for one in found]
