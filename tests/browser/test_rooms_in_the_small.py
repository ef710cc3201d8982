"""Every page of assessments, health, decisions and money: nothing sticks out at 360 pixels, axe
finds nothing, and the keyboard comes to each table that scrolls.

One municipality for all of them; a page is opened once, as the colleague whose page it is.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from helhed.assessments import ffb
from helhed.assessments import verbs as assessments
from helhed.assessments.instruments import instruments
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.shipping import load_registers
from helhed.health import verbs as health
from helhed.health.models import Area
from helhed.money import verbs as money
from helhed.teams.tests.factories import colleague
from tests.browser.axe import axe_violations
from tests.browser.looking import resize, settled, too_wide
from tests.browser.test_story import window

__all__ = ["window"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = ((360, 780), (1440, 900))
READY = {
    "outcome": "partly",
    "content": "Støtte fra ACT-teamet 10 timer om ugen.",
    "hours_a_week": Decimal(10),
    "dkk_a_month": Decimal(18500),
    "provider": "ACT-team Syd",
    "provider_wish": "ACT-teamet",
    "provider_wish_followed": True,
    "facts": "Du flytter i egen bolig.",
    "considerations": "Du har brug for hjælp til at komme på plads.",
    "reasons_not": "Om natten er vagttelefonen åben.",
    "citizen_view": "Det er i orden.",
}


@pytest.fixture
def told(karen, kasper, pernille, lene, syd):
    """Karen with an assessment, a health record, an open case, a decision, and what it costs."""
    load_registers()
    today = clock.today()
    for official, more in ((kasper, {}), (pernille, {"may_approve": True})):
        decisions.give_mandate(
            by=None,
            official=official,
            basis_code="SEL85a",
            authority_code="council",
            from_day=today - timedelta(days=365),
            given_by="Socialchefen",
            **more,
        )
    keys = {"citizen": karen.pk, "assessment": assess(karen, kasper, today).pk}
    keys |= nurse(karen, lene, today)
    keys |= decide(karen, kasper, syd, today)
    keys |= pay(colleague("gram", "Lone Gram", syd, "controller"), today)
    return keys


def assess(karen, kasper, today):
    row = assessments.open_assessment(
        karen, by=kasper, reason="At få og beholde en bolig", own_need="En dør.", on=today
    )
    theme = next(code.code for code in ffb.of_kind("theme") if code.label == "Samfundsliv")
    condition = next(code.code for code in ffb.of_kind("condition") if code.group == theme)
    assessments.note_view(row, by=kasper, theme=theme, side="citizen", text="Ja.", said_on=today)
    for days, level in ((40, 3), (0, 1)):
        assessments.set_level(
            karen,
            by=kasper,
            code=condition,
            function=level,
            support=level,
            on=today - timedelta(days=days),
            assessment=row,
        )
    assessments.ask_for(row, by=kasper, what="Et brev", who_has_it="Klinikken", theme=theme)
    scale = instruments()["scale"]
    assessments.answer(karen, by=kasper, instrument=scale, answers={"now": 4}, about="", on=today)
    return row


def nurse(karen, lene, today):
    health.note_area(karen, by=lene, area=Area.SKIN, state="actual", note="Et sår", on=today)
    health.note_allergy(karen, by=lene, to="Penicillin", reaction="Udslæt", serious=True)
    medication = health.start_medication(
        karen, by=lene, name="Vitamin B", dose="1 om morgenen", from_day=today
    )
    visit = health.plan_visit(
        karen, by=lene, at=clock.now(), where="Klinikken", about="Såret", companion=lene
    )
    health.write_summary(karen, by=lene, text="Tåler ikke penicillin.", on=today, agreed=True)
    return {"medication": medication.pk, "visit": visit.pk}


def decide(karen, kasper, syd, today):
    cases = [
        decisions.open_case(
            karen,
            by=kasper,
            team=syd,
            title="Støtte i eget hjem",
            basis_code="SEL85a",
            received_at=clock.now() - timedelta(days=20),
            how="oral",
            words="Der skal være nogen.",
            leaves_on=today + timedelta(days=3),
            leaves_from="Lindegården",
        )
        for _number in range(2)
    ]
    for case in cases:
        against = case is cases[1]
        decisions.note_fact(
            case,
            by=kasper,
            text="Er væk de fleste weekender",
            source="Lindegården",
            dated_on=today,
            known_to_citizen=not against,
            against=against,
        )
    decisions.start_hearing(
        cases[1], by=kasper, how="read_aloud", answer_by=today + timedelta(days=9)
    )
    draft = decisions.draft_decision(cases[0], by=kasper)
    draft = decisions.write_decision(
        draft,
        by=kasper,
        based_on=draft.version,
        **READY,
        from_day=today,
        review_on=today + timedelta(days=90),
    )
    made = decisions.make_decision(draft, by=kasper, on=today)
    decisions.deliver_decision(made, by=kasper, how="read_aloud", came_on=today)
    decisions.take_complaint(made, by=kasper, received_on=today, how="oral", words="Nej.")
    order = decisions.send_order(
        made,
        by=kasper,
        on=today,
        provider="ACT-team Syd",
        goals=["Have et hjem, der holder"],
        start_on=today,
        report_by=today + timedelta(days=60),
    )
    decisions.name_representative(karen, by=kasper, name="Ulla", scope="Alt", from_day=today)
    decisions.ask_anonymously(
        by=kasper, team=syd, called="Violinen", basis_code="SUL141", asked_at=clock.now()
    )
    return {"case": cases[1].pk, "decided": cases[0].pk, "made": made.pk, "order": order.pk}


def pay(gram, today):
    cost = money.take_in_decisions(by=gram, on=today)[0]
    parts = [money.Part("municipality", 5_000), money.Part("state", 5_000)]
    money.divide_cost(cost, by=gram, parts=parts)
    money.set_budget(today.year, by=gram, payer="municipality", oere=10**9, source="Opdigtet")
    lines = money.commit_month(date(today.year, today.month, 1), by=gram)
    case = money.write_business_case(
        by=gram,
        title="ACT-team i Åkøbing",
        assumptions={
            "people": 80,
            "years": 4,
            "effect": "0.55",
            "deadweight": "0.10",
            "lasts": "0.85",
            "rate": "0.035",
            "costs": [{"municipality": "5200000", "region": "2600000"}] * 5,
            "consequences": [
                {
                    "what": "Nætter på herberg",
                    "unit": "nætter",
                    "change": "-62",
                    "prices": {"municipality": "780", "state": "390"},
                    "source": "Opdigtet regnskab",
                }
            ],
        },
    )
    return {"gram": gram, "cost": cost.pk, "posting": lines[0].pk, "business": case.pk}


PAGES = {
    "assessments": (
        "kasper",
        (
            ("assessments:assessments", "citizen"),
            ("assessments:assessment", "assessment"),
            ("assessments:open-assessment", "citizen"),
            ("assessments:name-target-groups", "assessment"),
            ("assessments:conclude", "assessment"),
            ("assessments:answers", "citizen"),
        ),
    ),
    "health": (
        "lene",
        (
            ("health:record", "citizen"),
            ("health:plan-visit", "citizen"),
            ("health:change-medication", "medication"),
            ("health:note-visit", "visit"),
            ("health:write-summary", "citizen"),
        ),
    ),
    "decisions": (
        "kasper",
        (
            ("decisions:cases", ""),
            ("decisions:case", "case"),
            ("decisions:case", "decided"),
            ("decisions:open-case", "citizen"),
            ("decisions:write-decision", "case"),
            ("decisions:collect", "case"),
            ("decisions:choose-assessment", "case"),
            ("decisions:read-aloud", "decided"),
            ("decisions:take-complaint", "made"),
            ("decisions:order", "order"),
            ("decisions:standing", "citizen"),
            ("decisions:name-representative", "citizen"),
            ("decisions:anonymous", ""),
            ("decisions:reversals", ""),
        ),
    ),
    "registers": (
        "ulla",
        (
            ("decisions:registers", ""),
            ("decisions:register", "legal-bases"),
            ("decisions:register", "parameters"),
            ("decisions:register", "prices"),
            ("decisions:mandates", ""),
            ("decisions:add-rule", "legal-bases"),
        ),
    ),
    "money": (
        "gram",
        (
            ("money:overview", ""),
            ("money:costs", ""),
            ("money:cost", "cost"),
            ("money:divide-cost", "cost"),
            ("money:ledger", ""),
            ("money:reverse-posting", "posting"),
            ("money:settlement", ""),
            ("money:refunds", ""),
            ("money:set-budget", ""),
            ("money:business-cases", ""),
            ("money:business-case", "business"),
            ("money:write-business-case", ""),
        ),
    ),
}


@pytest.mark.parametrize("room", PAGES)
def test_every_page_holds_in_the_small_and_in_the_large(window, told, request, room):
    page = window
    who, pages = PAGES[room]
    page.sign_in(told.get(who) or request.getfixturevalue(who))
    found = []
    for name, about in pages:
        args = [told.get(about, about)] if about else []
        page.set_viewport_size({"width": 1440, "height": 900})
        answer = page.goto(reverse(name, args=args))
        assert answer is not None
        assert answer.status == 200, name
        settled(page)
        for width, height in WIDTHS:
            resize(page, width, height)
            if (pixels := too_wide(page)) > 0:
                found.append(f"{name} at {width}: {pixels} px too wide")
            found += [f"{name} at {width}: {breach}" for breach in axe_violations(page)]
        found += [f"{name}: {fault}" for fault in page.faults]
    assert found == []
