"""A complaint on the spot, four weeks to look again, the board, and the figures of the map."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhed.core.checking import AgainstARule
from helhed.decisions import verbs
from helhed.decisions.models import Complaint
from helhed.decisions.reversals import Reversals, count_reversals
from helhed.decisions.tests.conftest import TODAY
from helhed.decisions.verbs.complaints import (
    AlreadyReassessed,
    NothingToSend,
    NotSent,
    NowhereToComplain,
    ReassessFirst,
)
from helhed.teams.models import Duty


@pytest.fixture
def made(written, case, kasper):
    verbs.note_fact(case, by=kasper, text="Flytter", source="Karen", dated_on=TODAY)
    row = verbs.write_decision(
        written, by=kasper, based_on=written.version, outcome="partly", reasons_not="Derfor."
    )
    made = verbs.make_decision(row, by=kasper, on=TODAY)
    verbs.deliver_decision(made, by=kasper, how="read_aloud", came_on=TODAY)
    return made


def complain(made, by, on=TODAY, words="Jeg vil have hjælp i weekenden."):
    return verbs.take_complaint(made, by=by, received_on=on, how=Complaint.How.ORAL, words=words)


@pytest.fixture
def complaint(made, kasper):
    return complain(made, kasper)


def test_a_complaint_is_taken_down_as_it_is_said_and_opens_the_duty_to_look_again(
    complaint, kasper
):
    duty = Duty.objects.open().get(kind=Duty.Kind.REASSESS)

    assert complaint.reassess_by == TODAY + timedelta(28)
    assert duty.owner == kasper
    with pytest.raises(AgainstARule):
        complain(complaint.decision, kasper, words=" ")


@pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
def test_a_late_complaint_is_taken_too_and_marked(made, kasper, days, late):
    assert complain(made, kasper, on=TODAY + timedelta(days)).late is late


def test_where_there_is_nobody_above_it_is_said(made, kasper):
    made.basis.appeal = "none"

    with pytest.raises(NowhereToComplain):
        complain(made, kasper)


def test_we_look_again_first_then_it_is_sent_and_then_answered(complaint, kasper):
    with pytest.raises(ReassessFirst):
        verbs.send_on(complaint, by=kasper, on=TODAY)
    with pytest.raises(NotSent):
        verbs.note_result(complaint, by=kasper, on=TODAY, result="upheld")

    row = verbs.reassess(
        complaint, by=kasper, on=TODAY, reassessed="upheld", reasons="Vi ser det sådan."
    )
    assert not Duty.objects.open().filter(kind=Duty.Kind.REASSESS).exists()
    row = verbs.send_on(row, by=kasper, on=TODAY)
    row = verbs.note_result(row, by=kasper, on=TODAY, result="remitted")

    assert row.result == "remitted"
    with pytest.raises(AlreadyReassessed):
        verbs.reassess(row, by=kasper, on=TODAY, reassessed="changed", reasons="x")


def test_a_complaint_that_was_right_in_full_is_not_sent_on(complaint, kasper):
    row = verbs.reassess(complaint, by=kasper, on=TODAY, reassessed="changed", reasons="Ja.")

    with pytest.raises(NothingToSend):
        verbs.send_on(row, by=kasper, on=TODAY)


def test_a_reassessment_without_reasons_is_none(complaint, kasper):
    with pytest.raises(AgainstARule):
        verbs.reassess(complaint, by=kasper, on=TODAY, reassessed="upheld", reasons="")


RESULTS = st.lists(st.sampled_from(["upheld", "changed", "remitted", "dismissed"]))


@given(results=RESULTS)
def test_the_map_counts_changed_and_sent_back_of_all_decided_on_merits(results):
    counted = count_reversals(results)
    on_merits = [result for result in results if result != "dismissed"]
    reversed_ = [result for result in on_merits if result != "upheld"]

    assert counted.on_merits == len(on_merits)
    assert counted.reversed == len(reversed_)
    assert counted.upheld + counted.changed + counted.remitted == counted.on_merits
    if on_merits:
        assert counted.share == pytest.approx(len(reversed_) / len(on_merits))
    else:
        assert counted.share is None


def test_the_national_level_of_2022_by_its_own_definition():
    # 375 of 1,000 decided on merits: the published 37.5 per cent of serviceloven in 2022.
    results = ["upheld"] * 625 + ["changed"] * 200 + ["remitted"] * 175 + ["dismissed"] * 90

    assert count_reversals(results) == Reversals(
        upheld=625, changed=200, remitted=175, dismissed=90
    )
    assert count_reversals(results).share == pytest.approx(0.375)


def test_the_figures_are_counted_over_the_year_of_the_boards_answer(complaint, kasper):
    row = verbs.reassess(complaint, by=kasper, on=TODAY, reassessed="upheld", reasons="x")
    row = verbs.send_on(row, by=kasper, on=TODAY)
    verbs.note_result(row, by=kasper, on=date(2027, 2, 1), result="changed")

    def in_year(year):
        rows = Complaint.objects.filter(result_on__year=year).values_list("result", flat=True)
        return count_reversals(rows)

    assert in_year(2026).share is None
    assert in_year(2027).share == 1
