from datetime import date

import pytest

from helhed.audit.models import Event
from helhed.core.errors import Refused
from helhed.plans.models import Service
from helhed.plans.verbs import (
    ServiceHasEnded,
    ServiceIsRunning,
    continue_service,
    end_service,
    pause_service,
)
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
LATER = date(2026, 12, 12)


def test_it_ends_once(service, amira):
    end_service(service, by=amira, end=Service.End.COMPLETED, on=MONDAY)

    with pytest.raises(ServiceHasEnded):
        end_service(service, by=amira, end=Service.End.REPLACED, on=LATER)
    assert Event.objects.filter(action="plans.end_service").count() == 1


def test_it_does_not_end_before_it_begins(service, amira):
    with pytest.raises(Refused):
        end_service(service, by=amira, end=Service.End.COMPLETED, on=date(2026, 1, 1))
    service.refresh_from_db()
    assert service.until_day is None


def test_after_a_death_nobody_is_sent_to_follow_up(service, amira):
    end_service(service, by=amira, end=Service.End.DEATH, on=MONDAY)

    assert not Duty.objects.filter(kind=Duty.Kind.AFTERCARE).exists()


def test_a_pause_ends_with_the_help_and_its_duty_is_withdrawn(service, amira):
    pause_service(
        service,
        by=amira,
        from_day=MONDAY,
        comes_first="ro",
        resume_on=LATER,
        resumed_by=amira,
    )

    end_service(service, by=amira, end=Service.End.REPLACED, on=MONDAY)

    assert service.pauses.get().until_day == MONDAY
    assert Duty.objects.get(kind=Duty.Kind.RESUME_SERVICE).withdrawn_at is not None


def test_an_end_by_mistake_can_be_undone(service, amira):
    end_service(service, by=amira, end=Service.End.COMPLETED, on=MONDAY)

    continue_service(service, by=amira)

    assert service in Service.objects.running_on(LATER)
    assert Duty.objects.get(kind=Duty.Kind.AFTERCARE).withdrawn_at is not None


def test_running_help_needs_no_continuing(service, amira):
    with pytest.raises(ServiceIsRunning):
        continue_service(service, by=amira)
