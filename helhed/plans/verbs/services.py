"""Help under the plan: started, paused with a promise to take it up again, ended with aftercare."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.plans.models import Goal, Pause, Plan, Service
from helhed.plans.verbs import duties
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

AFTERCARE_WITHIN = timedelta(days=14)
# When the provider stops, somebody is without help today.
AFTERCARE_WITHIN_IF_LEFT_WITHOUT = timedelta(days=2)


class AlreadyPaused(Refused):
    message = _("The help is already paused.")


class NotPaused(Refused):
    message = _("The help is not paused, so there is nothing to take up again.")


class ServiceHasEnded(Refused):
    message = _("The help has ended. Start it again instead.")


class ServiceIsRunning(Refused):
    message = _("The help has not ended, so there is nothing to continue.")


def cause_of_pause(pause: Pause) -> str:
    return f"pause:{pause.pk}"


def cause_of_end(service: Service) -> str:
    return f"service:{service.pk}"


@transaction.atomic
def start_service(
    plan: Plan,
    *,
    by: User,
    name: str,
    provider: str,
    from_day: date,
    goal: Goal | None = None,
    service_type: str = "",
    how_often: str = "",
    legal_basis: str = "",
    is_treatment: bool = False,
) -> Service:
    """Start help the citizen receives. It has no end date of its own (P5).

    `service_type` is a code listed in `plans.ffb`.
    """
    service = Service(
        citizen_id=plan.citizen_id,
        plan=plan,
        goal=goal,
        name=name.strip(),
        service_type=service_type,
        provider=provider.strip(),
        how_often=how_often.strip(),
        legal_basis=legal_basis.strip(),
        is_treatment=is_treatment,
        from_day=from_day,
    )
    checked(service).save()
    audit.record("plans.start_service", by=by, obj=service, service_type=service_type)
    return service


@transaction.atomic
def pause_service(
    service: Service,
    *,
    by: User | None,
    from_day: date,
    comes_first: str,
    resume_on: date,
    resumed_by: User,
    for_hospital: bool = False,
    system_actor: str = "",
) -> Pause:
    """Let the help rest: name what comes first, and who takes it up again when (P4).

    Opens the duty to take it up again. Raises AlreadyPaused and ServiceHasEnded.
    """
    _must_go_on(service)
    # The lock keeps two colleagues at the same board from pausing twice.
    Service.objects.select_for_update().get(pk=service.pk)
    if Pause.objects.filter(service=service, until_day__isnull=True).exists():
        raise AlreadyPaused
    pause = Pause(
        citizen_id=service.citizen_id,
        service=service,
        from_day=from_day,
        comes_first=comes_first.strip(),
        resume_on=resume_on,
        resumed_by=resumed_by,
        for_hospital=for_hospital,
    )
    checked(pause).save()
    teams.open_duty(
        service.citizen,
        Duty.Kind.RESUME_SERVICE,
        by=by,
        cause=cause_of_pause(pause),
        due_at=duties.end_of(resume_on),
        text=service.name,
        reason=pause.comes_first,
        owner=resumed_by,
        system_actor=system_actor,
    )
    audit.record(
        "plans.pause_service", by=by, obj=pause, system_actor=system_actor, resume_on=resume_on
    )
    return pause


def _must_go_on(service: Service) -> None:
    if service.until_day is not None:
        raise ServiceHasEnded


@transaction.atomic
def resume_service(service: Service, *, by: User | None, on: date, system_actor: str = "") -> Pause:
    """Take the help up again; it runs from `on`. The duty to do so is done.

    Raises NotPaused when there is no pause to end.
    """
    pause = Pause.objects.select_for_update().filter(service=service, until_day=None).first()
    if pause is None:
        raise NotPaused
    pause.until_day = on
    pause.save(update_fields=["until_day"])
    duties.finish(
        service.citizen,
        Duty.Kind.RESUME_SERVICE,
        cause_of_pause(pause),
        by=by,
        note=_text("Taken up again."),
        system_actor=system_actor,
    )
    audit.record("plans.resume_service", by=by, obj=pause, system_actor=system_actor)
    return pause


@transaction.atomic
def end_service(service: Service, *, by: User, end: str, on: date, note: str = "") -> Service:
    """End the help for one of the model's reasons, and open the aftercare that follows (P5).

    A no-show is no reason and has no code. Raises ServiceHasEnded when it ended before.
    """
    _must_go_on(service)
    service.until_day, service.end, service.end_note = on, end, note.strip()
    checked(service).save(update_fields=["until_day", "end", "end_note"])
    _end_pause(service, by=by, on=on)
    if end != Service.End.DEATH:
        _open_aftercare(service, by=by, on=on)
    audit.record("plans.end_service", by=by, obj=service, end=end)
    return service


def _end_pause(service: Service, *, by: User, on: date) -> None:
    for pause in Pause.objects.filter(service=service, until_day__isnull=True):
        pause.until_day = max(on, pause.from_day)
        pause.save(update_fields=["until_day"])
        teams.withdraw_duty(
            service.citizen,
            Duty.Kind.RESUME_SERVICE,
            cause_of_pause(pause),
            by=by,
            because=_text("The help has ended."),
        )


def _open_aftercare(service: Service, *, by: User, on: date) -> None:
    left_without = service.end == Service.End.PROVIDER_STOPPED
    within = AFTERCARE_WITHIN_IF_LEFT_WITHOUT if left_without else AFTERCARE_WITHIN
    teams.open_duty(
        service.citizen,
        Duty.Kind.AFTERCARE,
        by=by,
        cause=cause_of_end(service),
        due_at=duties.end_of(on + within),
        text=service.name,
        reason=service.end_note,
        owner=duties.who_follows(service.citizen, service.plan, by),
    )


@transaction.atomic
def continue_service(service: Service, *, by: User) -> Service:
    """The help did not end after all; the aftercare that it opened is withdrawn.

    Raises ServiceIsRunning when it has not ended.
    """
    if service.until_day is None:
        raise ServiceIsRunning
    service.until_day, service.end, service.end_note = None, "", ""
    checked(service).save(update_fields=["until_day", "end", "end_note"])
    teams.withdraw_duty(
        service.citizen,
        Duty.Kind.AFTERCARE,
        cause_of_end(service),
        by=by,
        because=_text("The help goes on."),
    )
    audit.record("plans.continue_service", by=by, obj=service)
    return service
