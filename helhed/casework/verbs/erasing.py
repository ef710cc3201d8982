"""A record that has been kept long enough is erased, whole, in every room."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.audit import verbs as audit
from helhed.audit.models import Channel
from helhed.casework import erasing
from helhed.casework.retention import Rule, due_by
from helhed.citizens.models import Citizen, Hold
from helhed.core.errors import Refused

ACTOR = "retention"


class HeldBack(Refused):
    message = _("The record is held back and may not be erased.")


class NotDue(Refused):
    message = _("The record has not been kept long enough.")


class NotDelivered(Refused):
    message = _("The archive must have the record first. Say where that is written.")


@dataclass(frozen=True)
class Erased:
    """How much is gone."""

    rows: int
    tables: int


@transaction.atomic
def erase_record(citizen_id: UUID, *, rule: Rule, on: date, delivered: str = "") -> Erased:
    """Erase what the rule says of the citizen, and of the records merged into it, for good.

    Works as the owner of the tables only; the database lets no page do it. `delivered` says where
    the delivery to the archive is written (a journal number). The log keeps one line with the key
    and how much went, and its earlier lines about the key. Raises HeldBack, NotDue, NotDelivered,
    and IntegrityError when a row of another citizen points at one of these.
    """
    citizen = Citizen.objects.select_for_update().get(pk=citizen_id)
    keys = erasing.person_keys(citizen)
    if Hold.objects.filter(citizen__in=keys, lifted_on__isnull=True).exists():
        raise HeldBack
    if rule.archived and not delivered.strip():
        raise NotDelivered
    if not due_by(rule, on=on).filter(pk=citizen.pk).exists():
        raise NotDue
    found = erasing.find(keys, rule.rooms)
    erasing.delete(found, keys)
    audit.record(
        "casework.erase_record",
        by=None,
        system_actor=ACTOR,
        citizen_id=citizen_id,
        channel=Channel.COMMAND,
        rule=rule.name,
        rows=found.rows,
        tables=len(found.keys),
        merged=keys[1:],
        delivered=delivered.strip()[:100],
    )
    return Erased(found.rows, len(found.keys))
