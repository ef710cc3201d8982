"""A case from the first word: opened, informed, heard, told of delay, closed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.decisions import clocks, duties, registers
from helhed.decisions.models import AnonymousTreatment, CaseFile, DelayNotice, LegalBasis
from helhed.teams.models import Team


class IsClosed(Refused):
    message = _("The case is closed. Open a new one if the citizen asks again.")


class NoCaseNeeded(Refused):
    message = _("By this paragraph nothing is decided; no case is needed.")


class WordsOrNo(Refused):
    message = _("Write the citizen's own words, or note that they were asked and would not say.")


class AnotherPerson(Refused):
    message = _("The assessment is about somebody else.")


class SetAside(Refused):
    message = _("The assessment was set aside. Take it up again first, or choose another.")


class NotAnonymous(Refused):
    message = _("By this paragraph one cannot be anonymous.")


class HasBegun(Refused):
    message = _("The treatment has begun already.")


class HasEnded(Refused):
    message = _("The treatment has ended already.")


class CannotClose(Refused):
    message = _("A case is closed by its decision, by the citizen's wish, or by sending it on.")


# By these nothing is decided about one citizen, so there is no case.
NO_CASE = "none"


@transaction.atomic
def open_case(
    citizen: Citizen,
    *,
    by: User,
    team: Team,
    title: str,
    basis_code: str,
    received_at: datetime,
    how: str,
    words: str = "",
    leaves_on: date | None = None,
    leaves_from: str = "",
    impartial: bool = True,
) -> CaseFile:
    """Begin the case; its clocks started when the citizen asked, not when somebody filled this in.

    `by` is the caseworker. Opens the duty to decide it, and for treatment the duty to start.
    """
    basis = _basis(basis_code, received_at)
    case = CaseFile(
        citizen=citizen,
        team=team,
        caseworker=by,
        title=title.strip(),
        basis_code=basis_code,
        case_type=basis.case_type,
        received_at=received_at,
        how=how,
        words=words.strip(),
        leaves_on=leaves_on,
        leaves_from="" if citizen.protected else leaves_from.strip(),
        impartial=impartial,
        answer_by=clocks.answer_by(basis.case_type, asked_at=received_at),
        start_by=clocks.start_by(basis, asked_at=received_at),
    )
    checked(case).save()
    audit.record("decisions.open_case", by=by, obj=case, basis=basis_code, how=how)
    duties.keep_case(case, by=by, on=clock.today())
    return case


def _basis(code: str, at: datetime) -> LegalBasis:
    basis = registers.legal_basis(code, on=clocks.started_on(at))
    if basis.case_type == NO_CASE:
        raise NoCaseNeeded
    return basis


def must_be_open(case: CaseFile) -> CaseFile:
    """The row, locked, if the case is open. Raises IsClosed."""
    row = CaseFile.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.closed_on is not None:
        raise IsClosed
    return row


@transaction.atomic
def choose_basis(case: CaseFile, *, by: User, basis_code: str) -> CaseFile:
    """Another paragraph fits better. What was promised the citizen stands; the earlier day wins."""
    case = must_be_open(case)
    basis = _basis(basis_code, case.received_at)
    case.basis_code, case.case_type = basis_code, basis.case_type
    case.answer_by = min(
        case.answer_by, clocks.answer_by(basis.case_type, asked_at=case.received_at)
    )
    case.start_by = clocks.start_by(basis, asked_at=case.received_at)
    case.version += 1
    checked(case).save()
    audit.record("decisions.choose_basis", by=by, obj=case, basis=basis_code)
    duties.keep_case(case, by=by, on=clock.today())
    return case


@transaction.atomic
def rest_on(case: CaseFile, *, by: User, assessment: Assessment | None) -> CaseFile:
    """The decision rests on this assessment; None lets it rest on the facts of the case alone.

    Raises AnotherPerson for the assessment of somebody else, SetAside for one that was left.
    """
    case = must_be_open(case)
    if assessment is not None and case.citizen_id not in (
        assessment.citizen_id,
        assessment.citizen.merged_into_id,
    ):
        raise AnotherPerson
    if assessment is not None and assessment.state == Assessment.State.SET_ASIDE:
        raise SetAside
    case.assessment = assessment
    case.version += 1
    case.save(update_fields=["assessment", "version"])
    audit.record(
        "decisions.rest_on", by=by, obj=case, assessment=assessment.pk if assessment else None
    )
    return case


@transaction.atomic
def note_words(
    case: CaseFile, *, by: User, based_on: int, words: str = "", words_declined: bool = False
) -> CaseFile:
    """What the citizen wishes, in their own words; or that they were asked and would not say."""
    if not words.strip() and not words_declined:
        raise WordsOrNo
    must_be_open(case)
    save_if_unchanged(case, based_on=based_on, words=words.strip(), words_declined=words_declined)
    audit.record("decisions.note_words", by=by, obj=case)
    return case


@transaction.atomic
def note_leaving(
    case: CaseFile, *, by: User | None, leaves_on: date | None, leaves_from: str = ""
) -> CaseFile:
    """The day the citizen leaves the place they are in: support is decided before then."""
    case = must_be_open(case)
    case.leaves_on = leaves_on
    case.leaves_from = "" if case.citizen.protected else leaves_from.strip()
    case.version += 1
    case.save(update_fields=["leaves_on", "leaves_from", "version"])
    audit.record("decisions.note_leaving", by=by, obj=case, leaves_on=leaves_on)
    duties.keep_case(case, by=by, on=clock.today())
    return case


@transaction.atomic
def pass_case(
    case: CaseFile, *, by: User, to: User, impartial: bool = True, note: str = ""
) -> CaseFile:
    """Another caseworker takes it, with its clocks as they stand (forvaltningsloven § 3)."""
    case = must_be_open(case)
    case.caseworker, case.impartial = to, impartial
    case.version += 1
    case.save(update_fields=["caseworker", "impartial", "version"])
    audit.record("decisions.pass_case", by=by, obj=case, to=to.pk)
    duties.keep_case(case, by=by, on=clock.today())
    return case


@transaction.atomic
def tell_delay(case: CaseFile, *, by: User, new_day: date, reason: str, how: str) -> DelayNotice:
    """Tell the citizen that the answer comes later, why, and when (retssikkerhedsloven § 3)."""
    case = must_be_open(case)
    notice = DelayNotice(
        citizen_id=case.citizen_id,
        case=case,
        told_on=clock.today(),
        new_day=new_day,
        reason=reason.strip(),
        how=how,
        told_by=by,
    )
    checked(notice).save()
    cause = duties.cause_of_delay(case)
    duties.finish(case.citizen, duties.Kind.DELAY_NOTICE, cause, by=by, note="")
    case.answer_by = new_day
    case.version += 1
    case.save(update_fields=["answer_by", "version"])
    audit.record("decisions.tell_delay", by=by, obj=notice, new_day=new_day)
    duties.keep_case(case, by=by, on=clock.today())
    return notice


@transaction.atomic
def close_case(case: CaseFile, *, by: User | None, closing: str, note: str = "") -> CaseFile:
    """The citizen no longer asks, or it is sent on to whom it belongs. Silence closes nothing (P1).

    Raises CannotClose for anything else: an answer is a decision.
    """
    if closing not in (
        CaseFile.Closing.WITHDRAWN,
        CaseFile.Closing.FORWARDED,
        CaseFile.Closing.DEATH,
    ):
        raise CannotClose
    if closing != CaseFile.Closing.DEATH and not note.strip():
        raise SayHowYouKnow
    case = must_be_open(case)
    _close(case, closing=closing, note=note)
    audit.record("decisions.close_case", by=by, obj=case, closing=closing)
    duties.keep_case(case, by=by, on=clock.today())
    return case


class SayHowYouKnow(Refused):
    message = _(
        "Write what the citizen said, or to whom it is sent on. Not having come is no answer."
    )


def _close(case: CaseFile, *, closing: str, note: str = "") -> None:
    case.closed_on, case.closing, case.closing_note = clock.today(), closing, note.strip()[:300]
    case.version += 1
    checked(case).save()


@transaction.atomic
def close_as_decided(case: CaseFile, *, by: User) -> CaseFile:
    """The last of what was asked for has been decided."""
    case = must_be_open(case)
    _close(case, closing=CaseFile.Closing.DECIDED)
    duties.keep_case(case, by=by, on=clock.today())
    return case


@transaction.atomic
def ask_anonymously(
    *, by: User, team: Team, called: str, basis_code: str, asked_at: datetime
) -> AnonymousTreatment:
    """Somebody without a name asks for treatment: the fourteen days run for them too."""
    basis = registers.legal_basis(basis_code, on=clocks.started_on(asked_at))
    begins = clocks.start_by(basis, asked_at=asked_at)
    if not basis.anonymous_allowed or begins is None:
        raise NotAnonymous
    row = AnonymousTreatment(
        team=team,
        called=called.strip(),
        basis_code=basis_code,
        asked_at=asked_at,
        start_by=begins,
        noted_by=by,
    )
    checked(row).save()
    audit.record("decisions.ask_anonymously", by=by, obj=row, basis=basis_code)
    return row


@transaction.atomic
def start_anonymously(row: AnonymousTreatment, *, by: User, on: date) -> AnonymousTreatment:
    """The anonymous treatment has begun."""
    if row.started_on is not None:
        raise HasBegun
    if row.ended_on is not None:
        raise HasEnded
    row.started_on = on
    row.version += 1
    row.save(update_fields=["started_on", "version"])
    audit.record("decisions.start_anonymously", by=by, obj=row)
    return row


@transaction.atomic
def end_anonymously(
    row: AnonymousTreatment, *, by: User, on: date, because: str
) -> AnonymousTreatment:
    """The treatment without a name is over, begun or not. Not having come is no end (P1)."""
    if row.ended_on is not None:
        raise HasEnded
    row.ended_on, row.ended_because = on, because.strip()[:300]
    row.version += 1
    checked(row).save(update_fields=["ended_on", "ended_because", "version"])
    audit.record("decisions.end_anonymously", by=by, obj=row)
    return row
