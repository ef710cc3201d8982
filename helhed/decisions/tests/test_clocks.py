"""The clocks of law.md 1, 2, 3 and 9: each test is named after its rule."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.core.days import is_working_day, working_days_after
from helhed.decisions import clocks, registers
from helhed.decisions.duties import recompute
from helhed.decisions.models import LegalBasis, PlaceNotice
from helhed.decisions.tests.conftest import NOW
from helhed.teams.models import Duty
from helhed.teams.verbs import move_duty

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2035, 12, 31))
MOMENTS = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2035, 12, 31), timezones=st.just(UTC)
)
# The registers are loaded for each test, not for each example; examples only read them.
READS_ONLY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SHELTER_IN, SHELTER_OUT = PlaceNotice.What.SHELTER_IN, PlaceNotice.What.SHELTER_OUT


@pytest.mark.parametrize("code", ["SEL101", "SEL101a", "SUL141", "SUL142"])
def test_treatment_starts_14_calendar_days_from_the_enquiry(code):
    asked = datetime(2026, 3, 30, 22, 30, tzinfo=UTC)  # half past midnight in Denmark, 31 March
    basis = registers.legal_basis(code, on=date(2026, 3, 31))

    assert clocks.start_by(basis, asked_at=asked) == date(2026, 4, 14)


def test_the_guarantee_counts_also_for_somebody_without_a_name():
    for code in ("SEL101a", "SUL141"):
        basis = registers.legal_basis(code, on=date(2026, 6, 1))
        assert basis.anonymous_allowed
        assert basis.start_within


def test_no_other_help_has_a_start_guarantee():
    with_guarantee = {row.code for row in LegalBasis.objects.exclude(start_within="")}

    assert with_guarantee == {"SEL101", "SEL101a", "SUL141", "SUL142"}


@READS_ONLY
@given(asked=MOMENTS)
def test_start_is_always_14_days_after_the_danish_day(asked):
    basis = registers.legal_basis("SEL101", on=clocks.started_on(asked))

    assert clocks.start_by(basis, asked_at=asked) == clocks.started_on(asked) + timedelta(14)


@pytest.mark.parametrize(
    ("came", "by"),
    [
        # Thursday before Easter 2026 to Easter Monday are holidays.
        (date(2026, 4, 1), date(2026, 4, 9)),
        # Christmas Eve to Boxing Day, New Year's Eve and New Year's Day are not working days.
        (date(2026, 12, 23), date(2026, 12, 30)),
        (date(2026, 12, 30), date(2027, 1, 6)),
        # 5 June, Grundlovsdag, falls on a Friday in 2026.
        (date(2026, 6, 3), date(2026, 6, 9)),
        # Ascension Day 2026 is Thursday 14 May, and the Friday after it is closed in many places.
        (date(2026, 11, 13), date(2026, 11, 18)),
        (date(2026, 11, 14), date(2026, 11, 18)),
    ],
)
def test_sec110_is_told_within_3_working_days(came, by):
    assert clocks.tell_by(SHELTER_IN, happened_on=came) == by
    assert clocks.tell_by(SHELTER_OUT, happened_on=came) == by


@pytest.mark.parametrize(
    ("after", "number", "last"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # over Maundy Thursday to Easter Monday
        (date(2026, 12, 30), 1, date(2027, 1, 4)),  # over New Year's Eve, New Year's Day, Sunday
        (date(2027, 3, 24), 3, date(2027, 4, 1)),
    ],
)
def test_working_days_over_easter_and_new_year(after, number, last):
    assert working_days_after(after, number) == last


@READS_ONLY
@given(day=DAYS)
def test_three_working_days_lie_between_and_the_last_is_a_working_day(day):
    last = clocks.tell_by(SHELTER_IN, happened_on=day)
    between = [day + timedelta(n) for n in range(1, (last - day).days + 1)]

    assert is_working_day(last)
    assert sum(is_working_day(one) for one in between) == 3


@READS_ONLY
@given(day=DAYS, later=st.integers(min_value=0, max_value=30))
def test_a_later_arrival_is_never_told_earlier(day, later):
    after = day + timedelta(later)

    assert clocks.tell_by(SHELTER_IN, happened_on=day) <= clocks.tell_by(
        SHELTER_IN, happened_on=after
    )


def test_shelter_refund_days_change_on_1_april_2026():
    code = "shelter_refund_max_days"

    assert registers.whole(code, on=date(2026, 3, 31)) == 120
    assert registers.whole(code, on=date(2026, 4, 1)) == 90


def test_before_the_first_period_there_is_no_rule():
    with pytest.raises(registers.NotInForce):
        registers.whole("shelter_refund_max_days", on=date(2023, 9, 30))


@READS_ONLY
@given(day=DAYS)
def test_a_complaint_is_in_time_for_four_weeks_and_so_is_the_reassessment(day):
    basis = registers.legal_basis("SEL85", on=day)

    assert clocks.complain_by(basis, came_on=day) == day + timedelta(28)
    assert clocks.reassess_by(received_on=day) == day + timedelta(28)


def test_complaints_about_treatment_by_a_doctor_have_two_years():
    basis = registers.legal_basis("SUL142", on=date(2028, 2, 29))

    assert clocks.complain_by(basis, came_on=date(2028, 2, 29)) == date(2030, 2, 28)


@pytest.mark.parametrize("code", ["SEL82a", "SEL82b", "SEL82d"])
def test_early_help_has_no_complaint_and_no_clock_for_it(code):
    basis = registers.legal_basis(code, on=date(2026, 1, 1))

    assert clocks.complain_by(basis, came_on=date(2026, 1, 1)) is None


def test_early_support_lasts_six_months_at_most():
    basis = registers.legal_basis("SEL82b", on=date(2026, 8, 31))

    assert clocks.longest_until(basis, from_day=date(2026, 8, 31)) == date(2027, 2, 28)


def test_the_council_answers_within_its_own_deadline_for_the_kind_of_case():
    asked = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)

    assert clocks.answer_by("support", asked_at=asked) == date(2026, 12, 10)
    assert clocks.answer_by("houseless", asked_at=asked) == date(2026, 11, 15)


@READS_ONLY
@given(today=DAYS, wait=st.none() | st.integers(0, 40), leaves=st.integers(-10, 40))
def test_support_is_too_late_exactly_when_it_cannot_be_decided_by_the_day_of_moving(
    today, wait, leaves
):
    hearing = None if wait is None else today + timedelta(wait)
    order = clocks.order_of_days(
        today=today, hearing_until=hearing, leaves_on=today + timedelta(leaves)
    )

    assert order.earliest >= today
    assert hearing is None or order.earliest > hearing
    assert order.too_late == (leaves < (0 if wait is None else wait + 1))


def test_nobody_moves_and_no_order_is_asked():
    assert clocks.order_of_days(today=date(2026, 1, 1), hearing_until=None, leaves_on=None) is None


def test_a_case_that_hurries_is_not_moved_back_by_the_night(case, kasper):
    duty = Duty.objects.open().get(kind=Duty.Kind.DECIDE)
    move_duty(duty, by=None, due_at=NOW, reason="Er ude af herberget.", system_actor="fhir")

    recompute(at=NOW)

    duty.refresh_from_db()
    assert (duty.due_at, duty.withdrawn_at) == (NOW, None)
