"""Notices, crisis centres, the free card, growing up, who is responsible, and a case's clocks."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.core.checking import AgainstARule
from helhed.core.ids import new_id
from helhed.decisions import clocks, duties, registers, verbs
from helhed.decisions.models import FreeCard
from helhed.decisions.tests.conftest import NOW, TODAY
from helhed.decisions.verbs.cases import HasEnded, NotAnonymous, SayHowYouKnow
from helhed.decisions.verbs.growing_up import TooYoung
from helhed.decisions.verbs.special import HoursAreUsed, NotGranted
from helhed.teams.models import Duty


def test_sec110_a_house_tells_once_for_a_stay_and_never_of_somebody_unnamed(karen, amira):
    stay = new_id()
    first = verbs.open_notice(
        karen, by=amira, what="shelter_in", stay_key=stay, happened_on=TODAY, owner=amira
    )
    again = verbs.open_notice(
        karen, by=amira, what="shelter_in", stay_key=stay, happened_on=TODAY, owner=amira
    )
    karen.unnamed = True

    assert again == first
    assert (
        verbs.open_notice(karen, by=amira, what="crisis_in", stay_key=new_id(), happened_on=TODAY)
        is None
    )
    assert Duty.objects.open().filter(kind=Duty.Kind.TELL_PLACE).count() == 1


def test_sec109_ten_hours_of_a_psychologist_for_the_adult_and_each_child(karen, kasper):
    def hours(number, child=None):
        return verbs.note_counselling(
            karen, by=kasper, kind="psychology", on=TODAY, hours=Decimal(number), child=child
        )

    hours("9.5")
    assert verbs.hours_left(karen, on=TODAY) == Decimal("0.5")
    with pytest.raises(HoursAreUsed):
        hours(1)
    hours(10, child=1)
    assert verbs.hours_left(karen, on=TODAY, child=1) == 0
    assert verbs.hours_left(karen, on=TODAY, child=2) == 10


@pytest.fixture
def card(karen) -> FreeCard:
    return FreeCard.objects.create(
        citizen=karen, number="X1", from_day=TODAY, recheck_by=date(2028, 12, 31)
    )


def test_the_free_card_follows_a_decision_that_grants_it(written, kasper):
    with pytest.raises(NotGranted):
        verbs.give_free_card(written, by=kasper, number="X1", from_day=TODAY)


@pytest.mark.parametrize(
    ("on", "cap"),
    [
        (date(2023, 6, 30), 20000),
        (date(2023, 7, 1), 40000),
        (date(2024, 1, 1), 41280),
        (date(2026, 1, 1), 41280),
    ],
)
def test_the_cap_of_the_free_card_by_its_day(on, cap):
    assert registers.parameter("social_free_card_cap", on=on) == cap


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(amounts=st.lists(st.integers(1, 3_000_000), max_size=6))
def test_what_is_left_and_what_is_earned_make_the_cap_to_the_oere(card, kasper, amounts):
    card.earnings.all().delete()
    for oere in amounts:
        verbs.note_earning(card, by=kasper, on=TODAY, amount_dkk=Decimal(oere) / 100)
    earned = sum((Decimal(oere) for oere in amounts), Decimal(0)) / 100

    left = verbs.left_to_earn(card, year=2026, on=TODAY)

    assert left == max(Decimal(41280) - earned, Decimal(0))
    assert verbs.left_to_earn(card, year=2027, on=TODAY) == 41280


def test_the_free_card_is_looked_at_every_second_calendar_year(card, kasper):
    card.recheck_by = date(2026, 11, 20)
    card.save()
    duties.recompute(at=datetime(2026, 11, 16, 9, 0, tzinfo=UTC), by=kasper)
    assert Duty.objects.open().filter(kind=Duty.Kind.RECHECK_CARD).count() == 1

    verbs.recheck_card(card, by=kasper, on=TODAY)

    assert card.recheck_by == date(2028, 12, 31)
    assert not Duty.objects.open().filter(kind=Duty.Kind.RECHECK_CARD).exists()


@pytest.mark.parametrize("born", [None, date(2010, 11, 17)])
def test_preparing_does_not_begin_before_16(karen, kasper, born):
    karen.birth_date = born
    with pytest.raises(TooYoung):
        verbs.begin_transition(karen, by=kasper, on=TODAY)


def test_bl_122_preparing_begins_at_16_and_help_is_ready_the_day_of_18(karen, kasper):
    karen.birth_date = date(2008, 2, 29)
    karen.save()

    row = verbs.begin_transition(karen, by=kasper, on=TODAY)
    row = verbs.settle_topic(row, by=kasper, topic="housing", note="Ungdomsbolig")

    assert row.adult_on == date(2026, 2, 28)
    assert row.topics_settled == ["housing"]


def test_rsl_9_who_acts_is_asked_by_law_and_day(karen, kasper):
    def acts(law, municipality, from_day):
        verbs.note_responsible(
            karen,
            by=kasper,
            role="acts",
            law=law,
            municipality=municipality,
            because="Opholdet",
            from_day=from_day,
        )

    def who(law, on):
        row = verbs.responsible_on(karen, role="acts", law=law, on=on)
        return row.municipality if row else None

    acts("social", "Strandby", date(2026, 1, 1))
    acts("benefit", "Åkøbing", date(2026, 2, 1))
    acts("social", "Åkøbing", date(2026, 6, 1))

    assert who("social", date(2026, 5, 31)) == "Strandby"
    assert who("social", date(2026, 6, 1)) == "Åkøbing"
    assert who("benefit", date(2026, 5, 31)) == "Åkøbing"
    assert who("benefit", date(2026, 1, 31)) is None


def test_somebody_without_a_name_has_the_same_fourteen_days(syd, kasper):
    asked = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
    row = verbs.ask_anonymously(
        by=kasper, team=syd, called="Violinen", basis_code="SUL141", asked_at=asked
    )

    assert row.start_by == date(2026, 11, 26)
    assert not hasattr(row, "citizen")
    with pytest.raises(NotAnonymous):
        verbs.ask_anonymously(
            by=kasper, team=syd, called="Violinen", basis_code="SEL101", asked_at=asked
        )


def test_p1_treatment_without_a_name_ends_by_words_and_never_by_silence(syd, kasper):
    row = verbs.ask_anonymously(
        by=kasper, team=syd, called="Violinen", basis_code="SUL141", asked_at=NOW
    )
    with pytest.raises(AgainstARule, match="ikke er kommet"):
        verbs.end_anonymously(row, by=kasper, on=TODAY, because=" ")
    row.refresh_from_db()
    verbs.start_anonymously(row, by=kasper, on=TODAY)

    verbs.end_anonymously(row, by=kasper, on=TODAY, because="Er færdig og glad.")

    row.refresh_from_db()
    assert (row.ended_on, row.ended_because) == (TODAY, "Er færdig og glad.")
    with pytest.raises(HasEnded):
        verbs.end_anonymously(row, by=kasper, on=TODAY, because="Igen")


# Clocks of a case ---------------------------------------------------------------------------


def test_rsl_3_a_case_about_to_be_late_asks_for_a_notice_by_itself(case, kasper):
    duties.recompute(at=datetime(2026, 12, 7, 9, 0, tzinfo=UTC), by=kasper)
    assert not Duty.objects.filter(kind=Duty.Kind.DELAY_NOTICE).exists()
    duties.recompute(at=datetime(2026, 12, 8, 9, 0, tzinfo=UTC), by=kasper)

    duty = Duty.objects.open().get(kind=Duty.Kind.DELAY_NOTICE)
    assert duty.owner == kasper
    verbs.tell_delay(
        case, by=kasper, new_day=date(2027, 1, 15), reason="Vi venter på svar", how="oral"
    )

    case.refresh_from_db()
    duty.refresh_from_db()
    assert case.answer_by == date(2027, 1, 15)
    assert duty.done_at is not None
    assert Duty.objects.open().get(kind=Duty.Kind.DECIDE).due_at.date() == date(2027, 1, 15)


def test_the_night_keeps_the_clocks_by_the_role_of_jobs(case, kasper):
    night = datetime(2026, 12, 9, 23, 20, tzinfo=UTC)
    with clock.frozen(night), acting_as_system("duty_keeper"):
        assert duties.recompute(at=night, system_actor="duty_keeper") == 1

    duty = Duty.objects.open().get(kind=Duty.Kind.DELAY_NOTICE)
    assert duty.owner == kasper


def test_a_changed_register_moves_no_clock_that_runs(case):
    before = case.answer_by
    row = registers.CaseTypeDeadline.objects.get(code="support")
    verbs.change_rule(row, by=None, from_day=date(2026, 11, 20), days=7, source="x", certainty="S")
    case.refresh_from_db()

    assert case.answer_by == before
    later = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    assert clocks.answer_by("support", asked_at=later) == date(2026, 11, 28)


def test_p1_silence_closes_no_case(case, kasper):
    with pytest.raises(SayHowYouKnow):
        verbs.close_case(case, by=kasper, closing="withdrawn", note="")


def test_treatment_opens_the_duty_to_start_within_fourteen_days(karen, kasper, syd):
    verbs.open_case(
        karen,
        by=kasper,
        team=syd,
        title="Stofbehandling",
        basis_code="SEL101",
        received_at=datetime(2026, 11, 12, 10, 0, tzinfo=UTC),
        how="oral",
    )

    duty = Duty.objects.open().get(kind=Duty.Kind.START_TREATMENT)
    assert duty.due_at.date() == date(2026, 11, 26)


def test_no_duty_that_others_read_names_a_paragraph_or_a_treatment(karen, kasper, syd, case):
    for duty in Duty.objects.filter(citizen=karen):
        assert "§" not in f"{duty.text}{duty.reason}"
        assert "behandling" not in f"{duty.text}{duty.reason}".lower()
