import pytest

from helhed.audit.models import Event
from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import Crosswalk, Goal, Policy
from helhed.strategy.tests.factories import a_goal, a_plan, a_policy, a_principle, an_initiative
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import policies

pytestmark = pytest.mark.django_db


def test_a_policy_is_written_and_told_of_once(signe):
    policy = policies.write_policy(
        by=signe, title=" Udsattepolitik ", first_year=2025, last_year=2028, vision="Et hjem."
    )

    assert (policy.title, policy.period) == ("Udsattepolitik", "2025\N{EN DASH}2028")
    assert Event.objects.filter(action="strategy.write_policy").count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Bagvendt", "first_year": 2028, "last_year": 2025},
        {"title": "", "first_year": 2025, "last_year": 2028},
    ],
)
def test_a_policy_that_breaks_a_rule_is_refused(signe, fields):
    with pytest.raises(AgainstARule):
        policies.write_policy(by=signe, **fields)

    assert not Policy.objects.exists()


def test_the_same_policy_is_not_written_twice(signe):
    a_policy(title="Udsattepolitik", first_year=2025)

    with pytest.raises(AgainstARule):
        policies.write_policy(by=signe, title="Udsattepolitik", first_year=2025, last_year=2029)


def test_two_who_write_at_once_see_both_texts(signe):
    policy = a_policy(vision="Et hjem.")
    same = Policy.objects.get(pk=policy.pk)
    words = {"title": policy.title, "first_year": 2025, "last_year": 2028}
    policies.edit_policy(policy, by=signe, based_on=1, vision="Et hjem til alle.", **words)

    with pytest.raises(Conflict) as both:
        policies.edit_policy(same, by=signe, based_on=1, vision="Et trygt hjem.", **words)

    assert both.value.theirs["vision"] == "Et hjem til alle."


def test_goals_come_in_the_order_they_were_set(signe):
    policy = a_policy()
    for key in ("bolig", "arbejde"):
        policies.set_goal(policy, by=signe, key=key, title=key.capitalize())

    assert [goal.key for goal in policy.goals.all()] == ["bolig", "arbejde"]


def test_a_key_stands_once_in_a_policy_and_again_in_the_next(signe):
    old = a_goal(key="bolig")

    with pytest.raises(AgainstARule):
        policies.set_goal(old.policy, by=signe, key="bolig", title="Bolig igen")
    assert policies.set_goal(a_policy(), by=signe, key="bolig", title="Boliger først")


def test_a_goal_is_written_anew_and_its_earlier_words_are_kept(signe):
    goal = a_goal(title="Bolig")

    policies.edit_goal(
        goal, by=signe, based_on=1, key=goal.key, title="Boliger først", kind=Goal.Kind.FOCUS_AREA
    )

    assert Goal.pgh_event_model.objects.get(pgh_obj_id=goal.pk).title == "Bolig"


def test_a_goal_with_initiatives_stays(signe):
    plan = a_plan()
    goal = a_goal(policy=plan.policy)
    an_initiative(plan=plan, goals=[goal])

    with pytest.raises(policies.GoalCarriesInitiatives):
        policies.remove_goal(goal, by=signe)


def test_a_goal_without_initiatives_may_go(signe):
    goal = a_goal()

    policies.remove_goal(goal, by=signe)

    assert not Goal.objects.filter(pk=goal.pk).exists()


def test_a_principle_is_set_edited_and_removed(signe):
    principle = policies.set_principle(a_policy(), by=signe, title="Nærvær")
    policies.edit_principle(principle, by=signe, based_on=1, title="Nærvær først")
    assert principle.version == 2

    policies.remove_principle(principle, by=signe)
    assert a_principle().policy.principles.count() == 1


def test_an_old_goal_becomes_new_ones_by_somebodys_judgement(signe):
    old, new, newer = a_goal(), a_goal(), a_goal()

    policies.cross_goals(old, by=signe, to_goal=new, note="Samme ønske, nye ord.")
    policies.cross_goals(old, by=signe, to_goal=newer)

    rows = Crosswalk.objects.filter(from_goal=old)
    assert {(row.made_by, row.made_on) for row in rows} == {(signe, TODAY)}
    assert rows.count() == 2


def test_a_mapping_is_between_two_policies_and_made_once(signe):
    old = a_goal()
    new = a_goal()
    policies.cross_goals(old, by=signe, to_goal=new)

    with pytest.raises(policies.AlreadyMapped):
        policies.cross_goals(old, by=signe, to_goal=new)
    with pytest.raises(policies.SamePolicy):
        policies.cross_goals(old, by=signe, to_goal=a_goal(policy=old.policy))


def test_a_mapping_can_be_taken_back(signe):
    row = policies.cross_goals(a_goal(), by=signe, to_goal=a_goal())

    policies.uncross_goals(row, by=signe)

    assert not Crosswalk.objects.exists()
