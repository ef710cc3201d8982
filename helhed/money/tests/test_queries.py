"""Every page of money asks the database little, however many costs and lines there are."""

from datetime import date

import pytest
from django.urls import reverse

from helhed.money import verbs
from helhed.money.models import BusinessCase
from helhed.money.tests.test_access import ASSUMPTIONS
from helhed.money.tests.test_verbs import running

__all__ = ["running"]

AT_MOST = 15
MONTHS = [date(2026, month, 1) for month in (9, 10, 11)]


@pytest.fixture
def much(running, karen, gram):
    for number in range(12):
        verbs.expect_cost(
            karen,
            by=gram,
            what=f"Udgift {number}",
            oere=100_000 + number,
            per="month",
            from_day=MONTHS[0],
            parts=[verbs.Part("municipality", 5_000), verbs.Part("region", 5_000)],
        )
    lines = [line for month in MONTHS for line in verbs.commit_month(month, by=gram)]
    for payer in ("municipality", "region", "state"):
        verbs.set_budget(2026, by=gram, payer=payer, oere=10**8, source="Opdigtet")
    verbs.reckon_refunds(by=gram, on=date(2026, 11, 16))
    verbs.change_cost(running, by=gram, oere=1_200_000, from_day=date(2026, 12, 1))
    case = verbs.write_business_case(by=gram, title="ACT i Åkøbing", assumptions=ASSUMPTIONS)
    assert isinstance(case, BusinessCase)
    return {"cost": running.pk, "posting": lines[0].pk, "case": case.pk}


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("overview", ""),
        ("costs", ""),
        ("cost", "cost"),
        ("divide-cost", "cost"),
        ("ledger", ""),
        ("reverse-posting", "posting"),
        ("settlement", ""),
        ("refunds", ""),
        ("expensive", ""),
        ("business-cases", ""),
        ("business-case", "case"),
        ("edit-business-case", "case"),
    ],
)
def test_a_page_asks_little(client, gram, much, django_assert_max_num_queries, name, about):
    client.force_login(gram)
    address = reverse(f"money:{name}", args=[much[about]] if about else [])
    client.get(address)

    with django_assert_max_num_queries(AT_MOST):
        assert client.get(address).status_code == 200
