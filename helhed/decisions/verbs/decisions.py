"""The decision: drafted, written, approved by another where it must, made, brought to the citizen.

P7: each decision names one authority, the official, the mandate, and the law of that day.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.audit import verbs as audit
from helhed.citizens.models import DigitalPost
from helhed.core import clock
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.decisions import clocks, costs, duties, letter, mandates, registers
from helhed.decisions.missing import Line, checklist, what_is_missing
from helhed.decisions.models import CaseFile, Decision, Delivery, LegalBasis, LetterPrint
from helhed.decisions.verbs.cases import close_as_decided, must_be_open

WRITTEN = (
    *("outcome", "content", "service_type", "hours_a_week", "dkk_a_month", "facility_code"),
    *("provider", "provider_wish", "provider_wish_followed", "reason_if_not", "from_day"),
    *("until_day", "review_on", "conditions", "facts", "considerations", "reasons_not"),
    *("citizen_view", "view_declined", "reduces_help", "notice_applies", "less_from"),
)
# What an approver has said yes to; whoever changes it asks again.
APPROVED = (
    *("outcome", "content", "hours_a_week", "dkk_a_month", "facility_code", "until_day"),
    *("reduces_help", "notice_applies", "less_from"),
)


class SomethingIsMissing(Refused):
    message = _("The decision is not made: something the law requires is missing.")

    def __init__(self, missing: list[Line]) -> None:
        super().__init__()
        self.missing = missing


class HasBeenMade(Refused):
    message = _("The decision is made and stands. A change is a new decision.")


class NotYoursToApprove(Refused):
    message = _("You cannot approve it: it is your own case, or it lies above your mandate today.")


class WithinYourMandate(Refused):
    message = _("It lies within your own mandate. You can decide.")


class NothingToDivide(Refused):
    message = _("A draft of the other part is there already.")


class NotMadeYet(Refused):
    message = _("The decision is not made yet, so there is no letter to give.")


class ExemptFromDigitalPost(Refused):
    message = _(
        "The citizen is exempt from Digital Post. Hand the letter over, read it aloud or send it on"
        " paper."
    )


class TheyMayNotReadItThere(Refused):
    message = _(
        "As far as we know, the citizen does not read Digital Post, and the time for complaints"
        " starts all the same. Write how they learn of the letter, or choose another way."
    )


@transaction.atomic
def draft_decision(case: CaseFile, *, by: User) -> Decision:
    """The draft of the case, begun once. Returns the one that stands open, if there is one."""
    case = must_be_open(case)
    draft = Decision.objects.filter(case=case, completed_at__isnull=True).first()
    if draft is not None:
        return draft
    draft = Decision(citizen_id=case.citizen_id, case=case, official=by)
    draft.save()
    audit.record("decisions.draft_decision", by=by, obj=draft)
    return draft


@transaction.atomic
def write_decision(draft: Decision, *, by: User, based_on: int, **fields: Any) -> Decision:
    """Write in the draft: `fields` are named as on the model (WRITTEN).

    Nothing is demanded yet. Raises Conflict when a colleague has written meanwhile, HasBeenMade,
    AgainstARule. An approval given falls when what it was given for is changed.
    """
    _must_be_draft(draft)
    says = {name: _stripped(value) for name, value in fields.items() if name in WRITTEN}
    check_fields(draft, **says)
    falls = any(name in says and says[name] != getattr(draft, name) for name in APPROVED)
    save_if_unchanged(draft, based_on=based_on, **says)
    draft.official = by
    if falls:
        draft.approval_asked, draft.approved_by = False, None
    draft.save(update_fields=["official", "approval_asked", "approved_by"])
    audit.record("decisions.write_decision", by=by, obj=draft, fields=sorted(says))
    return draft


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _must_be_draft(draft: Decision) -> None:
    if draft.completed_at is not None:
        raise HasBeenMade


@transaction.atomic
def divide_decision(draft: Decision, *, by: User, title: str) -> CaseFile:
    """Decide what nobody disputes now; the rest becomes a case of its own with the same clocks."""
    _must_be_draft(draft)
    case = must_be_open(draft.case)
    rest = CaseFile(
        citizen_id=case.citizen_id,
        team=case.team,
        caseworker=case.caseworker,
        title=title.strip(),
        basis_code=case.basis_code,
        case_type=case.case_type,
        received_at=case.received_at,
        how=case.how,
        words=case.words,
        words_declined=case.words_declined,
        impartial=case.impartial,
        assessment=case.assessment,
        answer_by=case.answer_by,
        start_by=case.start_by,
    )
    checked(rest).save()
    _move_disputed(case, rest)
    audit.record("decisions.divide_decision", by=by, obj=rest, divided=case.pk)
    duties.keep_case(rest, by=by, on=clock.today())
    return rest


def _move_disputed(case: CaseFile, rest: CaseFile) -> None:
    for fact in case.facts.all():
        if fact.must_be_heard:
            fact.case = rest
            fact.save(update_fields=["case"])
    for hearing in case.hearings.filter(answered_on__isnull=True):
        hearing.case = rest
        hearing.save(update_fields=["case"])


@transaction.atomic
def ask_approval(draft: Decision, *, by: User, on: date) -> Decision:
    """Ask somebody with a wider mandate. Raises WithinYourMandate when nobody need be asked."""
    _must_be_draft(draft)
    if mandates.power_of(by, draft, on=on).enough:
        raise WithinYourMandate
    draft.approval_asked, draft.approved_by, draft.official = True, None, by
    draft.version += 1
    draft.save(update_fields=["approval_asked", "approved_by", "official", "version"])
    audit.record("decisions.ask_approval", by=by, obj=draft)
    return draft


@transaction.atomic
def approve_decision(draft: Decision, *, by: User, on: date) -> Decision:
    """Another official says yes to what lies above the caseworker's mandate. Never one's own."""
    _must_be_draft(draft)
    if mandates.approving(by, draft, on=on) is None:
        raise NotYoursToApprove
    draft.approved_by = by
    draft.version += 1
    checked(draft).save(update_fields=["approved_by", "version"])
    audit.record("decisions.approve_decision", by=by, obj=draft)
    return draft


@transaction.atomic
def make_decision(draft: Decision, *, by: User, on: date) -> Decision:
    """Decide. From now on it stands, with everything known and every word of the letter.

    Raises SomethingIsMissing with the list and what to do; the database refuses it too.
    """
    draft = Decision.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    _must_be_draft(draft)
    case = must_be_open(draft.case)
    missing = what_is_missing(draft, by=by, on=on)
    if missing:
        raise SomethingIsMissing(missing)
    draft.official, draft.decided_on, draft.completed_at = by, on, clock.now()
    draft.basis = registers.legal_basis(case.basis_code, on=on)
    if draft.must_give_notice:
        draft.notice_until = clocks.earliest_reduction(on)
    draft.mandate = mandates.power_of(by, draft, on=on).mandate
    if draft.approved_by is not None:
        draft.mandate = mandates.approving(draft.approved_by, draft, on=on) or draft.mandate
    code = draft.mandate.authority_code if draft.mandate else "council"
    draft.authority = registers.authority(code, on=on)
    draft.snapshot = _snapshot(draft, by=by, on=on)
    draft.version += 1
    checked(draft).save()
    LetterPrint(
        citizen_id=draft.citizen_id,
        decision=draft,
        pdf=letter.letter_pdf(letter.letter_of(draft, by=by, on=on), draft=False),
    ).save()
    audit.record(
        "decisions.make_decision",
        by=by,
        obj=draft,
        outcome=draft.outcome,
        basis=draft.basis.pk,
        mandate=draft.mandate.pk if draft.mandate else None,
    )
    close_as_decided(case, by=by)
    return draft


def _snapshot(draft: Decision, *, by: User, on: date) -> dict[str, Any]:
    """What was known and in force that day, as plain values."""
    basis = draft.basis
    lines = checklist(draft, by=by, on=on)
    return {
        "made_on": on.isoformat(),
        "basis": _row(basis) if basis else {},
        "authority": _row(draft.authority) if draft.authority else {},
        "mandate": mandates.describe(draft.mandate),
        "assessment": _assessed(draft.case.assessment),
        "facts": [
            {"text": f.text, "source": f.source, "dated_on": f.dated_on.isoformat()}
            for f in draft.case.facts.all()
        ],
        "checklist": [
            {key: str(value) for key, value in asdict(line).items() if key in ("key", "what")}
            for line in lines
        ],
        "costs": costs.as_seen(draft.case, on=on),
        "letter": letter.as_words(letter.letter_of(draft, by=by, on=on)),
    }


def _assessed(row: Assessment | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "id": str(row.pk),
        "ended_on": _plain(row.ended_on),
        "summary": row.summary,
        "purpose": row.purpose,
        "support_need": row.support_need,
    }


def _row(row: LegalBasis | Any) -> dict[str, Any]:
    names = ("id", "code", "from_day", "until_day", "source", "certainty", *row.says)
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | str) else str(value)


@transaction.atomic
def deliver_decision(
    decision: Decision, *, by: User, how: str, came_on: date, note: str = "", although: str = ""
) -> Delivery:
    """The letter has come to the citizen; the time for complaints starts that day.

    Raises ExemptFromDigitalPost, and TheyMayNotReadItThere unless somebody says how the citizen
    learns of it: a letter counts as received in the mailbox, also when nobody opens it.
    """
    if decision.completed_at is None:
        raise NotMadeYet
    if how == Delivery.How.DIGITAL_POST:
        _may_be_read_there(decision, although)
    row = Delivery(
        citizen_id=decision.citizen_id,
        decision=decision,
        how=how,
        came_on=came_on,
        note=note.strip(),
        although=although.strip(),
        delivered_by=by,
    )
    checked(row).save()
    audit.record("decisions.deliver_decision", by=by, obj=row, how=how)
    return row


def _may_be_read_there(decision: Decision, although: str) -> None:
    citizen = decision.citizen
    if citizen.digital_post == DigitalPost.EXEMPT:
        raise ExemptFromDigitalPost
    reads_there = citizen.digital_post == DigitalPost.ACTIVE and not citizen.needs_reading_aloud
    if not reads_there and not although.strip():
        raise TheyMayNotReadItThere
