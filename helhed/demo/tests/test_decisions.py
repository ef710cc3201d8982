"""The cases of the demo: one of every phase, told by the verbs."""

from datetime import date

import pytest

from helhed.core import clock
from helhed.decisions import lists
from helhed.decisions.models import (
    CaseFile,
    Complaint,
    Decision,
    FreeCard,
    Hearing,
    ServiceOrder,
)
from helhed.decisions.page import case_page
from helhed.decisions.reversals import count_reversals
from helhed.decisions.shipping import load_registers
from helhed.demo.build.world import World
from helhed.demo.decisions import TOLD, tell_decisions
from helhed.demo.scale import Scale, at
from helhed.plans.models import Service
from helhed.teams.models import Duty
from helhed.teams.tests.factories import enrolled

AS_OF = date(2026, 11, 20)


def told(syd, kasper, pernille, days):
    load_registers()
    with clock.frozen(at(date(2025, 11, 1), 8)):
        for number in range(len(TOLD)):
            enrolled(syd, by=pernille, name=f"Borger {number:02} Opdigtet")
    world = World(Scale(len(TOLD), days, AS_OF, 1))
    world.users = {"sagsbehandler": kasper, "leder": pernille}
    world.teams = {"act": syd}
    return tell_decisions(world)


@pytest.fixture
def year(syd, kasper, pernille):
    # One citizen has two: what was granted, and what is to be made less.
    assert told(syd, kasper, pernille, 400) == len(TOLD) + 1


def test_there_are_cases_in_every_phase(year, kasper, pernille):
    with clock.frozen(at(AS_OF, 9)):
        rows = lists.cases_of(kasper, whose="mine", on=AS_OF)
        assert any(row.left < 0 for row in rows)
        assert any(row.hearing for row in rows)
        assert len(lists.to_approve(pernille, on=AS_OF)) == 1
        assert len(lists.to_review(kasper, on=AS_OF)) >= 1
    assert set(CaseFile.objects.values_list("closing", flat=True)) == {"", "decided", "withdrawn"}
    assert {"granted", "partly", "refused"} == set(
        Decision.objects.complete().values_list("outcome", flat=True)
    )
    assert ServiceOrder.objects.filter(started_on__isnull=False).count() == 2
    assert Service.objects.filter(legal_basis="Serviceloven § 85 a").count() == 2
    assert FreeCard.objects.count() == 1
    counted = count_reversals(Complaint.objects.values_list("result", flat=True))
    assert (counted.upheld, counted.remitted) == (1, 1)
    assert Duty.objects.open().filter(kind=Duty.Kind.DELAY_NOTICE).exists()


def test_one_moves_out_before_it_can_be_decided(year, kasper):
    case = Hearing.objects.get().case
    with clock.frozen(at(AS_OF, 9)):
        page = case_page(case, by=kasper, on=AS_OF)

    assert page.order.too_late
    assert {todo.line.key for todo in page.missing} == {"hearing", "reasons_not"}


def test_help_is_to_be_made_less_sooner_than_the_law_gives_notice(year, kasper):
    case = Decision.objects.get(reduces_help=True).case
    with clock.frozen(at(AS_OF, 9)):
        page = case_page(case, by=kasper, on=AS_OF)

    assert [todo.line.key for todo in page.missing] == ["notice"]


def test_a_young_municipality_has_the_young_cases_only(syd, kasper, pernille):
    assert 0 < told(syd, kasper, pernille, 40) < len(TOLD)
