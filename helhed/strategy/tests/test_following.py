from datetime import date, timedelta
from decimal import Decimal

import pytest

from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import Criterion, Funding, Milestone
from helhed.strategy.tests.factories import a_criterion, a_milestone, an_initiative
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import following
from helhed.strategy.verbs import funding as money

pytestmark = pytest.mark.django_db


def test_a_milestone_is_set_taken_up_and_done(signe):
    milestone = following.set_milestone(
        an_initiative(), by=signe, title="Lokalet er fundet", due_on=TODAY
    )
    following.take_up_milestone(milestone, by=signe)

    milestone = following.complete_milestone(milestone, by=signe, on=TODAY, today=TODAY)

    assert (milestone.state, milestone.done_on, milestone.done_by) == ("done", TODAY, signe)


def test_a_milestone_is_not_done_tomorrow(signe):
    with pytest.raises(following.NotDoneYet):
        following.complete_milestone(
            a_milestone(), by=signe, on=TODAY + timedelta(days=1), today=TODAY
        )


def test_a_closed_milestone_is_reopened_before_it_moves_again(signe):
    milestone = following.drop_milestone(a_milestone(), by=signe, note="Ikke brug for det.")

    for verb in (following.take_up_milestone, following.drop_milestone):
        with pytest.raises(following.MilestoneIsClosed):
            verb(milestone, by=signe)
    with pytest.raises(following.MilestoneIsClosed):
        following.complete_milestone(milestone, by=signe, on=TODAY, today=TODAY)
    milestone = following.reopen_milestone(milestone, by=signe)
    assert milestone.state == "planned"
    with pytest.raises(following.MilestoneIsOpen):
        following.reopen_milestone(milestone, by=signe)


def test_the_database_wants_a_day_of_what_is_done(signe):
    milestone = a_milestone()
    milestone.state = Milestone.State.DONE

    with pytest.raises(AgainstARule):
        following.checked(milestone)


def test_only_open_milestones_are_overdue():
    late = a_milestone(due_on=date(2026, 3, 9))
    a_milestone(due_on=TODAY)
    a_milestone(due_on=date(2026, 1, 1), state="dropped")

    assert list(Milestone.objects.overdue_on(TODAY)) == [late]


def test_a_milestone_may_stand_for_a_criterion_of_the_same_initiative(signe):
    criterion = a_criterion()

    with pytest.raises(following.CriterionOfAnother):
        following.set_milestone(
            an_initiative(), by=signe, title="X", due_on=TODAY, criterion=criterion
        )
    assert following.set_milestone(
        criterion.initiative, by=signe, title="X", due_on=TODAY, criterion=criterion
    )


def test_a_milestone_moved_by_two_at_once_is_a_conflict(signe):
    milestone = a_milestone()
    following.edit_milestone(milestone, by=signe, based_on=1, title="A", due_on=TODAY)

    with pytest.raises(Conflict):
        following.edit_milestone(milestone, by=signe, based_on=1, title="B", due_on=TODAY)


def test_a_text_is_split_into_typed_criteria(signe):
    initiative = an_initiative()
    texts = ["90 % har en plan", "Flere får en læge", "Ro og værdighed", " "]

    rows = following.split_criteria(initiative, by=signe, texts=texts)

    assert [(row.kind, row.measurable) for row in rows] == [
        ("share", True),
        ("direction", False),
        ("text", False),
    ]
    assert all(row.suggestion for row in rows if not row.measurable)


def test_splitting_again_adds_only_what_is_new(signe):
    initiative = an_initiative()
    following.split_criteria(initiative, by=signe, texts=["90 % har en plan"])

    following.split_criteria(initiative, by=signe, texts=["90 % har en plan", "10 boliger"])

    assert [row.text for row in initiative.criteria.all()] == ["90 % har en plan", "10 boliger"]
    with pytest.raises(following.NothingToSplit):
        following.split_criteria(initiative, by=signe, texts=[" "])


def test_a_person_makes_a_direction_measurable(signe):
    (row,) = following.split_criteria(an_initiative(), by=signe, texts=["Flere får en læge"])

    following.edit_criterion(
        row,
        by=signe,
        based_on=1,
        text=row.text,
        kind=Criterion.Kind.NUMBER,
        baseline=Decimal(12),
        target=Decimal(31),
        unit="borgere",
    )

    assert row.measurable
    assert not row.suggestion


@pytest.mark.parametrize(
    ("kind", "target", "due_on", "measurable"),
    [
        ("number", Decimal(3), None, True),
        ("number", None, TODAY, False),
        ("milestone", None, TODAY, True),
        ("milestone", Decimal(3), None, False),
        ("direction", None, TODAY, False),
        ("text", Decimal(3), TODAY, False),
    ],
)
def test_what_makes_a_criterion_measurable(kind, target, due_on, measurable):
    assert following.is_measurable(kind, target=target, due_on=due_on) is measurable


def test_a_criterion_is_reached_taken_back_and_removed(signe):
    criterion = a_criterion()

    assert following.reach_criterion(criterion, by=signe, on=TODAY).reached_on == TODAY
    assert following.reach_criterion(criterion, by=signe, on=None).reached_on is None
    following.remove_criterion(criterion, by=signe)
    assert not Criterion.objects.exists()


def test_money_of_unknown_size_is_still_money(signe):
    row = money.add_funding(
        an_initiative(), by=signe, kind="state_pool", agreement="Pulje til sociale viceværter"
    )

    assert row.amount_dkk is None
    money.edit_funding(row, by=signe, based_on=1, kind="state_pool", amount_dkk=Decimal(80_000))
    assert row.amount_dkk == 80_000
    money.remove_funding(row, by=signe)
    assert not Funding.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_dkk": Decimal(-1)},
        {"from_day": date(2026, 2, 1), "last_day": date(2026, 1, 1)},
    ],
)
def test_money_keeps_the_rules(signe, fields):
    with pytest.raises(AgainstARule):
        money.add_funding(an_initiative(), by=signe, kind="other", **fields)
