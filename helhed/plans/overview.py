"""A plan as it is read: each hope with its goals, steps, help and the two lines. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from helhed.access import door
from helhed.access.door import IsOpen
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.core import clock
from helhed.plans.models import (
    AuthorityRequest,
    Goal,
    Hope,
    Plan,
    Progress,
    Review,
    Service,
    Step,
    Strength,
)
from helhed.plans.models.authorities import FRESH
from helhed.teams.models import Relation

Readings = list[tuple[date, int]]
REQUEST = (
    *("pk", "about", "authority", "asked", "asked_on", "answer_by"),
    *("answered_on", "answer", "social_test", "tried", "received_on"),
)
DAYS = ("asked_on", "answer_by", "answered_on", "received_on")


@dataclass(frozen=True)
class Rest:
    """The pause a service rests in: what comes first, and who takes it up again when."""

    from_day: date
    comes_first: str
    resume_on: date
    who: str


@dataclass(frozen=True)
class Asset:
    """A strength."""

    pk: UUID
    text: str


@dataclass(frozen=True)
class LastReview:
    """When the plan was last gone through, and whether the citizen agreed."""

    held_on: date
    agreement: str


@dataclass(frozen=True)
class Asked:
    """What another authority is asked, and what it answered; `about` is in words."""

    pk: UUID
    about: str
    authority: str
    asked: str
    asked_on: date
    answer_by: date
    answered_on: date | None
    answer: str
    social_test: str
    tried: list[str]
    received_on: date | None
    # Whether a clock runs from the day they received it: the region's (SUL § 82 c).
    clock: bool


@dataclass
class Help:
    """A service under the plan, and the pause it rests in, if any."""

    service: Service
    pause: Rest | None = None


@dataclass
class Way:
    """A goal with what leads there."""

    goal: Goal
    steps: list[Step]
    helps: list[Help] = field(default_factory=list)
    citizen_view: Readings = field(default_factory=list)
    professional_view: Readings = field(default_factory=list)

    @property
    def next_step(self) -> Step | None:
        return next((step for step in self.steps if step.done_on is None), None)

    @property
    def running(self) -> list[Help]:
        return [help_ for help_ in self.helps if help_.pause is None]

    @property
    def paused(self) -> list[Help]:
        return [help_ for help_ in self.helps if help_.pause is not None]


@dataclass
class Block:
    """A hope with the ways that lead towards it."""

    hope: Hope
    ways: list[Way] = field(default_factory=list)


@dataclass
class Overview:
    """The whole plan on one day."""

    plan: Plan | None
    on: date
    blocks: list[Block] = field(default_factory=list)
    without_hope: list[Way] = field(default_factory=list)
    other_help: list[Help] = field(default_factory=list)
    strengths: list[Asset] = field(default_factory=list)
    last_review: LastReview | None = None
    # What waits for an answer first, then what was answered lately.
    asked: list[Asked] = field(default_factory=list)

    @property
    def ways(self) -> list[Way]:
        return [*chain.from_iterable(b.ways for b in self.blocks), *self.without_hope]

    @property
    def paused(self) -> list[Help]:
        helps = chain(chain.from_iterable(way.helps for way in self.ways), self.other_help)
        return [help_ for help_ in helps if help_.pause is not None]

    @property
    def is_empty(self) -> bool:
        return not (self.blocks or self.without_hope or self.other_help or self.asked)


def people_of(step: Step, name: str) -> list[str]:
    """Who does the step, by first names; `name` is what the citizen is called."""
    worker = step.worker.get_short_name() if step.worker else ""
    people = [worker, name if step.by_citizen else "", step.with_whom]
    return [person for person in people if person]


def plan_of(citizen_id: UUID, *, reader: User | None = None) -> Plan | None:
    """The citizen's plan with its coordinator, or None where none is begun.

    Carries its strengths, last review and what others are asked along, and whether `reader` may
    edit it, so that a page asks once for all of it.
    """
    may_edit: Any = IsOpen("citizen_id", user=reader, may=May.EDIT_PLAN) if reader else Value(False)
    strengths = Strength.objects.filter(plan=OuterRef("pk"), removed_on__isnull=True)
    reviews = Review.objects.filter(plan=OuterRef("pk")).order_by("-held_on", "-created_at", "-id")
    return (
        Plan.objects.filter(citizen=citizen_id)
        .select_related("lead_coordinator")
        .annotate(
            its_strengths=ArraySubquery(
                strengths.order_by("created_at", "id").values(row=JSONObject(pk="pk", text="text"))
            ),
            its_review=Subquery(
                reviews.values(row=JSONObject(held_on="held_on", agreement="agreement"))[:1]
            ),
            its_requests=ArraySubquery(
                AuthorityRequest.objects.filter(plan=OuterRef("pk"), dropped_on__isnull=True)
                .order_by("answer_by", "id")
                .values(row=JSONObject(**{name: name for name in REQUEST}))
            ),
            reader_may_edit=may_edit,
        )
        .first()
    )


def hopes_of(plan: Plan) -> list[Hope]:
    """The hopes that stand, asked for once a page."""
    standing = Hope.objects.filter(plan=plan, put_away_on__isnull=True)
    return door.once(
        ("plans.hopes", plan.pk), lambda: list(standing.select_related("written_with"))
    )


def overview(plan: Plan | None, *, on: date) -> Overview:
    """The plan as it stands on the day; `plan` comes from `plan_of`.

    Five queries, however long the plan is.
    """
    if plan is None:
        return Overview(plan=None, on=on)
    hopes = hopes_of(plan)
    ways = {way.goal.pk: way for way in _ways(plan, on)}
    carried: Any = plan
    seen = Overview(
        plan=plan,
        on=on,
        blocks=[Block(hope=hope) for hope in hopes],
        strengths=[Asset(UUID(row["pk"]), row["text"]) for row in carried.its_strengths],
        last_review=_review(carried.its_review),
        asked=_requests(carried.its_requests, on),
    )
    _place_help(seen, ways, plan, on)
    blocks = {block.hope.pk: block for block in seen.blocks}
    for way in ways.values():
        block = blocks.get(way.goal.hope_id) if way.goal.hope_id else None
        (block.ways if block else seen.without_hope).append(way)
    return seen


def _review(row: dict[str, str] | None) -> LastReview | None:
    return LastReview(date.fromisoformat(row["held_on"]), row["agreement"]) if row else None


def _requests(rows: Iterable[dict[str, Any]], on: date) -> list[Asked]:
    found = [_request(row) for row in rows]
    fresh = [row for row in found if row.answered_on is None or row.answered_on > on - FRESH]
    return sorted(fresh, key=lambda row: row.answered_on is not None)


def _request(row: dict[str, Any]) -> Asked:
    days = {name: row[name] and date.fromisoformat(row[name]) for name in DAYS}
    about = AuthorityRequest.About(row["about"])
    said = {"pk": UUID(row["pk"]), "about": str(about.label)}
    return Asked(**{**row, **days, **said, "clock": about == about.DUAL_DIAGNOSIS})


def _ways(plan: Plan, on: date) -> Iterable[Way]:
    steps = Step.objects.filter(dropped_on__isnull=True).select_related("worker")
    goals = (
        Goal.objects.current_on(on)
        .filter(plan=plan)
        .prefetch_related(Prefetch("steps", queryset=steps), "progress")
    )
    for goal in goals:
        way = Way(goal=goal, steps=_in_order(goal.steps.all()))
        way.citizen_view = _readings(goal, Progress.View.CITIZEN)
        way.professional_view = _readings(goal, Progress.View.PROFESSIONAL)
        yield way


def _readings(goal: Goal, view: str) -> Readings:
    """One number a day: a second one on the same day corrects the first."""
    rows = (row for row in goal.progress.all() if row.view == view)
    return list({row.on: row.level for row in rows}.items())


def _in_order(steps: Iterable[Step]) -> list[Step]:
    """Done steps first, as they were done; then what comes next, the undated last."""
    return sorted(
        steps,
        key=lambda step: (
            step.done_on is None,
            step.done_on or step.due_on or date.max,
            step.created_at,
        ),
    )


def _place_help(seen: Overview, ways: dict[UUID, Way], plan: Plan, on: date) -> None:
    resting = Q(pauses__from_day__lte=on) & (
        Q(pauses__until_day__isnull=True) | Q(pauses__until_day__gt=on)
    )
    services = (
        Service.objects.given_on(on)
        .filter(plan=plan)
        .annotate(rests=FilteredRelation("pauses", condition=resting))
        .annotate(
            rests_from=F("rests__from_day"),
            comes_first=F("rests__comes_first"),
            resume_on=F("rests__resume_on"),
            resumed_by=F("rests__resumed_by__name"),
        )
    )
    for service in services:
        way = ways.get(service.goal_id) if service.goal_id else None
        (way.helps if way else seen.other_help).append(Help(service, _rest(service)))


def _rest(service: Any) -> Rest | None:
    if service.rests_from is None:
        return None
    who = service.resumed_by.split(" ", 1)[0]
    return Rest(service.rests_from, service.comes_first, service.resume_on, who)


def colleagues_of(citizen_id: UUID, *, and_me: User) -> QuerySet[User]:
    """Who can be chosen to do something: colleagues in the teams that come to this citizen."""
    teams = (
        Relation.objects.active_at(clock.now())
        .filter(citizen=citizen_id, team__isnull=False)
        .exclude(kind__in=(Relation.Kind.SHARE, Relation.Kind.STAY))
        .values("team")
    )
    today = clock.today()
    members = Q(memberships__team__in=teams, memberships__from_day__lte=today) & (
        Q(memberships__until_day__isnull=True) | Q(memberships__until_day__gt=today)
    )
    return (
        User.objects.filter(Q(pk=and_me.pk) | members, is_active=True).distinct().order_by("name")
    )
