"""Rules and mandates: begun, ended, followed by the next. Nothing is changed backwards."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import AgainstARule, checked
from helhed.core.errors import Refused
from helhed.decisions.models import Mandate, Register

Rule = TypeVar("Rule", bound=Register)


class NotBackwards(Refused):
    message = _(
        "A rule is not changed backwards: old decisions were made by it. Choose a later first day."
    )


class AlreadyEnded(Refused):
    message = _("It has ended already.")


@transaction.atomic
def add_rule(model: type[Rule], *, by: User | None, **says: Any) -> Rule:
    """A new rule from its first day. Raises AgainstARule when one of its code is in force then."""
    row = model(**says)
    row.id = f"{row.code}:{row.from_day.isoformat()}"
    _save(row)
    audit.record("decisions.add_rule", by=by, obj=row, code=row.code, from_day=row.from_day)
    return row


@transaction.atomic
def change_rule(row: Rule, *, by: User | None, from_day: date, **says: Any) -> Rule:
    """From `from_day` the rule says something else; until then it says what it did.

    Returns the new row. Raises NotBackwards unless the day lies after the row's first day.
    """
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if from_day <= row.from_day or (row.until_day is not None and from_day >= row.until_day):
        raise NotBackwards
    after = row.until_day
    row.until_day, row.shipped = from_day, False
    row.save(update_fields=["until_day", "shipped"])
    kept = {name: getattr(row, name) for name in ("code", *row.says)}
    says.setdefault("until_day", after)
    new = type(row)(**{**kept, **says, "from_day": from_day})
    new.id = f"{new.code}:{from_day.isoformat()}"
    _save(new)
    audit.record("decisions.change_rule", by=by, obj=new, code=new.code, from_day=from_day)
    return new


@transaction.atomic
def end_rule(row: Rule, *, by: User | None, on: date) -> Rule:
    """The rule is no longer in force from the day."""
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if row.until_day is not None and row.until_day <= on:
        raise AlreadyEnded
    if on <= row.from_day:
        raise NotBackwards
    row.until_day, row.shipped = on, False
    _save(row)
    audit.record("decisions.end_rule", by=by, obj=row, code=row.code, on=on)
    return row


def _save(row: Register) -> None:
    try:
        row.clean_fields()
        row.validate_constraints()
    except ValidationError as error:
        raise AgainstARule(" ".join(error.messages)) from error
    row.save()


@transaction.atomic
def give_mandate(
    *,
    by: User | None,
    official: User,
    basis_code: str,
    authority_code: str,
    from_day: date,
    given_by: str,
    until_day: date | None = None,
    amount_limit_dkk: Decimal | None = None,
    hours_limit: Decimal | None = None,
    may_approve: bool = False,
    stands_in_for: User | None = None,
) -> Mandate:
    """The official may decide by the paragraph from the day, up to the limits."""
    mandate = Mandate(
        official=official,
        basis_code=basis_code,
        authority_code=authority_code,
        from_day=from_day,
        until_day=until_day,
        amount_limit_dkk=amount_limit_dkk,
        hours_limit=hours_limit,
        may_approve=may_approve,
        stands_in_for=stands_in_for,
        given_by=given_by.strip(),
    )
    checked(mandate).save()
    audit.record(
        "decisions.give_mandate",
        by=by,
        obj=mandate,
        official=official.pk,
        basis=basis_code,
        from_day=from_day,
    )
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: User | None, on: date) -> Mandate:
    """The mandate holds no longer from the day; what was decided by it stands."""
    if mandate.until_day is not None and mandate.until_day <= on:
        raise AlreadyEnded
    mandate.until_day = on
    checked(mandate).save(update_fields=["until_day"])
    audit.record("decisions.end_mandate", by=by, obj=mandate, on=on)
    return mandate
