"""One plan through a year: read from its document, followed up, put before the committee, public.

Takes the pictures of docs/tour when HELHED_TOUR is set; without it the story is only lived.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from docx import Document
from playwright.sync_api import Page
from pypdf import PdfReader

from helhed.core import clock
from helhed.public_site import verbs as public_site
from helhed.stays.models import Stay
from helhed.strategy.models import (
    ActionPlan,
    FollowUpRound,
    Hearing,
    HearingPoint,
    Indicator,
    Initiative,
    Reminder,
    RoundAnswer,
)
from helhed.strategy.verbs import hearings
from helhed.strategy.verbs.indicators import Links, Target, define_indicator
from helhed.strategy.verbs.initiatives import assign_owner, begin_initiative
from helhed.strategy.verbs.parties import name_party
from helhed.strategy.verbs.values import collect_values
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague, enrolled
from tests.browser.looking import see
from tests.browser.test_story import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["window"]

PLAN = Path(__file__).parent / "documents" / "handleplan.txt"


@pytest.fixture
def sara(db):
    """The committee's secretary."""
    team = TeamFactory(name="Byrådssekretariatet", kind=Team.Kind.OTHER)
    return colleague("sara", "Sara Dahl", team, "committee_secretary")


@pytest.fixture
def owen(db):
    """Answers for the initiatives. Works elsewhere and never signs in here."""
    team = TeamFactory(name="Boligstaben", kind=Team.Kind.OTHER)
    owner = colleague("owen", "Owen Dam", team, "housing_coordinator")
    owner.email = "owen@example.invalid"
    owner.save()
    return owner


@pytest.fixture
def facts(syd, amira):
    """What the unit's own work tells: twelve stays that ended last half-year, six on the street."""
    first = _last_half_year()
    for number in range(12):
        citizen = enrolled(syd, by=amira, name=f"Borger Opdigtet{number}")
        begun = first + timedelta(days=10 * number)
        Stay(
            citizen=citizen,
            kind="hospital",
            from_night=begun,
            until_day=begun + timedelta(days=5),
            tonight="street" if number % 2 else "own_home",
        ).save()


def _last_half_year() -> date:
    today = clock.today()
    return date(today.year, 1, 1) if today.month > 6 else date(today.year - 1, 7, 1)


def test_from_the_document_to_the_public_page(window, settings, live_server, sara, owen, facts):
    settings.HELHED_ADDRESS = f"{live_server.url}/"
    window.sign_in(sara)
    plan = read_the_plan_in(window, sara, owen)
    follow_up = open_the_round(window, plan)
    council_answers(window, plan, sara)
    figures_come_in(window, plan, sara)
    remind_and_answer_by_the_link(window, follow_up)
    window.sign_in(sara)
    write_and_freeze(window, follow_up)
    papers_say_the_same(window, follow_up)
    publish(window, plan, sara)
    everybody_sees(window)
    assert window.problems == []


def press(window: Page, what: str) -> None:
    """Press it, and wait for the page that answers."""
    with window.expect_navigation(wait_until="load"):
        window.click(what)


def read_the_plan_in(window: Page, sara, owen) -> ActionPlan:
    window.goto(reverse("strategy:readings"))
    window.set_input_files("input[type=file]", PLAN)
    press(window, "form[action$='/upload/'] button")
    assert "Ti små boliger ved havnen" in window.content()
    see(window, "strategy-1-document")
    assert Initiative.objects.count() == 0

    window.set_viewport_size({"width": 1440, "height": 900})
    press(window, "button[form=accept]")
    assert ActionPlan.objects.exists(), window.inner_text("main")
    plan = ActionPlan.objects.get()
    assert plan.initiatives.count() == 2
    for initiative in plan.initiatives.all():
        assign_owner(initiative, by=sara, owner=owen)
        begin_initiative(initiative, by=sara, on=date(clock.today().year, 1, 5))
    window.goto(reverse("strategy:plan", args=[plan.pk]))
    see(window, "strategy-2-plan")
    return plan


def open_the_round(window: Page, plan: ActionPlan) -> FollowUpRound:
    today = clock.today()
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("strategy:round-open", args=[plan.pk]))
    window.fill("[name=year]", str(today.year))
    window.fill("[name=opens_on]", (today - timedelta(days=40)).isoformat())
    window.fill("[name=due_on]", (today - timedelta(days=6)).isoformat())
    window.fill("[name=meeting_on]", (today + timedelta(days=20)).isoformat())
    press(window, "main form .hh-button-primary")
    see(window, "strategy-3-round")
    return FollowUpRound.objects.get()


def council_answers(window: Page, plan: ActionPlan, sara) -> None:
    council = name_party("Udsatterådet", by=sara, kind="council")
    today = clock.today()
    hearings.send_hearing(
        plan,
        by=sara,
        council=council,
        question="Hvad mener I om planen?",
        sent_on=today - timedelta(days=50),
        deadline=today - timedelta(days=5),
    )
    hearing = Hearing.objects.get()
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("strategy:hearing-respond", args=[hearing.pk]))
    window.fill("[name=point_1]", "Boligerne skal have plads til en hund.")
    press(window, "main form .hh-button-primary")

    window.goto(reverse("strategy:hearing-reply", args=[HearingPoint.objects.get().pk]))
    window.check("[name=outcome][value=followed]", force=True)
    window.fill("[name=why]", "Det har rådet ret i.")
    window.fill("[name=became]", "Hver bolig får en lille have.")
    press(window, "main form .hh-button-primary")
    window.goto(reverse("strategy:hearing", args=[hearing.pk]))
    see(window, "strategy-4-hearing")


def figures_come_in(window: Page, plan: ActionPlan, sara) -> None:
    """From the unit's own work; the counts go through the rule that hides small ones."""
    homes = plan.initiatives.get(number=1)
    indicator = define_indicator(
        by=sara,
        title="Udskrevet uden et sted at sove",
        direction="down",
        frequency="half_year",
        target=Target(kind="number", number=Decimal(0)),
        measure="discharges_without_address",
        links=Links(initiatives=[homes]),
        public=True,
    )
    collect_values(indicator, at=clock.now(), since=_last_half_year())
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("strategy:indicator-publish", args=[indicator.pk]))
    press(window, "main form .hh-button-primary")
    assert indicator.values.published().whole().get(first_day=_last_half_year()).number == 6
    window.goto(reverse("strategy:indicator", args=[indicator.pk]))
    see(window, "strategy-5-indicator")


def remind_and_answer_by_the_link(window: Page, follow_up: FollowUpRound) -> None:
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("strategy:round", args=[follow_up.pk]))
    press(window, "form[action$='/remind/'] button")
    text = Reminder.objects.get().demo_text
    link = re.search(r"https?://\S+/answer/\S+", text)[0]

    window.context.clear_cookies()
    window.set_viewport_size({"width": 360, "height": 780})
    window.goto(link)
    see(window, "strategy-6-answer")
    window.set_viewport_size({"width": 360, "height": 780})
    window.check("input[name$=status][value=late] >> nth=0", force=True)
    window.fill("textarea >> nth=0", "Grunden er købt, men byggetilladelsen mangler.")
    window.check("input[name$=status][value=on_track] >> nth=1", force=True)
    window.fill("textarea >> nth=1", "Der har været åbent hver søndag siden marts.")
    press(window, "main form .hh-button-primary")
    assert "2 svar er gemt" in window.content()
    assert RoundAnswer.objects.filter(by_link=True).count() == 2
    # The link signs nobody in.
    window.goto(reverse("strategy:round", args=[follow_up.pk]))
    assert "/accounts/login/" in window.url


def write_and_freeze(window: Page, follow_up: FollowUpRound) -> None:
    window.set_viewport_size({"width": 1440, "height": 900})
    paper = reverse("strategy:paper", args=[follow_up.pk])
    window.goto(paper)
    press(window, "form[action$='/draft/'] button")
    window.goto(reverse("strategy:paper-section", args=[follow_up.pk, "recommendation"]))
    said = window.input_value("[name=text]")
    window.fill("[name=text]", f"{said}\n- at der findes en grund til ti boliger mere")
    press(window, "main form .hh-button-primary")
    window.goto(paper)
    see(window, "strategy-7-paper")
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("strategy:round-freeze", args=[follow_up.pk]))
    press(window, "main form .hh-button-primary")
    assert "Fastfrosset" in window.content()


def papers_say_the_same(window: Page, follow_up: FollowUpRound) -> None:
    window.goto(reverse("strategy:paper", args=[follow_up.pk]))
    word, pdf = (downloaded(window, name, follow_up) for name in ("paper-word", "paper-pdf"))
    document = Document(BytesIO(word))
    in_word = "\n".join(paragraph.text for paragraph in document.paragraphs)
    pages = PdfReader(BytesIO(pdf)).pages
    in_pdf = " ".join(" ".join(page.extract_text() for page in pages).split())
    for told in (
        "Grunden er købt, men byggetilladelsen mangler.",
        "at der findes en grund til ti boliger mere",
        "Boligerne skal have plads til en hund.",
        "Udskrevet uden et sted at sove",
    ):
        assert told in in_word
        assert told in in_pdf
    assert len(document.inline_shapes) == 1
    for hidden in ("Owen", "Vibeke", "Torben"):
        assert hidden not in in_word
        assert hidden not in in_pdf


def downloaded(window: Page, name: str, follow_up: FollowUpRound) -> bytes:
    with window.expect_download() as waiting:
        window.click(f"a[href='{reverse(f'strategy:{name}', args=[follow_up.pk])}']")
    return Path(waiting.value.path()).read_bytes()


def publish(window: Page, plan: ActionPlan, sara) -> None:
    public_site.write_front_page(by=sara, municipality="Eksempelkøbing Kommune")
    public_site.add_place(
        "sleep",
        by=sara,
        name="Et sted at sove i nat",
        what="Natlinjen finder en seng.",
        phone="55550100",
        always_open=True,
        first=True,
    )
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(reverse("public_site:publish", args=[plan.pk]))
    window.check(f"input[value='{Indicator.objects.get().pk}']", force=True)
    see(window, "strategy-8-publish", "1440")
    press(window, "main form .hh-button-primary")


def everybody_sees(window: Page) -> None:
    """Without signing in, and without JavaScript doing anything."""
    window.context.clear_cookies()
    window.goto("/aaben/")
    page = window.content()
    for told in ("Natlinjen finder en seng.", "Udskrevet uden et sted at sove", "Ti små boliger"):
        assert told in page
    see(window, "public-1-front")
    press(window, "a:has-text('Ti små boliger ved havnen')")
    page = window.content()
    assert "Forsinket" in page
    assert "Grunden er købt, men byggetilladelsen mangler." in page
    for hidden in ("Owen", "Vibeke", "Torben", "Sara"):
        assert hidden not in page
    see(window, "public-2-initiative")
    window.goto("/aaben/hoeringer/")
    assert "Boligerne skal have plads til en hund." in window.content()
    see(window, "public-3-hearings")
    window.goto("/aaben/tal/udskrevet-uden-et-sted-at-sove/")
    see(window, "public-4-figure")
    window.goto("/open/")
    see(window, "public-5-english", "360", "1440")
