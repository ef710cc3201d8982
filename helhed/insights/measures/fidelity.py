"""How near each ACT team works to the model: the items of DACTS that facts can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from helhed.core.later import when_used
from helhed.insights.measures.registry import Unit, measure
from helhed.insights.measures.tables import (
    Tables,
    days,
    ends,
    enrolments,
    line,
    met,
    nobody,
    number,
    stays,
    together,
)
from helhed.insights.records import Asked

if TYPE_CHECKING:
    from ibis.expr import types as ir

ibis = when_used("ibis")

WINDOW_DAYS, WEEKS = 28, 4
TEAM_APPROACH_DAYS = 14
MINUTES_OF_FULL_TIME = 37 * 60 * WEEKS
SPECIALISTS = {"H7": "psychiatrist", "H8": "nurse", "H9": "substance", "H10": "employment"}
INTAKE_MONTH_DAYS, INTAKE_MONTHS = 30, 6
# A citizen's share of contacts outside, in ten thousandths, so that the median is exact.
WHOLE = 10_000


@measure(
    _("Faithful to ACT"),
    how=_(
        "The items of DACTS that can be computed, for each ACT team over the last four weeks."
        " Self-monitoring, not an outside rating."
    ),
    unit=Unit.RATE,
    rows={},
    open_rows=True,
    period="day",
)
def fidelity(facts: Tables, asked: Asked) -> ir.Table:
    """DACTS items from operational data, one row `<team>:<item>` for each ACT team.

    Definition: methods.md 1; four weeks that end with the day; citizens enrolled during all of
      them. S1, S4 and S5 give the median over citizens beside the mean.
    Unit: as each item says; scores are worked out in `insights.dacts`.
    Source: DACTS (SAMHSA ACT toolkit); methods.md 1.
    Missing: contacts without minutes (S4) or without a known place (S1); items that need a
      judgement are declared by the leader and shown apart.
    """
    act = facts.teams.filter(facts.teams.kind == "act").select("team")
    team = _Team(facts, asked, act)
    return together(
        [
            *team.staffing(),
            *team.work(),
            *team.meetings(),
            *team.flow(),
            *team.each_citizen(),
        ]
    )


def _row(rows: ir.Table, item: str) -> Any:
    return rows.team.cast("string").concat(ibis.literal(":" + item))


class _Team:
    """The tables of the ACT teams that several items share."""

    def __init__(self, facts: Tables, asked: Asked, act: ir.Table) -> None:
        self.facts, self.asked, self.act = facts, asked, act
        self.on = number(asked.on)
        self.opens = self.on - WINDOW_DAYS + 1
        self.enrolments = enrolments(facts).semi_join(act, "team")
        whole = (self.enrolments["first"] <= self.opens) & (self.enrolments.until > self.on)
        self.caseload = self.enrolments.filter(whole).select("team", "person").distinct()
        members = facts.members.semi_join(act, "team")
        self.members = members.mutate(first=days(members.from_day), until=ends(members.until_day))
        here = (self.members["first"] <= self.on) & (self.members.until > self.on)
        self.staff = self.members.filter(here)
        found = met(facts, asked)
        found = found.filter(found.on.between(self.opens, self.on))
        self.contacts = found.semi_join(self.caseload, ["team", "person"])

    def _for_each(self, counts: ir.Table, column: str) -> ir.Table:
        """Every ACT team with the count, 0 where there is none."""
        rows = self.act.left_join(counts, "team")
        return rows.select("team", count=rows[column].fill_null(0))

    def staffing(self) -> list[ir.Table]:
        """H1, H5, H7-H11."""
        clinical = self._percent(self.staff.profession != "psychiatrist")
        load = self.caseload
        size = self._for_each(load.group_by("team").agg(citizens=load.person.nunique()), "citizens")
        parts = [
            line(load, _row(load, "H1"), value=100),
            line(clinical, _row(clinical, "H1"), of=clinical["count"], person=nobody()),
            self._turnover(),
        ]
        for item, profession in SPECIALISTS.items():
            rows = self._percent(self.staff.profession == profession)
            rows = rows.join(size.rename(citizens="count"), "team")
            parts.append(
                line(rows, _row(rows, item), value=rows["count"], of=rows.citizens, person=nobody())
            )
        every = self._percent(ibis.literal(True))
        parts.append(line(every, _row(every, "H11"), value=every["count"], of=100, person=nobody()))
        return parts

    def _percent(self, where: Any) -> ir.Table:
        rows = self.staff.filter(where)
        return self._for_each(rows.group_by("team").agg(percent=rows.percent.sum()), "percent")

    def _turnover(self) -> ir.Table:
        here = self.staff.select("team", "staff").distinct()
        gone = self.members.filter(
            (self.members.until > self.on - 730) & (self.members.until <= self.on)
        )
        gone = gone.select("team", "staff").distinct().anti_join(here, ["team", "staff"])
        left = self._for_each(gone.group_by("team").agg(left=gone.staff.count()), "left")
        there = self._for_each(here.group_by("team").agg(here=here.staff.count()), "here")
        rows = left.join(there.rename(here="count"), "team")
        return line(rows, _row(rows, "H5"), value=rows["count"], of=rows.here, person=nobody())

    def work(self) -> list[ir.Table]:
        """H2 and H4."""
        present = self.facts.attendances.select("contact", "staff")
        took_part = self.contacts.select("team", "person", "contact", "on", "minutes").join(
            present, "contact"
        )
        late = took_part.filter(took_part.on > self.on - TEAM_APPROACH_DAYS)
        seen = late.group_by("team", "person").agg(staff=late.staff.nunique())
        rows = self.caseload.left_join(seen, ["team", "person"])
        several = rows.staff.fill_null(0) > 1
        leaders = self.staff.filter(self.staff.role == "team_leader")
        led = leaders.select("team", "staff").distinct()
        spent = took_part.select("team", "staff", "contact", "minutes").semi_join(
            led, ["team", "staff"]
        )
        minutes = self._for_each(
            spent.group_by("team").agg(minutes=spent.minutes.fill_null(0).sum()), "minutes"
        )
        theirs = self.staff.semi_join(led, ["team", "staff"])
        percent = self._for_each(
            theirs.group_by("team").agg(percent=theirs.percent.sum()), "percent"
        )
        both = minutes.join(percent.rename(percent="count"), "team")
        return [
            line(rows, _row(rows, "H2"), value=several, of=1),
            line(
                both,
                _row(both, "H4"),
                value=100 * both["count"],
                of=both.percent * MINUTES_OF_FULL_TIME,
                person=nobody(),
            ),
        ]

    def meetings(self) -> list[ir.Table]:
        """H3, and who was spoken of."""
        held = self.facts.reviews.mutate(on=days(self.facts.reviews.day))
        held = held.filter(held.on.between(self.opens, self.on))
        counts = self._for_each(held.group_by("team").agg(meetings=held.on.nunique()), "meetings")
        spoken = held.select("team", "person").distinct().mutate(spoken=True)
        rows = self.caseload.left_join(spoken, ["team", "person"])
        return [
            line(counts, _row(counts, "H3"), value=counts["count"], of=WEEKS, person=nobody()),
            line(rows, _row(rows, "H3_reviewed"), value=rows.spoken.notnull(), of=1),
        ]

    def flow(self) -> list[ir.Table]:
        """O2, O6, O7 and S2."""
        rows = self.enrolments
        ago = self.on - rows["first"]
        recent = rows.filter((ago >= 0) & (ago < INTAKE_MONTH_DAYS * INTAKE_MONTHS))
        month = (self.on - recent["first"]) // INTAKE_MONTH_DAYS
        months = recent.group_by("team", month=month).agg(came=recent.person.count())
        most = self._for_each(months.group_by("team").agg(most=months.came.max()), "most")
        then = self.on - 365
        year = rows.filter((rows["first"] <= then) & (rows.until > then))
        over = year.until <= self.on
        graduated = over & (year.end_reason == "aftercare_completed")
        stays_or_leaves = year.filter(~over | (year.end_reason == "own_wish"))
        still = stays_or_leaves.until > self.on
        return [
            line(most, _row(most, "O2"), value=most["count"], of=1, person=nobody()),
            self._discharges(),
            line(year, _row(year, "O7"), value=graduated, of=1),
            line(stays_or_leaves, _row(stays_or_leaves, "S2"), value=still, of=1),
        ]

    def _discharges(self) -> ir.Table:
        every = stays(self.facts, self.asked)
        recent = every.until.between(self.on - 364, self.on)
        left = every.filter((every.kind == "hospital") & recent).select("person", "planned")
        rows = self.caseload.join(left, "person")
        return line(rows, _row(rows, "O6"), value=rows.planned, of=1)

    def each_citizen(self) -> list[ir.Table]:
        """S1, S4, S5 and S6."""
        found = self.contacts
        counts = found.group_by("team", "person").agg(
            met=found.count(),
            minutes=found.minutes.fill_null(0).sum(),
            unmeasured=found.minutes.isnull().cast("int64").sum(),
            placed=found.outside.notnull().cast("int64").sum(),
            outside=found.outside.fill_null(False).cast("int64").sum(),
            close=found.network.cast("int64").sum(),
        )
        rows = self.caseload.left_join(counts, ["team", "person"])
        names = ("met", "minutes", "unmeasured", "placed", "outside", "close")
        rows = rows.select("team", "person", **{name: rows[name].fill_null(0) for name in names})
        some = rows.filter(rows.met > 0)
        placed = some.placed > 0
        share = WHOLE * some.outside // ibis.greatest(some.placed, 1)
        return [
            line(
                some,
                _row(some, "S1"),
                value=ibis.ifelse(placed, share, 0),
                of=WHOLE * placed.cast("int64"),
                missing=some.met - some.placed,
            ),
            line(rows, _row(rows, "S4"), value=rows.minutes, of=WEEKS, missing=rows.unmeasured),
            line(rows, _row(rows, "S5"), value=rows.met, of=WEEKS),
            line(rows, _row(rows, "S6"), value=30 * rows.close, of=WINDOW_DAYS),
        ]
