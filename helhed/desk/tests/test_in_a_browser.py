"""The board and the meeting as they are used: by keyboard, at three widths, and by axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from helhed.contacts import verbs as contacts
from helhed.contacts.models import Appointment
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.stays import verbs as stays
from helhed.teams import verbs as teams
from helhed.teams.models import BoardLine, Duty
from helhed.teams.tests.factories import enrolled
from tests.browser.axe import axe_violations
from tests.browser.looking import settled, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1440)


@pytest.fixture
def window(chromium, live_server, client, pernille) -> Iterator[Page]:
    """A browser in which Pernille, who leads the team, is signed in."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="da-DK"
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    client.force_login(pernille)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    yield page
    context.close()


@pytest.fixture
def team_of_three(karen, amira, syd):
    """Karen was met and is met again; Verner is missing; Rosa sleeps outdoors."""
    verner, rosa = (enrolled(syd, by=amira, name=name) for name in ("Verner Ø", "Rosa Å"))
    contacts.note_contact(karen, by=amira, contact_id=new_id(), outcome="met", at=clock.now())
    contacts.make_appointment(
        karen, by=amira, at=clock.now() + timedelta(days=2), worker=amira, place="Havnen"
    )
    contacts.note_contact(
        verner, by=amira, contact_id=new_id(), outcome="not_found", at=clock.now()
    )
    stays.answer_tonight(rosa, by=amira, on=clock.today(), kind="street")
    return karen, verner, rosa


def test_the_board_is_walked_by_the_keyboard_and_keeps_its_place(window, team_of_three, syd):
    window.goto(reverse("desk:team-board", args=[syd.pk]))
    rows = window.locator("[data-key-row]")
    expect(rows).to_have_count(3)
    for _press in range(2):
        window.keyboard.press("j")
    chosen = window.locator("[data-key-row][aria-current=true]")
    expect(chosen).to_have_count(1)
    who = chosen.get_attribute("id")

    window.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    settled(window)

    expect(window.locator("[data-key-row][aria-current=true]")).to_have_attribute("id", who)
    window.keyboard.press("3")
    window.wait_for_url("**show=action")
    window.keyboard.press("j")
    window.keyboard.press("Enter")
    window.wait_for_url("**/citizens/**")
    assert window.faults == []


def walk_to(window, row):
    """Down the board by J until the row is chosen."""
    for _press in range(5):
        if row.get_attribute("aria-current") == "true":
            return
        window.keyboard.press("j")
    expect(row).to_have_attribute("aria-current", "true")


def test_an_own_person_is_chosen_without_leaving_the_board(window, team_of_three, amira, syd):
    _karen, verner, _rosa = team_of_three
    board = reverse("desk:team-board", args=[syd.pk])
    window.goto(board)
    row = window.locator(f"#row-{verner.pk}")
    walk_to(window, row)

    window.keyboard.press("t")
    question = window.get_by_role("dialog")
    expect(question).to_contain_text("Verner")
    question.get_by_role("button", name=amira.name).click()

    expect(question).to_be_hidden()
    expect(row).to_contain_text(amira.get_short_name())
    assert window.url.endswith(board)
    assert verner.caseloads.get(until_day=None).worker == amira
    assert window.faults == []


def test_an_appointment_is_agreed_without_leaving_the_board(window, team_of_three, syd):
    board = reverse("desk:team-board", args=[syd.pk])
    window.goto(board)
    row = window.locator(f"#row-{team_of_three[1].pk}")
    walk_to(window, row)

    window.keyboard.press("a")
    question = window.get_by_role("dialog")
    expect(question).to_be_visible()
    assert axe_violations(window) == []
    save = question.locator("form[method=post] button.hh-button-primary")
    save.click()
    # What is missing is said where one is, and what was chosen is kept.
    expect(question.locator("[name=on][aria-invalid=true]")).to_be_visible()
    question.locator("[name=on]").fill((clock.today() + timedelta(days=3)).isoformat())
    question.locator("[name=when][value=day]").check()
    save.click()

    expect(question).to_be_hidden()
    expect(row).not_to_contain_text("Ingen næste kontakt")
    assert Appointment.objects.planned().filter(citizen=team_of_three[1]).count() == 1


def test_a_meeting_is_held_by_the_keyboard_alone(window, team_of_three, amira, syd):
    window.goto(f"{reverse('desk:meeting', args=[syd.pk])}?start")
    expect(window.locator("h1")).to_have_text("Rosa Å")
    window.keyboard.press("1")
    window.keyboard.press("h")
    window.keyboard.press("l")
    window.keyboard.type("Sovepose og te i aften")
    window.keyboard.press("Enter")
    expect(window.locator("h1")).not_to_have_text("Rosa Å")

    rosa = team_of_three[2]
    assert Appointment.objects.planned().get(citizen=rosa).worker == amira
    assert BoardLine.objects.get(citizen=rosa).text == "Sovepose og te i aften"

    window.keyboard.press("k")
    expect(window.locator("h1")).to_have_text("Rosa Å")
    window.keyboard.press("p")
    expect(window.locator("[data-pause]")).to_have_attribute("aria-pressed", "true")
    window.keyboard.press("Escape")
    window.wait_for_url(f"**{reverse('desk:team-board', args=[syd.pk])}")
    assert window.faults == []


def pages(team, citizen, duty):
    yield reverse("desk:team-board", args=[team.pk])
    yield reverse("desk:meeting", args=[team.pk])
    yield reverse("desk:duties") + "?show=team"
    yield reverse("desk:duty", args=[duty.pk])
    yield reverse("desk:leader")
    yield reverse("desk:members", args=[team.pk])
    yield reverse("desk:week", args=[team.pk, clock.today().isoformat()])
    yield reverse("desk:plan-shift", args=[team.pk])
    for name in ("citizen", "tonight", "admit", "hand-over", "record-death", "ask-colleague"):
        yield reverse(f"desk:{name}", args=[citizen.pk])
    yield reverse("desk:set-own-person", args=[team.pk, citizen.pk])
    yield reverse("stays:nights", args=[citizen.pk])
    yield reverse("stays:note-nights", args=[citizen.pk])


def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(window, team_of_three, amira, syd):
    rosa = team_of_three[2]
    teams.set_own_person(rosa, by=amira, team=syd, worker=amira, from_day=clock.today())
    duty = Duty.objects.open().filter(citizen=rosa).first()
    found = []
    for address in pages(syd, rosa, duty):
        answer = window.goto(address)
        settled(window)
        assert answer.status == 200, address
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            wider = too_wide(window)
            found += [f"{address} {width}: {wider} px too wide"] if wider > 0 else []
            # The page of a tablet is that of a phone or of a desk.
            breaches = axe_violations(window) if width != 768 else []
            found += [f"{address} {width}: {breach}" for breach in breaches]
    assert found == []
    assert window.faults == []
