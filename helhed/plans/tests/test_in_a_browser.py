"""The plan as it is met: three widths, the keyboard alone, two who write at once, and axe."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from helhed.core import clock
from helhed.plans import verbs
from helhed.plans.models import Goal, Hope, Pause, Step
from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1440)
PAGES = (
    *("plan", "story", "crisis-plan", "network-meetings", "a4", "pocket"),
    *("write-together", "set-goal", "review-plan", "write-crisis-plan"),
)


@pytest.fixture(autouse=True)
def _monday_morning():
    """The server runs by the real clock, so these tests do too."""


@pytest.fixture
def show(chromium, live_server, client, amira):
    """Opens a page of the plan as Amira: `show("plan", key)`."""
    client.force_login(amira)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=live_server.url, locale="da-DK")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda m: page.faults.append(m.text) if "Security" in m.text else None)

    def go(name: str, key: object) -> Page:
        page.goto(reverse(f"plans:{name}", args=[key]))
        return page

    yield go
    assert page.faults == []
    context.close()


@pytest.fixture
def full_plan(plan, goal, service, amira, lene):
    """Something of everything."""
    today = clock.today()
    for level in (2, 4):
        verbs.note_how_far(goal, by=amira, on=today, citizen_level=level, professional_level=3)
    verbs.note_disagreement(goal, by=amira, text="Karen synes, det går bedre.", based_on=1)
    goal.refresh_from_db()
    verbs.reword_goal(goal, by=amira, wording="Egen nøgle", based_on=goal.version)
    verbs.add_step(goal, by=amira, text="Se en bolig", worker=amira, due_on=today)
    step = verbs.add_step(goal, by=amira, text="Skrive sig op", by_citizen=True)
    verbs.complete_step(step, by=amira, on=today)
    verbs.pause_service(
        service,
        by=amira,
        from_day=today,
        comes_first="et sted at sove",
        resume_on=today + timedelta(days=30),
        resumed_by=lene,
    )
    verbs.set_goal(
        plan,
        by=amira,
        wording="Undgå at få spærret sit kort",
        no_hope_reason="Vil ikke tale om penge endnu",
        ask_again_on=today + timedelta(days=20),
        on=today,
    )
    verbs.add_strength(plan, by=amira, text="Kender havnen")
    verbs.write_crisis_plan(plan, by=amira, on=today, signs="Bliver stille", helps="Kaffe")
    at = clock.now() + timedelta(days=3)
    verbs.plan_network_meeting(plan, by=amira, at=at, purpose="Julen", participants=["Gerda"])
    return plan


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_can_be_used_by_everybody(show, full_plan, width):
    for name in PAGES:
        page = show(name, full_plan.citizen_id)
        page.set_viewport_size({"width": width, "height": 800})

        assert axe_violations(page) == [], name
        sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sideways <= 0, f"{name} scrolls sideways at {width}"


def test_the_small_menus_fit_on_a_phone(show, full_plan):
    page = show("plan", full_plan.citizen_id)
    page.set_viewport_size({"width": 360, "height": 800})
    for menu in page.locator("details.pl-more").all():
        menu.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_question_in_place_is_as_accessible(show, full_plan):
    page = show("plan", full_plan.citizen_id)
    page.get_by_role("link", name="Hvor langt er vi?").first.click()
    page.wait_for_selector("#asking")

    assert axe_violations(page) == []


def test_a_step_by_keyboard_alone(show, plan, goal):
    page = show("plan", plan.citizen_id)
    page.locator(f"#goal-{goal.pk} a", has_text="Skridt").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Det næste lille skridt")).to_be_focused()

    page.keyboard.type("Ringe til boligforeningen")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saved]")).to_be_focused()

    assert Step.objects.get().text == "Ringe til boligforeningen"
    tick = page.get_by_role("checkbox", name="Ringe til boligforeningen")
    tick.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="Ringe til boligforeningen")).to_be_checked()
    page.get_by_role("button", name="Fortryd").click()
    page.wait_for_load_state()
    assert Step.objects.get().done_on is None


def test_a_pause_in_place_says_what_is_missing_and_keeps_the_text(show, plan, service):
    page = show("plan", plan.citizen_id)
    page.get_by_role("link", name="Pause Bostøtte").click()
    page.get_by_label("Hvad kommer først i stedet?").fill("et sted at sove")
    page.get_by_label("Tages op igen").fill("2020-01-01")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".hh-error-summary")).to_contain_text("senere dag")
    expect(page.get_by_label("Hvad kommer først i stedet?")).to_have_value("et sted at sove")

    page.get_by_label("Tages op igen").fill("2099-01-01")
    page.get_by_role("button", name="Gem").click()

    expect(page.locator(".pl-pause")).to_contain_text("Det kommer først i stedet: et sted at sove.")
    assert Pause.objects.get().until_day is None
    page.get_by_role("button", name="Tag op igen nu").click()
    expect(page.locator(".pl-pause")).to_have_count(0)


def test_p10_two_who_write_at_once_lose_nothing(show, plan, goal, hope, lene):
    page = show("plan", plan.citizen_id)
    page.get_by_role("link", name="Ret ordene").click()
    words = page.get_by_label("Med borgerens egne ord")
    words.fill("En dør og plads til Skipper.")
    verbs.reword_hope(hope, by=lene, words="En dør med lås.", on=clock.today(), based_on=1)

    page.get_by_role("button", name="Gem").click()

    conflict = page.locator(".hh-conflict")
    expect(conflict).to_contain_text("Lene")
    expect(conflict).to_contain_text("plads til Skipper.")
    page.get_by_text("Saml begge og ret").click()
    page.get_by_label("Begge tekster").fill("En dør med lås, og plads til Skipper.")
    conflict.get_by_role("button", name="Gem").click()
    expect(page.locator(".pl-words")).to_contain_text("En dør med lås, og plads til Skipper.")
    assert Hope.objects.get().version == 3


def test_a_goal_with_a_hope_needs_no_reason(show, plan, hope):
    page = show("set-goal", plan.citizen_id)
    why = page.get_by_label("Hvis det ikke peger på et håb endnu: hvorfor?")
    expect(why).to_be_hidden()

    page.get_by_label("Håbet bag målet").select_option("")

    expect(why).to_be_visible()


def test_escape_and_never_mind_close_without_a_trace(show, plan, goal):
    page = show("plan", plan.citizen_id)
    page.locator(f"#goal-{goal.pk} summary").click()
    page.keyboard.press("Escape")
    expect(page.locator(f"#goal-{goal.pk} details")).not_to_have_attribute("open", "")

    page.get_by_role("link", name="Ret ordene").click()
    page.get_by_role("link", name="Luk uden at gemme").click()

    expect(page.locator("#asking")).to_have_count(0)
    assert Goal.objects.get().version == 1
