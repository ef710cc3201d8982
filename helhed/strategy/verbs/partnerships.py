"""Agreements with associations over years: what is paid out, and what they tell and account for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.strategy.models import (
    GrantDecision,
    GrantReport,
    Initiative,
    Instalment,
    Partnership,
    Party,
)

# A year's report is due at the end of the third month after it.
REPORT_DUE = (3, 31)


class NothingWasGranted(Refused):
    message = _("Nothing was granted, so there is nothing to agree on.")


class InstalmentsDoNotFit(Refused):
    message = _("The instalments must add up to what was granted.")


class HasAnAgreement(Refused):
    message = _("There is an agreement on that decision already.")


class AlreadyPaid(Refused):
    message = _("The instalment is paid already.")


class AlreadyReported(Refused):
    message = _("The report of that year is received already.")


class NotReported(Refused):
    message = _("The report has not been received yet.")


class NothingUnspent(Refused):
    message = _("All of the money was used.")


@transaction.atomic
def agree_partnership(
    *,
    by: User,
    title: str,
    from_day: date,
    last_day: date,
    decision: GrantDecision | None = None,
    association: Party | None = None,
    aims: str = "",
    initiative: Initiative | None = None,
    instalments: Sequence[tuple[date, Decimal]] = (),
) -> Partnership:
    """An agreement, on a decision or with an association directly, with its instalments.

    A report is expected for each year the agreement covers.
    """
    if decision is not None:
        _fits(decision, instalments)
    partner = decision.application.association if decision else association
    if partner is None:
        raise TypeError("An agreement is made on a decision or with an association")
    partnership = Partnership(
        association=partner,
        decision=decision,
        initiative=initiative or (decision.application.initiative if decision else None),
        title=title.strip(),
        aims=aims.strip(),
        from_day=from_day,
        last_day=last_day,
    )
    checked(partnership).save()
    for due_on, amount in instalments:
        checked(Instalment(partnership=partnership, due_on=due_on, amount_dkk=amount)).save()
    for year in range(from_day.year, last_day.year + 1):
        GrantReport(partnership=partnership, year=year, due_on=date(year + 1, *REPORT_DUE)).save()
    audit.record("strategy.agree_partnership", by=by, obj=partnership, association=partner.pk)
    return partnership


def _fits(decision: GrantDecision, instalments: Sequence[tuple[date, Decimal]]) -> None:
    if not decision.granted_dkk:
        raise NothingWasGranted
    if Partnership.objects.filter(decision=decision).exists():
        raise HasAnAgreement
    if sum(amount for _day, amount in instalments) != decision.granted_dkk:
        raise InstalmentsDoNotFit


@transaction.atomic
def pay_instalment(instalment: Instalment, *, by: User, on: date) -> Instalment:
    """Noted as paid; the payment itself is made in the municipality's ledger."""
    instalment = Instalment.objects.select_for_update(of=("self",)).get(pk=instalment.pk)
    if instalment.paid_on is not None:
        raise AlreadyPaid
    instalment.paid_on = on
    instalment.save(update_fields=["paid_on"])
    audit.record("strategy.pay_instalment", by=by, obj=instalment, on=on)
    return instalment


@transaction.atomic
def receive_report(
    report: GrantReport,
    *,
    by: User,
    on: date,
    text: str,
    spent_dkk: Decimal,
    unspent_dkk: Decimal = Decimal(0),
) -> GrantReport:
    """What the association did and used in the year. Money not used waits to be settled."""
    report = GrantReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.received_on is not None:
        raise AlreadyReported
    report.received_on, report.text = on, text.strip()
    report.spent_dkk, report.unspent_dkk = spent_dkk, unspent_dkk
    left = GrantReport.Unspent.OPEN if unspent_dkk else GrantReport.Unspent.NONE
    report.unspent = left
    checked(report).save(
        update_fields=["received_on", "text", "spent_dkk", "unspent_dkk", "unspent"]
    )
    audit.record("strategy.receive_report", by=by, obj=report, year=report.year)
    return report


@transaction.atomic
def settle_unspent(report: GrantReport, *, by: User, how: str) -> GrantReport:
    """Money that was not used is paid back or moved to next year (`GrantReport.Unspent`)."""
    report = GrantReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.received_on is None:
        raise NotReported
    if not report.unspent_dkk:
        raise NothingUnspent
    report.unspent = GrantReport.Unspent(how)
    checked(report).save(update_fields=["unspent"])
    audit.record("strategy.settle_unspent", by=by, obj=report, how=how)
    return report
