"""What is late and whose it is: the first thing on the desk of whoever steers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helhed.accounts.models import User
from helhed.strategy.models import ActionPlan, GrantReport, Initiative, Instalment, Milestone
from helhed.strategy.overview import Row, rows_of


@dataclass(frozen=True)
class Owner:
    """Somebody (or nobody) with the initiatives that are late or at risk; nobody with all open."""

    user: User | None
    troubled: list[Row]
    open: list[Row]

    @property
    def rows(self) -> list[Row]:
        """What they are to be asked about."""
        return self.troubled if self.user else self.open


@dataclass(frozen=True)
class Looked:
    """One plan at a glance."""

    plan: ActionPlan
    rows: list[Row]


def running_plans(*, on: date) -> list[Looked]:
    """The plans in force with their initiatives, a fixed number of queries for all of them."""
    plans = list(ActionPlan.objects.running_on(on).select_related("policy").latest_first())
    every = rows_of(Initiative.objects.filter(plan__in=plans).in_order(), on=on)
    by_plan = defaultdict(list)
    for row in every:
        by_plan[row.initiative.plan_id].append(row)
    return [Looked(plan, by_plan[plan.pk]) for plan in plans]


def troubled(looked: Iterable[Looked]) -> list[Row]:
    """What is late or at risk, the nearest deadline first."""
    rows = [row for plan in looked for row in plan.rows if row.is_troubled]
    return sorted(rows, key=lambda row: (row.next_due or row.due, row.initiative.title))


def owners(looked: Iterable[Looked]) -> list[Owner]:
    """Whom to remind, those with most that is late first; nobody's initiatives on top."""
    mine: dict[object, list[Row]] = defaultdict(list)
    people: dict[object, User | None] = {}
    for row in (row for plan in looked for row in plan.rows if row.is_open):
        mine[row.initiative.owner_id].append(row)
        people[row.initiative.owner_id] = row.initiative.owner
    found = [
        Owner(people[key], [row for row in rows if row.is_troubled], rows)
        for key, rows in mine.items()
    ]
    kept = [owner for owner in found if owner.troubled or owner.user is None]
    return sorted(kept, key=lambda o: (o.user is not None, -len(o.troubled), str(o.user)))


def coming_milestones(*, on: date, until: date) -> list[Milestone]:
    """Milestones due in the time ahead, both days included."""
    due = Milestone.objects.open().filter(due_on__gte=on, due_on__lte=until)
    return list(
        due.select_related("initiative__plan", "initiative__owner").order_by("due_on", "id")
    )


def grants_waiting(*, on: date) -> tuple[list[Instalment], list[GrantReport]]:
    """Instalments to pay and reports that are late."""
    pay = Instalment.objects.filter(paid_on__isnull=True, due_on__lte=on)
    late = GrantReport.objects.filter(received_on__isnull=True, due_on__lt=on)
    return (
        list(pay.select_related("partnership__association")),
        list(late.select_related("partnership__association")),
    )
