"""Costs, the ledger and what stands for ever."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.access.connection import acting_as
from helhed.core.checking import AgainstARule
from helhed.money import verbs
from helhed.money.models import Cost, ImportedFile, Payer, Posting
from helhed.money.reckoning import in_month, settlement, year_of

MONDAY = date(2026, 11, 16)
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def running(expected, completed):
    return verbs.grant_cost(expected, by=completed.official, decision=completed)


def csv(*lines: str) -> bytes:
    return "\n".join(("udgift;måned;beløb;tekst", *lines)).encode()


def test_parts_make_the_whole(karen, gram):
    with pytest.raises(verbs.NotTheWhole):
        verbs.expect_cost(
            karen,
            by=gram,
            what="X",
            oere=1,
            per="day",
            from_day=MONDAY,
            parts=[verbs.Part("region", 9_999)],
        )
    assert not Cost.objects.exists()


def test_a_month_is_committed_once_and_to_the_oere(running, gram):
    lines = verbs.commit_month(MONDAY, by=gram)
    assert sorted(line.oere for line in lines) == [500_000, 500_001]
    assert verbs.commit_month(NOVEMBER, by=gram) == []
    assert sum(Posting.objects.values_list("oere", flat=True)) == running.oere


def test_the_database_lets_nobody_rewrite_a_line(running, gram):
    (line, _other) = verbs.commit_month(MONDAY, by=gram)
    for change in (
        lambda: Posting.objects.filter(pk=line.pk).update(oere=1),
        lambda: Posting.objects.filter(pk=line.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
            change()


def test_a_mistake_is_met_by_its_opposite_once(running, gram):
    (line, _other) = verbs.commit_month(MONDAY, by=gram)
    opposite = verbs.reverse_posting(line, by=gram, because="Forkert måned")
    assert opposite.oere == -line.oere
    for again in (line, opposite):
        with pytest.raises(verbs.AlreadyReversed):
            verbs.reverse_posting(again, by=gram, because="Igen")


def test_an_expected_change_counts_as_a_difference_and_takes_over_when_granted(
    running, gram, completed
):
    change = verbs.change_cost(running, by=gram, oere=2_000_000, from_day=date(2026, 12, 1))
    year = {row.payer: row for row in year_of(2026, on=MONDAY)}
    assert year["region"].granted == 4 * 500_000
    assert year["region"].expected == 1_000_000 - 500_000
    assert year["municipality"].granted + year["region"].granted == 4 * running.oere
    verbs.grant_cost(change, by=gram, decision=completed)
    running.refresh_from_db()
    assert in_month(running, date(2026, 12, 1)) == 0
    year = {row.payer: row for row in year_of(2026, on=MONDAY)}
    assert year["region"].expected == 0
    assert year["region"].granted == 3 * 500_000 + 1_000_000
    with pytest.raises(verbs.CannotChange):
        verbs.change_cost(running, by=gram, oere=1, from_day=date(2027, 1, 1))


def test_only_a_completed_decision_about_the_same_citizen_grants(expected, gram, completed):
    completed.completed_at = None
    with pytest.raises(verbs.costs.DecisionOfAnother):
        verbs.grant_cost(expected, by=gram, decision=completed)


def test_a_decision_with_a_price_becomes_a_cost_once(completed, gram):
    (cost,) = verbs.take_in_decisions(by=gram, on=MONDAY)
    assert (cost.oere, cost.kind, cost.per) == (65_000, "granted", "month")
    assert verbs.take_in_decisions(by=gram, on=MONDAY) == []


def test_dividing_leaves_what_is_booked(running, gram):
    verbs.commit_month(MONDAY, by=gram)
    verbs.divide_cost(running, by=gram, parts=[verbs.Part("state", 10_000)])
    assert set(Posting.objects.values_list("payer", flat=True)) == {"municipality", "region"}
    lines = verbs.commit_month(date(2026, 12, 1), by=gram)
    assert [line.payer for line in lines] == ["state"]


def test_payments_are_read_in_whole_or_not_at_all(running, gram):
    good = f"{running.pk};2026-11;10.000,01;Faktura 7"
    with pytest.raises(verbs.FileRefused, match="linje 3, kolonne beløb"):
        verbs.import_actuals("nov.csv", csv(good, f"{running.pk};2026-11;tolv;"), by=gram)
    assert not ImportedFile.objects.exists()
    file = verbs.import_actuals("nov.csv", csv(good), by=gram)
    assert file.rows == 1
    assert sorted(Posting.objects.values_list("oere", flat=True)) == [500_000, 500_001]
    with pytest.raises(verbs.AlreadyImported):
        verbs.import_actuals("igen.csv", csv(good), by=gram)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "kolonnen mangler"),
        (b"a;b\n1;2", "kolonnen mangler"),
        (csv("x;2026-11;1;"), "kolonne udgift"),
        (csv("00000000-0000-0000-0000-000000000000;2026-11;1;"), "findes ikke"),
        (csv("00000000-0000-0000-0000-000000000000;november;1;"), "2026-11"),
        (b"PK\x03\x04\x00\x00", "ikke en tekstfil"),
    ],
)
def test_a_bad_file_says_where_and_keeps_nothing(gram, content, why):
    with pytest.raises(verbs.FileRefused, match=why):
        verbs.import_actuals("fil.csv", content, by=gram)
    assert not Posting.objects.exists()


def test_a_settlement_says_who_owes_what(running, gram):
    verbs.commit_month(MONDAY, by=gram)
    verbs.import_actuals("b.csv", csv(f"{running.pk};2026-11;4.000,00;"), by=gram)
    lines = {line.payer: line for line in settlement(NOVEMBER, NOVEMBER)}
    assert lines["municipality"].owes + lines["region"].owes == running.oere - 400_000


def test_p8_the_controller_sees_amounts_and_no_names(running, gram, karen, bo):
    with acting_as(gram):
        assert Cost.objects.count() == 1
        assert not type(karen).objects.exists()
    with acting_as(bo):
        assert not Cost.objects.exists()


def test_budgets_are_one_for_each_line(gram):
    for oere in (100, 200):
        verbs.set_budget(2026, by=gram, payer="region", oere=oere, source="Budget 2026")
    (row,) = [row for row in year_of(2026, on=MONDAY) if row.payer == "region"]
    assert row.budget == 200
    with pytest.raises(AgainstARule):
        verbs.set_budget(2026, by=gram, payer="region", oere=-1, source="Fejl")


PARTS = st.lists(st.integers(1, 5_000), min_size=1, max_size=len(Payer.values) - 1).map(
    lambda parts: parts if sum(parts) <= 10_000 else [10_000]
)


@given(parts=PARTS, oere=st.integers(0, 10**8))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_sum_of_postings_is_the_sum_of_shares(karen, gram, completed, parts, oere):
    rest = 10_000 - sum(parts)
    whole = [*parts, rest] if rest else parts
    shares = [verbs.Part(p, part) for p, part in zip(Payer.values, whole, strict=False)]
    cost = verbs.expect_cost(
        karen, by=gram, what="X", oere=oere, per="month", from_day=NOVEMBER, parts=shares
    )
    verbs.grant_cost(cost, by=gram, decision=completed)
    verbs.commit_month(NOVEMBER, by=gram)
    assert sum(cost.postings.values_list("oere", flat=True)) == oere
