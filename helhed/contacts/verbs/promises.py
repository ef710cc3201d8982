"""What we say we will do, and whether we did it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact, Promise
from helhed.core.ids import new_id
from helhed.teams.models import Team


@transaction.atomic
def promise(
    citizen: Citizen,
    *,
    by: User,
    text: str,
    on: date,
    due_on: date | None = None,
    contact: Contact | None = None,
    kept_by: Team | None = None,
    promise_id: UUID | None = None,
) -> Promise:
    """Write down what we promised; a promise made on a kept contact is kept by the same team (P9).

    A repeated `promise_id`, or the same words on the same contact, returns what stands.
    """
    standing = _standing(citizen, text.strip(), contact, promise_id)
    if standing is not None:
        return standing
    made = Promise(
        id=promise_id or new_id(),
        citizen=citizen,
        text=text.strip(),
        contact=contact,
        promised_by=by,
        promised_on=on,
        due_on=due_on,
        kept_by=kept_by or (contact.kept_by if contact else None),
    )
    made.clean_fields(exclude=("citizen", "contact", "promised_by", "kept_by"))
    made.save()
    audit.record("contacts.promise", by=by, obj=made)
    return made


def _standing(
    citizen: Citizen, text: str, contact: Contact | None, promise_id: UUID | None
) -> Promise | None:
    of_citizen = Promise.objects.filter(citizen=citizen)
    if promise_id is not None:
        return of_citizen.filter(pk=promise_id).first()
    if contact is not None:
        return of_citizen.filter(contact=contact, text=text).first()
    return None


@transaction.atomic
def keep_promise(promise: Promise, *, by: User, on: date) -> Promise:
    """The promise is kept. Keeping it twice changes nothing."""
    return _close(promise, "kept_on", by=by, on=on)


@transaction.atomic
def drop_promise(promise: Promise, *, by: User, on: date) -> Promise:
    """The promise no longer holds; the citizen has been told."""
    return _close(promise, "dropped_on", by=by, on=on)


def _close(promise: Promise, column: str, *, by: User, on: date) -> Promise:
    promise = Promise.objects.select_for_update().get(pk=promise.pk)
    if promise.kept_on is None and promise.dropped_on is None:
        setattr(promise, column, on)
        promise.save(update_fields=[column])
        action = "keep" if column == "kept_on" else "drop"
        audit.record(f"contacts.{action}_promise", by=by, obj=promise)
    return promise
