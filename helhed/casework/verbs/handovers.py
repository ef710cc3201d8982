"""Handed over, not dropped: the enrolment moves in the moment the other team accepts (P6)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment, Handover, LegalBasisPeriod, Team


def hand_over(
    citizen: Citizen, *, by: User, from_team: Team, to_team: Team, reason: str
) -> Handover:
    """Ask another team to take over; responsibility stays until they accept."""
    return teams.ask_handover(citizen, by=by, from_team=from_team, to_team=to_team, reason=reason)


@transaction.atomic
def accept_handover(
    handover: Handover, *, by: User, on: date, own_person: User, note: str = ""
) -> Enrolment:
    """The asked team takes over on the day, with a named own person. Returns the new enrolment.

    New before old: there is no moment in which the citizen belongs to nobody.
    """
    handover = teams.accept_handover(handover, by=by, note=note)
    citizen = handover.citizen
    before = Enrolment.objects.filter(
        citizen=citizen, team=handover.from_team, until_day__isnull=True
    ).first()
    bases = LegalBasisPeriod.objects.filter(enrolment=before, until_day__isnull=True)
    codes = list(bases.values_list("code", flat=True))
    after = Enrolment.objects.filter(
        citizen=citizen, team=handover.to_team, until_day__isnull=True
    ).first() or teams.enrol(citizen, by=by, team=handover.to_team, from_day=on, legal_bases=codes)
    teams.set_own_person(citizen, by=by, team=handover.to_team, worker=own_person, from_day=on)
    audit.record("casework.accept_handover", by=by, obj=handover)
    if before is not None:
        teams.end_enrolment(
            before,
            by=by,
            until_day=on,
            reason=Enrolment.EndReason.HANDED_OVER,
            note=note or gettext("Accepted by the other team."),
        )
    contacts.follow_up(citizen, by=by)
    return after


def decline_handover(handover: Handover, *, by: User, note: str) -> Handover:
    """The asked team says no and why; the citizen belongs where they belonged."""
    return teams.decline_handover(handover, by=by, note=note)
