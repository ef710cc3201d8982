"""The end of an enrolment: for the four reasons of P1, and with nothing left hanging."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.plans.models import Service
from helhed.stays.models import Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment, Handover

# A wish to stop is heard face to face or on the telephone, not concluded from silence.
REAL_ATTEMPTS = 3
Reason = Enrolment.EndReason


@dataclass(frozen=True)
class Missing:
    """One thing that is missing before an enrolment can end, and what to do about it."""

    what: str | Promise
    do: str | Promise


class SomethingIsMissing(Refused):
    message = _("The enrolment is not ended: something is missing first.")

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__()
        self.missing = missing


class WriteWhyItEnds(Refused):
    message = _("Write in your own words how it was decided, so that the citizen can read it.")


def what_is_missing(enrolment: Enrolment, *, reason: str, on: date) -> list[Missing]:
    """What must be in place before the enrolment can end for this reason; empty when all is."""
    checks = {
        Reason.OWN_WISH: _missing_for_own_wish,
        Reason.HANDED_OVER: _missing_for_handover,
        Reason.AFTERCARE_COMPLETED: _missing_for_aftercare,
        Reason.DEATH: _missing_for_death,
    }
    if reason not in checks:
        return [
            Missing(
                _("This is no reason to end."),
                _("Choose own wish, hand-over, completed aftercare or death."),
            )
        ]
    missing = checks[Reason(reason)](enrolment)
    if reason != Reason.DEATH:
        missing += _missing_for_anyone(enrolment, on=on)
    return missing


@transaction.atomic
def end_enrolment(enrolment: Enrolment, *, by: User, reason: str, on: date, note: str) -> Enrolment:
    """End an enrolment; `by` is the named person who decides it (P1).

    Raises SomethingIsMissing with the list of what to do first, WriteWhyItEnds without a note.
    """
    missing = what_is_missing(enrolment, reason=reason, on=on)
    if missing:
        raise SomethingIsMissing(missing)
    if not note.strip():
        raise WriteWhyItEnds
    audit.record("casework.end_enrolment", by=by, obj=enrolment, reason=reason)
    teams.withdraw_duties(
        enrolment.citizen,
        by=by,
        because=str(Reason(reason).label),
        kinds=(
            Duty.Kind.NEXT_CONTACT,
            Duty.Kind.NOT_MET,
            Duty.Kind.OUTREACH,
            Duty.Kind.DEATH,
            Duty.Kind.REVIEW_PLAN,
        ),
    )
    ended = teams.end_enrolment(enrolment, by=by, until_day=on, reason=reason, note=note)
    contacts.follow_up(ended.citizen, by=by)
    return ended


def _missing_for_own_wish(enrolment: Enrolment) -> list[Missing]:
    noted = Contact.objects.standing().filter(
        citizen=enrolment.citizen, at__date__gte=enrolment.from_day
    )
    heard = noted.filter(outcome__in=(*Contact.FACE_TO_FACE, Contact.Outcome.PHONE))
    tried = noted.exclude(outcome=Contact.Outcome.NOTE)
    missing = []
    if not heard.exists():
        missing.append(
            Missing(
                _("Nobody has heard the wish from the citizen."),
                _("Meet or call the citizen, and note what they say in their own words."),
            )
        )
    if tried.count() < REAL_ATTEMPTS:
        missing.append(
            Missing(
                _("We have not really tried yet."),
                _("Make at least three real attempts to stay in touch first."),
            )
        )
    return missing


def _missing_for_handover(enrolment: Enrolment) -> list[Missing]:
    accepted = Handover.objects.filter(
        citizen=enrolment.citizen, from_team=enrolment.team, state=Handover.State.ACCEPTED
    )
    if accepted.exists():
        return []
    return [
        Missing(
            _("No other team has accepted to take over."),
            _("Ask the other team. Until they say yes, the citizen belongs to you."),
        )
    ]


def _missing_for_aftercare(enrolment: Enrolment) -> list[Missing]:
    aftercare = Duty.objects.filter(citizen=enrolment.citizen, kind=Duty.Kind.AFTERCARE)
    if aftercare.open().exists():
        return [Missing(_("Aftercare is still open."), _("Finish it together with the citizen."))]
    if not aftercare.filter(done_at__isnull=False).exists():
        return [
            Missing(
                _("There has been no aftercare."),
                _("End the help in the plan; then the follow-up opens by itself."),
            )
        ]
    return []


def _missing_for_death(enrolment: Enrolment) -> list[Missing]:
    if enrolment.citizen.deceased_on is not None:
        return []
    return [Missing(_("No death is noted."), _("Note the death first."))]


def _missing_for_anyone(enrolment: Enrolment, *, on: date) -> list[Missing]:
    citizen = enrolment.citizen
    missing = []
    if Stay.objects.standing().filter(citizen=citizen, tonight=Stay.UNANSWERED).exists():
        missing.append(
            Missing(
                _("Nobody knows where the citizen sleeps tonight."),
                _("Answer “where tonight?” first."),
            )
        )
    if Service.objects.given_on(on).filter(citizen=citizen).exists():
        missing.append(
            Missing(
                _("The citizen still receives help in the plan."),
                _("Agree with the citizen how each of them ends or who goes on with it."),
            )
        )
    if Duty.objects.open().filter(citizen=citizen, acute=True, due_at__gte=clock.now()).exists():
        missing.append(
            Missing(_("An acute duty is open."), _("Finish it, or find out who takes it."))
        )
    return missing
