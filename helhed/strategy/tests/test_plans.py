from datetime import date

import pytest

from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import ActionPlan, AgendaItem, Committee
from helhed.strategy.tests.factories import a_committee, a_party, a_plan, a_policy
from helhed.strategy.verbs import parties, plans

pytestmark = pytest.mark.django_db


def test_a_plan_is_adopted_with_the_meeting_that_decided(signe):
    item = parties.note_reference("SU den 12. januar 2026, pkt. 4", by=signe)

    plan = plans.adopt_plan(
        a_policy(), by=signe, title="Handleplan", first_year=2026, last_year=2027, adopted_in=item
    )

    assert plan.adopted_on == date(2026, 1, 12)
    assert plan.last_day == date(2027, 12, 31)


def test_a_prolonged_plan_keeps_its_years_and_says_why(signe):
    plan = a_plan(first_year=2024, last_year=2025)

    plan = plans.prolong_plan(
        plan, by=signe, ends_on=date(2026, 6, 30), reason="Ventede på den nye politik."
    )

    assert (plan.period, plan.last_day) == ("2024\N{EN DASH}2025", date(2026, 6, 30))
    assert plan in ActionPlan.objects.running_on(date(2026, 6, 30))
    assert plan not in ActionPlan.objects.running_on(date(2026, 7, 1))


def test_prolonging_needs_a_later_day_and_a_reason(signe):
    plan = a_plan(last_year=2026)

    with pytest.raises(plans.NotLonger):
        plans.prolong_plan(plan, by=signe, ends_on=date(2026, 12, 31), reason="Mere tid")
    with pytest.raises(plans.SayWhyProlonged):
        plans.prolong_plan(plan, by=signe, ends_on=date(2027, 3, 1), reason=" ")


def test_a_plan_written_by_two_at_once_is_not_lost(signe):
    plan = a_plan()
    words = {"first_year": 2025, "last_year": 2026}
    plans.edit_plan(plan, by=signe, based_on=1, title="Ny titel", **words)

    with pytest.raises(Conflict):
        plans.edit_plan(plan, by=signe, based_on=1, title="En anden", **words)
    with pytest.raises(AgainstARule):
        plans.edit_plan(plan, by=signe, based_on=2, title="X", first_year=2027, last_year=2026)


def test_a_reference_makes_the_meeting_known_once(signe):
    first = parties.note_reference("SU den 12. januar 2026, pkt. 4", by=signe)
    again = parties.note_reference("SU 12.1 2026 pkt.4", by=signe)

    assert first == again
    assert AgendaItem.objects.count() == Committee.objects.count() == 1


def test_an_alias_leads_to_the_committee(signe):
    committee = a_committee(
        name="Socialudvalget", short="SU", aliases=["Udvalget for sociale sager"]
    )

    for said in ("socialudvalget", "SU", "Udvalget for sociale sager"):
        assert parties.name_committee(said, by=signe) == committee


def test_no_reference_is_none_and_an_unclear_one_is_refused(signe):
    assert parties.note_reference("  ", by=signe) is None
    for said in ("engang i marts", "SU 1.2 2026 pkt.3 og MAG 2.2 2026 pkt.4"):
        with pytest.raises(parties.NotAnAgendaItem):
            parties.note_reference(said, by=signe)


def test_a_party_is_known_by_its_aliases(signe):
    party = a_party(name="Værestedet Lanternen", aliases=["Lanterne"])

    assert parties.name_party("Lanterne", by=signe) == party
    assert parties.name_party(" værestedet  lanternen ", by=signe) == party
    assert parties.name_party("Andre", by=signe) != party


def test_a_cvr_number_has_eight_digits(signe):
    with pytest.raises(AgainstARule):
        parties.name_party("Foreningen Havnen", by=signe, cvr="123")
