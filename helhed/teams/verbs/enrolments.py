"""Enrolments: begin without an end date, and end only for the four reasons of P1."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.errors import Refused
from helhed.teams.models import (
    Caseload,
    Enrolment,
    LegalBasisPeriod,
    MeetingAgreement,
    Membership,
    Relation,
    Team,
)
from helhed.teams.verbs.relations import (
    ALL_AREAS,
    OUTREACH_AREAS,
    close_relations,
    open_relation,
)


class AlreadyEnrolled(Refused):
    message = _("The citizen already belongs to the team.")


class NotEnrolled(Refused):
    message = _("The citizen does not belong to the team.")


class NoSuchReason(Refused):
    message = _(
        "An enrolment ends by own wish, hand-over, completed aftercare or death. Not having met is"
        " no reason: then we look for the citizen."
    )


class NotInTheTeam(Refused):
    message = _("Choose a colleague who works in the team.")


class UnnamedStaysOutside(Refused):
    message = _("The person has no name here yet. Ask first whether they want to be enrolled.")


@transaction.atomic
def enrol(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    from_day: date,
    legal_bases: Iterable[str] = (),
) -> Enrolment:
    """The citizen belongs to the team from the day, without an end date (P5).

    `legal_bases` are codes such as "SEL85a"; they hold from the same day.
    """
    if citizen.unnamed:
        raise UnnamedStaysOutside
    if Enrolment.objects.filter(citizen=citizen, team=team, until_day__isnull=True).exists():
        raise AlreadyEnrolled
    enrolment = Enrolment(citizen=citizen, team=team, from_day=from_day)
    enrolment.save()
    outreach = team.kind == Team.Kind.OUTREACH
    open_relation(
        citizen,
        by=by,
        team=team,
        kind=Relation.Kind.ENROLMENT,
        areas=OUTREACH_AREAS if outreach else ALL_AREAS,
        purpose=gettext("The citizen belongs to the team."),
        cause=f"enrolment:{enrolment.pk}",
    )
    for code in legal_bases:
        LegalBasisPeriod(citizen=citizen, enrolment=enrolment, code=code, from_day=from_day).save()
    audit.record("teams.enrol", by=by, obj=enrolment, team=team.pk, from_day=from_day)
    return enrolment


@transaction.atomic
def end_enrolment(
    enrolment: Enrolment, *, by: User, until_day: date, reason: str, note: str = ""
) -> Enrolment:
    """End an enrolment for one of the four reasons of P1; `casework` checks what is missing."""
    if reason not in Enrolment.EndReason.values:
        raise NoSuchReason
    if enrolment.until_day is not None:
        raise NotEnrolled
    citizen = enrolment.citizen
    audit.record("teams.end_enrolment", by=by, obj=enrolment, reason=reason)
    enrolment.until_day, enrolment.end_reason = until_day, reason
    enrolment.ended_by, enrolment.end_note = by, note
    enrolment.save(update_fields=["until_day", "end_reason", "ended_by", "end_note"])
    for row in (
        LegalBasisPeriod.objects.filter(enrolment=enrolment, until_day__isnull=True),
        Caseload.objects.filter(citizen=citizen, team=enrolment.team, until_day__isnull=True),
    ):
        row.update(until_day=until_day)
    close_relations(citizen, by=by, cause=f"enrolment:{enrolment.pk}")
    return enrolment


@transaction.atomic
def reopen_enrolment(enrolment: Enrolment, *, by: User | None, system_actor: str = "") -> Enrolment:
    """Undo the end of an enrolment, for a death that was reported by mistake."""
    ended_on = enrolment.until_day
    citizen = enrolment.citizen
    enrolment.until_day, enrolment.end_reason = None, ""
    enrolment.ended_by, enrolment.end_note = None, ""
    enrolment.save(update_fields=["until_day", "end_reason", "ended_by", "end_note"])
    LegalBasisPeriod.objects.filter(enrolment=enrolment, until_day=ended_on).update(until_day=None)
    Caseload.objects.filter(citizen=citizen, team=enrolment.team, until_day=ended_on).update(
        until_day=None
    )
    open_relation(
        citizen,
        by=by,
        team=enrolment.team,
        kind=Relation.Kind.ENROLMENT,
        areas=ALL_AREAS,
        purpose=gettext("The citizen belongs to the team."),
        cause=f"enrolment:{enrolment.pk}",
        system_actor=system_actor,
    )
    audit.record("teams.reopen_enrolment", by=by, obj=enrolment, system_actor=system_actor)
    return enrolment


@transaction.atomic
def set_own_person(
    citizen: Citizen, *, by: User, team: Team, worker: User, from_day: date
) -> Caseload:
    """The colleague is the citizen's own person in the team from the day (fast kontakt)."""
    if not Membership.objects.on(from_day).filter(team=team, user=worker).exists():
        raise NotInTheTeam
    now_theirs = Caseload.objects.select_for_update().filter(
        citizen=citizen, team=team, until_day__isnull=True
    )
    current = now_theirs.first()
    if current is not None and current.worker_id == worker.pk:
        return current
    now_theirs.update(until_day=from_day)
    caseload = Caseload(citizen=citizen, team=team, worker=worker, from_day=from_day)
    caseload.save()
    audit.record("teams.set_own_person", by=by, obj=caseload, worker=worker.pk)
    return caseload


@transaction.atomic
def agree_how_often(citizen: Citizen, *, by: User, days: int, on: date) -> MeetingAgreement:
    """Agree that at most `days` days pass between meetings."""
    MeetingAgreement.objects.filter(citizen=citizen, until_day__isnull=True).update(until_day=on)
    agreement = MeetingAgreement(citizen=citizen, days=days, agreed_on=on)
    agreement.save()
    audit.record("teams.agree_how_often", by=by, obj=agreement, days=days)
    return agreement
