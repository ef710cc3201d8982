"""Plans and figures for the municipality's own programs: read only, with a key, and no persons.

What everybody may read without a key stands in `public_site.api`, as it was published. Here is what
stands now, unpublished plans among it. Free text is left out: a colleague may be named in it.
"""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.security import HttpBearer

from helhed.core import clock
from helhed.strategy.models import ActionPlan, Goal, Indicator, Initiative, ReadingKey
from helhed.strategy.overview import Row, goals_of, rows_of
from helhed.strategy.rounds.figures import figures_of
from helhed.strategy.verbs.keys import use_key

Scope = ReadingKey.Scope


class Key(HttpBearer):
    """A key that opens the scope; what was asked for is written in the log."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ReadingKey | None:
        return use_key(token, scope=self.scope, what=request.path, on=clock.today())


api = NinjaAPI(
    title="Helhed: plans and figures",
    version="1",
    description=(
        "For the municipality's own programs, with a key as `Authorization: Bearer …`. No persons"
        " and no free text. A figure with the state `hidden` is under 5 or could be worked out;"
        " hidden is not zero. `missing` is known to nobody."
    ),
    docs_url=None,
    urls_namespace="plan_api",
)


class Problem(Schema):
    detail: str


# What answers instead, as the description tells programs.
REFUSED = {401: Problem}
NOTHING = {404: Problem}


class GoalOut(Schema):
    id: UUID
    key: str
    title: str


class PlanOut(Schema):
    id: UUID
    title: str
    policy: str
    first_year: int
    last_year: int
    last_day: date
    goals: list[GoalOut]


class InitiativeOut(Schema):
    id: UUID
    number: int | None
    title: str
    kind: str
    status: str
    department: str
    goals: list[UUID]
    due: date
    milestones: int
    milestones_done: int


class CellOut(Schema):
    state: str
    value: float | None


class PeriodOut(Schema):
    first_day: date
    last_day: date
    total: CellOut
    parts: dict[str, CellOut]
    missing_share: float | None


class IndicatorOut(Schema):
    id: UUID
    title: str
    unit: str
    direction: str
    definition: str
    source: str
    target: float | None
    periods: list[PeriodOut]


@api.get(
    "/plans", response={200: list[PlanOut], **REFUSED}, auth=Key(Scope.PLANS), summary="All plans"
)
def plans(request: HttpRequest) -> list[dict[str, Any]]:
    found = ActionPlan.objects.select_related("policy").prefetch_related("policy__goals")
    return [
        {
            "id": plan.pk,
            "title": plan.title,
            "policy": plan.policy.title,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "last_day": plan.last_day,
            "goals": [_goal(goal) for goal in plan.policy.goals.all()],
        }
        for plan in found.latest_first()
    ]


@api.get(
    "/plans/{plan_id}/initiatives",
    response={200: list[InitiativeOut], **REFUSED, **NOTHING},
    auth=Key(Scope.INITIATIVES),
    summary="The initiatives of a plan, with their status today",
)
def initiatives(request: HttpRequest, plan_id: UUID) -> list[dict[str, Any]]:
    plan = get_object_or_404(ActionPlan, pk=plan_id)
    rows = rows_of(Initiative.objects.filter(plan=plan).in_order(), on=clock.today())
    supports = goals_of(rows)
    return [_initiative(row, supports[str(row.initiative.pk)]) for row in rows]


@api.get(
    "/plans/{plan_id}/indicators",
    response={200: list[IndicatorOut], **REFUSED, **NOTHING},
    auth=Key(Scope.INDICATORS),
    summary="The indicators of a plan, with their published figures",
)
def indicators(request: HttpRequest, plan_id: UUID) -> list[dict[str, Any]]:
    plan = get_object_or_404(ActionPlan.objects.select_related("policy"), pk=plan_id)
    figures = figures_of(plan, on=clock.today())
    units = dict(
        Indicator.objects.filter(pk__in=[one["id"] for one in figures]).values_list("pk", "unit")
    )
    return [_indicator(one, units[UUID(one["id"])]) for one in figures]


@api.exception_handler(Http404)
@api.exception_handler(ValidationError)
def missing(request: HttpRequest, problem: Exception) -> Any:
    """Also for what has not the form of a key: it is the key of nothing."""
    return api.create_response(request, {"detail": "Not found"}, status=404)


def _goal(goal: Goal) -> dict[str, Any]:
    return {"id": goal.pk, "key": goal.key, "title": goal.title}


def _initiative(row: Row, goals: list[UUID]) -> dict[str, Any]:
    one = row.initiative
    return {
        "id": one.pk,
        "number": one.number,
        "title": one.title,
        "kind": one.kind,
        "status": row.standing.status.value,
        "department": one.department.name if one.department else "",
        "goals": goals,
        "due": row.due,
        "milestones": row.steps,
        "milestones_done": row.done,
    }


def _indicator(figure: dict[str, Any], unit: str) -> dict[str, Any]:
    periods = [
        {**row, "parts": dict(zip(figure["columns"], row["parts"], strict=True))}
        for row in figure["rows"]
    ]
    return {**figure, "unit": unit, "target": figure["target_value"], "periods": periods}
