"""Who the person is: names, CPR number, what must be kept in mind, protection."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens import cpr as numbers
from helhed.citizens.models import Citizen, NameToken, StreetName
from helhed.citizens.names import sort_key, sound, words
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.core.versions import save_if_unchanged

DETAILS = frozenset(
    {
        "name",
        "street_name",
        "description",
        "birth_date",
        "birth_year",
        "languages",
        "needs_reading_aloud",
        "digital_post",
    }
)
NAMING = frozenset({"name", "street_name"})


class MayBeKnown(Refused):
    # The same words whether a look-up or a collision found it: nobody learns where.
    message = _("The person may be known. Ask your leader.")


class CalledSomething(Refused):
    message = _("Write a name or what the person is called.")


class NoNumberWithoutName(Refused):
    message = _("A person without a name has no CPR number here.")


@transaction.atomic
def create_citizen(
    *,
    by: User,
    citizen_id: UUID | None = None,
    name: str = "",
    street_name: str = "",
    unnamed: bool = False,
    cpr: str = "",
    **details: Any,
) -> Citizen:
    """Write down a person. `casework` opens the way to the new row in the same transaction.

    `details`: description, birth_date, birth_year, languages, needs_reading_aloud, digital_post.
    Raises MayBeKnown when the CPR number stands here already, CalledSomething without any name.
    """
    name, street_name = name.strip(), street_name.strip()
    if not (street_name if unnamed else name):
        raise CalledSomething
    if unnamed and (cpr or name):
        raise NoNumberWithoutName
    citizen = Citizen(
        pk=citizen_id or new_id(),
        name=name,
        street_name=street_name,
        unnamed=unnamed,
        sort_key=sort_key(name or street_name),
        **_only_details(details),
    )
    if cpr:
        _set_cpr(citizen, cpr)
    _insert(citizen)
    note_names(citizen)
    audit.record(
        "citizens.create_citizen", by=by, obj=citizen, citizen_id=citizen.pk, unnamed=unnamed
    )
    return citizen


@transaction.atomic
def change_details(citizen: Citizen, *, by: User, based_on: int, **details: Any) -> Citizen:
    """Change what is known of the person, unless somebody else did so since version `based_on`.

    Raises Conflict with both texts. Source: core.versions.
    """
    fields = _only_details(details)
    if NAMING & fields.keys():
        name = fields.get("name", citizen.name)
        street_name = fields.get("street_name", citizen.street_name)
        if not (street_name if citizen.unnamed else name):
            raise CalledSomething
        fields["sort_key"] = sort_key(name or street_name)
    save_if_unchanged(citizen, based_on=based_on, **fields)
    if NAMING & fields.keys():
        note_names(citizen)
    audit.record(
        "citizens.change_details",
        by=by,
        obj=citizen,
        citizen_id=citizen.pk,
        fields=sorted(details),
    )
    return citizen


@transaction.atomic
def give_name(citizen: Citizen, *, by: User, name: str, cpr: str = "", **details: Any) -> Citizen:
    """The unnamed person is known by name from now on. The street name stays."""
    if not name.strip():
        raise CalledSomething
    citizen.name, citizen.unnamed = name.strip(), False
    citizen.sort_key = sort_key(citizen.name)
    for field, value in _only_details(details).items():
        setattr(citizen, field, value)
    if cpr:
        _set_cpr(citizen, cpr)
    citizen.version += 1
    _insert(citizen)
    note_names(citizen)
    audit.record("citizens.give_name", by=by, obj=citizen, citizen_id=citizen.pk)
    return citizen


@transaction.atomic
def add_street_name(citizen: Citizen, *, by: User, text: str) -> StreetName:
    """One more thing the person is called."""
    if not text.strip():
        raise CalledSomething
    known = StreetName.objects.filter(citizen=citizen, text=text.strip()).first()
    if known is not None:
        return known
    street_name = StreetName(citizen=citizen, text=text.strip()[:60])
    street_name.save()
    note_names(citizen)
    audit.record("citizens.add_street_name", by=by, obj=street_name)
    return street_name


@transaction.atomic
def remove_street_name(street_name: StreetName, *, by: User) -> None:
    audit.record("citizens.remove_street_name", by=by, obj=street_name)
    citizen = street_name.citizen
    street_name.delete()
    note_names(citizen)


@transaction.atomic
def protect(citizen: Citizen, *, by: User, until: date | None = None) -> Citizen:
    """Address protection: only named colleagues open the page, and no place is shown anywhere.

    `teams.trust_worker` names the colleagues first, so that nobody locks themselves out.
    Source: CPR-loven § 28; law.md 12.7.
    """
    audit.record("citizens.protect", by=by, obj=citizen, citizen_id=citizen.pk)
    citizen.protected, citizen.protected_until = True, until
    citizen.version += 1
    citizen.save(update_fields=["protected", "protected_until", "version"])
    return citizen


@transaction.atomic
def stop_protecting(citizen: Citizen, *, by: User) -> Citizen:
    citizen.protected, citizen.protected_until = False, None
    citizen.version += 1
    citizen.save(update_fields=["protected", "protected_until", "version"])
    audit.record("citizens.stop_protecting", by=by, obj=citizen, citizen_id=citizen.pk)
    return citizen


def _only_details(details: dict[str, Any]) -> dict[str, Any]:
    unknown = details.keys() - DETAILS
    if unknown:
        raise TypeError(f"A citizen has no {', '.join(sorted(unknown))}.")
    return dict(details)


def _set_cpr(citizen: Citizen, text: str) -> None:
    digits = numbers.normalise(text)
    citizen.cpr_index = numbers.index_of(digits)
    citizen.cpr_encrypted = numbers.encrypt(digits)


def _insert(citizen: Citizen) -> None:
    try:
        with transaction.atomic():
            citizen.save()
    except IntegrityError as error:
        if "cpr_index" in str(error):
            raise MayBeKnown from error
        raise


def note_names(citizen: Citizen) -> None:
    """Keep the pieces of the person's names in step, for search; those of merged records too."""
    NameToken.objects.filter(citizen=citizen).delete()
    if citizen.merged_into_id is not None:
        return
    records = [citizen, *Citizen.objects.filter(merged_into=citizen)]
    called = [record.street_name for record in records]
    called += citizen.streetnames.values_list("text", flat=True)
    pieces = {(NameToken.Kind.NAME, word) for record in records for word in words(record.name)}
    pieces |= {(NameToken.Kind.STREET, word) for text in called for word in words(text)}
    pieces |= {(NameToken.Kind.SOUND, sound(word)) for _kind, word in pieces if word.isalpha()}
    NameToken.objects.bulk_create(
        NameToken(citizen=citizen, kind=kind, token=token[:80]) for kind, token in sorted(pieces)
    )
