"""Who is asked about what: the initiatives somebody still works on, in rounds under way."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from helhed.accounts.models import User
from helhed.strategy.models import FollowUpRound, Initiative, RoundAnswer
from helhed.strategy.standing import standings
from helhed.strategy.status import OPEN, Standing


@dataclass(frozen=True)
class Question:
    """One initiative in one round, with the answer if there is one."""

    round: FollowUpRound
    initiative: Initiative
    standing: Standing
    answer: RoundAnswer | None

    @property
    def is_open(self) -> bool:
        return self.answer is None


def questions(
    rounds: Iterable[FollowUpRound], *, on: date, owner: User | None = None
) -> list[Question]:
    """What the rounds ask, of one owner or of all, in the plans' order. Few queries for any number.

    Asked of are development initiatives that somebody still works on, and those answered already.
    """
    asked = list(rounds)
    found = Initiative.objects.development().filter(plan__in=[one.plan_id for one in asked])
    if owner is not None:
        found = found.filter(owner=owner)
    initiatives = list(found.select_related("plan", "owner", "department").in_order())
    going = standings(initiatives, on=on)
    answers = _answers(asked)
    by_plan: defaultdict[UUID, list[Initiative]] = defaultdict(list)
    for initiative in initiatives:
        by_plan[initiative.plan_id].append(initiative)
    return [
        Question(one, initiative, going[initiative.pk], answers.get((one.pk, initiative.pk)))
        for one in asked
        for initiative in by_plan[one.plan_id]
        if going[initiative.pk].status in OPEN or (one.pk, initiative.pk) in answers
    ]


def _answers(rounds: list[FollowUpRound]) -> dict[tuple[UUID, UUID], RoundAnswer]:
    rows = RoundAnswer.objects.filter(round__in=[one.pk for one in rounds])
    return {(row.round_id, row.initiative_id): row for row in rows}


@dataclass(frozen=True)
class Owner:
    """One person, what is still asked of them, and the earliest day it is due."""

    user: User
    questions: list[Question]

    @property
    def due_on(self) -> date:
        return min(question.round.due_on for question in self.questions)

    def is_late(self, on: date) -> bool:
        return self.due_on < on


def owners_who_owe(rounds: Iterable[FollowUpRound], *, on: date) -> list[Owner]:
    """Everybody who has not answered for something, the latest first."""
    owed: defaultdict[UUID, list[Question]] = defaultdict(list)
    people: dict[UUID, User] = {}
    for question in questions(rounds, on=on):
        owner = question.initiative.owner
        if owner is not None and question.is_open:
            people[owner.pk] = owner
            owed[owner.pk].append(question)
    found = [Owner(people[key], asked) for key, asked in owed.items()]
    return sorted(found, key=lambda one: (one.due_on, one.user.name))
