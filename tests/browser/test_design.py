"""The shell and the components as people meet them: by eye, by keyboard, by screen reader."""

import gzip
from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = ["", "citizen/", "phone/", "meeting/", "404/", "403/", "500/", "pin/", "maintenance/"]
FIRST_VISIT_BYTES, LATER_BYTES = 300_000, 60_000
WORDS = "Vi talte om båden ved havnen"
SECRET = "kun-til-denne-prøve"
FORM_THAT_NEEDS_SIGNING_IN = """() => {
  const form = document.createElement("form");
  form.id = "probe";
  form.action = "/accounts/2fa/";
  form.dataset.keep = "probe";
  const text = document.createElement("textarea");
  text.name = "text";
  const send = document.createElement("button");
  send.textContent = "Gem";
  form.append(text, send);
  document.querySelector("main").prepend(form);
}"""


@pytest.fixture
def window(chromium, live_server) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.address, page.faults = live_server.url, []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda said: note_errors(page, said))
    yield page
    context.close()


def note_errors(page, said):
    # The browser reports every 404 and 500 by itself; here they are asked for.
    if said.type == "error" and "Failed to load resource" not in said.text:
        page.faults.append(said.text)


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(window, look):
    for width in (360, 768, 1440):
        window.set_viewport_size({"width": width, "height": 800})
        window.goto(f"/design/{look}")

        assert axe_violations(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= width
        assert window.faults == []


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/login/?next=/"])
def test_signing_in_is_open_to_everyone(window, address):
    window.goto(address)

    assert axe_violations(window) == []
    assert window.faults == []
    assert window.get_by_role("button", name="Log ind", exact=True).is_visible()


@pytest.mark.parametrize(
    "address", ["/accounts/2fa/", "/accounts/reauthenticate/", "/accounts/logout/"]
)
def test_looking_after_ones_own_sign_in_is_open_to_everyone(window, amira, client, address):
    sign_in(window, client, amira)
    window.goto(address)

    assert axe_violations(window) == []
    assert window.faults == []


def test_what_is_typed_survives_a_session_that_ends(window, amira, client):
    sign_in(window, client, amira)
    window.goto("/design/")
    window.locator("[data-keep=specimen] textarea").fill(WORDS)
    window.context.clear_cookies()
    window.goto("/accounts/login/")
    sign_in(window, client, amira)

    window.goto("/design/")

    assert window.locator("[data-keep=specimen] textarea").input_value() == WORDS


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(window, amira, client):
    amira.set_password(SECRET)
    amira.save()
    sign_in(window, client, amira)
    window.goto("/design/citizen/")
    window.evaluate(FORM_THAT_NEEDS_SIGNING_IN)
    window.locator("#probe textarea").fill(WORDS)
    window.context.clear_cookies()
    window.locator("#probe button").click()
    window.wait_for_url("**/accounts/login/**")

    assert window.locator("main input[name=next]").input_value() == "/design/citizen/"

    window.get_by_label("Brugernavn").fill(amira.username)
    window.get_by_label("Adgangskode").fill(SECRET)
    window.get_by_role("button", name="Log ind", exact=True).click()
    window.wait_for_url("**/design/citizen/")

    assert WORDS in window.evaluate("JSON.stringify(sessionStorage)")


def test_the_next_person_at_the_computer_never_meets_it(window, amira, lene, client):
    sign_in(window, client, amira)
    window.goto("/design/")
    window.locator("[data-keep=specimen] textarea").fill(WORDS)
    sign_in(window, client, lene)

    window.goto("/design/")
    kept = window.evaluate("JSON.stringify(sessionStorage)")

    assert window.locator("[data-keep=specimen] textarea").input_value() == ""
    assert WORDS not in kept


def test_keys_are_silent_while_somebody_types_and_can_be_switched_off(window):
    window.goto("/design/")
    note = window.locator("[data-keep=specimen] textarea")
    note.click()
    window.keyboard.type("j?/")
    assert note.input_value() == "j?/"

    window.locator("h1").click()
    window.keyboard.press("?")
    window.locator("[data-keys-switch]").uncheck()
    window.keyboard.press("Escape")
    window.reload()
    window.locator("h1").click()
    window.keyboard.press("?")

    assert not window.locator("#hh-keys").evaluate("dialog => dialog.open")


def test_j_and_k_walk_the_rows_and_focus_can_be_seen(window):
    window.goto("/design/")
    window.keyboard.press("j")

    focused = window.locator(":focus")
    assert focused.inner_text() == "Grethe Bro"
    assert focused.evaluate("e => getComputedStyle(e).outlineWidth") == "3px"


def test_the_first_tab_stop_skips_to_the_content(window):
    window.goto("/design/citizen/")
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")

    assert window.evaluate("document.activeElement.id") == "main"


def test_every_new_thing_carries_an_id_made_on_the_device(window):
    window.goto("/design/")
    made = window.locator("input[data-new-id]").first.input_value()

    assert made[14] == "7"
    assert made[19] in "89ab"


def test_pages_are_light_on_an_old_phone(window):
    seen: dict[str, int] = {}
    window.on("response", lambda answer: seen.update({answer.url: weight(answer)}))
    window.goto("/design/citizen/", wait_until="networkidle")
    first = sum(seen.values())
    page_alone = sum(size for url, size in seen.items() if "/static/" not in url)

    assert len(seen) > 5
    assert first <= FIRST_VISIT_BYTES
    assert page_alone <= LATER_BYTES


def weight(answer) -> int:
    """What the answer weighs on the way; at work static files are sent compressed."""
    if answer.url.endswith(".woff2"):
        return len(answer.body())
    return len(gzip.compress(answer.body())) if answer.status == 200 else 0


def sign_in(window, client, user):
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    window.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": window.address}])
