"""The caseworker notes what help will cost, and who pays, before the decision is made."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.decisions import registers
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile
from helhed.decisions.verbs.cases import must_be_open
from helhed.money.expected import dearest_month, expected_of
from helhed.money.models import Cost
from helhed.money.verbs.costs import Part, give_up_cost, save_cost


@transaction.atomic
def expect_cost_of_case(
    case: CaseFile,
    *,
    by: User,
    oere: int,
    per: str,
    from_day: date,
    parts: Sequence[Part],
    until_day: date | None = None,
    provider: str = "",
    source: str = "",
) -> Cost:
    """Note one cost of what the citizen asks for. Raises IsClosed when the case is.

    It is named by the paragraph, never in words of its own: the controller who sees the amount
    learns of no person. The draft is held against the mandate's limit with all such costs
    together.
    """
    case = must_be_open(case)
    cost = Cost(
        citizen_id=case.citizen_id,
        case=case,
        what=registers.legal_basis(case.basis_code, on=clock.today()).title,
        basis_code=case.basis_code,
        provider=provider.strip(),
        oere=oere,
        per=per,
        from_day=from_day,
        until_day=until_day,
        source=source.strip(),
    )
    save_cost(cost, parts)
    _hold_against_the_mandate(case, by=by)
    audit.record("money.expect_cost_of_case", by=by, obj=cost, case=case.pk)
    return cost


@transaction.atomic
def drop_expected_cost(cost: Cost, *, by: User, on: date) -> Cost:
    """The cost will not come, or was noted wrongly. Raises IsClosed, CannotChange."""
    case = must_be_open(cost.case) if cost.case is not None else None
    cost = give_up_cost(cost, by=by, on=on, because=_("The caseworker removed it from the case."))
    if case is not None:
        _hold_against_the_mandate(case, by=by)
    return cost


def _hold_against_the_mandate(case: CaseFile, *, by: User) -> None:
    draft = decisions.draft_decision(case, by=by)
    amount = dearest_month(expected_of(case)) or None
    if draft.dkk_a_month != amount:
        decisions.write_decision(draft, by=by, based_on=draft.version, dkk_a_month=amount)
