"""§ 3 a: help is not reduced or ended before the notice is over, for those whom it is for."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from helhed.decisions import verbs
from helhed.decisions.clocks import earliest_reduction
from helhed.decisions.letter import letter_of
from helhed.decisions.missing import what_is_missing
from helhed.decisions.models import Decision, Parameter
from helhed.decisions.tests.conftest import NOW, READY, TODAY
from helhed.decisions.tests.writing import know, missing, write
from helhed.decisions.verbs.decisions import SomethingIsMissing
from helhed.decisions.verbs.orders import NoticeRuns

EARLIEST = TODAY + timedelta(weeks=14)
LESS = {"reduces_help": True, "notice_applies": True, "less_from": EARLIEST}


@pytest.fixture
def second(karen, kasper, syd, case, written):
    """Karen has help by a decision in force, and a case about having less of it."""
    know(case, kasper, "Karen flytter")
    write(written, kasper, from_day=TODAY, review_on=date(2027, 3, 1))
    first = verbs.make_decision(Decision.objects.get(pk=written.pk), by=kasper, on=TODAY)
    again = verbs.open_case(
        karen,
        by=kasper,
        team=syd,
        title="Færre timer",
        basis_code="SEL85a",
        received_at=NOW,
        how="authority",
        words="Jeg vil beholde mine timer.",
    )
    know(again, kasper, "Karen klarer indkøb selv")
    draft = verbs.draft_decision(again, by=kasper)
    row = write(draft, kasper, **{**READY, "review_on": date(2027, 6, 1)})
    row.first = first
    return row


def test_sec3a_is_asked_where_there_is_help_already_and_never_worked_out(second, kasper):
    assert missing(second, kasper) == {"reduces"}
    write(second, kasper, reduces_help=False)
    assert missing(second, kasper) == set()
    write(second, kasper, reduces_help=True)
    assert missing(second, kasper) == {"notice"}
    write(second, kasper, less_from=TODAY + timedelta(days=1))
    assert missing(second, kasper) == {"notice"}
    write(second, kasper, notice_applies=False)
    assert missing(second, kasper) == set()


def test_sec3a_help_is_not_reduced_before_14_weeks_notice(second, kasper):
    write(second, kasper, **{**LESS, "less_from": EARLIEST - timedelta(days=1)})
    (line,) = what_is_missing(second, by=kasper, on=TODAY)
    assert line.key == "notice"
    assert "22. februar" in str(line.do)
    assert "14 uger" in str(line.do)
    draft = letter_of(second, by=kasper, on=TODAY).parts[0]
    assert draft.missing
    assert "mindst 14 ugers varsel" not in str(draft)
    with pytest.raises(SomethingIsMissing):
        verbs.make_decision(second, by=kasper, on=TODAY)

    write(second, kasper, less_from=EARLIEST)
    made = verbs.make_decision(second, by=kasper, on=TODAY)

    assert made.notice_until == EARLIEST
    letter = str(made.snapshot["letter"])
    assert "mindst 14 ugers varsel efter serviceloven § 3 a" in letter
    assert "fortsætter uændret indtil" in letter
    # Something is taken away, so there is something to complain about.
    assert "Ankestyrelsen" in made.snapshot["letter"]["guidance"]


def test_sec3a_the_weeks_are_those_of_the_register_on_the_day_of_the_decision(second, kasper):
    row = Parameter.objects.get(code="reduction_notice_weeks")
    assert (row.value, row.certainty) == (14, "K2")
    verbs.change_rule(
        row, by=kasper, from_day=date(2027, 1, 1), source="x", certainty="S", value=16
    )
    assert earliest_reduction(TODAY) == EARLIEST
    assert earliest_reduction(date(2027, 1, 1)) == date(2027, 4, 23)


def test_p7_sec3a_the_database_refuses_it_too(second, kasper):
    write(second, kasper, **LESS)
    made = verbs.make_decision(second, by=kasper, on=TODAY)
    whole = {f.name: getattr(made, f.name) for f in made._meta.concrete_fields if f.name != "id"}
    for wrong in (
        {"less_from": EARLIEST - timedelta(days=1)},
        {"less_from": None},
        {"notice_applies": None},
        {"notice_until": None},
        {"notice_until": made.decided_on},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision(**{**whole, **wrong}).save()


def test_sec3a_what_was_ordered_is_not_ended_before_the_notice_is_over(second, kasper):
    order = verbs.send_order(
        second.first,
        by=kasper,
        on=TODAY,
        provider="ACT-team Syd",
        goals=["Et hjem"],
        start_on=TODAY,
        report_by=date(2027, 2, 1),
    )
    write(second, kasper, **LESS)
    verbs.make_decision(second, by=kasper, on=TODAY)
    with pytest.raises(NoticeRuns, match=r"22\. februar"):
        verbs.end_order(order, by=kasper, on=EARLIEST - timedelta(days=1))
    assert verbs.end_order(order, by=kasper, on=EARLIEST).ended_on == EARLIEST
