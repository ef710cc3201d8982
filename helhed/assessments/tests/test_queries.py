"""Every page of assessments asks the database little, however much is said in it."""

import pytest
from django.urls import reverse

from helhed.assessments import ffb, verbs
from helhed.assessments.instruments import instruments
from helhed.assessments.tests.conftest import MONDAY

AT_MOST = 15


@pytest.fixture
def much(karen, kasper, assessment):
    """Something said on every theme, three levels of a dozen conditions, and answers."""
    for theme in ffb.of_kind("theme"):
        for side, source in (("citizen", ""), ("network", "Søsteren")):
            verbs.note_view(
                assessment,
                by=kasper,
                theme=theme.code,
                side=side,
                text="Ja.",
                source=source,
                said_on=MONDAY,
            )
        verbs.ask_for(assessment, by=kasper, what="Et brev", who_has_it="Lægen", theme=theme.code)
    graded = [code for code in ffb.of_kind("condition") if code.value == ffb.ACTIVITY][:12]
    for level in (3, 2, 1):
        for code in graded:
            verbs.set_level(
                karen,
                by=kasper,
                code=code.code,
                function=level,
                support=level,
                on=MONDAY,
                assessment=assessment,
            )
    scale = instruments()["scale"]
    for number in range(6):
        verbs.answer(
            karen, by=kasper, instrument=scale, answers={"now": number}, about="", on=MONDAY
        )
    return {"citizen": karen.pk, "assessment": assessment.pk}


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("assessments", "citizen"),
        ("card", "citizen"),
        ("answers", "citizen"),
        ("assessment", "assessment"),
        ("conclude", "assessment"),
        ("name-target-groups", "assessment"),
    ],
)
def test_a_page_asks_little(client, kasper, much, django_assert_max_num_queries, name, about):
    client.force_login(kasper)
    address = reverse(f"assessments:{name}", args=[much[about]])
    client.get(address)

    with django_assert_max_num_queries(AT_MOST):
        assert client.get(address).status_code == 200
