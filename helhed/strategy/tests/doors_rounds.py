from datetime import date

from helhed.accounts.models import User
from helhed.strategy.models import FollowUpRound
from helhed.strategy.rounds.draft import drafts
from helhed.strategy.rounds.picture import picture_of
from helhed.strategy.tests.doors import PUBLIC, STEER, Door
from helhed.strategy.tests.factories import a_plan, an_initiative
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs.papers import draft_paper
from helhed.strategy.verbs.rounds import open_follow_up


def _by() -> User:
    return User.objects.get_or_create(username="tove", defaults={"name": "Tove Plan"})[0]


def _round() -> FollowUpRound:
    plan = a_plan()
    an_initiative(plan=plan)
    return open_follow_up(plan, by=_by(), year=2026, opens_on=TODAY, due_on=date(2026, 4, 1))


def _paper() -> FollowUpRound:
    follow_up = _round()
    draft_paper(follow_up, by=_by(), drafts=drafts(picture_of(follow_up, on=TODAY), None))
    return follow_up


def _answer() -> list:
    follow_up = _round()
    return [follow_up.pk, follow_up.plan.initiatives.get().pk]


DOORS: dict[str, Door] = {
    "rounds": Door(),
    "round-mine": Door(),
    "round": Door(args=lambda: [_round().pk]),
    "paper": Door(args=lambda: [_paper().pk]),
    "paper-word": Door(args=lambda: [_paper().pk]),
    "paper-pdf": Door(args=lambda: [_paper().pk]),
    "round-answer": Door(args=_answer, own_rule=True),
    "round-open": Door(STEER, args=lambda: [a_plan().pk]),
    "round-edit": Door(STEER, args=lambda: [_round().pk]),
    "round-remind": Door(STEER, "post", args=lambda: [_round().pk]),
    "round-freeze": Door(STEER, args=lambda: [_round().pk]),
    "round-revoke-links": Door(STEER, "post", args=lambda: [_by().pk]),
    "round-outbox": Door(STEER),
    "paper-draft": Door(STEER, "post", args=lambda: [_round().pk]),
    "paper-section": Door(STEER, args=lambda: [_paper().pk, "summary"]),
    "paper-versions": Door(STEER, args=lambda: [_paper().pk, "summary"]),
    "paper-return": Door(STEER, "post", args=lambda: [_paper().pk, "summary"]),
    "plan-sheet": Door(args=lambda: [a_plan().pk]),
    "plan-sheet-read": Door(STEER, args=lambda: [a_plan().pk]),
    "plan-sheet-accept": Door(STEER, "post", args=lambda: [a_plan().pk]),
    "answer": Door(PUBLIC, args=lambda: ["no-such-secret"], own_rule=True),
}
