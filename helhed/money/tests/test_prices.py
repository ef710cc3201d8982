"""Prices of the register are offered where a cost is written, and change no cost that stands."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from helhed.decisions import verbs as decisions
from helhed.decisions.models import Decision, Facility, Price
from helhed.decisions.tests.conftest import TODAY
from helhed.money import verbs
from helhed.money.models import Cost
from helhed.money.reckoning import year_of

NEW_YEAR = date(2027, 1, 1)
SAID = {"source": "Takstblad", "certainty": "S"}
FROM = date(2026, 1, 1)
TYPED = {"from_day": "2026-12-01", "payer": "municipality", "percent": "100", "other": ""}


def place(code, name, amount, per, **more):
    said = {**SAID, "from_day": FROM}
    decisions.add_rule(Facility, by=None, code=code, name=name, **more, **said)
    price = {"code": code, "amount_dkk": Decimal(amount), "per": per}
    return decisions.add_rule(Price, by=None, **price, **said)


@pytest.fixture
def prices(db):
    """A day at Kroghuset costs more from the new year; an hour of support; a hidden house."""
    kroghuset = place("kroghuset", "Kroghuset", "2196", "day")
    decisions.change_rule(
        kroghuset, by=None, from_day=NEW_YEAR, amount_dkk=Decimal("2250.50"), **SAID
    )
    place("bostoette", "Bostøtten", "465", "hour")
    place("trygge", "Trygge Rum", "2600", "day", hidden=True)
    return kroghuset


def opened(client, case, kasper, **query):
    client.force_login(kasper)
    return client.get(reverse("money:expect-cost", args=[case.pk]), query)


def test_the_price_of_that_day_and_place_is_filled_in_with_its_source(client, case, kasper, prices):
    asked = opened(client, case, kasper, price="kroghuset", on="2026-12-01")
    page = asked.content.decode()
    assert 'value="2.196,00"' in page
    assert "801.540 kr." in page
    assert "Trygge Rum" not in page
    assert (
        'value="2.250,50"'
        in opened(client, case, kasper, price="kroghuset", on="2027-01-01").content.decode()
    )

    filled = asked.context["form"].initial
    sent = {**TYPED, "oere": filled["oere"], "per": filled["per"], "source": filled["source"]}
    client.post(reverse("money:expect-cost", args=[case.pk]), sent)

    cost = Cost.objects.get()
    assert (cost.oere, cost.per) == (219_600, "day")
    assert cost.source == "Takstblad: Kroghuset, 2.196,00 kr. / dag fra 1. januar 2026"


def test_the_place_of_the_draft_is_filled_in_without_asking(client, case, kasper, draft, prices):
    decisions.write_decision(
        draft, by=kasper, based_on=draft.version, facility_code="kroghuset", from_day=NEW_YEAR
    )

    assert 'value="2.250,50"' in opened(client, case, kasper).content.decode()


def test_an_hour_s_price_becomes_a_week_s_and_says_so(client, case, kasper, prices):
    client.force_login(kasper)
    address = reverse("money:expect-cost", args=[case.pk])
    sent = {**TYPED, "oere": "465", "per": "hour", "source": "Takstblad"}
    assert "hvor mange timer" in client.post(address, sent).content.decode()

    client.post(address, {**sent, "hours_a_week": "6,5"})

    cost = Cost.objects.get()
    assert (cost.oere, cost.per) == (302_250, "week")
    assert cost.source == "Takstblad; 6,5 timer om ugen à 465,00 kr."


def test_a_later_price_alters_no_cost_that_stands(case, kasper, prices):
    parts = [verbs.Part("municipality", 10_000)]
    cost = verbs.expect_cost_of_case(
        case, by=kasper, oere=219_600, per="day", from_day=TODAY, parts=parts, source="Takstblad"
    )
    before = [(row.payer, row.expected) for row in year_of(2027, on=TODAY)]

    later = Price.objects.get(code="kroghuset", from_day=NEW_YEAR)
    march = date(2027, 3, 1)
    decisions.change_rule(later, by=None, from_day=march, amount_dkk=Decimal(9999), **SAID)
    decisions.end_rule(
        Price.objects.get(code="kroghuset", from_day=march), by=None, on=date(2027, 5, 1)
    )

    cost.refresh_from_db()
    assert (cost.oere, cost.source) == (219_600, "Takstblad")
    assert [(row.payer, row.expected) for row in year_of(2027, on=TODAY)] == before
    assert Decision.objects.get(case=case).dkk_a_month == Decimal("66795.00")


def test_the_economist_takes_a_price_of_the_same_unit_for_a_change(client, gram, completed, prices):
    (cost,) = verbs.take_in_decisions(by=gram, on=date(2026, 12, 1))
    place("act", "ACT-teamet", "18500", "month")
    client.force_login(gram)
    address = reverse("money:change-cost", args=[cost.pk])

    page = client.get(address, {"price": "act", "on": "2026-12-01"}).content.decode()

    assert 'value="18.500,00"' in page
    assert "Kroghuset" not in page


def test_an_expected_cost_that_will_not_come_leaves_the_forecast_and_can_come_back(
    client, gram, expected
):
    def forecast():
        return sum(row.expected for row in year_of(2026, on=TODAY))

    counted = forecast()
    assert counted > 0
    client.force_login(gram)
    give_up = reverse("money:give-up-cost", args=[expected.pk])
    assert client.post(give_up, {"because": ""}).status_code == 200
    answer = client.post(give_up, {"because": "Borgeren er flyttet"}, follow=True)
    assert "Borgeren er flyttet" in answer.content.decode()
    assert reverse("money:keep-cost", args=[expected.pk]) in answer.content.decode()
    assert forecast() == 0

    client.post(reverse("money:keep-cost", args=[expected.pk]))

    assert forecast() == counted


def test_what_a_caseworker_expects_is_removed_on_the_case(client, gram, case, kasper):
    parts = [verbs.Part("municipality", 10_000)]
    cost = verbs.expect_cost_of_case(
        case, by=kasper, oere=1, per="once", from_day=TODAY, parts=parts
    )
    client.force_login(gram)

    refused = client.post(
        reverse("money:give-up-cost", args=[cost.pk]), {"because": "Kommer ikke"}
    ).content.decode()

    assert 'value="Kommer ikke"' in refused
    cost.refresh_from_db()
    assert cost.given_up_on is None
