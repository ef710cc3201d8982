"""P7: one named authority per decision, and nothing the law requires is left out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.decisions import verbs
from helhed.decisions.missing import what_is_missing
from helhed.decisions.models import CaseFact, Collection, Decision, Facility, Hearing, LegalBasis
from helhed.decisions.tests.conftest import READY, TODAY
from helhed.decisions.tests.writing import know, missing, write
from helhed.decisions.verbs.cases import IsClosed
from helhed.decisions.verbs.decisions import (
    HasBeenMade,
    SomethingIsMissing,
)
from helhed.decisions.verbs.informing import ConsentDoesNotReach
from helhed.teams.models import Duty


@pytest.fixture
def written(written, case, kasper):
    """With the one fact that every case has."""
    know(case, kasper, "Karen flytter fra herberg 1. december")
    return written


def test_p7_a_decision_names_authority_official_mandate_and_the_law_of_the_day(
    written, kasper, mandate
):
    made = verbs.make_decision(written, by=kasper, on=TODAY)

    assert made.authority.code == "council"
    assert made.official == kasper
    assert made.mandate == mandate
    assert made.basis == LegalBasis.objects.get(code="SEL85a")
    assert made.snapshot["basis"]["paragraph"] == "§ 85 a"
    assert made.snapshot["mandate"]["given_by"] == "Socialchefen"
    assert made.snapshot["facts"][0]["source"] == "Lindegården"


def test_p7_the_list_names_what_is_missing_and_each_line_what_to_do(draft, kasper):
    lines = what_is_missing(draft, by=kasper, on=TODAY)

    assert {line.key for line in lines} == {
        *("informed", "view", "outcome", "reasons", "provider", "period"),
    }
    assert all(line.do and line.action for line in lines)


@pytest.mark.parametrize(
    ("left_out", "key"),
    [
        ({"facts": ""}, "reasons"),
        ({"considerations": ""}, "reasons"),
        ({"citizen_view": ""}, "view"),
        ({"content": ""}, "outcome"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "partly"}, "reasons_not"),
        ({"outcome": "refused"}, "reasons_not"),
        ({"review_on": None}, "period"),
        ({"from_day": None}, "period"),
        ({"provider_wish": ""}, "provider"),
        ({"provider_wish_followed": None}, "provider"),
        ({"provider_wish_followed": False}, "provider"),
        ({"hours_a_week": Decimal("15.5")}, "mandate"),
        ({"dkk_a_month": Decimal("30000.50")}, "mandate"),
        ({"facility_code": "unknown"}, "facility"),
    ],
)
def test_p7_a_decision_is_not_made_while_something_is_missing(written, kasper, left_out, key):
    write(written, kasper, **left_out)

    assert missing(written, kasper) == {key}
    with pytest.raises(SomethingIsMissing) as refusal:
        verbs.make_decision(written, by=kasper, on=TODAY)
    assert [line.key for line in refusal.value.missing] == [key]


@pytest.mark.parametrize(
    "left_out",
    [
        {"facts": ""},
        {"considerations": ""},
        {"citizen_view": ""},
        {"content": ""},
        {"outcome": ""},
        {"outcome": "partly"},
        {"review_on": None},
        {"basis": None},
        {"mandate": None},
        {"authority": None},
        {"official": None},
        {"snapshot": None},
        {"provider_wish_followed": False},
        {"approval_asked": True},
    ],
)
def test_p7_the_database_refuses_it_too(made, left_out):
    row = Decision.objects.get(pk=made.pk)
    row.pk, row._state.adding = None, True
    copy = Decision(**{**values(row), **left_out})

    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def values(row):
    skipped = ("id",)
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in skipped
    }


@pytest.fixture
def made(written, kasper):
    return verbs.make_decision(written, by=kasper, on=TODAY)


def test_p7_what_is_decided_stands(made, kasper):
    with pytest.raises(HasBeenMade):
        write(made, kasper, content="Noget andet")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=made.pk).update(content="Noget andet")
    with pytest.raises(IntegrityError), transaction.atomic():
        made.delete()


def test_the_case_is_closed_by_its_decision_and_its_duty_goes(made, case, kasper):
    case.refresh_from_db()

    assert case.closing == "decided"
    assert not Duty.objects.open().filter(kind=Duty.Kind.DECIDE).exists()
    with pytest.raises(IsClosed):
        verbs.note_words(case, by=kasper, based_on=case.version, words="Mere")


def test_two_who_write_at_once_lose_nothing(draft, kasper, pernille):
    version = draft.version
    other = Decision.objects.get(pk=draft.pk)
    verbs.write_decision(draft, by=kasper, based_on=version, facts="Det ene")

    with pytest.raises(Conflict) as both:
        verbs.write_decision(other, by=pernille, based_on=version, facts="Det andet")
    assert (both.value.mine["facts"], both.value.theirs["facts"]) == ("Det andet", "Det ene")


# Hearing (forvaltningsloven § 19) -----------------------------------------------------------


def test_facts_unknown_to_the_citizen_against_them_and_of_weight_must_be_heard(
    written, case, kasper
):
    know(case, kasper, "Væk de fleste weekender", known_to_citizen=False, against=True)

    assert missing(written, kasper) == {"hearing"}


@pytest.mark.parametrize(
    "fact",
    [
        {"known_to_citizen": True, "against": True},
        {"known_to_citizen": False, "against": False},
        {"known_to_citizen": False, "against": True, "weighs": False},
    ],
)
def test_other_facts_need_no_hearing(written, case, kasper, fact):
    know(case, kasper, "Noget", **fact)

    assert missing(written, kasper) == set()


@pytest.fixture
def hearing(written, case, kasper) -> Hearing:
    know(case, kasper, "Væk de fleste weekender", known_to_citizen=False, against=True)
    return verbs.start_hearing(
        case, by=kasper, how=Hearing.How.READ_ALOUD, answer_by=date(2026, 11, 20)
    )


def test_while_the_citizen_may_answer_nothing_is_decided(written, hearing, kasper):
    assert missing(written, kasper, on=date(2026, 11, 20)) == {"hearing"}
    assert missing(written, kasper, on=date(2026, 11, 21)) == set()


def test_an_oral_answer_on_the_spot_is_enough(written, hearing, kasper):
    verbs.answer_hearing(hearing, by=kasper, on=TODAY, answer="Jeg er hos min bror.")

    assert missing(written, kasper) == set()
    made = verbs.make_decision(written, by=kasper, on=TODAY)
    assert "Jeg er hos min bror." in str(made.snapshot["letter"])


def test_a_new_fact_after_the_hearing_is_heard_too(written, case, hearing, kasper):
    verbs.answer_hearing(hearing, by=kasper, on=TODAY, nothing_to_add=True)
    know(case, kasper, "Endnu en ting", known_to_citizen=False, against=True)

    assert missing(written, kasper) == {"hearing"}
    assert CaseFact.objects.filter(hearing=hearing).count() == 1


def test_no_hearing_is_held_by_digital_post():
    assert "digital_post" not in Hearing.How.values


# Collecting (retssikkerhedsloven §§ 11 a-11 c) ----------------------------------------------


def collecting(case, by, **more):
    more.setdefault("basis", Collection.Basis.GROUND)
    return verbs.collect(
        case, by=by, from_whom="Psykiatrien", what="Udtalelse", asked_on=TODAY, **more
    )


def test_nothing_is_collected_by_a_consent_that_is_not_there(case, kasper, pernille, consent):
    with pytest.raises(AgainstARule, match="samtykke"):
        collecting(case, kasper, basis=Collection.Basis.CONSENT)
    consent.withdrawn_on = TODAY
    consent.save()
    with pytest.raises(ConsentDoesNotReach):
        collecting(case, kasper, basis=Collection.Basis.CONSENT, consent=consent)


@pytest.fixture
def consent(karen):
    return karen.consents.create(
        kind="RSL11a",
        purpose="Støtte",
        parties="Psykiatrien",
        how="oral",
        given_on=TODAY - timedelta(2),
    )


def test_without_consent_a_ground_must_be_named(case, kasper):
    with pytest.raises(AgainstARule, match="grund"):
        collecting(case, kasper)


def test_what_was_asked_is_answered_or_decided_without(written, case, kasper, consent):
    row = collecting(case, kasper, basis=Collection.Basis.CONSENT, consent=consent)
    assert missing(written, kasper) == {"collection"}

    verbs.answer_collection(row, by=kasper, on=TODAY, done_without="Svaret ændrer intet.")

    assert missing(written, kasper) == set()


def test_a_no_to_collecting_is_noted_and_holds_nothing_back(written, case, kasper):
    collecting(case, kasper, basis=Collection.Basis.WITHOUT)

    assert missing(written, kasper) == set()


# What some paragraphs ask for ---------------------------------------------------------------


def test_sec82b_lasts_six_months_at_most(case, written, kasper):
    give(kasper, "SEL82b")
    verbs.choose_basis(case, by=kasper, basis_code="SEL82b")
    written.refresh_from_db()
    written.case.refresh_from_db()

    write(written, kasper, until_day=date(2027, 6, 2))
    assert missing(written, kasper) == {"longest"}

    write(written, kasper, until_day=date(2027, 6, 1))
    assert missing(written, kasper) == set()


def give(official, code):
    return verbs.give_mandate(
        by=None,
        official=official,
        basis_code=code,
        authority_code="council",
        from_day=date(2026, 1, 1),
        given_by="Socialchefen",
    )


def test_sec85a_a_wish_not_followed_is_answered_in_the_decision(written, kasper):
    write(written, kasper, provider_wish_followed=False)
    assert missing(written, kasper) == {"provider"}

    write(written, kasper, reason_if_not="Teamet har ingen ledige pladser før marts.")
    made = verbs.make_decision(written, by=kasper, on=TODAY)

    assert "ingen ledige pladser" in str(made.snapshot["letter"])


def test_a_paragraph_no_longer_in_force_cannot_carry_a_decision(written, kasper):
    LegalBasis.objects.filter(code="SEL85a").update(until_day=TODAY)

    assert "law" in missing(written, kasper)


def test_no_placement_in_a_facility_without_approval(written, kasper):
    verbs.add_rule(
        Facility,
        by=None,
        code="bo1",
        name="Bo",
        from_day=date(2026, 1, 1),
        source="x",
        certainty="S",
    )
    write(written, kasper, facility_code="bo1")
    assert missing(written, kasper) == {"facility"}

    Facility.objects.update(approved_by="Socialtilsyn Hovedstaden")
    assert missing(written, kasper) == set()

    Facility.objects.update(until_day=READY["from_day"])
    assert missing(written, kasper) == {"facility"}


def test_the_undisputed_part_can_be_decided_now(written, case, kasper, hearing):
    """Mock-up 10: the rest goes on as a case of its own with the clocks it had."""
    rest = verbs.divide_decision(written, by=kasper, title="Støtte i weekenden")
    written.case.refresh_from_db()

    assert missing(written, kasper) == set()
    assert rest.received_at == case.received_at
    assert rest.facts.get().text == "Væk de fleste weekender"
    assert rest.hearings.get() == hearing
