"""A complaint: taken down on the spot, looked at again, sent on, answered."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions import clocks, duties
from helhed.decisions.models import Complaint, Decision, LegalBasis

Reassessed = Complaint.Reassessed


class NowhereToComplain(Refused):
    message = _(
        "By this paragraph there is nobody above us to complain to. Take it up with your leader, or"
        " help the citizen to the citizens' adviser."
    )


class AlreadyReassessed(Refused):
    message = _("It has been looked at again already.")


class ReassessFirst(Refused):
    message = _("We look at our own decision again first. Then it is sent on.")


class NothingToSend(Refused):
    message = _("The citizen was right, and a new decision is made. There is nothing to send on.")


class AlreadySent(Refused):
    message = _("It has been sent already.")


class NotSent(Refused):
    message = _("It has not been sent on, so there is no answer to note.")


@transaction.atomic
def take_complaint(
    decision: Decision, *, by: User, received_on: date, how: str, words: str
) -> Complaint:
    """Write down what the citizen says. A complaint needs no form, and late ones are taken too.

    Raises NowhereToComplain by the law of the day the decision was made.
    """
    basis = decision.basis
    if basis is None or basis.appeal == LegalBasis.Appeal.NONE:
        raise NowhereToComplain
    row = Complaint(
        citizen_id=decision.citizen_id,
        decision=decision,
        received_on=received_on,
        how=how,
        words=words.strip(),
        taken_by=by,
        late=_is_late(decision, received_on),
        reassess_by=clocks.reassess_by(received_on=received_on),
    )
    checked(row).save()
    audit.record("decisions.take_complaint", by=by, obj=row, how=how, late=row.late)
    duties.open_reassessment(row, by=by)
    return row


def _is_late(decision: Decision, on: date) -> bool:
    came = decision.deliveries.order_by("came_on", "id").values_list("came_on", flat=True).first()
    # What has not been brought to the citizen has no deadline yet.
    if came is None or decision.basis is None:
        return False
    last = clocks.complain_by(decision.basis, came_on=came)
    return last is not None and on > last


@transaction.atomic
def reassess(
    complaint: Complaint, *, by: User, on: date, reassessed: str, reasons: str
) -> Complaint:
    """Look at our own decision again, with reasons. What is not changed in full is sent on."""
    complaint = _lock(complaint)
    if complaint.reassessed_on is not None:
        raise AlreadyReassessed
    complaint.reassessed_on, complaint.reassessed = on, reassessed
    complaint.reassessed_by, complaint.reasons = by, reasons.strip()
    complaint.version += 1
    checked(complaint).save()
    audit.record("decisions.reassess", by=by, obj=complaint, reassessed=reassessed)
    duties.close_reassessment(complaint, by=by, note=str(complaint.get_reassessed_display()))
    return complaint


@transaction.atomic
def send_on(complaint: Complaint, *, by: User, on: date) -> Complaint:
    """The complaint goes to the board with the case."""
    complaint = _lock(complaint)
    if complaint.reassessed_on is None:
        raise ReassessFirst
    if complaint.reassessed == Reassessed.CHANGED:
        raise NothingToSend
    if complaint.sent_on is not None:
        raise AlreadySent
    complaint.sent_on = on
    complaint.version += 1
    checked(complaint).save()
    audit.record("decisions.send_on", by=by, obj=complaint)
    return complaint


@transaction.atomic
def note_result(complaint: Complaint, *, by: User, on: date, result: str) -> Complaint:
    """What the board has decided."""
    complaint = _lock(complaint)
    if complaint.sent_on is None:
        raise NotSent
    complaint.result, complaint.result_on = result, on
    complaint.version += 1
    checked(complaint).save()
    audit.record("decisions.note_result", by=by, obj=complaint, result=result)
    return complaint


def _lock(complaint: Complaint) -> Complaint:
    return Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
