"""No hidden row of a dashboard follows from what is shown there, totals and neighbours included."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.insights import hiding
from helhed.insights.figures import Figure
from helhed.insights.hiding import hidden_rows
from helhed.insights.measures import Unit
from helhed.insights.tests.attacks import Outsider

calm = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
NAME, THRESHOLD = "invented", hiding.RULE.threshold


def figure(row, people, unit, name=NAME):
    """The row as a measure would count it: people are sets of ("v" or "u") marks."""
    among = sum("u" in one for one in people)
    counted = sum("v" in one for one in people)
    of = among if unit is Unit.SHARE else 0
    return Figure(name, row, unit, value=counted, of=of, missing=0, persons=counted, universe=among)


def counted(people, rows, unit, name=NAME):
    """People as {row: "v", "u" or nothing}: the figures, and the groups."""
    marks = [
        frozenset((name, row, what) for row in rows for what in _what(one.get(row)))
        for one in people
    ]
    found = [figure(row, [_what(one.get(row)) for one in people], unit, name) for row in rows]
    return {name: found}, Counter(group for group in marks if group)


def _what(stands):
    return {"v": "uv", "u": "u", None: ""}[stands]


def attacked(found, groups, hidden):
    """What an outsider makes of the shown rows: every count a row tells, over groups of people."""
    made_of, shown = {}, {}
    for name, figures in found.items():
        for one in figures:
            among = {g for g in groups if (name, one.row, "u") in g}
            inside = {g for g in groups if (name, one.row, "v") in g}
            parts = {"among": among}
            if one.unit is Unit.SHARE:
                parts |= {"counted": inside, "rest": among - inside}
            for what, of in parts.items():
                made_of[name, one.row, what] = of
                if (name, one.row) not in hidden:
                    shown[name, one.row, what] = sum(groups[g] for g in of)
    for group, persons in groups.items():
        if persons < THRESHOLD:
            made_of["group", group] = {group}
    return Outsider(made_of, shown), made_of


@st.composite
def populations(draw):
    """People in up to four rows that overlap as they like: alone, nested, or with a total."""
    rows = [str(n) for n in range(draw(st.integers(1, 4)))]
    unit = draw(st.sampled_from([Unit.SHARE, Unit.PERSONS, Unit.DAYS]))
    stands = st.sampled_from(["v", "u", None] if unit is Unit.SHARE else ["v", None])
    kinds = draw(
        st.lists(st.fixed_dictionaries(dict.fromkeys(rows, stands)), min_size=1, max_size=7)
    )
    people = [one for one in kinds for _ in range(draw(st.integers(1, 14)))]
    if draw(st.booleans()):
        rows = ["all", *rows]
        people = [{**one, "all": "v" if "v" in one.values() else "u"} for one in people]
    return rows, unit, people


@calm
@given(populations())
def test_p11_no_hidden_row_and_no_small_group_follows_from_the_shown_ones(population):
    rows, unit, people = population
    found, groups = counted(people, rows, unit)

    outsider, made_of = attacked(found, groups, hidden_rows(found, groups))

    for key, of in made_of.items():
        if not of:
            # That nobody stands there is what an outsider is not told.
            assert key not in outsider.shown
        elif key in outsider.shown:
            assert outsider.shown[key] >= THRESHOLD, key
        elif key[0] == "group" or sum(groups[g] for g in of) < THRESHOLD:
            assert not outsider.computes(key)
            low, high = outsider.bounds(key)
            assert high is None or high - low >= THRESHOLD, (key, low, high)


@calm
@given(st.lists(st.integers(0, 30), min_size=2, max_size=6), st.data())
def test_p11_events_of_a_hidden_row_do_not_follow_from_the_total(persons, data):
    """Exits: everybody may leave more than once, and all together is shown beside the rows."""
    names = [str(n) for n in range(len(persons))]
    people = [
        {name: "v", "all": "v"} for name, n in zip(names, persons, strict=True) for _ in range(n)
    ]
    found, groups = counted(people, ["all", *names], Unit.TIMES, "exits")
    events = [n + data.draw(st.integers(0, 9 if n else 0)) for n in persons]
    figures = {
        name: replace(one, value=times)
        for name, times, one in zip(names, events, found["exits"][1:], strict=True)
    }
    total = replace(found["exits"][0], value=sum(events))
    found = {"exits": [total, *figures.values()]}

    hidden = hidden_rows(found, groups)

    made_of = {row: {row} for row in names} | {"all": set(names)}
    shown = {one.row: one.value for one in found["exits"] if ("exits", one.row) not in hidden}
    outsider = Outsider(made_of, shown)
    for row, n in zip(names, persons, strict=True):
        if n < THRESHOLD:
            assert ("exits", row) in hidden
            assert not outsider.computes(row)
            low, high = outsider.bounds(row)
            assert high is None or high - low >= THRESHOLD


def only(found, groups):
    return sorted(row for _name, row in hidden_rows(found, groups))


def people_in(**rows):
    return [{row: "v"} for row, count in rows.items() for _ in range(count)]


def test_a_hidden_row_takes_another_along_so_that_the_total_does_not_tell():
    people = [{**one, "all": "v"} for one in people_in(a=3, b=7, c=20)]
    assert only(*counted(people, ["all", "a", "b", "c"], Unit.PERSONS)) == ["a", "b"]


def test_nothing_is_hidden_without_need():
    people = [{**one, "all": "v"} for one in people_in(a=9, b=7, c=20)]
    assert only(*counted(people, ["all", "a", "b", "c"], Unit.PERSONS)) == []


def test_two_shares_that_differ_by_one_person_are_not_both_shown():
    people = [{"6": "v", "12": "v"}] * 10 + [{"6": "u", "12": "v"}] + [{"6": "u", "12": "u"}] * 20
    hidden = only(*counted(people, ["6", "12"], Unit.SHARE))
    assert len(hidden) >= 1


@pytest.mark.parametrize(("yes", "no", "hidden"), [(3, 37, ["a"]), (38, 2, ["a"]), (20, 20, [])])
def test_a_share_of_few_or_of_nearly_all_is_hidden(yes, no, hidden):
    people = [{"a": "v"}] * yes + [{"a": "u"}] * no
    assert only(*counted(people, ["a"], Unit.SHARE)) == hidden


def test_one_measure_does_not_give_the_rest_of_another_away():
    """All homeless on the day are also those under, in and over: a hidden one is not the rest."""
    marks = {"homeless_count": "all", "homeless_duration": None}
    people = ["under_1y"] * 12 + ["1_2y"] * 9 + ["over_2y"] * 2
    groups = Counter(
        frozenset(
            {("homeless_count", "all", "v"), ("homeless_count", "all", "u")}
            | {("homeless_duration", row, "u") for row in ("under_1y", "1_2y", "over_2y")}
            | {("homeless_duration", row, "v")}
        )
        for row in people
    )
    count = [Figure("homeless_count", "all", Unit.PERSONS, 23, 0, 0, 23, 23)]
    sizes = {"under_1y": 12, "1_2y": 9, "over_2y": 2}
    lengths = [
        Figure("homeless_duration", row, Unit.SHARE, n, 23, 0, n, 23) for row, n in sizes.items()
    ]
    assert set(marks) <= set(hiding.family_of("homeless_duration"))
    hidden = hidden_rows({"homeless_count": count, "homeless_duration": lengths}, groups)
    assert ("homeless_duration", "over_2y") in hidden
    assert len([row for row in hidden if row[0] == "homeless_duration"]) >= 2


def test_flow_of_the_list_balances_and_a_hidden_part_does_not_follow():
    rows = {
        "active_start": 40,
        "newly_identified": 8,
        "returned_from_housing": 6,
        "returned_from_inactive": 2,
        "inflow": 16,
        "housing_placement": 9,
        "moved_to_inactive": 7,
        "no_longer_meets": 6,
        "outflow": 22,
        "active_end": 34,
    }
    found = {
        "list_flow": [
            Figure("list_flow", row, Unit.TIMES, n, 0, 0, n, n) for row, n in rows.items()
        ]
    }
    groups = Counter(
        {frozenset({("list_flow", row, w) for w in "uv"}): n for row, n in rows.items()}
    )
    hidden = {row for _name, row in hidden_rows(found, groups)}
    assert "returned_from_inactive" in hidden
    came = {"newly_identified", "returned_from_housing", "inflow"}
    assert hidden & came
    # … and not by way of the balance either, were the sum of those who came the hidden one.
    assert "inflow" not in hidden or hidden & {"active_start", "active_end", "outflow"}
