"""P1 and P5 for help that is decided and ordered."""

from datetime import timedelta

import pytest

from helhed.casework import verbs as casework
from helhed.casework.tests.test_granted import (
    TODAY,
    _monday_morning,
    case,
    follow,
    open_case,
    ordered,
)
from helhed.casework.verbs.granted import start_granted_service
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.decisions import duties
from helhed.decisions.models import CaseFile, Decision, FollowUp, ServiceOrder
from helhed.plans.models import Service
from helhed.stays.models import Kind
from helhed.teams.models import Duty

__all__ = ["_monday_morning", "case", "ordered"]


@pytest.fixture
def running(ordered, kasper):
    """Help that is decided, ordered and begun."""
    return start_granted_service(ordered, by=kasper, from_day=TODAY)


def nothing_has_ended(service):
    """The service, its order and the decision behind both go on."""
    order = ServiceOrder.objects.get(service_key=service.pk)
    service.refresh_from_db()
    return (service.until_day, order.ended_on, order.decision.ended_on) == (None, None, None)


def test_p1_no_number_of_no_shows_ends_help_an_order_or_a_decision(running, karen, amira):
    for number in range(10):
        appointment = contacts.make_appointment(
            karen, by=amira, at=clock.now() + timedelta(hours=1 + number), worker=amira
        )
        casework.record_no_show(appointment, by=amira, at=clock.now())

    assert nothing_has_ended(running)
    assert Duty.objects.open().filter(citizen=karen, kind=Duty.Kind.OUTREACH).exists()


def test_p1_no_number_of_no_shows_closes_a_case(karen, kasper, amira, syd):
    case = open_case(karen, kasper, syd, "SEL85")
    for number in range(10):
        appointment = contacts.make_appointment(
            karen, by=amira, at=clock.now() + timedelta(hours=1 + number), worker=amira
        )
        casework.record_no_show(appointment, by=amira, at=clock.now())
    later = clock.now() + timedelta(days=400)
    with clock.frozen(later):
        duties.recompute(at=later, by=kasper)

    assert CaseFile.objects.open().filter(pk=case.pk).exists()


def test_p5_help_has_no_end_of_its_own(running, kasper):
    """The day to look again passes, and the help goes on until somebody decides."""
    later = clock.now() + timedelta(days=400)
    with clock.frozen(later):
        duties.recompute(at=later, by=kasper)

    assert nothing_has_ended(running)
    decision = Decision.objects.in_force_on(later.date()).get()
    assert decision.until_day is None
    assert Duty.objects.open().filter(kind=Duty.Kind.REVIEW_HELP).exists()


@pytest.mark.parametrize("kind", [Kind.OWN_HOME, Kind.SHELTER, Kind.STREET, Kind.PRISON])
def test_p5_help_goes_along_wherever_the_citizen_sleeps(running, karen, amira, kind):
    casework.answer_tonight(karen, by=amira, on=TODAY, kind=kind)

    assert nothing_has_ended(running)


def test_p5_help_goes_on_when_the_home_is_lost(running, karen, amira):
    casework.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.OWN_HOME)

    casework.lose_home(karen, by=amira, on=TODAY, why="Opsagt", tonight=Kind.STREET)

    assert nothing_has_ended(running)


def test_p5_what_ends_is_followed_up_by_somebody_on_a_day(running, ordered, kasper):
    follow(ordered, kasper, FollowUp.Result.END)

    duty = Duty.objects.open().get(kind=Duty.Kind.AFTERCARE)
    assert duty.due_at > clock.now()
    assert duty.owner is not None
    assert Service.objects.get(pk=running.pk).until_day == TODAY
