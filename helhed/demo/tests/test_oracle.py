"""Every measure equals a plain reference, and what the simulator knows to be true."""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain

import ibis
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.demo import events as ev
from helhed.demo.nights import HOMELESS
from helhed.demo.simulate import Municipality
from helhed.demo.tests.act_told import fidelity_told
from helhed.demo.tests.affairs import Town, affairs, truth_of
from helhed.demo.tests.affairs_told import facts_told, tell
from helhed.demo.tests.town import SITE, TEAM, facts_of, town
from helhed.demo.tests.walked import walked
from helhed.insights import dacts, engines
from helhed.insights.arrow import RECORDS, tables
from helhed.insights.figures import expression
from helhed.insights.measures import MEASURES
from helhed.insights.measures.registry import WHOLE
from helhed.insights.measures.tables import Tables
from helhed.insights.records import Asked, Facts
from helhed.insights.reference import REFERENCES
from helhed.insights.reference.figures import Line
from helhed.insights.tests import chance

DAY = date(2025, 3, 1)
QUESTIONS = (
    Asked(date(2024, 9, 1), date(2025, 2, 28), DAY),
    Asked(date(2024, 9, 1), date(2025, 2, 28), DAY, scope="LITERAL"),
    Asked(date(2024, 2, 29), date(2024, 12, 31), date(2025, 2, 10), "DK_ALL", datetime(2025, 2, 1)),
)
AS_OF = date(2026, 3, 2)
TOLD = Asked(date(2025, 3, 1), date(2026, 2, 28), date(2026, 2, 28))
NIGHT = timedelta(days=1)
NONE = (0, 0)
# `make campaign NAME=oracle` asks twenty.
TOWNS = 20 if os.environ.get("HELHED_CAMPAIGN") == "long" else 8
THE_SAME_TOWNS = settings(
    max_examples=TOWNS,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


class Counted:
    """One engine whose tables are exchanged; each question is made into SQL once."""

    def __init__(self) -> None:
        self.engine = engines.duckdb()
        self.sql: dict[tuple[str, Asked, bool], str] = {}

    def load(self, facts: Facts) -> None:
        for name, table in tables(facts).items():
            self.engine.con.register(name, table)

    def _ask(self, name: str, asked: Asked, *, summed: bool) -> list[dict]:
        if (name, asked, summed) not in self.sql:
            opened = Tables({table: self.engine.table(table) for table in RECORDS})
            measure = MEASURES[name]
            lines = (
                expression(measure, opened, asked) if summed else measure.universe(opened, asked)
            )
            self.sql[name, asked, summed] = ibis.to_sql(lines)
        return self.engine.con.execute(self.sql[name, asked, summed]).to_arrow_table().to_pylist()

    def lines(self, name: str, asked: Asked) -> Counter[Line]:
        return Counter(Line(**one) for one in self._ask(name, asked, summed=False))

    def parts(self, name: str, asked: Asked) -> dict[str, tuple[int, int]]:
        return {
            one["row"]: (one["value"], one["of"]) for one in self._ask(name, asked, summed=True)
        }

    def values(self, name: str, asked: Asked) -> dict[str, int]:
        return {one["row"]: one["value"] for one in self._ask(name, asked, summed=True)}


@pytest.fixture(scope="module")
def counted():
    return Counted()


def test_every_measure_has_a_reference_and_says_what_it_is():
    assert set(REFERENCES) == set(MEASURES)
    for measure in MEASURES.values():
        assert list(measure.definition) == ["Definition", "Unit", "Source", "Missing"], measure.name
        assert all(measure.definition.values())


@pytest.mark.parametrize("asked", QUESTIONS, ids=("now", "literal", "as-known-then"))
def test_every_measure_equals_the_reference_on_invented_facts(counted, asked):
    for seed in range(6):
        facts = chance.facts(seed)
        counted.load(facts)
        for name, reference in REFERENCES.items():
            assert counted.lines(name, asked) == Counter(reference(facts, asked)), (name, seed)


@THE_SAME_TOWNS
@given(seed=st.integers(0, 10_000))
def test_every_measure_equals_the_truth_of_a_random_municipality(counted, seed):
    found = town(seed)
    facts = facts_of(found)
    counted.load(facts)
    for name, reference in REFERENCES.items():
        assert counted.lines(name, TOLD) == Counter(reference(facts, TOLD)), name
    for name, row, truth in known_to(found):
        assert counted.values(name, TOLD).get(row, 0) == truth, (name, row)
    for name, true in walked(found, TOLD).items():
        told = counted.parts(name, TOLD)
        rows = set(told) | set(true)
        assert {row: told.get(row, NONE) for row in rows} == {
            row: true.get(row, NONE) for row in rows
        }, name


@THE_SAME_TOWNS
@given(seed=st.integers(0, 10_000))
def test_every_item_of_dacts_equals_the_truth_of_a_random_team(counted, seed):
    found = town(seed, citizens=30, days=900)
    counted.load(facts_of(found))
    act = f"{TEAM['act']}:"
    told = {
        row.removeprefix(act): parts
        for row, parts in counted.parts("fidelity", TOLD).items()
        if row.startswith(act)
    }
    true = fidelity_told(found, TOLD)
    assert {item.code for item in dacts.ITEMS if item.computed} <= {*true, "O6", "S1"}
    assert {item: told.get(item, NONE) for item in told | true} == {
        item: true.get(item, NONE) for item in told | true
    }


@pytest.mark.django_db
@THE_SAME_TOWNS
@given(seed=st.integers(0, 10_000))
def test_every_measure_equals_the_truth_of_what_happened_by_verbs(counted, seed):
    found = affairs(seed)
    facts = _happened(found)
    counted.load(facts)
    for name, reference in REFERENCES.items():
        assert counted.lines(name, TOLD) == Counter(reference(facts, TOLD)), name
    true: dict[tuple[str, str], tuple[int, int]] = {}
    for name, row, value, of in truth_of(found, TOLD):
        before = true.get((name, row), (0, 0))
        true[name, row] = (before[0] + value, before[1] + of)
    for (name, row), parts in true.items():
        assert counted.parts(name, TOLD).get(row, (0, 0)) == parts, (name, row)


def _happened(found: Town) -> Facts:
    """By the verbs, and taken back when it has been read."""
    with transaction.atomic():
        tell(found, until=AS_OF)
        facts = facts_told()
        transaction.set_rollback(True)
    return facts


@pytest.mark.django_db
def test_no_measure_is_empty_in_every_municipality(counted):
    """What is nought everywhere is proved nowhere."""
    seen: set[str] = set()
    towns = chain([_happened(affairs(1))], (facts_of(town(seed)) for seed in range(8)))
    while (unseen := set(MEASURES) - seen) and (facts := next(towns, None)):
        counted.load(facts)
        seen |= {
            name
            for name in unseen
            for value, of in counted.parts(name, TOLD).values()
            if value and (of or MEASURES[name].unit in WHOLE)
        }
    assert set(MEASURES) - seen == set()


def known_to(found: Municipality) -> Iterator[tuple[str, str, int]]:
    """What the simulator knows of figures, counted from its story night by night."""
    yield from _counts(found)
    yield from _of_contacts(found)
    yield from _of_waiting(found)


def _counts(found: Municipality) -> Iterator[tuple[str, str, int]]:
    truth, night = found.truth, TOLD.on
    everybody = Counter(truth.where(who, night) for who in truth.known)
    yield "homeless_count", "1", everybody["street"]
    yield "homeless_count", "2", everybody["night_cafe"]
    yield "homeless_count", "3", everybody["shelter"] + everybody["acute_home"]
    yield "homeless_count", "5", everybody["family_friends"]
    yield "homeless_count", "6", everybody["transitional"]
    assert sum(everybody[name] for name in HOMELESS) == len(truth.homeless_on(night))
    nights = [TOLD.first + n * NIGHT for n in range((TOLD.last - TOLD.first).days + 1)]
    for site, number in SITE.items():
        if site not in ("sygehus", "psyk_p2", "psyk_p4", "arresten", "pension"):
            slept = sum(truth.occupancy(site, night) for night in nights)
            yield "occupancy", f"house:{number}", slept


def _of_contacts(found: Municipality) -> Iterator[tuple[str, str, int]]:
    inside = [
        event
        for event in found.events
        if isinstance(event, ev.Contact) and TOLD.first <= event.at.date() <= TOLD.last
    ]
    yield (
        "attempts_per_success",
        "all",
        sum(event.kind in ("not_found", "no_show") for event in inside),
    )
    enrolled = {event.who for event in found.events if isinstance(event, ev.Enrolled)}
    gone = {
        event.who
        for event in found.events
        if isinstance(event, ev.Left) and event.at.date() <= TOLD.on
    }
    for days in (7, 14):
        met = {
            event.who
            for event in inside
            if event.kind in ("met", "visit", "accompanied")
            and event.at.date() > TOLD.on - timedelta(days=days)
        }
        yield "contact_coverage", f"{days}_days", len(met & enrolled - gone)


def _of_waiting(found: Municipality) -> Iterator[tuple[str, str, int]]:
    """Nights on a ward after it said they may leave, walked through night by night."""
    slept = 0
    here = 0
    for event in found.events:
        if not isinstance(event, ev.ReadyToLeave):
            continue
        night = event.at.date()
        while found.truth.where(event.who, night) in ("hospital", "psychiatric_ward"):
            slept += TOLD.first <= night <= TOLD.last
            here += night == TOLD.on
            night += NIGHT
    yield "ready_for_discharge", "nights", slept
    yield "ready_for_discharge", "waiting", here
