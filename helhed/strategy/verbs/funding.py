"""Where the money of an initiative comes from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import AgendaItem, Funding, Initiative, Partnership
from helhed.strategy.verbs.parties import note_reference


@transaction.atomic
def add_funding(
    initiative: Initiative,
    *,
    by: User,
    kind: str,
    agreement: str = "",
    amount_dkk: Decimal | None = None,
    per: str = Funding.Per.TOTAL,
    from_day: date | None = None,
    last_day: date | None = None,
    agenda_item: AgendaItem | str | None = None,
    partnership: Partnership | None = None,
) -> Funding:
    """Money for the initiative; an amount that is not known is left out, not made 0."""
    funding = Funding(
        initiative=initiative,
        kind=kind,
        agreement=agreement.strip(),
        amount_dkk=amount_dkk,
        per=per,
        from_day=from_day,
        last_day=last_day,
        agenda_item=note_reference(agenda_item, by=by),
        partnership=partnership,
    )
    checked(funding).save()
    audit.record("strategy.add_funding", by=by, obj=funding, initiative=initiative.pk)
    return funding


@transaction.atomic
def edit_funding(
    funding: Funding,
    *,
    by: User,
    based_on: int,
    kind: str,
    agreement: str = "",
    amount_dkk: Decimal | None = None,
    per: str = Funding.Per.TOTAL,
    from_day: date | None = None,
    last_day: date | None = None,
) -> Funding:
    """Raises Conflict with both texts when somebody changed it since version `based_on`."""
    fields: dict[str, Any] = {
        "kind": kind,
        "agreement": agreement.strip(),
        "amount_dkk": amount_dkk,
        "per": per,
        "from_day": from_day,
        "last_day": last_day,
    }
    check_fields(funding, **fields)
    save_if_unchanged(funding, based_on=based_on, **fields)
    audit.record("strategy.edit_funding", by=by, obj=funding, version=funding.version)
    return funding


@transaction.atomic
def remove_funding(funding: Funding, *, by: User) -> None:
    """Take it out of the initiative; its earlier versions are kept."""
    audit.record("strategy.remove_funding", by=by, obj=funding, initiative=funding.initiative_id)
    funding.delete()
