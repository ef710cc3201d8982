"""Every page of decisions asks the database little, however much stands on it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from helhed.assessments import verbs as assessments
from helhed.core import clock
from helhed.decisions import verbs
from helhed.decisions.tests.conftest import READY, TODAY
from helhed.decisions.tests.writing import know
from helhed.teams.tests.factories import enrolled

AT_MOST = 15
# One case is a dozen kinds of rows, each asked for once; so are the special rules of a citizen.
AT_MOST_FOR_ALL_OF_IT = 18
ALL_OF_IT = ("case", "read-aloud", "standing")


@pytest.fixture
def much(karen, case, written, kasper, pernille, approver, syd):
    """A case with many facts and hearings, a decision with all that follows, and more cases."""
    for number in range(6):
        know(case, kasper, f"Nummer {number}", known_to_citizen=False, against=True)
    verbs.start_hearing(case, by=kasper, how="read_aloud", answer_by=TODAY)
    found_out = assessments.open_assessment(karen, by=kasper, reason="Støtte", on=TODAY)
    verbs.rest_on(case, by=kasper, assessment=found_out)
    second = another(karen, kasper, syd, 3)
    know(second, kasper, "Flytter")
    row = verbs.draft_decision(second, by=kasper)
    row = verbs.write_decision(row, by=kasper, based_on=row.version, **READY)
    made = verbs.make_decision(row, by=kasper, on=TODAY)
    for number in range(3):
        verbs.deliver_decision(made, by=kasper, how="read_aloud", came_on=TODAY)
        verbs.take_complaint(made, by=kasper, received_on=TODAY, how="oral", words=f"{number}")
    order = verbs.send_order(
        made,
        by=kasper,
        on=TODAY,
        provider="ACT-team Syd",
        goals=["Et hjem"],
        start_on=TODAY,
        report_by=date(2027, 2, 1),
    )
    for number in range(8):
        other = enrolled(syd, by=pernille, name=f"Borger {number} Opdigtet")
        another(other, kasper, syd, number)
    return {
        "case": [case.pk],
        "made": [second.pk],
        "order": [order.pk],
        "citizen": [karen.pk],
        "": [],
    }


def another(citizen, kasper, syd, number):
    return verbs.open_case(
        citizen,
        by=kasper,
        team=syd,
        title="Støtte",
        basis_code="SEL85a",
        received_at=clock.now() - timedelta(days=number),
        how="oral",
        words="Ja.",
    )


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("cases", ""),
        ("reversals", ""),
        ("anonymous", ""),
        ("case", "case"),
        ("case", "made"),
        ("read-aloud", "case"),
        ("write-decision", "case"),
        ("start-hearing", "case"),
        ("order", "order"),
        ("standing", "citizen"),
        ("card", "citizen"),
        ("orders-card", "citizen"),
    ],
)
def test_a_page_asks_little(client, kasper, much, django_assert_max_num_queries, name, about):
    client.force_login(kasper)
    address = reverse(f"decisions:{name}", args=much[about])
    # The first look also learns what is kept for the process.
    client.get(address)

    with django_assert_max_num_queries(AT_MOST_FOR_ALL_OF_IT if name in ALL_OF_IT else AT_MOST):
        assert client.get(address).status_code == 200
