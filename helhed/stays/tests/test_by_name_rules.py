"""The by-name list as a function of dated facts."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helhed.stays import by_name as rules
from helhed.stays.by_name import Decided, Life, Nights, flow_of, next_month, spells_of
from helhed.stays.models import Kind

JAN = date(2025, 1, 1)


def day(number):
    return JAN + timedelta(days=number)


def states(life, scope="DK_ALL", until=900):
    return [
        (spell.state, (spell.first - JAN).days, spell.came, spell.went)
        for spell in spells_of(life, scope=scope, until=day(until))
    ]


def stay(kind, first, until=None, **more):
    return Nights(kind, day(first), None if until is None else day(until), **more)


def test_who_sleeps_outdoors_is_on_the_list_until_a_home():
    life = Life([stay("street", 3, 40), stay("own_home", 40)])
    assert states(life) == [
        ("active", 3, "newly_identified", "housing_placement"),
        ("housed", 40, "", ""),
    ]


def test_a_sofa_counts_in_denmark_and_not_literally():
    life = Life([stay("family_friends", 3, 40), stay("street", 40)])
    assert states(life)[0][:2] == ("active", 3)
    assert states(life, "LITERAL")[0][:2] == ("active", 40)


def test_who_loses_the_home_is_back_from_housing():
    life = Life([stay("shelter", 0, 9), stay("own_home", 9, 200), stay("shelter", 200)])
    assert [one[2] for one in states(life)] == ["newly_identified", "", "returned_from_housing"]


def test_a_ward_does_not_take_anybody_off_the_list():
    life = Life([stay("street", 0, 9), stay("hospital", 9, 200), stay("street", 200)])
    assert states(life) == [("active", 0, "newly_identified", "")]


def test_silence_alone_takes_nobody_off_the_list():
    life = Life([stay("street", 0, 9)])
    assert states(life) == [("active", 0, "newly_identified", "")]


def test_a_decision_sets_inactive_and_a_meeting_brings_back():
    decided = [Decided(day(120), "inactive", "lost_contact")]
    lost = Life([stay("street", 0, 9)], decisions=decided)
    assert states(lost)[-1] == ("inactive", 120, "", "")
    met = Life([stay("street", 0, 9)], met=[day(5), day(150)], decisions=decided)
    assert states(met)[-1] == ("active", 150, "returned_from_inactive", "")


def test_who_withdrew_comes_back_only_by_a_new_night():
    decided = [Decided(day(20), "off_list", "withdrew")]
    life = Life([stay("street", 0)], met=[day(30)], decisions=decided)
    assert states(life)[-1][0] == "off_list"
    again = Life([stay("street", 0, 40), stay("shelter", 40)], decisions=decided)
    assert states(again)[-1][:2] == ("active", 40)


def test_after_two_years_away_somebody_is_new_again():
    life = Life(
        [stay("street", 0, 9), stay("street", 800)],
        decisions=[Decided(day(9), "inactive", "left_area")],
    )
    assert states(life)[-1][2] == "newly_identified"


def test_the_dead_are_off_the_list_for_good():
    life = Life([stay("street", 0)], met=[day(60)], deceased_on=day(50))
    assert states(life)[-1] == ("off_list", 50, "", "")
    assert len(states(life)) == 2


def test_prison_counts_in_its_last_month_when_no_home_waits():
    assert states(Life([stay("prison", 0, 100)]))[0][:2] == ("active", 70)
    assert states(Life([stay("prison", 0, 100, home_kept=True)])) == []
    assert states(Life([stay("prison", 0, 100)]), "LITERAL") == []


def test_the_timer_counts_from_the_last_sign():
    used = Life([stay("shelter", 0, None, evidence="bed_night")])
    assert rules.last_sign(used, scope="DK_ALL", on=day(50)) == day(50)
    told = Life([stay("street", 0)], met=[day(7), day(99)])
    assert rules.last_sign(told, scope="DK_ALL", on=day(50)) == day(7)


def test_a_week_elsewhere_begins_homelessness_anew_and_a_ward_does_not():
    life = Life([stay("street", 0, 20), stay("hospital", 20, 60), stay("street", 60)])
    # The last thirty nights on the ward count too: discharged with no home.
    assert rules.homeless_since(life, scope="DK_ALL", on=day(70)) == (day(0), 20 + 30 + 11)
    broken = Life([stay("street", 0, 20), stay("crisis_centre", 20, 27), stay("street", 27)])
    assert rules.homeless_since(broken, scope="DK_ALL", on=day(30)) == (day(27), 4)
    assert rules.homeless_since(broken, scope="DK_ALL", on=day(22)) is None


kinds = st.sampled_from([str(kind) for kind in Kind])
pieces = st.lists(st.tuples(kinds, st.integers(0, 20), st.integers(0, 300)), max_size=9)
decisions = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from([("inactive", "lost_contact"), ("off_list", "no_longer_meets")]),
    ),
    max_size=4,
)


@st.composite
def lives(draw):
    nights, at = [], draw(st.integers(0, 60))
    for kind, gap, length in draw(pieces):
        at += gap
        nights.append(stay(kind, at, at + length))
        at += length
    if nights and draw(st.booleans()):
        last = nights[-1]
        nights[-1] = Nights(last.kind, last.first, None, home_kept=draw(st.booleans()))
    return Life(
        nights,
        met=sorted(day(n) for n in draw(st.lists(st.integers(0, 900), max_size=6))),
        decisions=[
            Decided(day(on), *what) for on, what in sorted(draw(decisions), key=lambda one: one[0])
        ],
        deceased_on=draw(st.none() | st.integers(0, 900).map(day)),
    )


@pytest.mark.parametrize("scope", rules.SCOPES)
@settings(max_examples=150, deadline=None)
@given(people=st.lists(lives(), max_size=6))
def test_the_flow_balances_every_month(scope, people):
    spells = [one for life in people for one in spells_of(life, scope=scope, until=day(1000))]
    month, before = date(2024, 12, 1), None
    while month < day(1000):
        flow = flow_of(spells, month)
        assert flow.active_end == flow.active_start + flow.inflow - flow.outflow
        assert before is None or before.active_end == flow.active_start
        month, before = next_month(month), flow


@settings(max_examples=150, deadline=None)
@given(life=lives(), cut=st.integers(0, 1000))
def test_a_day_of_the_past_is_what_it_was_when_it_was_today(life, cut):
    """Facts of later days change nothing before them, institutions apart (they count backwards)."""
    if any(one.kind in rules.INSTITUTIONS for one in life.nights):
        return
    then = Life(
        [
            Nights(one.kind, one.first, one.until if one.until and one.until <= day(cut) else None)
            for one in life.nights
            if one.first <= day(cut)
        ],
        met=[one for one in life.met if one <= day(cut)],
        decisions=[one for one in life.decisions if one.on <= day(cut)],
        deceased_on=life.deceased_on if life.deceased_on and life.deceased_on <= day(cut) else None,
    )
    whole = spells_of(life, scope="DK_ALL", until=day(1000))
    seen = [(one.state, one.first, one.came) for one in whole if one.first <= day(cut)]
    as_it_was = spells_of(then, scope="DK_ALL", until=day(cut))
    assert [(one.state, one.first, one.came) for one in as_it_was] == seen
