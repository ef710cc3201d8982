from datetime import date

import pytest

from helhed.audit.models import Event
from helhed.core.errors import Refused
from helhed.plans.models import Service
from helhed.plans.verbs import (
    AlreadyPaused,
    NotPaused,
    ServiceHasEnded,
    end_service,
    pause_service,
    resume_service,
)
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)
NEXT_YEAR = date(2027, 1, 12)


def pause(service, by, **changed):
    words = {"comes_first": "et sted at sove", "resume_on": NEXT_YEAR, "resumed_by": by}
    return pause_service(service, by=by, from_day=MONDAY, **{**words, **changed})


def test_a_paused_service_is_no_longer_running_but_still_given(service, amira):
    pause(service, amira)

    assert service not in Service.objects.running_on(MONDAY)
    assert service in Service.objects.given_on(MONDAY)


def test_pausing_leaves_one_line_in_the_log(service, amira):
    pause(service, amira)

    line = Event.objects.get(action="plans.pause_service")
    assert (line.actor_id, line.citizen_id) == (amira.pk, service.citizen_id)
    assert "sove" not in str(line.details)


def test_it_cannot_be_paused_twice(service, amira):
    pause(service, amira)

    with pytest.raises(AlreadyPaused):
        pause(service, amira)
    assert service.pauses.count() == 1


def test_it_must_be_taken_up_again_on_a_later_day(service, amira):
    with pytest.raises(Refused):
        pause(service, amira, resume_on=MONDAY)


def test_help_that_has_ended_is_not_paused(service, amira):
    end_service(service, by=amira, end=Service.End.OWN_WISH, on=MONDAY)

    with pytest.raises(ServiceHasEnded):
        pause(service, amira)


def test_taken_up_again_it_runs_and_the_duty_is_done(service, amira):
    pause(service, amira)

    resume_service(service, by=amira, on=FRIDAY)

    assert service in Service.objects.running_on(FRIDAY)
    assert service not in Service.objects.running_on(MONDAY)
    duty = Duty.objects.get(kind=Duty.Kind.RESUME_SERVICE)
    assert duty.done_by == amira


def test_what_is_not_paused_cannot_be_taken_up_again(service, amira):
    with pytest.raises(NotPaused):
        resume_service(service, by=amira, on=FRIDAY)


def test_a_second_pause_has_a_duty_of_its_own(service, amira):
    pause(service, amira)
    resume_service(service, by=amira, on=FRIDAY)

    pause_service(
        service,
        by=amira,
        from_day=FRIDAY,
        comes_first="flytning",
        resume_on=NEXT_YEAR,
        resumed_by=amira,
    )

    assert Duty.objects.open().filter(kind=Duty.Kind.RESUME_SERVICE).count() == 1
    assert Duty.objects.filter(kind=Duty.Kind.RESUME_SERVICE).count() == 2
