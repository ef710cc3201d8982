"""What we know, whom we ask on what basis, and what the citizen hears of it before we decide."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Consent
from helhed.core import clock
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions.models import CaseFact, CaseFile, Collection, Hearing, Representative
from helhed.decisions.verbs.cases import must_be_open


class ConsentDoesNotReach(Refused):
    message = _(
        "The consent is not the citizen's, has been withdrawn, or has run out. Ask the citizen."
    )


class NothingToHear(Refused):
    message = _("There is nothing the citizen has not heard. You can decide.")


class AlreadyAnswered(Refused):
    message = _("The citizen has answered already.")


class SayWhatWasAnswered(Refused):
    message = _("Write the answer, or why you decide without it.")


@transaction.atomic
def note_fact(
    case: CaseFile,
    *,
    by: User,
    text: str,
    source: str,
    dated_on: date,
    known_to_citizen: bool = True,
    against: bool = False,
    weighs: bool = True,
    collection: Collection | None = None,
) -> CaseFact:
    """One thing we know, from whom and when; what the citizen must hear is found by itself."""
    must_be_open(case)
    fact = CaseFact(
        citizen_id=case.citizen_id,
        case=case,
        text=text.strip(),
        source=source.strip(),
        dated_on=dated_on,
        known_to_citizen=known_to_citizen,
        against=against,
        weighs=weighs,
        collection=collection,
        noted_by=by,
    )
    checked(fact).save()
    audit.record("decisions.note_fact", by=by, obj=fact, hear=fact.must_be_heard)
    return fact


@transaction.atomic
def collect(
    case: CaseFile,
    *,
    by: User,
    from_whom: str,
    what: str,
    basis: str,
    asked_on: date,
    consent: Consent | None = None,
    ground: str = "",
) -> Collection:
    """Ask others, with the citizen's consent or by a ground in the law (retssikkerhedsloven § 11).

    Raises ConsentDoesNotReach for a consent that is not valid that day. WITHOUT notes that the
    citizen said no: nobody is asked, and the case is decided on what is there.
    """
    must_be_open(case)
    if basis == Collection.Basis.CONSENT and consent is not None:
        valid = Consent.objects.valid_on(asked_on).filter(
            pk=consent.pk, citizen=case.citizen_id, kind=Consent.Kind.COLLECTION
        )
        if not valid.exists():
            raise ConsentDoesNotReach
    row = Collection(
        citizen_id=case.citizen_id,
        case=case,
        from_whom=from_whom.strip(),
        what=what.strip(),
        basis=basis,
        consent=consent if basis == Collection.Basis.CONSENT else None,
        ground=ground.strip(),
        asked_on=asked_on,
        asked_by=by,
    )
    checked(row).save()
    # A ground without consent is seen by the leader in the log.
    audit.record("decisions.collect", by=by, obj=row, basis=basis)
    return row


@transaction.atomic
def answer_collection(
    row: Collection, *, by: User, on: date, answer: str = "", done_without: str = ""
) -> Collection:
    """The others have answered; or we decide without, and say why."""
    must_be_open(row.case)
    if not answer.strip() and not done_without.strip():
        raise SayWhatWasAnswered
    if answer.strip():
        row.answer, row.answered_on = answer.strip(), on
    row.done_without = done_without.strip()
    row.version += 1
    checked(row).save()
    audit.record("decisions.answer_collection", by=by, obj=row, came=bool(row.answered_on))
    return row


@transaction.atomic
def start_hearing(
    case: CaseFile, *, by: User, how: str, answer_by: date, agreed: bool = True
) -> Hearing:
    """Read the facts that speak against to the citizen and agree a day for the answer.

    Takes all that must be heard and has not been (forvaltningsloven § 19). Raises NothingToHear.
    """
    must_be_open(case)
    facts = [f for f in case.facts.all() if f.must_be_heard and f.hearing_id is None]
    if not facts:
        raise NothingToHear
    hearing = Hearing(
        citizen_id=case.citizen_id,
        case=case,
        how=how,
        started_on=clock.today(),
        started_by=by,
        answer_by=answer_by,
        agreed=agreed,
    )
    checked(hearing).save()
    for fact in facts:
        fact.hearing = hearing
        fact.version += 1
        fact.save(update_fields=["hearing", "version"])
    audit.record("decisions.start_hearing", by=by, obj=hearing, facts=len(facts), how=how)
    return hearing


@transaction.atomic
def answer_hearing(
    hearing: Hearing,
    *,
    by: User,
    on: date,
    answer: str = "",
    answered_orally: bool = True,
    nothing_to_add: bool = False,
) -> Hearing:
    """The citizen's answer, written down when it is spoken; then nobody waits for the day."""
    must_be_open(hearing.case)
    if hearing.answered_on is not None:
        raise AlreadyAnswered
    hearing.answered_on, hearing.answer = on, answer.strip()
    hearing.answered_orally, hearing.nothing_to_add = answered_orally, nothing_to_add
    hearing.version += 1
    checked(hearing).save()
    audit.record("decisions.answer_hearing", by=by, obj=hearing, orally=answered_orally)
    return hearing


@transaction.atomic
def name_representative(
    citizen: Citizen,
    *,
    by: User,
    name: str,
    scope: str,
    from_day: date,
    until_day: date | None = None,
    gets_letters: bool = True,
) -> Representative:
    """Somebody speaks for the citizen from now on (forvaltningsloven § 8)."""
    row = Representative(
        citizen=citizen,
        name=name.strip(),
        scope=scope.strip(),
        from_day=from_day,
        until_day=until_day,
        gets_letters=gets_letters,
    )
    checked(row).save()
    audit.record("decisions.name_representative", by=by, obj=row)
    return row


@transaction.atomic
def end_representative(row: Representative, *, by: User, on: date) -> Representative:
    """The citizen speaks for themselves again, from the day on."""
    row.until_day = on
    row.version += 1
    checked(row).save(update_fields=["until_day", "version"])
    audit.record("decisions.end_representative", by=by, obj=row)
    return row
