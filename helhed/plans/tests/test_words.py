"""Hopes, strengths and the crisis plan: what the citizen says, kept."""

from datetime import date

import pytest

from helhed.audit.models import Event
from helhed.core.errors import Conflict
from helhed.plans import verbs
from helhed.plans.models import CrisisPlan, Hope, Plan

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)


def test_a_plan_is_begun_once(karen, amira, lene):
    first = verbs.start_plan(karen, by=amira, on=MONDAY)
    again = verbs.start_plan(karen, by=lene, on=FRIDAY)

    assert first == again
    assert Plan.objects.get().lead_coordinator == amira
    assert Event.objects.filter(action="plans.start_plan").count() == 1


def test_a_hope_is_written_as_it_was_said(plan, amira):
    hope = verbs.write_hope(plan, by=amira, words=" Se min søster til jul. ", on=MONDAY)

    assert (hope.words, hope.written_with, hope.rank) == ("Se min søster til jul.", amira, 1)


def test_an_empty_hope_is_refused(plan, amira):
    with pytest.raises(verbs.WordsAreMissing):
        verbs.write_hope(plan, by=amira, words="  ", on=MONDAY)


def test_what_matters_most_comes_first(plan, hope, amira):
    sleep = verbs.write_hope(plan, by=amira, words="Sove om natten.", on=MONDAY)
    sister = verbs.write_hope(
        plan, by=amira, words="Se min søster.", on=MONDAY, most_important=True
    )
    assert list(plan.hopes.all()) == [sister, hope, sleep]

    verbs.put_hope_first(sleep, by=amira)

    assert list(plan.hopes.all()) == [sleep, sister, hope]


def test_two_who_reword_one_hope_both_keep_their_words(hope, amira, lene):
    seen_by_both = hope.version
    verbs.reword_hope(hope, by=amira, words="En dør med lås.", on=MONDAY, based_on=seen_by_both)

    with pytest.raises(Conflict) as both:
        verbs.reword_hope(hope, by=lene, words="Plads til hunden.", on=MONDAY, based_on=1)

    assert both.value.mine["words"] == "Plads til hunden."
    assert both.value.theirs["words"] == "En dør med lås."
    assert Hope.objects.get().words == "En dør med lås."


def test_a_repeated_post_changes_nothing(hope, amira):
    for _twice in range(2):
        verbs.reword_hope(hope, by=amira, words="En dør.", on=MONDAY, based_on=1)
        hope = Hope.objects.get()

    assert (hope.words, hope.version) == ("En dør.", 2)


def test_a_hope_put_away_can_be_brought_back(hope, amira):
    verbs.put_hope_away(hope, by=amira, on=MONDAY)
    assert Hope.objects.get().put_away_on == MONDAY

    verbs.bring_hope_back(hope, by=amira)
    assert Hope.objects.get().put_away_on is None


def test_a_strength_is_added_and_taken_off(plan, amira):
    strength = verbs.add_strength(plan, by=amira, text="God til at reparere cykler")
    verbs.remove_strength(strength, by=amira, on=MONDAY)

    assert plan.strengths.get().removed_on == MONDAY


def test_the_crisis_plan_is_written_and_rewritten(plan, amira):
    crisis = verbs.write_crisis_plan(plan, by=amira, on=MONDAY, helps="Gå en tur")
    verbs.write_crisis_plan(
        plan, by=amira, on=FRIDAY, helps="Gå en tur med hunden", based_on=crisis.version
    )

    kept = CrisisPlan.objects.get()
    assert (kept.helps, kept.written_on) == ("Gå en tur med hunden", FRIDAY)


@pytest.mark.parametrize("based_on", [None, 1])
def test_two_who_write_one_crisis_plan_both_keep_their_words(plan, amira, lene, based_on):
    crisis = verbs.write_crisis_plan(plan, by=amira, on=MONDAY, helps="Kaffe")
    verbs.write_crisis_plan(plan, by=amira, on=MONDAY, helps="Te", based_on=crisis.version)

    with pytest.raises(Conflict) as both:
        verbs.write_crisis_plan(plan, by=lene, on=MONDAY, helps="Saft", based_on=based_on)

    assert (both.value.mine["helps"], both.value.theirs["helps"]) == ("Saft", "Te")


def test_own_words_stand_on_the_board_only_after_a_yes(plan, amira):
    assert plan.words_on_board is False

    verbs.allow_words_on_board(plan, by=amira, allowed=True)

    assert Plan.objects.get().words_on_board is True


def test_the_coordinator_can_be_another(plan, amira, lene):
    verbs.choose_coordinator(plan, by=amira, lead_coordinator=lene)

    assert Plan.objects.get().lead_coordinator == lene
