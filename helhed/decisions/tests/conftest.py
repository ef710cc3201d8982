"""Kasper decides for Karen, with the registers as they come with the program."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from helhed.core import clock
from helhed.decisions import verbs
from helhed.decisions.models import CaseFile, Decision, Mandate
from helhed.decisions.shipping import load_registers

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _monday_morning():
    """It is Monday 16 November 2026, ten o'clock in Denmark."""
    with clock.frozen(NOW):
        yield


@pytest.fixture(autouse=True)
def registers(db):
    """The laws of the program stand, also where the template of the tests is older than they."""
    load_registers()


@pytest.fixture
def mandate(kasper) -> Mandate:
    """Kasper may grant support in the home, up to 15 hours a week."""
    return verbs.give_mandate(
        by=None,
        official=kasper,
        basis_code="SEL85a",
        authority_code="council",
        from_day=date(2026, 1, 1),
        hours_limit=Decimal(15),
        amount_limit_dkk=Decimal(30000),
        given_by="Socialchefen",
    )


@pytest.fixture
def approver(pernille) -> Mandate:
    """Pernille approves what lies above."""
    return verbs.give_mandate(
        by=None,
        official=pernille,
        basis_code="SEL85a",
        authority_code="council",
        from_day=date(2026, 1, 1),
        may_approve=True,
        given_by="Socialchefen",
    )


@pytest.fixture
def case(karen, kasper, syd, mandate) -> CaseFile:
    """Karen has asked for support in her new home, at the shelter, four days ago."""
    return verbs.open_case(
        karen,
        by=kasper,
        team=syd,
        title="Støtte i eget hjem",
        basis_code="SEL85a",
        received_at=datetime(2026, 11, 12, 10, 0, tzinfo=UTC),
        how=CaseFile.How.ORAL,
        words="Der skal være nogen, også når det ikke er kontortid.",
    )


READY = {
    "outcome": "granted",
    "content": "ACT-teamet, 10 timer om ugen, mandag til fredag.",
    "hours_a_week": Decimal(10),
    "provider": "ACT-team Syd",
    "provider_wish": "ACT-teamet",
    "provider_wish_followed": True,
    "from_day": date(2026, 12, 1),
    "review_on": date(2027, 3, 1),
    "facts": "Du flytter i egen bolig 1. december.",
    "considerations": "Du har brug for hjælp til at komme på plads.",
    "citizen_view": "Det er godt. Bare der er nogen.",
}


@pytest.fixture
def draft(case, kasper) -> Decision:
    return verbs.draft_decision(case, by=kasper)


@pytest.fixture
def written(draft, kasper) -> Decision:
    """A decision in which nothing is missing."""
    return verbs.write_decision(draft, by=kasper, based_on=draft.version, **READY)


@pytest.fixture
def made(written, kasper) -> Decision:
    return verbs.make_decision(written, by=kasper, on=TODAY)
