"""A controller, an expected cost, and a completed decision."""

from datetime import date
from decimal import Decimal

import pytest

from helhed.accounts.models import User
from helhed.decisions import verbs as decisions
from helhed.decisions.models import Decision
from helhed.decisions.tests.conftest import (  # noqa: F401 - fixtures, found by name
    READY,
    TODAY,
    _monday_morning,
    approver,
    case,
    draft,
    mandate,
    registers,
)
from helhed.money import verbs
from helhed.money.models import Cost
from helhed.teams.models import Team
from helhed.teams.tests.factories import colleague


@pytest.fixture
def gram(syd: Team) -> User:
    """The controller: sees amounts, and no person behind them."""
    return colleague("gram", "Lone Gram", syd, "controller")


@pytest.fixture
def completed(case, draft, kasper) -> Decision:  # noqa: F811
    """A decision of 650 kroner a month from today."""
    decisions.note_fact(case, by=kasper, text="Flytter i bolig", source="Herberget", dated_on=TODAY)
    priced = {**READY, "dkk_a_month": Decimal(650), "from_day": TODAY}
    written = decisions.write_decision(draft, by=kasper, based_on=draft.version, **priced)
    return decisions.make_decision(written, by=kasper, on=TODAY)


HALF = [verbs.Part("municipality", 5_000), verbs.Part("region", 5_000)]


@pytest.fixture
def expected(karen, gram) -> Cost:
    return verbs.expect_cost(
        karen,
        by=gram,
        what="Bostøtte",
        oere=1_000_001,
        per="month",
        from_day=date(2026, 9, 1),
        parts=HALF,
    )
