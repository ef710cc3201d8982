"""How often the board says otherwise, and what help costs whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.access.may import May
from helhed.core.later import when_used
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import Tables, days, ends, line, number, together
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

ON_MERITS = ("upheld", "changed", "remitted")
REVERSED = ("changed", "remitted")
GIVEN_IN = ("changed", "partly")
OERE = 100


@measure(
    _("Complaints that changed something"),
    how=_(
        "Of complaints the appeals board decided in the period: how many decisions were changed,"
        " set aside or sent back. And how many we changed ourselves when we looked again."
    ),
    unit=Unit.SHARE,
    rows={"board": _("By the appeals board"), "ourselves": _("By ourselves, looking again")},
    opens_with=May.READ_DECISIONS,
)
def reversal_rate(facts: Tables, asked: Asked) -> ir.Table:
    """Reversal rate.

    Definition: board = results in the period that were changed, set aside or sent back, of those
      decided on merits (dismissed ones stand outside), as the Danmarkskort counts; ourselves =
      reassessments in the period by which the citizen was right or partly right.
    Unit: percent of complaints.
    Source: law.md 11 (Ankestyrelsen, omgørelsesprocent); withdrawn complaints are left out.
    Missing: complaints sent to the board in the period that have no result by the day.
    """
    opens, closes = number(asked.first), number(asked.last)
    rows = facts.complaints
    rows = rows.mutate(
        sent=ends(rows.sent_on), decided=ends(rows.result_on), looked=ends(rows.reassessed_on)
    )
    decided = rows.filter(rows.decided.between(opens, closes) & rows.result.isin(ON_MERITS))
    waiting = rows.filter(rows.sent.between(opens, closes) & (rows.decided > number(asked.on)))
    looked = rows.filter(rows.looked.between(opens, closes))
    return together(
        [
            line(decided, "board", value=decided.result.isin(REVERSED), of=1),
            line(waiting, "board", missing=1),
            line(looked, "ourselves", value=looked.reassessed.isin(GIVEN_IN), of=1),
        ]
    )


@measure(
    _("What help costs, by payer"),
    how=_(
        "Kroner for each citizen a payer pays for, in the months of the period: what is committed,"
        " and what was paid less what was refunded."
    ),
    unit=Unit.RATE,
    each=_("kr. for each citizen"),
    rows={
        "committed_municipality": _("Committed: the municipality"),
        "committed_region": _("Committed: the region"),
        "committed_state": _("Committed: state refund"),
        "committed_other_municipality": _("Committed: another municipality"),
        "committed_fund": _("Committed: a fund"),
        "committed_citizen": _("Committed: the citizen"),
        "paid_municipality": _("Paid: the municipality"),
        "paid_region": _("Paid: the region"),
        "paid_state": _("Paid: state refund"),
        "paid_other_municipality": _("Paid: another municipality"),
        "paid_fund": _("Paid: a fund"),
        "paid_citizen": _("Paid: the citizen"),
    },
    opens_with=May.READ_MONEY,
)
def cost_per_payer(facts: Tables, asked: Asked) -> ir.Table:
    """Cost for each payer and citizen.

    Definition: lines of the ledger whose month begins in the period, by payer: committed; paid =
      actual payments with refunds and what met a mistake; of the citizens with a line in the row.
    Unit: kroner for each citizen.
    Source: methods.md 10 (cost per payer); the ledger, in whole øre.
    Missing: what nobody booked. Costs of help without a decision stand in no ledger.
    """
    rows = facts.postings
    rows = rows.mutate(on=days(rows.month))
    rows = rows.filter(rows.on.between(number(asked.first), number(asked.last)))
    kind = ibis.ifelse(rows.kind == "commitment", "committed_", "paid_")
    rows = rows.mutate(row=kind + rows.payer)
    people = rows.select("row", "person").distinct()
    return line(rows, rows.row, value=rows.oere).union(line(people, people.row, of=OERE))
