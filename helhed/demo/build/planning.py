"""Hopes, goals, steps, help, reviews: the plan's verbs."""

from datetime import timedelta
from functools import cache

from helhed.demo import events as ev
from helhed.demo.build.world import Handler, World
from helhed.demo.people import Kin
from helhed.plans import ffb
from helhed.plans import verbs as plans
from helhed.plans.models import Goal, Plan, Review, Service

ASK_AGAIN_AFTER = timedelta(days=60)


@cache
def code_of(kind: str, label: str) -> str:
    """The code of a term that begins with these words."""
    return next(row.code for row in ffb.codes() if row.kind == kind and row.label.startswith(label))


TREATMENT = ("rusmiddel", "medicin", "ambulant")


def plan_of(world: World, event: ev.Event) -> Plan:
    """The citizen's one plan, begun the first time something is written in it."""
    if event.who not in world.plans:
        world.plans[event.who] = plans.start_plan(
            world.citizens[event.who], by=world.by(event), on=event.at.date()
        )
    return world.plans[event.who]


def hope_said(world: World, event: ev.HopeSaid) -> None:
    plan = plan_of(world, event)
    by, day = world.by(event), event.at.date()
    hope = plans.write_hope(plan, by=by, words=event.words, on=day)
    world.hopes[event.who, event.hope] = hope
    if event.on_board and not plan.words_on_board:
        plans.allow_words_on_board(plan, by=by, allowed=True)


def strength_seen(world: World, event: ev.StrengthSeen) -> None:
    plans.add_strength(plan_of(world, event), by=world.by(event), text=event.words)


def goal_set(world: World, event: ev.GoalSet) -> None:
    day = event.at.date()
    world.goals[event.who, event.goal] = plans.set_goal(
        plan_of(world, event),
        by=world.by(event),
        wording=event.wording,
        on=day,
        hope=world.hopes.get((event.who, event.hope)),
        no_hope_reason=event.why_no_hope,
        ask_again_on=day + ASK_AGAIN_AFTER if event.why_no_hope else None,
        theme=code_of("theme", event.theme),
        change=code_of("change", event.change),
        wished_level=event.wished,
    )


def goal_reached(world: World, event: ev.GoalReached) -> None:
    goal = world.goals[event.who, event.goal]
    plans.end_goal(goal, by=world.by(event), end=Goal.End.REACHED, on=event.at.date())


def step_agreed(world: World, event: ev.StepAgreed) -> None:
    citizens, network = event.whose == "citizen", event.whose == "network"
    world.steps[event.who, event.step] = plans.add_step(
        world.goals[event.who, event.goal],
        by=world.by(event),
        text=event.words,
        by_citizen=citizens,
        worker=None if citizens or network else world.user(event.whose),
        with_whom="netværket" if network else "",
        due_on=event.due,
    )


def step_done(world: World, event: ev.StepDone) -> None:
    plans.complete_step(world.steps[event.who, event.step], by=world.by(event), on=event.at.date())


def service_begun(world: World, event: ev.ServiceBegun) -> None:
    treatment = event.kind.lower().startswith(TREATMENT)
    world.services[event.who, event.service] = plans.start_service(
        plan_of(world, event),
        by=world.by(event),
        name=event.kind,
        provider=event.provider,
        from_day=event.at.date(),
        goal=world.goals[event.who, event.goal],
        is_treatment=treatment,
    )


def service_paused(world: World, event: ev.ServicePaused) -> None:
    service = _running(world, event.who, event.service)
    if service is None or service.pauses.filter(until_day__isnull=True).exists():
        # An admission has paused it already.
        world.left_out["pause"] = world.left_out.get("pause", 0) + 1
        return
    plans.pause_service(
        service,
        by=world.by(event),
        from_day=event.at.date(),
        comes_first=event.first_instead,
        resume_on=event.resumes,
        resumed_by=world.user(event.resumed_by),
    )


def service_resumed(world: World, event: ev.ServiceResumed) -> None:
    service = _running(world, event.who, event.service)
    paused = service and service.pauses.filter(until_day__isnull=True, for_hospital=False)
    if service is None or not paused:
        world.left_out["resume"] = world.left_out.get("resume", 0) + 1
        return
    plans.resume_service(service, by=world.by(event), on=event.at.date())


def service_ended(world: World, event: ev.ServiceEnded) -> None:
    service = _running(world, event.who, event.service)
    if service is not None:
        plans.end_service(
            service, by=world.by(event), end=Service.End.COMPLETED, on=event.at.date()
        )


def _running(world: World, who: int, key: str) -> Service | None:
    service = world.services[who, key]
    service.refresh_from_db()
    return service if service.until_day is None else None


def progress_seen(world: World, event: ev.ProgressSeen) -> None:
    plans.note_how_far(
        world.goals[event.who, event.goal],
        by=world.by(event),
        on=event.at.date(),
        citizen_level=event.own,
        professional_level=event.professional,
        note=event.own_words,
    )


def disagreed(world: World, event: ev.Disagreed) -> None:
    goal = world.goals[event.who, event.goal]
    goal.refresh_from_db()
    if goal.disagreement != event.words:
        plans.note_disagreement(goal, by=world.by(event), text=event.words, based_on=goal.version)


def plan_reviewed(world: World, event: ev.PlanReviewed) -> None:
    by = world.by(event)
    kin = [kin.name for kin in _kin(world, event.who)] if event.with_kin else []
    plans.review_plan(
        plan_of(world, event),
        by=by,
        on=event.at.date(),
        took_part=[by.name, *kin],
        agreement=Review.Agreement.YES if event.agrees else Review.Agreement.PARTLY,
        next_review_on=event.next_day,
        note=event.words,
    )


def _kin(world: World, who: int) -> list[Kin]:
    return world.people[who].kin


def crisis_planned(world: World, event: ev.CrisisPlanned) -> None:
    plans.write_crisis_plan(
        plan_of(world, event), by=world.by(event), on=event.at.date(),
        signs=event.signs, helps=event.helps, call=event.call,
    )  # fmt: skip


def network_met(world: World, event: ev.NetworkMet) -> None:
    by = world.by(event)
    names = [by.name, *(kin.name for kin in _kin(world, event.who))]
    meeting = plans.plan_network_meeting(
        plan_of(world, event),
        by=by,
        at=event.at,
        purpose="Planen og tiden, der kommer",
        participants=names,
    )
    plans.note_network_meeting(meeting, by=by, participants=names, agreed=event.words)


HANDLERS: dict[type[ev.Event], Handler] = {
    ev.HopeSaid: hope_said,
    ev.StrengthSeen: strength_seen,
    ev.GoalSet: goal_set,
    ev.GoalReached: goal_reached,
    ev.StepAgreed: step_agreed,
    ev.StepDone: step_done,
    ev.ServiceBegun: service_begun,
    ev.ServicePaused: service_paused,
    ev.ServiceResumed: service_resumed,
    ev.ServiceEnded: service_ended,
    ev.ProgressSeen: progress_seen,
    ev.Disagreed: disagreed,
    ev.PlanReviewed: plan_reviewed,
    ev.CrisisPlanned: crisis_planned,
    ev.NetworkMet: network_met,
}
