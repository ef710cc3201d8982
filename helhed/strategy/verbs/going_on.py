"""How an initiative goes on in another or ends, and the status a person says instead."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy.models import AgendaItem, Initiative, Lineage
from helhed.strategy.status import Status
from helhed.strategy.verbs.parties import note_reference


class WouldGoInACircle(Refused):
    message = _("That initiative came from this one, so it cannot go on in it.")


class GoesOnInAnother(Refused):
    message = _("Choose the initiative that it goes on in.")


class EndsHere(Refused):
    message = _("What is anchored in operations or closed does not go on in another initiative.")


class NotedAlready(Refused):
    message = _("That is noted already.")


class SayWhyAnotherStatus(Refused):
    message = _("Write why the status is another than the computed one.")


class NothingSaid(Refused):
    message = _("The status is the computed one already.")


ENDS = (Lineage.Kind.OPERATIONS, Lineage.Kind.CLOSED)


@transaction.atomic
def carry_on(
    initiative: Initiative,
    *,
    by: User,
    kind: str,
    on: date,
    to: Initiative | None = None,
    note: str = "",
    agenda_item: AgendaItem | str | None = None,
) -> Lineage:
    """How the initiative goes on (in `to`) or ends. Several rows make a split or a merger.

    `kind` is one of `Lineage.Kind`.
    """
    if to is None and kind not in (*ENDS, Lineage.Kind.POSTPONED):
        raise GoesOnInAnother
    if to is not None and kind in ENDS:
        raise EndsHere
    # Locked in one order, so that two opposite notes cannot make a circle together.
    keys = sorted([initiative.pk, *([to.pk] if to else [])])
    list(Initiative.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    if Lineage.objects.filter(from_initiative=initiative, to_initiative=to).exists():
        raise NotedAlready
    if to is not None and (to.pk == initiative.pk or leads_to(to, initiative)):
        raise WouldGoInACircle
    lineage = Lineage(
        from_initiative=initiative,
        to_initiative=to,
        kind=kind,
        on=on,
        note=note.strip(),
        agenda_item=note_reference(agenda_item, by=by),
        made_by=by,
    )
    checked(lineage).save()
    key = to.pk if to else None
    audit.record("strategy.carry_on", by=by, obj=lineage, initiative=initiative.pk, to=key)
    return lineage


def leads_to(first: Initiative, last: Initiative) -> bool:
    """Whether the way onwards from `first` reaches `last`, over any number of plans."""
    seen, here = {first.pk}, {first.pk}
    while here:
        onwards = Lineage.objects.filter(from_initiative__in=here, to_initiative__isnull=False)
        here = {key for key in onwards.values_list("to_initiative", flat=True) if key} - seen
        if last.pk in here:
            return True
        seen |= here
    return False


@transaction.atomic
def take_back_lineage(lineage: Lineage, *, by: User) -> None:
    """It was noted by mistake."""
    to = lineage.to_initiative_id
    audit.record(
        "strategy.take_back_lineage",
        by=by,
        obj=lineage,
        initiative=lineage.from_initiative_id,
        to=to,
        kind=lineage.kind,
    )
    lineage.delete()


@transaction.atomic
def override_status(
    initiative: Initiative, *, by: User, status: str, reason: str, on: date
) -> Initiative:
    """Say another status than the computed one, with a reason everybody can read."""
    initiative = _locked(initiative)
    if not reason.strip():
        raise SayWhyAnotherStatus
    initiative.status_said = Status(status)
    initiative.status_reason = reason.strip()
    initiative.status_said_by, initiative.status_said_on = by, on
    _save(initiative)
    audit.record("strategy.override_status", by=by, obj=initiative, status=status)
    return initiative


@transaction.atomic
def return_to_computed(initiative: Initiative, *, by: User) -> Initiative:
    """Let the rule speak again."""
    initiative = _locked(initiative)
    if not initiative.status_said:
        raise NothingSaid
    initiative.status_said, initiative.status_reason = "", ""
    initiative.status_said_by, initiative.status_said_on = None, None
    _save(initiative)
    audit.record("strategy.return_to_computed", by=by, obj=initiative)
    return initiative


def _locked(initiative: Initiative) -> Initiative:
    return Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)


def _save(initiative: Initiative) -> None:
    initiative.version += 1
    said = ["status_said", "status_reason", "status_said_by", "status_said_on"]
    checked(initiative).save(update_fields=[*said, "version"])
