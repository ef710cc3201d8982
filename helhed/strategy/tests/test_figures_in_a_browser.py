"""Indicators, proposals and hearings as they are met: three widths, a strict policy, and axe."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from helhed.core import clock
from helhed.strategy.tests.factories import an_initiative
from helhed.strategy.tests.following import a_hearing, a_proposal, a_value, an_indicator
from helhed.strategy.verbs import hearings
from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1440)
HALVES = (
    (date(2024, 1, 1), date(2024, 6, 30), "19", "13", "6"),
    (date(2024, 7, 1), date(2024, 12, 31), "16", "11", "5"),
    (date(2025, 1, 1), date(2025, 6, 30), "12", None, None),
    (date(2025, 7, 1), date(2025, 12, 31), "10", None, None),
)


@pytest.fixture(autouse=True)
def _a_tuesday_in_march():
    """The server runs by the real clock, so these tests do too."""


@pytest.fixture
def window(chromium, live_server, client, signe) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, locale="da-DK")
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda m: page.faults.append(m.text) if m.type == "error" else None)
    client.force_login(signe)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
    context.add_cookies([cookie])
    yield page
    context.close()


@pytest.fixture
def told(signe):
    """The addresses of pages with something on them."""
    initiative = an_initiative(title="Ingen udskrives til gaden")
    indicator = an_indicator(
        title="Udskrivninger, hvor ”i nat” var udenfor eller ukendt",
        unit="times",
        frequency="half_year",
    )
    indicator.initiatives.add(initiative)
    stands = {"published_at": clock.now(), "published_by": signe}
    for first, last, *counts in HALVES:
        for place, (category, count) in enumerate(
            zip(("", "sygehus", "herberg"), counts, strict=True)
        ):
            number = None if count is None else Decimal(count)
            state = "hidden" if count is None else "shown"
            more = {"category": category, "label": category, "place": place, **stands}
            a_value(indicator, first, last, state=state, number=number, **more)
    hearing, today = a_hearing(sent_on=date(2025, 1, 6), deadline=date(2025, 2, 17)), clock.today()
    response = hearings.note_response(
        hearing,
        by=signe,
        received_on=date(2025, 2, 3),
        on=today,
        noted_orally=True,
        points=["Skriv om ensomhed. Den slider mere end kulde.", "Vi vil have gratis bus."],
    )
    first, second = response.points.all()
    hearings.reply_to_point(
        first, by=signe, on=today, outcome="followed", why="Det manglede.", became="Et nyt mål."
    )
    proposal = a_proposal()
    return {
        "indicators": [],
        "indicator": [indicator.pk],
        "indicator-enter": [indicator.pk],
        "indicator-new": [],
        "proposals": [],
        "proposal": [proposal.pk],
        "hearing": [hearing.pk],
        "hearing-respond": [hearing.pk],
        "hearing-reply": [second.pk],
        "initiative-indicators": [initiative.pk],
    }


def test_the_pages_fit_break_no_policy_and_axe_finds_nothing(window, told):
    found = {}
    for name, args in told.items():
        window.goto(reverse(f"strategy:{name}", args=args))
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            wide = window.evaluate("document.documentElement.scrollWidth")
            # The page of a tablet is that of a phone or of a desk.
            breaches = axe_violations(window) if width != 768 else []
            faults = [*breaches, *window.faults, *([wide] if wide > width else [])]
            window.faults.clear()
            if faults:
                found[name, width] = faults

    assert found == {}


def test_the_chart_is_drawn_without_scripts_and_shows_one_picture_at_a_time(
    chromium, live_server, window, told
):
    window.set_viewport_size({"width": 360, "height": 900})
    window.goto(reverse("strategy:indicator", args=told["indicator"]))

    assert window.locator(".hh-chart-narrow svg").is_visible()
    assert not window.locator(".hh-chart-wide svg").is_visible()
    assert window.locator(".hh-chart-narrow text", has_text="skjult").count() >= 2
    assert window.locator("svg.hh-chart [style], svg.hh-chart script").count() == 0
