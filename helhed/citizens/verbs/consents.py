"""A yes from the citizen: given, kept, withdrawn at any time."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Consent
from helhed.core.errors import Refused


class SayWhatFor(Refused):
    message = _("Write what the consent is for and between whom, as you said it to the citizen.")


class EndsBeforeItBegins(Refused):
    message = _("The consent must end after the day it is given.")


class AlreadyWithdrawn(Refused):
    message = _("The consent has been withdrawn already.")


@transaction.atomic
def give_consent(
    citizen: Citizen,
    *,
    by: User,
    kind: str,
    purpose: str,
    parties: str,
    areas: Iterable[str] = (),
    how: str,
    given_on: date,
    until_day: date | None = None,
    note: str = "",
) -> Consent:
    """The citizen says yes. Kinds and their law: `Consent.Kind`; law.md 12.2."""
    if not purpose.strip() or not parties.strip():
        raise SayWhatFor
    if until_day is not None and until_day <= given_on:
        raise EndsBeforeItBegins
    consent = Consent(
        citizen=citizen,
        kind=kind,
        purpose=purpose.strip()[:300],
        parties=parties.strip()[:300],
        areas=sorted(areas),
        how=how,
        given_on=given_on,
        until_day=until_day,
        note=note,
    )
    consent.save()
    audit.record("citizens.give_consent", by=by, obj=consent, kind=kind, how=how)
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User, on: date) -> Consent:
    """The citizen takes the yes back from the day."""
    if consent.withdrawn_on is not None:
        raise AlreadyWithdrawn
    consent.withdrawn_on = on
    consent.save(update_fields=["withdrawn_on"])
    audit.record("citizens.withdraw_consent", by=by, obj=consent, kind=consent.kind)
    return consent
