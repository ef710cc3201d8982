"""How the plan came to be what it is, from facts and earlier versions, told as a story.

Reads only. A few queries for each kind of fact, however long the story is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from helhed.audit.models import Event
from helhed.citizens.models import Citizen
from helhed.plans.models import (
    CrisisPlan,
    Goal,
    Hope,
    NetworkMeeting,
    Pause,
    Plan,
    Review,
    Service,
    Step,
)
from helhed.plans.overview import people_of, plan_of

CRISIS_TEXTS = ("signs", "helps", "does_not_help", "call")


@dataclass(frozen=True)
class Told:
    """One thing that happened. `before` and `after` are wordings to be shown beside each other."""

    on: date
    sentence: str
    icon: str = ""
    words: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Month:
    first_day: date
    told: list[Told]


def months(story: Iterable[Told], *, oldest_first: bool = False) -> list[Month]:
    """The story cut into months, each told in order. The latest month first unless asked."""
    in_order = sorted(story, key=lambda told: told.on)
    cut = [
        Month(first_day=first, told=list(told))
        for first, told in groupby(in_order, key=lambda told: told.on.replace(day=1))
    ]
    return cut if oldest_first else cut[::-1]


def story_of(citizen: Citizen) -> list[Told]:
    """All that is told of the citizen's plan, in no order; empty when there is no plan."""
    plan = plan_of(citizen.pk)
    if plan is None:
        return []
    log = _Log(citizen)
    name = citizen.first_name
    return [
        *_begun(plan),
        *_hopes(plan, log, name),
        *_goals(plan, log),
        *_steps(plan, name),
        *_services(plan),
        *_pauses(plan),
        *_reviews(plan, name),
        *_crisis(plan, log),
        *_meetings(plan),
    ]


class _Log:
    """When something was written: the log goes by our clock, earlier versions by the database's."""

    def __init__(self, citizen: Citizen) -> None:
        self.at: dict[tuple[str, object], datetime] = {}
        for row in Event.objects.about(citizen.pk).filter(action__startswith="plans."):
            self.at[row.object_id, row.action] = row.at
            if "version" in row.details:
                self.at[row.object_id, row.details["version"]] = row.at

    def day(self, row: Any, what: object, otherwise: datetime) -> date:
        """The day of a version number or an action; `otherwise` where the log is closed."""
        return timezone.localdate(self.at.get((str(row.pk), what), otherwise))


def _states(row: Any) -> list[tuple[Any, datetime]]:
    """The row as it was, oldest first, each with when it was left behind; the last stands now."""
    earlier = sorted(row.events.all(), key=lambda old: old.pgh_id)
    return [*((old, old.pgh_created_at) for old in earlier), (row, row.created_at)]


def _rewordings(row: Any, texts: tuple[str, ...], log: _Log) -> Iterator[tuple[date, str, str]]:
    """(day, before, after) for every change of the texts."""
    for (old, left_at), (new, _until) in pairwise(_states(row)):
        for name in texts:
            before, after = getattr(old, name), getattr(new, name)
            if before != after:
                yield log.day(row, new.version, left_at), before, after


def _begun(plan: Plan) -> Iterator[Told]:
    yield Told(timezone.localdate(plan.created_at), _("The plan was begun."), icon="flag")


def _hopes(plan: Plan, log: _Log, name: str) -> Iterator[Told]:
    hopes = Hope.objects.filter(plan=plan).select_related("written_with").prefetch_related("events")
    for hope in hopes:
        first_words, _left = _states(hope)[0]
        said = _("%(name)s told what matters.") % {"name": name}
        yield Told(first_words.said_on, said, icon="quote", words=first_words.words)
        for day, before, after in _rewordings(hope, ("words",), log):
            again = _("%(name)s says it in a new way.") % {"name": name}
            yield Told(day, again, icon="quote", before=before, after=after)
        if hope.put_away_on:
            away = _("%(name)s put this hope away for now.") % {"name": name}
            yield Told(hope.put_away_on, away, icon="close", words=hope.words)


def _goals(plan: Plan, log: _Log) -> Iterator[Told]:
    for goal in Goal.objects.filter(plan=plan).select_related("hope").prefetch_related("events"):
        first, _left = _states(goal)[0]
        yield Told(goal.from_day, _set_words(first) % {"goal": first.wording}, icon="flag")
        yield from _found(goal, log)
        for day, before, after in _rewordings(goal, ("wording",), log):
            yield Told(day, _("You gave a goal new words."), "edit", before=before, after=after)
        for day, _before, after in _rewordings(goal, ("disagreement",), log):
            if after:
                sentence = _("You wrote what you see differently about ”%(goal)s”.")
                yield Told(day, sentence % {"goal": goal.wording}, icon="group", after=after)
        if goal.ended_on:
            yield Told(goal.ended_on, _end_words(goal) % {"goal": goal.wording}, icon="check")


def _found(goal: Goal, log: _Log) -> Iterator[Told]:
    for (old, left_at), (new, _until) in pairwise(_states(goal)):
        if old.hope_id is None and new.hope_id is not None and goal.hope is not None:
            sentence = _("The goal ”%(goal)s” found its hope.") % {"goal": goal.wording}
            day = log.day(goal, "plans.point_goal_at", left_at)
            yield Told(day, sentence, icon="quote", words=goal.hope.words)


def _set_words(first: Any) -> str:
    if first.no_hope_reason:
        return _("You set the goal ”%(goal)s”. It points at no hope yet.")
    return _("You set the goal ”%(goal)s”.")


def _end_words(goal: Goal) -> str:
    if goal.end == Goal.End.REACHED:
        return _("You reached the goal ”%(goal)s”.")
    return _("You put the goal ”%(goal)s” away.")


def _steps(plan: Plan, name: str) -> Iterator[Told]:
    done = Step.objects.filter(goal__plan=plan, done_on__isnull=False).select_related("worker")
    for step in done:
        assert step.done_on is not None  # noqa: S101 - the filter says so
        who = ", ".join(people_of(step, name))
        sentence = _("Done: %(step)s (%(who)s).") % {"step": step.text, "who": who}
        yield Told(step.done_on, sentence, icon="check")


def _services(plan: Plan) -> Iterator[Told]:
    for service in Service.objects.filter(plan=plan):
        given = {"help": service.name, "who": service.provider}
        yield Told(service.from_day, _("%(help)s began, by %(who)s.") % given, icon="volunteer")
        if service.until_day:
            why = service.get_end_display()
            ended = _("%(help)s ended: %(why)s.") % {"help": service.name, "why": why}
            yield Told(service.until_day, ended, icon="arrow-forward")


def _pauses(plan: Plan) -> Iterator[Told]:
    pauses = Pause.objects.filter(service__plan=plan).select_related("service", "resumed_by")
    for pause in pauses:
        # Undone the same day: it never rested.
        if pause.until_day == pause.from_day:
            continue
        words = {
            "help": pause.service.name,
            "first": pause.comes_first.rstrip("."),
            "who": pause.resumed_by.get_short_name(),
        }
        paused = _("You paused %(help)s because this came first: %(first)s.") % words
        yield Told(pause.from_day, paused, icon="pause-circle")
        if pause.until_day and pause.until_day != pause.service.until_day:
            yield Told(pause.until_day, _("You took %(help)s up again.") % words, icon="refresh")


def _reviews(plan: Plan, name: str) -> Iterator[Told]:
    for review in Review.objects.filter(plan=plan):
        others = ", ".join(review.took_part)
        who = f"{name}, {others}" if review.citizen_took_part and others else (others or name)
        sentence = _("You went through the plan: %(who)s.") % {"who": who}
        agreed = _agreement_words(review.agreement) % {"name": name}
        yield Told(review.held_on, f"{sentence} {agreed}", icon="handshake", words="")


def _agreement_words(agreement: str) -> str:
    return {
        Review.Agreement.YES: _("%(name)s agreed."),
        Review.Agreement.PARTLY: _("%(name)s agreed in part."),
        Review.Agreement.NO: _("%(name)s did not agree."),
    }.get(Review.Agreement(agreement), _("%(name)s was not asked."))


def _crisis(plan: Plan, log: _Log) -> Iterator[Told]:
    for crisis in CrisisPlan.objects.filter(plan=plan).prefetch_related("events"):
        day = timezone.localdate(crisis.created_at)
        yield Told(day, _("You wrote what helps when it gets hard."), icon="heart")
        for on, before, after in _rewordings(crisis, CRISIS_TEXTS, log):
            sentence = _("You changed what helps when it gets hard.")
            yield Told(on, sentence, icon="heart", before=before, after=after)


def _meetings(plan: Plan) -> Iterator[Told]:
    for meeting in NetworkMeeting.objects.filter(plan=plan, held=True):
        who = ", ".join(meeting.participants)
        sentence = _("Network meeting about %(purpose)s: %(who)s.")
        words = {"purpose": meeting.purpose.rstrip("."), "who": who}
        on = timezone.localdate(meeting.at)
        yield Told(on, sentence % words, icon="groups", after=meeting.agreed)
