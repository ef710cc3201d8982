"""The waiting order: explained, the same for all, without points and without hidden ties."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.access.connection import acting_as
from helhed.core import clock
from helhed.housing import verbs
from helhed.housing.fitting import Facts, fit, reasons
from helhed.housing.models import Rule, Wish
from helhed.housing.order import everybody_waiting, order, places_by, simulate
from helhed.housing.tests.conftest import MORNING, TODAY
from helhed.stays.models import Bed, BedKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]
RULE = {"must": ["rent"], "by": ["fits", "waiting", "said", "lot"]}
SOMEBODY = Facts(
    wish_id=UUID(int=1),
    waiting_since=date(2025, 1, 1),
    lot=7,
    said_on=date(2025, 1, 1),
    areas=[],
    kinds=[],
    rooms=None,
    rent_max_dkk=4000,
    pets=False,
    alone=None,
    couple=None,
    floor="any",
)
FLAT = Bed(name="Lærkevej 14", kind=BedKind.FLAT, rent_dkk=3350, rooms=2, floor=0, area="Nord")


def waiting(number, **facts):
    return replace(SOMEBODY, wish_id=UUID(int=number), **facts)


def verdicts(**facts):
    return {r.code: r.verdict for r in reasons(waiting(1, **facts), FLAT)}


def test_each_wish_is_held_against_the_home():
    assert verdicts(rent_max_dkk=3000)["rent"] == "no"
    assert verdicts(rent_max_dkk=None)["rent"] == "ask"
    assert verdicts(pets=True)["pets"] == "no"
    assert verdicts(pets=None)["pets"] == "ask"
    assert verdicts(areas=["nord"])["area"] == "yes"
    assert verdicts(areas=["Syd"])["area"] == "no"
    assert verdicts(floor="ground")["floor"] == "yes"
    assert verdicts(rooms=3)["rooms"] == "no"
    assert verdicts(couple=True)["couple"] == "no"
    assert verdicts(alone=True)["alone"] == "yes"
    assert verdicts(kinds=["special_home"])["kind"] == "no"
    assert "area" not in verdicts()


def test_own_wishes_come_first_and_then_waiting_time():
    long_but_elsewhere = waiting(1, areas=["Syd"], waiting_since=date(2020, 1, 1))
    short = waiting(2, waiting_since=date(2025, 6, 1))
    longer = waiting(3, waiting_since=date(2025, 5, 1))
    cannot_pay = waiting(4, rent_max_dkk=2900, waiting_since=date(2019, 1, 1))

    places = order([long_but_elsewhere, short, longer, cannot_pay], bed=FLAT, on=TODAY, **RULE)

    assert [place.facts.wish_id.int for place in places] == [3, 2, 1]
    assert "juni 2025" in places[1].why or "June 2025" in places[1].why


def test_the_last_tie_is_parted_by_a_lot_that_is_told():
    places = order([waiting(1, lot=9), waiting(2, lot=4)], bed=FLAT, on=TODAY, **RULE)
    assert [place.facts.lot for place in places] == [4, 9]
    assert "9" in places[1].why


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 2000, 3350, 5000]),
            st.sampled_from([None, True, False]),
            st.dates(date(2025, 1, 1), date(2025, 1, 4)),
            st.integers(1, 3),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_every_place_is_explained_and_none_depends_on_where_one_stood(drawn, shuffled):
    people = [
        waiting(n, rent_max_dkk=rent, pets=pets, waiting_since=since, lot=lot)
        for n, (rent, pets, since, lot) in enumerate(drawn)
    ]
    places = order(people, bed=FLAT, on=TODAY, **RULE)
    again = order(shuffled.sample(people, len(people)), bed=FLAT, on=TODAY, **RULE)

    assert [p.facts for p in places] == [p.facts for p in again]
    assert [p.number for p in places] == list(range(1, len(places) + 1))
    assert all(place.why for place in places)
    for before, after in pairwise(places):
        assert (before.fit, before.facts.waiting_since) <= (after.fit, after.facts.waiting_since)
        assert before.fit == fit(before.reasons)


def test_new_words_cost_no_waiting_time(karen, amira, wish):
    verbs.say_wish(karen, by=amira, words="Helst tæt på Broen.", on=TODAY, areas=["Nord"])

    assert Wish.objects.get() == wish
    (facts,) = everybody_waiting()
    assert (facts.waiting_since, facts.areas) == (date(2024, 11, 3), ["Nord"])
    assert wish.said.count() == 2
    with pytest.raises(verbs.WriteTheWords):
        verbs.say_wish(karen, by=amira, words=" ", on=TODAY)


def test_p8_everybody_can_count_the_order_and_nobody_learns_who(karen, wish, bent, amira, bo):
    verbs.say_wish(bent, by=amira, words="Ro", on=TODAY)
    with acting_as(bo):
        assert Wish.objects.count() == 0
        assert len(everybody_waiting()) == 2
    with acting_as(amira):
        assert Wish.objects.count() == 2


def test_who_has_no_work_with_homes_learns_nothing(wish, nora):
    with acting_as(nora):
        assert everybody_waiting() == []
        assert Wish.objects.count() == 0


def test_p8_the_coordinator_sees_all_who_wait_but_the_protected(karen, wish, bent, amira, birthe):
    verbs.say_wish(bent, by=amira, words="Ro", on=TODAY)
    type(bent).objects.filter(pk=bent.pk).update(protected=True)
    with acting_as(birthe):
        assert [row.citizen for row in Wish.objects.all()] == [karen]
        assert len(everybody_waiting()) == 2


def test_a_new_rule_is_simulated_before_it_is_published(wish, bent, amira, birthe, flat):
    verbs.say_wish(bent, by=amira, words="Ro", on=TODAY, rent_max_dkk=9000, pets=False)
    old = verbs.current_rule(MORNING)
    assert places_by(old, bed=flat, on=TODAY)[0].facts.wish_id == wish.pk

    drawn = ["said", "waiting", "lot"]
    new = verbs.propose_rule(by=birthe, must=[], order=drawn, why="Prøve", beds=[flat], at=MORNING)

    assert verbs.current_rule(MORNING) == old
    assert new.simulated["homes"] == 1
    moves = simulate(old, must=[], by=drawn, beds=[flat], on=TODAY)
    assert new.simulated["people"] == len({move.facts.wish_id for move in moves})
    verbs.publish_rule(new, by=birthe, at=MORNING)
    assert verbs.current_rule(MORNING) == new
    with pytest.raises(verbs.PublishedAlready):
        verbs.publish_rule(new, by=birthe, at=MORNING)


@pytest.mark.parametrize(
    "hidden",
    [["fits", "waiting"], ["fits", "lot"], ["lot", "waiting"], ["waiting", "nice", "lot"]],
)
def test_no_rule_hides_how_a_tie_is_parted(birthe, hidden):
    with pytest.raises(verbs.NothingIsHidden):
        verbs.propose_rule(by=birthe, must=[], order=hidden, why="-", beds=[], at=clock.now())
    assert not Rule.objects.exists()
