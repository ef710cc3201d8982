"""Whom to ask about an initiative, for colleagues only: documents name them, and people move."""

from django.db import transaction
from django.db.models import Max

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import ContactPerson, Initiative


@transaction.atomic
def add_contact(
    initiative: Initiative, *, by: User, department: str = "", title: str = "", person: str = ""
) -> ContactPerson:
    """One more, after those there are."""
    last = initiative.contacts.aggregate(last=Max("place"))["last"]
    contact = ContactPerson(
        initiative=initiative,
        place=0 if last is None else last + 1,
        department=department.strip(),
        title=title.strip(),
        person=person.strip(),
    )
    checked(contact).save()
    audit.record("strategy.add_contact", by=by, obj=contact)
    return contact


@transaction.atomic
def change_contact(contact: ContactPerson, *, by: User, based_on: int, **fields: str) -> None:
    """`fields`: department, title, person. Raises Conflict when somebody changed it meanwhile."""
    said = {name: value.strip() for name, value in fields.items()}
    # What a document printed of somebody else is not kept beside the new name.
    said["raw"] = ""
    check_fields(contact, **said)
    save_if_unchanged(contact, based_on=based_on, **said)
    audit.record("strategy.change_contact", by=by, obj=contact, fields=sorted(fields))


@transaction.atomic
def remove_contact(contact: ContactPerson, *, by: User) -> None:
    audit.record("strategy.remove_contact", by=by, obj=contact)
    contact.delete()
