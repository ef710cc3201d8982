"""§ 176: what the state gives back of expensive cases, to the øre, and who stands on the list."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from helhed.access.connection import acting_as
from helhed.decisions import verbs as decisions
from helhed.decisions.models import Parameter
from helhed.decisions.registers import NotInForce
from helhed.money import verbs
from helhed.money.amounts import PARTS
from helhed.money.expensive import expensive_cases, levels_of, not_counted
from helhed.money.models import Cost
from helhed.money.refunds import Step, expensive

YEAR = 2026
LAW = [Step(86_000_000, 25), Step(168_000_000, 50), Step(212_000_000, 75)]
AMOUNTS = st.integers(-(10**9), 10**11)
OURS = [verbs.Part("municipality", PARTS)]


def test_sec176_gives_back_by_steps_of_what_lies_above():
    for kroner, percent, refund in (
        (860_000, 0, "0"),
        (860_001, 25, "0.25"),
        (1_680_000, 25, "205000"),
        (2_120_000, 50, "425000"),
        (3_000_000, 75, "1085000"),
    ):
        found = expensive(kroner * 100, LAW)
        assert (found.percent, Decimal(found.oere) / 100) == (percent, Decimal(refund))


@given(AMOUNTS)
def test_sec176_is_right_to_the_oere_for_any_amount(oere):
    exact = sum(
        max(Decimal(oere - over), Decimal(0)) * more / 100
        for over, more in ((86_000_000, 25), (168_000_000, 25), (212_000_000, 25))
    )
    assert expensive(oere, LAW).oere == exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)


@given(AMOUNTS, st.integers(0, 10**7))
def test_sec176_never_gives_back_more_than_was_paid_more(oere, more):
    before, after = expensive(oere, LAW), expensive(oere + more, LAW[::-1])
    assert 0 <= after.oere - before.oere <= more
    assert after.percent >= before.percent


def test_sec176_reads_the_amounts_of_the_register_and_says_which_year_they_are_of(kasper):
    levels = levels_of(YEAR)
    assert levels.steps == LAW
    assert (levels.level_of, levels.stale) == (2022, True)
    for code, amount in zip(
        Parameter.objects.filter(code__startswith="expensive_case_refund").order_by("code"),
        (1_000_000, 2_000_000, 2_500_000),
        strict=True,
    ):
        decisions.change_rule(
            code,
            by=kasper,
            from_day=date(YEAR, 1, 1),
            source="Indtastet",
            certainty="S",
            value=Decimal(amount),
            base_year=YEAR,
        )
    assert [step.over for step in levels_of(YEAR).steps] == [10**8, 2 * 10**8, 25 * 10**7]
    assert not levels_of(YEAR).stale
    assert levels_of(2025).steps == LAW
    with pytest.raises(NotInForce):
        levels_of(2021)


@pytest.fixture
def dear(karen, gram, completed) -> Cost:
    """1.2 million a year at a place, all of it the municipality's, granted from January."""
    cost = verbs.expect_cost(
        karen,
        by=gram,
        what="Botilbud",
        oere=10_000_000,
        per="month",
        from_day=date(YEAR, 1, 1),
        parts=OURS,
        basis_code="SEL107",
    )
    return verbs.grant_cost(cost, by=gram, decision=completed)


def test_sec176_cases_count_the_municipality_s_own_part_of_help_by_serviceloven(dear, gram, karen):
    more = {"by": gram, "per": "month", "from_day": date(YEAR, 7, 1)}
    half = [verbs.Part("municipality", 5_000), verbs.Part("state", 5_000)]
    verbs.expect_cost(karen, what="A", oere=2_000_000, parts=half, basis_code="SEL85a", **more)
    verbs.expect_cost(karen, what="B", oere=5_000_000, parts=OURS, basis_code="SUL141", **more)
    verbs.expect_cost(karen, what="C", oere=5_000_000, parts=OURS, **more)
    verbs.commit_month(date(YEAR, 1, 1), by=gram)
    line = f"udgift;måned;beløb;tekst\n{dear.pk};2026-01;900.000,00;".encode()
    verbs.import_actuals("januar.csv", line, by=gram)

    (case,) = expensive_cases(YEAR, levels_of(YEAR))

    assert (case.paid, case.granted, case.outlook) == (90_000_000, 120_000_000, 126_000_000)
    assert case.so_far.oere == 1_000_000
    assert (case.whole_year.percent, case.whole_year.oere) == (25, 10_000_000)
    assert not_counted(YEAR) == 1


def test_sec176_an_expected_change_counts_as_what_it_alters(dear, gram):
    verbs.change_cost(dear, by=gram, oere=4_000_000, from_day=date(YEAR, 10, 1))

    (case,) = expensive_cases(YEAR, levels_of(YEAR))

    assert (case.granted, case.outlook) == (120_000_000, 102_000_000)
    assert expensive_cases(YEAR - 1, levels_of(YEAR)) == []


def test_p8_sec176_is_for_persons_under_67_and_tells_no_birthday(dear, karen, gram):
    for born, about, age in (
        (date(1960, 1, 1), None, ""),
        (date(1959, 12, 31), None, "turns"),
        (date(1958, 12, 31), None, "over"),
        (None, 1950, "over"),
        (None, None, "unknown"),
    ):
        karen.birth_date, karen.birth_year = born, about
        karen.save(update_fields=["birth_date", "birth_year"])
        with acting_as(gram):
            (case,) = expensive_cases(YEAR, levels_of(YEAR))
        assert (case.age, case.sure) == (age, age == "")


def test_the_list_of_sec176_is_marked_as_reckoned_with_old_amounts(dear, client, gram, karen):
    client.force_login(gram)
    page = client.get(reverse("money:expensive")).content.decode()
    assert "beløbene for 2022" in page
    assert "1.200.000" in page
    assert "25 procent" in page
    assert karen.name not in page
    sheet = client.get(reverse("money:expensive"), {"format": "csv"})
    assert sheet["Content-Type"].startswith("text/csv")
    assert ";85000,00;" in sheet.content.decode()
    empty = client.get(reverse("money:expensive"), {"year": "2020"}).content.decode()
    assert "ingen beløb for 2020" in empty
