"""What stays beside a record: the citizen's own remarks, and the word that it may not be erased."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Hold, Remark, of_the_person
from helhed.core.errors import Refused


class WriteTheWords(Refused):
    message = _("Write what it is about, and the citizen's own words.")


class SayWhyItStays(Refused):
    message = _("Write why the record must stay.")


class SayWhyItMayGo(Refused):
    message = _("Write why the record need not be held back any more.")


class HeldAlready(Refused):
    message = _("It is held back already.")


class LookAgainLater(Refused):
    message = _("Choose a later day to look at it again.")


class LiftedAlready(Refused):
    message = _("It is not held back any more.")


@transaction.atomic
def add_remark(citizen: Citizen, *, by: User, about: str, words: str, said_on: date) -> Remark:
    """The citizen sees it differently: their words stand beside what is written (GDPR art. 16)."""
    if not about.strip() or not words.strip():
        raise WriteTheWords
    remark = Remark(
        citizen=citizen,
        about=about.strip()[:200],
        words=words.strip(),
        said_on=said_on,
        noted_by=by,
    )
    remark.save()
    audit.record("citizens.add_remark", by=by, obj=remark)
    return remark


@transaction.atomic
def hold(citizen: Citizen, *, by: User, why: str, review_on: date, on: date) -> Hold:
    """The record may not be erased until somebody lifts it, also after the day of review."""
    if not why.strip():
        raise SayWhyItStays
    if review_on <= on:
        raise LookAgainLater
    if Hold.objects.filter(of_the_person(citizen.pk), lifted_on__isnull=True).exists():
        raise HeldAlready
    held = Hold(citizen=citizen, why=why.strip()[:300], from_day=on, review_on=review_on, set_by=by)
    held.save()
    audit.record("citizens.hold", by=by, obj=held, review_on=review_on)
    return held


@transaction.atomic
def lift_hold(held: Hold, *, by: User, because: str, on: date) -> Hold:
    """The record follows the rules of keeping again."""
    held = Hold.objects.select_for_update().get(pk=held.pk)
    if held.lifted_on is not None:
        raise LiftedAlready
    if not because.strip():
        raise SayWhyItMayGo
    held.lifted_on, held.lifted_by, held.lifted_because = on, by, because.strip()[:300]
    held.save(update_fields=["lifted_on", "lifted_by", "lifted_because"])
    audit.record("citizens.lift_hold", by=by, obj=held)
    return held
