"""Naming departments, partners and committees, and noting what was decided at which meeting."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy import agenda
from helhed.strategy.models import AgendaItem, Committee, Party


class NotAnAgendaItem(Refused):
    message = _(
        "Write the meeting and the item as for example “SU den 2. marts 2026, pkt. 14”, one item."
    )


@transaction.atomic
def name_party(
    name: str,
    *,
    by: User,
    kind: str = Party.Kind.OTHER,
    part_of: Party | None = None,
    cvr: str = "",
) -> Party:
    """The department or partner of that name (or alias): the one that is known, else a new one."""
    said = " ".join(name.split())
    known = Party.objects.filter(Q(name__iexact=said) | Q(aliases__contains=[said])).first()
    if known is not None:
        return known
    party = Party(name=said, kind=kind, part_of=part_of, cvr=cvr.strip())
    checked(party).save()
    audit.record("strategy.name_party", by=by, obj=party, kind=kind)
    return party


@transaction.atomic
def name_committee(
    name: str, *, by: User, short: str = "", aliases: Sequence[str] = ()
) -> Committee:
    """The committee of that name, short form or alias: the one that is known, else a new one."""
    said = " ".join(name.split())
    known = committee_called(said)
    if known is not None:
        return known
    committee = Committee(name=said, short=short.strip(), aliases=list(aliases))
    checked(committee).save()
    audit.record("strategy.name_committee", by=by, obj=committee)
    return committee


def committee_called(said: str) -> Committee | None:
    """The committee known by the name, the short form or an alias."""
    called = Q(name__iexact=said) | Q(short__iexact=said) | Q(aliases__contains=[said])
    return Committee.objects.filter(called).first()


@transaction.atomic
def note_agenda_item(
    committee: Committee,
    *,
    by: User,
    held_on: date,
    number: int,
    kind: str = AgendaItem.Kind.DECISION,
    title: str = "",
    decision: str = "",
    journal_no: str = "",
    raw: str = "",
) -> AgendaItem:
    """The item of the meeting: the one that is known, else a new one."""
    known = AgendaItem.objects.filter(committee=committee, held_on=held_on, number=number).first()
    if known is not None:
        return known
    item = AgendaItem(
        committee=committee,
        held_on=held_on,
        number=number,
        kind=kind,
        title=title.strip(),
        decision=decision.strip(),
        journal_no=journal_no.strip(),
        raw=raw.strip()[:300],
    )
    checked(item).save()
    audit.record("strategy.note_agenda_item", by=by, obj=item, committee=committee.pk)
    return item


def note_reference(said: str | AgendaItem | None, *, by: User) -> AgendaItem | None:
    """The agenda item a person wrote as documents print it; None when nothing was written.

    Raises NotAnAgendaItem unless it is exactly one item. An unknown committee becomes known.
    """
    if not isinstance(said, str):
        return said
    if not an_item_at_most(said):
        return None
    reference = agenda.references(said)[0]
    short = reference.body if reference.body.isupper() else ""
    committee = name_committee(reference.body, by=by, short=short)
    journals = agenda.journal_numbers(said)
    return note_agenda_item(
        committee,
        by=by,
        held_on=reference.held_on,
        number=reference.number,
        journal_no=journals[0] if journals else "",
        raw=reference.raw,
    )


def an_item_at_most(said: str, *, or_raise: Callable[[Any], Exception] = NotAnAgendaItem) -> str:
    """What was said, if it is one agenda item or nothing; else raises with the sentence."""
    written = said.strip()
    if written and len(agenda.references(written)) != 1:
        raise or_raise(NotAnAgendaItem.message)
    return written
