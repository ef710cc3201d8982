"""The leader goes from a number to the people behind it, and the committee does not."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import Page

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.insights import snapshot
from helhed.stays import verbs as stays
from helhed.stays.models import Kind
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague
from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (360, 768, 1440)


@pytest.fixture
def window(chromium, live_server, client) -> Iterator[Page]:
    context = chromium.new_context(base_url=live_server.url, locale="da-DK")
    page = context.new_page()
    page.set_default_timeout(20_000)

    def sign_in(user):
        client.force_login(user)
        value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": value}
        context.add_cookies([{**cookie, "url": live_server.url}])

    page.sign_in = sign_in
    yield page
    context.close()


@pytest.fixture
def counted(karen, amira, tmp_path, settings):
    """Karen has slept outdoors for 400 nights, and the night's snapshot is taken."""
    settings.HELHED_SNAPSHOTS = str(tmp_path)
    today = clock.today()
    stays.begin_stay(karen, by=amira, kind=Kind.STREET, from_night=today - timedelta(days=400))
    with acting_as_system("snapshot_maker"):
        return snapshot.take(tmp_path, at=clock.now())


@pytest.fixture
def sara(db):
    staff = TeamFactory(name="Sekretariatet", kind=Team.Kind.OTHER)
    return colleague("sara", "Sara Iversen", staff, "committee_secretary")


def look(page, address):
    """Open the page at each width; axe finds nothing and nothing runs off the side."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        assert axe_violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_a_leader_goes_from_a_number_to_its_people(window, pernille, karen, counted):
    window.sign_in(pernille)
    look(window, reverse("insights:figures"))
    window.get_by_role("link", name=re.compile("^Hvem ?: Hjemløse på dagen")).click()
    window.get_by_role("link", name="Karen Mølle").click()
    window.wait_for_url(f"**{reverse('desk:citizen', args=[karen.pk])}")


def test_the_by_name_list_leads_from_a_month_to_its_people(window, pernille, karen, counted):
    window.sign_in(pernille)
    look(window, reverse("stays:by-name"))
    window.get_by_role("table", name="Ind og ud").get_by_role("link").first.click()
    window.get_by_role("link", name="Karen Mølle").click()
    window.wait_for_url(f"**{reverse('desk:citizen', args=[karen.pk])}")


def test_the_committee_meets_no_small_number_and_nobody(window, sara, counted):
    window.sign_in(sara)
    look(window, reverse("insights:figure", args=["homeless_count"]))
    assert window.get_by_text("skjult").count() > 0
    assert window.get_by_role("link", name="Menneskene").count() == 0
