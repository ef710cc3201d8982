"""Reading a document in, as it is met: three widths, the keyboard alone, and axe."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from helhed.strategy.models import ImportDraft, Initiative
from helhed.strategy.tests.documents.made import HERE, a_draft, content
from helhed.strategy.verbs.reading import upload_document
from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1440)


@pytest.fixture(autouse=True)
def _a_tuesday_in_march():
    """The server runs by the real clock, so these tests do too."""


@pytest.fixture
def show(chromium, live_server, client, signe):
    """Opens a page as the committee secretary: `show("reading", key)`."""
    client.force_login(signe)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=live_server.url, locale="da-DK")
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda m: page.faults.append(m.text) if "Security" in m.text else None)

    def go(name: str, *keys: object) -> Page:
        page.goto(reverse(f"strategy:{name}", args=keys))
        return page

    yield go
    assert page.faults == []
    context.close()


@pytest.fixture
def troubled():
    """A document with a label nobody knows yet."""
    text = content("skov.txt").decode().replace("Udfordring", "Hvad er galt")
    return upload_document(by=None, name="skov.txt", content=text.encode())


def test_every_page_fits_and_is_accessible(show, troubled):
    policy = a_draft("baadpolitik.md")
    pages = [
        ("readings",),
        ("reading-labels",),
        ("reading", troubled.pk),
        ("reading", policy.pk),
        ("reading-card", troubled.pk, 4),
        ("reading-correct", troubled.pk, 4, "description"),
    ]
    for address in pages:
        page = show(*address)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert too_wide <= 0, (address, width)
            # The page of a tablet is that of a phone or of a desk.
            assert width == 768 or axe_violations(page) == [], (address, width)


def test_a_document_is_uploaded_looked_through_and_accepted(show):
    page = show("readings")
    page.set_input_files("input[type=file]", HERE / "havn.txt")
    page.get_by_role("button", name="Læs det").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("havn.txt")
    page.get_by_role("link", name="2 Motorhjælp på vandet").click()
    expect(page.locator(".st-doubt")).to_be_visible()
    page.get_by_role("link", name="Ret Udvalg").click()
    page.get_by_label("Tekst").fill("Havneudvalget\nKlubudvalget")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#field-committees")).to_contain_text("Klubudvalget")
    page.get_by_role("link", name="Alle indsatser").last.click()
    page.get_by_role("button", name="Godkend og læg ind").click()

    expect(page.get_by_text("3 indsatser er lagt ind.")).to_be_visible()
    assert Initiative.objects.count() == 3
    assert ImportDraft.objects.get().state == ImportDraft.State.ACCEPTED


def test_the_keyboard_walks_between_a_field_and_its_lines(show, troubled):
    page = show("reading-card", troubled.pk, 4)
    link = page.locator("#field-description a[href^='#lines-']")
    target = link.get_attribute("href") or ""

    link.focus()
    page.keyboard.press("Enter")

    expect(page.locator(target)).to_be_in_viewport()
    assert page.locator(f"{target}:target").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#field-description")).to_be_in_viewport()


def test_unknown_words_become_a_label_and_the_document_is_read_again(show, troubled):
    page = show("reading-card", troubled.pk, 4)

    page.get_by_text("De ord er et feltnavn").click()
    page.get_by_label("Ord, der står foran feltet").fill("Hvad er galt")
    expect(page.get_by_label("Felt", exact=True)).to_have_value("challenge")
    page.get_by_role("button", name="Kend ordene, og læs igen").click()

    expect(page.get_by_text("Alt er på plads").first).to_be_visible()
