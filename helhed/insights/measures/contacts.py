"""Contacts, attempts, enquiries, hand-overs, and the flow of the by-name list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from helhed.insights.measures.nights import clipped, joined
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    FACE_TO_FACE,
    FAR,
    IN_VAIN,
    Tables,
    contacts,
    days,
    ends,
    enrolled,
    enrolments,
    greatest,
    line,
    met,
    number,
    together,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

HANDED_OVER_BEFORE_DAYS = 30


@measure(
    _("Met lately"),
    how=_("Enrolled citizens met face to face in the last 7 and 14 days."),
    unit=Unit.SHARE,
    rows={"7_days": _("In 7 days"), "14_days": _("In 14 days")},
    period="day",
)
def contact_coverage(facts: Tables, asked: Asked) -> ir.Table:
    """Contact coverage.

    Definition: citizens enrolled on the day with at least one contact face to face (met,
      accompanied, visit) in the 7 and 14 days that end with it.
    Unit: percent of the enrolled.
    Source: methods.md 10 (contact_coverage).
    Missing: contacts nobody noted.
    """
    on = number(asked.on)
    here = enrolled(facts, on)
    found = met(facts, asked)
    last = found.filter(found.on <= on).group_by("person").agg(last=found.on.max())
    rows = here.left_join(last, "person")
    rows = rows.select("person", ago=on - rows["last"].fill_null(-FAR))
    return together(
        [line(rows, f"{length}_days", value=rows.ago < length, of=1) for length in (7, 14)]
    )


@measure(
    _("Attempts for each meeting"),
    how=_("Times we looked or waited in vain, for each time we met. Looking is help too."),
    unit=Unit.RATE,
    each=_("attempts for each meeting"),
    rows={"all": _("All")},
)
def attempts_per_success(facts: Tables, asked: Asked) -> ir.Table:
    """Attempts per success: the proof of outreach, never held against anybody.

    Definition: contacts not found or not met / contacts face to face, in the period.
    Unit: attempts for each contact.
    Source: methods.md 1, implementation notes.
    Missing: attempts nobody noted.
    """
    rows = contacts(facts, asked)
    rows = rows.filter(rows.on.between(number(asked.first), number(asked.last)))
    tried = rows.outcome.isin(IN_VAIN).cast("int64")
    succeeded = rows.outcome.isin(FACE_TO_FACE).cast("int64")
    found = rows.group_by("person").agg(tried=tried.sum(), met=succeeded.sum())
    found = found.filter(found.tried + found.met > 0)
    return line(found, "all", value=found.tried, of=found.met)


@measure(
    _("Contacts with the network"),
    how=_("Contacts where somebody close to the citizen took part, for 30 days enrolled."),
    unit=Unit.RATE,
    each=_("contacts for each citizen in 30 days"),
    rows={"per_30_days": _("In 30 days")},
)
def network_contacts(facts: Tables, asked: Asked) -> ir.Table:
    """Contacts with the network.

    Definition: contacts with somebody from the network present on days enrolled, times 30, of the
      days enrolled in the period; days in two teams count once.
    Unit: contacts for each citizen and 30 days.
    Source: methods.md 10 (network_contacts), DACTS S6.
    Missing: presence nobody noted.
    """
    spells = _days_enrolled(facts, asked)
    length = spells.group_by("person").agg(days=spells.nights.sum())
    rows = contacts(facts, asked)
    close = (
        rows.filter(rows.network)
        .select("person", "on")
        .join(spells.select("person", "first", "until"), "person")
    )
    close = close.filter((close.on >= close["first"]) & (close.on < close.until))
    counts = close.group_by("person").agg(close=close.count())
    found = length.left_join(counts, "person")
    return line(found, "per_30_days", value=30 * found.close.fill_null(0), of=found.days)


def _days_enrolled(facts: Tables, asked: Asked) -> ir.Table:
    """Each person's days in any team, without overlaps."""
    rows = enrolments(facts).select("person", "first", "until")
    rows = rows.filter(rows.until > rows["first"])
    inside = clipped(rows, first=number(asked.first), last=number(asked.last))
    islands = joined(inside, gap=0)
    spells = islands.group_by("person", "island").agg(
        first=islands["first"].min(), until=islands.until.max()
    )
    return spells.mutate(nights=spells.until - spells["first"])


@measure(
    _("From enquiry to treatment"),
    how=_("Days from an enquiry about a citizen to the first treatment begun after it."),
    unit=Unit.DAYS,
    rows={"days": _("Days"), "within_14_days": _("Within 14 days")},
    row_units={"within_14_days": Unit.SHARE},
)
def enquiry_to_treatment(facts: Tables, asked: Asked) -> ir.Table:
    """Days from enquiry to treatment.

    Definition: enquiries received in the period; days to the first treatment begun on or after the
      day, up to the day of counting; share within 14 days.
    Unit: days, mean and median; percent.
    Source: methods.md 10 (days_enquiry_to_treatment); SEL 101, SUL 141 and 142.
    Missing: enquiries that name nobody, and those not followed by treatment (yet).
    """
    rows = facts.enquiries.mutate(received=days(facts.enquiries.received_on))
    rows = rows.filter(rows.received.between(number(asked.first), number(asked.last)))
    services = facts.services.filter(facts.services.treatment)
    begun = services.select("person", began=days(services.from_day))
    both = rows.select("enquiry", "received", "person").join(begun, "person")
    both = both.filter((both.began >= both.received) & (both.began <= number(asked.on)))
    first = both.group_by("enquiry").agg(began=both.began.min())
    found = rows.left_join(first, "enquiry")
    found = found.select("person", waited=found.began - found.received)
    treated = found.waited.notnull()
    soon = treated & (found.waited.fill_null(FAR) <= 14)
    wait = found.waited.fill_null(0)
    return line(found, "days", value=wait, of=treated, missing=~treated).union(
        line(found, "within_14_days", value=soon, of=treated, missing=~treated)
    )


@measure(
    _("Gap at hand-over"),
    how=_("Days without a team when a citizen is handed over to another."),
    unit=Unit.DAYS,
    rows={"all": _("All")},
)
def handover_gap(facts: Tables, asked: Asked) -> ir.Table:
    """Days between teams at a hand-over.

    Definition: enrolments ended as handed over in the period; days to the first enrolment in
      another team from 30 days before on; none where the next began earlier.
    Unit: days, mean and median.
    Source: methods.md 10 (handover_gap_days).
    Missing: no enrolment in another team is known here, as when another municipality took over.
    """
    every = enrolments(facts)
    inside = every.until.between(number(asked.first), number(asked.last))
    ended = every.filter((every.end_reason == "handed_over") & inside)
    ended = ended.select("person", "team", "until")
    others = every.select(other="person", other_team="team", next="first")
    both = ended.join(others, ended.person == others.other)
    both = both.filter(
        (both.other_team != both.team)
        & (both.next >= both.until - HANDED_OVER_BEFORE_DAYS)
        & (both.next <= number(asked.on))
    )
    first = both.group_by("person", "team", "until").agg(next=both.next.min())
    found = ended.left_join(first, ["person", "team", "until"])
    taken = found.next.notnull()
    gap = greatest(found.next - found.until, 0).fill_null(0)
    return line(found, "all", value=gap, of=taken, missing=~taken)


@measure(
    _("In and out of the by-name list"),
    how=_(
        "Transitions on the list: who came, who went and why. Active at the end is active at the"
        " start, plus in, minus out."
    ),
    unit=Unit.TIMES,
    rows={
        "active_start": _("Active at the start"),
        "inflow": _("Came on the list"),
        "newly_identified": _("New"),
        "returned_from_housing": _("Back from a home"),
        "returned_from_inactive": _("Back after a time away"),
        "outflow": _("Left the list"),
        "housing_placement": _("Moved into a home"),
        "moved_to_inactive": _("Set inactive by a colleague"),
        "no_longer_meets": _("No longer homeless by the definition, or dead"),
        "active_end": _("Active at the end"),
    },
    row_units={"active_start": Unit.PERSONS, "active_end": Unit.PERSONS},
)
def list_flow(facts: Tables, asked: Asked) -> ir.Table:
    """Inflow and outflow of the by-name list.

    Definition: transitions into and out of the state active in the period, by kind; the states are
      derived from dated facts (measures.md 2).
    Unit: transitions; the distinct persons are given beside them.
    Source: measures.md 2.
    Missing: citizens whose nights are not known do not come on the list.
    """
    every = facts.listed
    rows = every.filter((every.scope == asked.scope) & (every.state == "active"))
    rows = rows.mutate(first=days(rows.from_day), until=ends(rows.until_day))
    opens, closes = number(asked.first), number(asked.last)
    came = rows.filter(rows["first"].between(opens, closes))
    went = rows.filter(rows.until.between(opens, closes))
    parts = [
        line(came, came.came, value=1),
        line(came, "inflow", value=1),
        line(went, went.went, value=1),
        line(went, "outflow", value=1),
    ]
    for row, day in (("active_start", opens - 1), ("active_end", closes)):
        there = rows.filter((rows["first"] <= day) & (rows.until > day))
        parts.append(line(there, row, value=1))
    return together(parts)
