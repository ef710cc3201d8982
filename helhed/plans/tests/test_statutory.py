"""The plans the law names are views of the one plan: nothing is written twice."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.audit.models import Event
from helhed.citizens.models import Consent
from helhed.plans.printing.statutory import KINDS, statutory_plan
from helhed.plans.tests.factories import ServiceFactory, StepFactory

TODAY = date(2026, 11, 16)


@pytest.mark.parametrize("kind", KINDS)
def test_each_says_the_law_and_what_the_plan_says(client, amira, plan, goal, kind):
    ServiceFactory(plan=plan, goal=goal, legal_basis="Serviceloven § 85")
    StepFactory(goal=goal)
    client.force_login(amira)

    answer = client.get(reverse("plans:statutory-pdf", args=[plan.citizen_id, kind]))
    document = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in document.pages).split())

    title, law = KINDS[kind]
    for words in (title, law, goal.hope.words, goal.wording, "Serviceloven § 85", "Amira Kaya"):
        assert words in text, words
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert Event.objects.filter(action=f"plans.print_{kind}").count() == 1


def test_what_the_law_asks_for_and_the_plan_does_not_say_is_named(plan, goal):
    gaps = statutory_plan(plan.citizen, "coordinated", on=TODAY).gaps

    assert len(gaps) == 4
    Consent.objects.create(
        citizen=plan.citizen,
        kind=Consent.Kind.HOLISTIC_PLAN,
        purpose="Samlet plan",
        parties="Kommunen og psykiatrien",
        how="oral",
        given_on=TODAY,
    )
    paper = statutory_plan(plan.citizen, "coordinated", on=TODAY)
    assert len(paper.gaps) == 3
    assert "Kommunen og psykiatrien" in str(paper.sections)


def test_a_plan_no_law_names_is_not_found(client, amira, plan):
    client.force_login(amira)

    answer = client.get(reverse("plans:statutory-pdf", args=[plan.citizen_id, "999"]))

    assert answer.status_code == 404
