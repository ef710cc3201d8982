"""Responsibility passes to another team only when it is accepted there (P6)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.teams.models import Duty, Enrolment, Handover, Relation, Team
from helhed.teams.verbs.duties import open_duty, withdraw_duty
from helhed.teams.verbs.relations import HANDOVER_AREAS, close_relations, open_relation

ANSWER_WITHIN = timedelta(days=7)


class AlreadyAsked(Refused):
    message = _("The team is asked already and has not answered yet.")


class AlreadyAnswered(Refused):
    message = _("The team has answered already.")


class SayWhyNot(Refused):
    message = _(
        "Write why you cannot take over, so that the citizen is not left without an answer."
    )


class SayWhyHandOver(Refused):
    message = _("Write why another team should take over.")


class TheSameTeam(Refused):
    message = _("Choose another team than your own.")


class NotYours(Refused):
    message = _("The citizen does not belong to your team, so you cannot hand over.")


@transaction.atomic
def ask_handover(
    citizen: Citizen, *, by: User, from_team: Team, to_team: Team, reason: str
) -> Handover:
    """Ask another team to take over. Nothing changes before they accept; they read meanwhile."""
    if from_team == to_team:
        raise TheSameTeam
    if not reason.strip():
        raise SayWhyHandOver
    if not Enrolment.objects.filter(
        citizen=citizen, team=from_team, until_day__isnull=True
    ).exists():
        raise NotYours
    if Handover.objects.filter(citizen=citizen, to_team=to_team, state="asked").exists():
        raise AlreadyAsked
    handover = Handover(
        citizen=citizen,
        from_team=from_team,
        to_team=to_team,
        reason=reason,
        asked_by=by,
        asked_at=clock.now(),
    )
    handover.save()
    open_relation(
        citizen,
        by=by,
        team=to_team,
        kind=Relation.Kind.HANDOVER,
        areas=HANDOVER_AREAS,
        purpose=gettext("Asked to take over."),
        cause=f"handover:{handover.pk}",
    )
    open_duty(
        citizen,
        Duty.Kind.HANDOVER,
        by=by,
        cause=f"handover:{handover.pk}",
        due_at=clock.now() + ANSWER_WITHIN,
        team=to_team,
        reason=reason[:300],
    )
    audit.record("teams.ask_handover", by=by, obj=handover, to_team=to_team.pk)
    return handover


@transaction.atomic
def accept_handover(handover: Handover, *, by: User, note: str = "") -> Handover:
    """The asked team takes over; `casework.accept_handover` moves the enrolment with it."""
    return _answer(handover, Handover.State.ACCEPTED, by=by, note=note)


@transaction.atomic
def decline_handover(handover: Handover, *, by: User, note: str) -> Handover:
    """The asked team says no, and why; responsibility stays where it was."""
    if not note.strip():
        raise SayWhyNot
    return _answer(handover, Handover.State.DECLINED, by=by, note=note)


@transaction.atomic
def withdraw_handover(handover: Handover, *, by: User) -> Handover:
    """The asking team takes its question back."""
    return _answer(handover, Handover.State.WITHDRAWN, by=by, note="")


def _answer(handover: Handover, state: str, *, by: User, note: str) -> Handover:
    handover = Handover.objects.select_for_update().get(pk=handover.pk)
    if handover.state != Handover.State.ASKED:
        raise AlreadyAnswered
    handover.state, handover.answer_note = state, note
    handover.answered_by, handover.answered_at = by, clock.now()
    handover.save(update_fields=["state", "answer_note", "answered_by", "answered_at"])
    cause = f"handover:{handover.pk}"
    withdraw_duty(
        handover.citizen, Duty.Kind.HANDOVER, cause, by=by, because=gettext("It is answered.")
    )
    audit.record("teams.answer_handover", by=by, obj=handover, state=state)
    close_relations(handover.citizen, by=by, cause=cause)
    return handover
