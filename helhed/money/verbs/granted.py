"""What is decided is taken in: what was expected of the case is granted, or given up."""

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.decisions.models import Decision
from helhed.money.amounts import PARTS
from helhed.money.models import Cost, Payer
from helhed.money.verbs.costs import Part, give_up_cost, grant_cost, save_cost

GRANTED = ("granted", "partly")


@transaction.atomic
def take_in_decisions(*, by: User | None, on: date) -> list[Cost]:
    """What completed decisions cost that have no granted cost yet; gives the new ones.

    What the caseworker expected of the case is granted with the payers it was seen with. A decision
    with only a price is paid by the municipality until an economist divides it. What was expected
    of a case that was refused, withdrawn or sent on is given up.
    """
    waits = Cost.objects.filter(case=OuterRef("case"), kind=Cost.Kind.EXPECTED)
    waiting = Exists(waits.filter(given_up_on__isnull=True))
    decisions = (
        Decision.objects.filter(completed_at__isnull=False, outcome__in=GRANTED, costs__isnull=True)
        .filter(waiting | Q(dkk_a_month__gt=0, from_day__lte=on))
        .select_related("basis")
    )
    new = [cost for decision in decisions for cost in _taken_in(decision, by)]
    _give_up_the_rest(by, on)
    return new


def _taken_in(decision: Decision, by: User | None) -> list[Cost]:
    expected = Cost.objects.filter(
        case=decision.case_id, kind=Cost.Kind.EXPECTED, given_up_on__isnull=True
    )
    granted = [_as_decided(cost, decision, by) for cost in expected.select_related("changes")]
    return granted or [_priced(decision, by)]


def _as_decided(cost: Cost, decision: Decision, by: User | None) -> Cost:
    """Granted from the first day of the help, at the earliest, until its last, at the latest."""
    assert decision.from_day is not None  # noqa: S101 - P7: a completed grant has a first day
    cost.from_day = max(cost.from_day, decision.from_day)
    cost.until_day = _ends(decision, cost.until_day)
    if cost.until_day is not None:
        cost.until_day = max(cost.until_day, cost.from_day)
    checked(cost).save(update_fields=["from_day", "until_day"])
    return grant_cost(cost, by=by, decision=decision)


def _ends(decision: Decision, expected: date | None = None) -> date | None:
    ends = (decision.ended_on, decision.until_day, expected)
    return min((day for day in ends if day is not None), default=None)


def _priced(decision: Decision, by: User | None) -> Cost:
    price, basis, from_day = decision.dkk_a_month, decision.basis, decision.from_day
    assert price is not None and basis is not None and from_day is not None  # noqa: S101, PT018
    cost = Cost(
        citizen_id=decision.citizen_id,
        what=basis.title,
        basis_code=basis.code,
        provider=decision.provider,
        kind=Cost.Kind.GRANTED,
        decision=decision,
        oere=int(price * 100),
        per=Cost.Per.MONTH,
        from_day=from_day,
        until_day=_ends(decision),
    )
    save_cost(cost, [Part(Payer.MUNICIPALITY, PARTS)])
    audit.record("money.take_in_decision", by=by, obj=cost, decision=decision.pk)
    return cost


def _give_up_the_rest(by: User | None, on: date) -> None:
    left = Cost.objects.filter(
        kind=Cost.Kind.EXPECTED, given_up_on__isnull=True, case__closed_on__isnull=False
    )
    for cost in left:
        give_up_cost(cost, by=by, on=on, because=_("The case was closed without this help."))
