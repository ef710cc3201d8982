"""Expect a cost, grant it, change it, end it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions.models import Decision
from helhed.money.amounts import PARTS
from helhed.money.models import Cost, Share


class NotTheWhole(Refused):
    message = _("The payers' parts must make 100 percent together.")


class CannotChange(Refused):
    message = _("Only a granted cost that still runs can get an expected change.")


class StandsOnACase(Refused):
    message = _(
        "The caseworker has noted it on a case that is not decided yet, and removes it there. When"
        " the case is closed without help, it is given up by itself."
    )


class DecisionOfAnother(Refused):
    message = _("Choose a completed decision about the same citizen.")


@dataclass(frozen=True)
class Part:
    """A payer's part in hundredths of a percent: 5,000 is half."""

    payer: str
    parts: int
    name: str = ""


@transaction.atomic
def expect_cost(
    citizen: Citizen,
    *,
    by: User,
    what: str,
    oere: int,
    per: str,
    from_day: date,
    parts: Sequence[Part],
    until_day: date | None = None,
    provider: str = "",
    basis_code: str = "",
    source: str = "",
) -> Cost:
    """Note what help will cost before it is granted, so that the forecast knows."""
    cost = Cost(
        citizen=citizen,
        what=what.strip(),
        oere=oere,
        per=per,
        from_day=from_day,
        until_day=until_day,
        provider=provider.strip(),
        basis_code=basis_code,
        source=source.strip(),
    )
    save_cost(cost, parts)
    audit.record("money.expect_cost", by=by, obj=cost)
    return cost


def save_cost(cost: Cost, parts: Sequence[Part]) -> None:
    """A new cost with its payers. Raises NotTheWhole, AgainstARule."""
    if sum(part.parts for part in parts) != PARTS:
        raise NotTheWhole
    checked(cost).save()
    _save_shares(cost, parts)


def _save_shares(cost: Cost, parts: Sequence[Part]) -> None:
    for place, part in enumerate(parts, start=1):
        share = Share(
            citizen_id=cost.citizen_id,
            cost=cost,
            payer=part.payer,
            name=part.name.strip(),
            parts=part.parts,
            place=place,
        )
        checked(share).save()


@transaction.atomic
def grant_cost(cost: Cost, *, by: User | None, decision: Decision) -> Cost:
    """The decision is made: the cost is granted, and if it is a change, it takes over.

    The granted cost it changes ends on the change's first day.
    """
    if decision.citizen_id != cost.citizen_id or decision.completed_at is None:
        raise DecisionOfAnother
    cost.kind, cost.decision = Cost.Kind.GRANTED, decision
    checked(cost).save(update_fields=["kind", "decision"])
    if cost.changes is not None:
        _take_over(cost.changes, cost)
    audit.record("money.grant_cost", by=by, obj=cost, decision=decision.pk)
    return cost


def _take_over(old: Cost, new: Cost) -> None:
    old.until_day = max(new.from_day, old.from_day)
    old.replaced_by = new
    checked(old).save(update_fields=["until_day", "replaced_by"])


@transaction.atomic
def change_cost(
    cost: Cost,
    *,
    by: User,
    oere: int,
    from_day: date,
    until_day: date | None = None,
    parts: Sequence[Part] = (),
    source: str = "",
) -> Cost:
    """Expect a change of a granted cost. The granted one counts until the change is granted."""
    if cost.kind != Cost.Kind.GRANTED or cost.replaced_by_id or cost.given_up_on:
        raise CannotChange
    if cost.until_day is not None and cost.until_day <= from_day:
        raise CannotChange
    same = [Part(share.payer, share.parts, share.name) for share in cost.shares.all()]
    change = Cost(
        citizen_id=cost.citizen_id,
        what=cost.what,
        oere=oere,
        per=cost.per,
        from_day=from_day,
        until_day=until_day or cost.until_day,
        provider=cost.provider,
        basis_code=cost.basis_code,
        changes=cost,
        source=source.strip(),
    )
    save_cost(change, parts or same)
    audit.record("money.change_cost", by=by, obj=change, changes=cost.pk)
    return change


@transaction.atomic
def end_cost(cost: Cost, *, by: User, until_day: date) -> Cost:
    """The help ends: `until_day` is the first day it costs nothing."""
    cost.until_day = until_day
    checked(cost).save(update_fields=["until_day"])
    audit.record("money.end_cost", by=by, obj=cost, until_day=until_day.isoformat())
    return cost


@transaction.atomic
def give_up_cost(cost: Cost, *, by: User | None, on: date, because: str) -> Cost:
    """An expected cost that will not come: from now on no sum and no forecast counts it.

    Raises CannotChange for a granted one, and for one given up already.
    """
    if cost.kind != Cost.Kind.EXPECTED or cost.given_up_on is not None:
        raise CannotChange(_("A granted cost ends on a day; only an expected one is given up."))
    cost.given_up_on, cost.given_up_because = on, because.strip()
    checked(cost).save(update_fields=["given_up_on", "given_up_because"])
    audit.record("money.give_up_cost", by=by, obj=cost)
    return cost


@transaction.atomic
def keep_cost(cost: Cost, *, by: User) -> Cost:
    """Undo that an expected cost was given up. Raises StandsOnACase for a caseworker's."""
    must_be_ours(cost)
    if cost.given_up_on is None:
        return cost
    cost.given_up_on, cost.given_up_because = None, ""
    checked(cost).save(update_fields=["given_up_on", "given_up_because"])
    audit.record("money.keep_cost", by=by, obj=cost)
    return cost


def must_be_ours(cost: Cost) -> None:
    """Raises StandsOnACase: what a caseworker expects is held against the mandate of the case."""
    if cost.case_id is not None:
        raise StandsOnACase


@transaction.atomic
def divide_cost(cost: Cost, *, by: User, parts: Sequence[Part]) -> Cost:
    """Who pays what from now on; lines already booked stand as they are."""
    if sum(part.parts for part in parts) != PARTS:
        raise NotTheWhole
    cost.shares.all().delete()
    _save_shares(cost, parts)
    audit.record("money.divide_cost", by=by, obj=cost)
    return cost
