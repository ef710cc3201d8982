"""What help is expected to cost is seen before the decision, kept with it, and granted by it."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from helhed.access.connection import acting_as
from helhed.decisions import verbs as decisions
from helhed.decisions.mandates import power_of
from helhed.decisions.models import Decision
from helhed.decisions.tests.conftest import READY, TODAY, made, written
from helhed.decisions.tests.writing import know
from helhed.decisions.verbs.cases import IsClosed
from helhed.money import tasks, verbs
from helhed.money.models import Cost, Share
from helhed.money.reckoning import year_of

__all__ = ["made", "written"]

MARCH = date(2027, 3, 1)


def expect(case, by, oere=1_850_000, **more):
    parts = [verbs.Part("municipality", 5_000), verbs.Part("state", 5_000)]
    fields = {"per": "month", "from_day": date(2026, 12, 1), "parts": parts, **more}
    return verbs.expect_cost_of_case(case, by=by, oere=oere, **fields)


def decided(case, by, **more):
    know(case, by, "Flytter")
    draft = decisions.draft_decision(case, by=by)
    decisions.write_decision(draft, by=by, based_on=draft.version, **{**READY, **more})
    return decisions.make_decision(draft, by=by, on=TODAY)


def test_the_price_is_held_against_the_mandate(case, kasper):
    expect(case, kasper)
    once = expect(case, kasper, oere=1_200_000, per="once")

    draft = Decision.objects.get(case=case)
    assert draft.dkk_a_month == Decimal("30500.00")
    assert not power_of(kasper, draft, on=TODAY).enough

    verbs.drop_expected_cost(once, by=kasper, on=TODAY)
    draft.refresh_from_db()
    assert draft.dkk_a_month == Decimal("18500.00")
    assert power_of(kasper, draft, on=TODAY).enough


@pytest.mark.parametrize(
    ("per", "month"), [("day", "3041.67"), ("week", "433.33"), ("month", "100.00")]
)
def test_any_price_has_a_dearest_month(case, kasper, per, month):
    expect(case, kasper, oere=10_000, per=per)

    assert Decision.objects.get(case=case).dkk_a_month == Decimal(month)


def test_an_approval_falls_when_the_price_changes(case, kasper, pernille, approver, written):
    decisions.write_decision(written, by=kasper, based_on=written.version, hours_a_week=Decimal(21))
    decisions.ask_approval(written, by=kasper, on=TODAY)
    decisions.approve_decision(written, by=pernille, on=TODAY)

    expect(case, kasper)

    written.refresh_from_db()
    assert written.approved_by is None


def test_it_stands_in_the_forecast_before_the_decision(case, kasper):
    expect(case, kasper)

    state = next(row for row in year_of(2026, on=TODAY) if row.payer == "state")
    assert (state.expected, state.granted) == (925_000, 0)


def test_what_was_seen_is_kept_with_the_decision_and_not_in_the_letter(case, kasper):
    expect(case, kasper)
    row = decided(case, kasper)
    Cost.objects.all().update(oere=1)

    kept = Decision.objects.get(pk=row.pk).snapshot
    assert kept["costs"]["lines"][0]["price"] == "18.500 kr. / måned"
    assert kept["costs"]["totals"] == ["18.500 kr.", "222.000 kr."]
    assert kept["costs"]["payers"][1] == ["statsrefusion", "9.250 kr.", "111.000 kr."]
    assert "18.500" not in str(kept["letter"])


def test_the_decision_grants_it_with_its_payers_and_its_own_days(case, kasper, gram):
    expect(case, kasper, from_day=TODAY)
    row = decided(case, kasper, until_day=MARCH, review_on=date(2027, 2, 1))

    (cost,) = verbs.take_in_decisions(by=gram, on=TODAY)

    assert (cost.kind, cost.decision) == (Cost.Kind.GRANTED, row)
    assert (cost.from_day, cost.until_day) == (date(2026, 12, 1), MARCH)
    assert [share.payer for share in cost.shares.all()] == ["municipality", "state"]
    assert verbs.take_in_decisions(by=gram, on=TODAY) == []


def test_a_refusal_gives_it_up(case, kasper, gram):
    cost = expect(case, kasper)
    decided(case, kasper, outcome="refused", content="", reasons_not="Du bor der ikke.")

    assert verbs.take_in_decisions(by=gram, on=TODAY) == []

    cost.refresh_from_db()
    assert cost.given_up_on == TODAY


def test_after_the_decision_nothing_is_expected_any_more(case, kasper):
    cost = expect(case, kasper)
    decided(case, kasper)

    for again in (
        lambda: expect(case, kasper),
        lambda: verbs.drop_expected_cost(cost, by=kasper, on=TODAY),
    ):
        with pytest.raises(IsClosed):
            again()


def test_p8_it_is_seen_by_those_who_read_the_case_and_by_nobody_else(
    case, kasper, amira, bo, gram, expected
):
    with acting_as(kasper):
        cost = expect(case, kasper)
        assert list(Cost.objects.all()) == [cost]
        assert Share.objects.count() == 2
        verbs.drop_expected_cost(cost, by=kasper, on=TODAY)
        assert Cost.objects.get().given_up_on == TODAY
    with acting_as(gram):
        assert Cost.objects.count() == 2
    for stranger in (amira, bo):
        with acting_as(stranger):
            assert not Cost.objects.exists()
            assert not Share.objects.exists()


def test_a_granted_cost_is_changed_by_the_economists_alone(case, kasper, gram):
    cost = expect(case, kasper)
    decided(case, kasper)
    verbs.take_in_decisions(by=gram, on=TODAY)
    with acting_as(kasper):
        assert Cost.objects.filter(pk=cost.pk).update(oere=1) == 0


def test_the_night_takes_it_in(case, kasper):
    expect(case, kasper)
    decided(case, kasper)
    assert tasks.keep_costs(0) == 1
    assert Cost.objects.get().kind == Cost.Kind.GRANTED


def page_of(client, case):
    return client.get(reverse("decisions:case", args=[case.pk])).content.decode()


def test_noted_on_the_case_and_removed_again(client, case, kasper, karen):
    client.force_login(kasper)
    assert "Der er ikke noteret nogen udgift endnu" in page_of(client, case)
    address = reverse("money:expect-cost", args=[case.pk])
    asked = client.get(address).content.decode()
    assert "50 procent tilbage" in asked
    typed = {
        "oere": "18.500",
        "per": "month",
        "from_day": "2026-12-01",
        "payer": "municipality",
        "percent": "50",
        "other": "",
    }
    wrong = client.post(address, typed).content.decode()
    assert "tilsammen bliver det 100 procent" in wrong
    assert 'value="18.500"' in wrong
    assert client.post(address, {**typed, "other": "municipality"}).status_code == 200
    assert client.post(address, {**typed, "other": "state"}).status_code == 302

    page = page_of(client, case)
    assert "18.500 kr. / måned" in page
    assert "222.000 kr." in page
    cost = Cost.objects.get()
    assert karen.name not in (cost.what, cost.provider)
    assert client.post(reverse("money:drop-cost", args=[cost.pk])).status_code == 302
    assert "222.000 kr." not in page_of(client, case)


def test_seen_after_the_decision_as_it_was(client, case, kasper):
    expect(case, kasper)
    decided(case, kasper)
    Cost.objects.all().update(oere=1)
    client.force_login(kasper)

    page = page_of(client, case)

    assert "18.500 kr. / måned" in page
    assert "Som det så ud, da afgørelsen blev truffet." in page
