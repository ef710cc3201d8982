from datetime import date

from helhed.access.connection import acting_as_system
from helhed.plans.models import Pause, Service
from helhed.plans.tests.factories import PlanFactory, ServiceFactory
from helhed.plans.verbs import pause_for_hospital, pause_service, resume_after_hospital
from helhed.teams.models import Caseload, Duty

MONDAY = date(2026, 11, 16)
FRIDAY = date(2026, 11, 20)


def treatment(plan, **fields):
    return ServiceFactory(plan=plan, name="Rusmiddelbehandling", is_treatment=True, **fields)


def test_treatment_rests_and_support_follows_into_the_ward(plan, service, amira):
    rests = treatment(plan)

    pause_for_hospital(plan.citizen, by=amira, on=MONDAY)

    assert list(Service.objects.running_on(MONDAY)) == [service]
    assert Pause.objects.get().service == rests


def test_a_repeated_message_pauses_nothing_twice(plan, amira):
    treatment(plan)

    pause_for_hospital(plan.citizen, by=amira, on=MONDAY)
    assert pause_for_hospital(plan.citizen, by=amira, on=MONDAY) == []


def test_the_discharge_takes_up_what_the_stay_paused_and_nothing_else(plan, amira):
    for_other_reasons = treatment(plan)
    pause_service(
        for_other_reasons,
        by=amira,
        from_day=MONDAY,
        comes_first="et sted at sove",
        resume_on=date(2027, 1, 12),
        resumed_by=amira,
    )
    rests = treatment(plan)
    pause_for_hospital(plan.citizen, by=amira, on=MONDAY)

    resume_after_hospital(plan.citizen, by=amira, on=FRIDAY)

    assert list(Service.objects.running_on(FRIDAY)) == [rests]


def test_a_message_without_a_person_leaves_the_coordinator_to_take_it_up(plan, amira):
    treatment(plan)

    pause_for_hospital(plan.citizen, by=None, on=MONDAY, system_actor="hospital_receiver")

    assert Pause.objects.get().resumed_by == amira
    resume_after_hospital(plan.citizen, by=None, on=FRIDAY, system_actor="hospital_receiver")
    duty = Duty.objects.get(kind=Duty.Kind.RESUME_SERVICE)
    assert duty.withdrawn_at is not None


def test_nobody_to_name_means_no_pause(karen):
    Caseload.objects.all().delete()
    treatment(PlanFactory(citizen=karen))

    assert pause_for_hospital(karen, by=None, on=MONDAY) == []


def test_the_receiver_of_messages_may_do_it_under_its_own_role(plan, amira):
    treatment(plan)

    with acting_as_system("hospital_receiver"):
        assert len(pause_for_hospital(plan.citizen, by=None, on=MONDAY)) == 1
