"""The invented municipality is like the figures it was grown from (figures.md 12)."""

import statistics
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from helhed.demo import events as ev
from helhed.demo.chance import stream
from helhed.demo.nights import nights_of, shelter_nights, spell_on
from helhed.demo.people import invent
from helhed.demo.scale import Scale
from helhed.demo.simulate import Municipality, now, simulate
from helhed.demo.texts import notes, sayings, topics

TODAY = date(2026, 11, 22)
LARGE = Scale(citizens=700, days=1095, as_of=TODAY, seed=7)


@pytest.fixture(scope="module")
def town() -> Municipality:
    return simulate(Scale(citizens=80, days=1095, as_of=TODAY))


@pytest.fixture(scope="module")
def lives():
    return [nights_of(LARGE, invent(LARGE, key), LARGE.first_day, TODAY) for key in range(700)]


def share(category, lives, day):
    return sum(spell_on(life, day).category == category for life in lives) / len(lives)


def contacts(town):
    return [event for event in town.events if isinstance(event, ev.Contact)]


def still_here(town):
    return {who for who, known in town.truth.known.items() if known.last == TODAY}


def test_the_same_seed_gives_the_same_story(town):
    again = simulate(town.scale)

    assert again.events == town.events
    assert again.truth == town.truth


def test_another_seed_gives_another_story(town):
    other = simulate(Scale(citizens=80, days=1095, as_of=TODAY, seed=2))

    assert other.events != town.events


def test_a_larger_municipality_leaves_everybody_as_they_were(town):
    larger = simulate(Scale(citizens=120, days=1095, as_of=TODAY))

    for who in range(80):
        assert larger.truth.known[who] == town.truth.known[who]
        assert [e for e in contacts(larger) if e.who == who] == [
            e for e in contacts(town) if e.who == who
        ]


def test_everybody_sleeps_in_exactly_one_place_each_night(lives):
    for life in lives:
        assert life[0].from_day == LARGE.first_day
        assert life[-1].until_day is None
        assert all(a.until_day == b.from_day for a, b in pairwise(life))


def test_shelter_stays_are_as_long_as_the_statistics_say():
    rng = stream(1, "shelter")
    stays = [shelter_nights(rng) for _ in range(20_000)]

    assert statistics.mean(stays) == pytest.approx(56, abs=3)
    assert stays.count(1) / len(stays) == pytest.approx(0.22, abs=0.02)
    assert max(stays) <= 365


def test_people_come_from_where_the_count_finds_them(lives):
    assert share("shelter", lives, LARGE.first_day) == pytest.approx(0.45, abs=0.06)
    assert share("family_friends", lives, LARGE.first_day) == pytest.approx(0.24, abs=0.05)
    assert share("street", lives, LARGE.first_day) == pytest.approx(0.09, abs=0.03)


def test_nights_in_shelters_fall_by_more_than_half_from_the_first_year_to_the_second(lives):
    def nights(year):
        first = LARGE.day(year * 365)
        last = first + timedelta(days=364)
        return sum(s.nights(first, last) for life in lives for s in life if s.category == "shelter")

    assert nights(1) < 0.45 * nights(0)


def test_nine_homes_in_ten_are_kept_for_a_year(lives):
    homes = kept = 0
    for life in lives:
        begun = [s for s in life if s.category == "own_home"]
        after = begun[0].from_day + timedelta(days=365) if begun else TODAY
        if after < TODAY:
            homes += 1
            # Only a real loss counts: who lies on a ward that night still has the home.
            lost = [s for s in life if begun[0].from_day < s.from_day <= after]
            kept += all(
                s.category in {"own_home", "hospital", "psychiatric_ward", "prison"} for s in lost
            )
    assert kept / homes == pytest.approx(0.90, abs=0.04)


def test_admissions_are_as_frequent_as_in_an_act_team(lives):
    years = len(lives) * 3
    psychiatric = [s for life in lives for s in life if s.category == "psychiatric_ward"]
    somatic = [s for life in lives for s in life if s.category == "hospital"]

    assert len(psychiatric) / years == pytest.approx(1.2, abs=0.2)
    assert len(somatic) / years == pytest.approx(0.9, abs=0.15)


def test_people_are_as_in_the_proposed_baseline():
    people = [invent(LARGE, key) for key in range(2000)]

    def part(test):
        return sum(map(test, people)) / len(people)

    assert part(lambda p: p.sex == "m") == pytest.approx(0.68, abs=0.03)
    assert part(lambda p: "mental" in p.problems) == pytest.approx(0.62, abs=0.03)
    assert part(lambda p: "drugs" in p.problems) == pytest.approx(0.64, abs=0.03)
    assert part(lambda p: {"mental", "drugs"} <= p.problems) == pytest.approx(0.45, abs=0.03)
    assert part(lambda p: bool(p.phone)) == pytest.approx(0.62, abs=0.03)


def test_every_cpr_number_is_of_the_test_kind_and_nobody_shares_one():
    numbers = [person.cpr for key in range(3000) if (person := invent(LARGE, key)).cpr]

    assert all(61 <= int(number[:2]) <= 91 and len(number) == 10 for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_street_attempts_and_home_visits_succeed_as_often_as_known(town):
    kinds = Counter((e.place == "Hjemme", e.kind) for e in contacts(town))

    def success(at_home):
        found = sum(kinds[at_home, kind] for kind in ("met", "visit", "accompanied"))
        return found / (found + kinds[at_home, "not_found"] + kinds[at_home, "no_show"])

    assert success(True) == pytest.approx(0.80, abs=0.05)
    assert 0.55 < success(False) < 0.92


def test_deaths_and_moves_are_as_often_as_expected():
    town = simulate(LARGE)
    left = Counter(event.reason for event in town.events if isinstance(event, ev.Left))
    years = sum((k.last - k.first).days for k in town.truth.known.values()) / 365

    assert left["died"] / years == pytest.approx(0.025, abs=0.02)
    assert left["moved"] / years == pytest.approx(0.06, abs=0.03)


def test_p1_a_no_show_is_always_followed_by_another_attempt(town):
    by_person = {}
    for event in contacts(town):
        by_person.setdefault(event.who, []).append(event)
    for events in by_person.values():
        for number, event in enumerate(events[:-1]):
            if event.kind == "no_show":
                assert events[number + 1].at - event.at < timedelta(days=12)


def test_this_morning_two_have_no_next_contact_and_all_others_have(town):
    ahead = {}
    for event in town.events:
        if isinstance(event, ev.Contact | ev.PlannedNext):
            ahead[event.who] = event.next
    without = {
        town.people[who].first
        for who in still_here(town)
        if ahead[who] is None or ahead[who].at < now(town.scale)
    }

    assert without == {"Rosa", "Verner"}


def test_this_mornings_board_has_something_to_do(town):
    today = Counter(
        event.next.at.date() == TODAY for event in contacts(town) if event.next is not None
    )
    leaving = [e for e in town.events if isinstance(e, ev.Moved) and e.arrives is None]

    assert 8 <= today[True] <= 24
    assert [town.people[e.who].aliases for e in leaving] == [["Kaptajnen"]]


def test_nothing_happens_after_the_morning_meeting(town):
    late = [e for e in town.events if e.at >= now(town.scale) and not isinstance(e, ev.OnCall)]

    assert late == []


def test_plans_begin_with_hopes_and_every_goal_says_where_it_comes_from(town):
    hopes = {(e.who, e.hope) for e in town.events if isinstance(e, ev.HopeSaid)}
    for event in town.events:
        if isinstance(event, ev.GoalSet):
            assert event.why_no_hope or (event.who, event.hope) in hopes


def test_every_pause_names_what_comes_first_and_when_it_is_taken_up_again(town):
    pauses = [e for e in town.events if isinstance(e, ev.ServicePaused)]

    assert pauses
    assert all(e.first_instead and e.resumes > e.at.date() and e.resumed_by for e in pauses)


def test_unnamed_persons_have_no_name_and_no_number(town):
    unnamed = [p for p in town.people.values() if p.unnamed]

    assert len(unnamed) == 20
    assert all(not p.name and not p.cpr and p.aliases and p.description for p in unnamed)
    assert len({p.aliases[0] for p in unnamed}) == 20


def test_the_truth_counts_every_night_once(town):
    for who, known in town.truth.known.items():
        last = min(known.last, TODAY - timedelta(days=1))
        assert sum(town.truth.nights(who).values()) == (last - known.first).days + 1


def test_the_corpus_is_rich_and_warm():
    hopes = [hope for topic in topics().values() for hope in topic.hopes]
    told = [note for kind in notes().values() for note in kind]
    everything = " ".join(hopes + told + [s for kind in sayings().values() for s in kind]).lower()

    assert len(hopes) >= 150
    assert len(set(hopes)) == len(hopes)
    assert len(told) >= 190
    for word in ("klient", "bruger ", "misbruger", "udeblev", "compliance", "risiko", "boligparat"):
        assert word not in everything


def test_a_tiny_municipality_of_sixty_days_works():
    town = simulate(Scale(citizens=6, days=60, as_of=TODAY))

    assert still_here(town) == set(range(6))
    assert min(event.at.date() for event in town.events) >= town.scale.first_day
