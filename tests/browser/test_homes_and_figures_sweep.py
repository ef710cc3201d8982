"""Homes, nights, the by-name list and figures on a telephone: nothing sticks out, axe clean."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from playwright.sync_api import Page

from helhed.access.connection import acting_as_system
from helhed.core import clock
from helhed.housing import verbs as housing
from helhed.insights import snapshot
from helhed.insights.measures import MEASURES
from helhed.stays import verbs as stays
from helhed.stays.models import BedKind, ColdStep, Kind, Site
from helhed.teams import verbs as teams
from helhed.teams.models import Team
from helhed.teams.tests.factories import OrganisationFactory, TeamFactory, colleague
from tests.browser.axe import axe_violations
from tests.browser.looking import too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 360


@pytest.fixture
def window(chromium, live_server, client) -> Iterator[Page]:
    size = {"width": WIDTH, "height": 780}
    context = chromium.new_context(base_url=live_server.url, locale="da-DK", viewport=size)
    page = context.new_page()
    page.set_default_timeout(20_000)

    def sign_in(user):
        client.force_login(user)
        value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        cookie = {"name": django_settings.SESSION_COOKIE_NAME, "value": value}
        context.clear_cookies()
        context.add_cookies([{**cookie, "url": live_server.url}])

    page.sign_in = sign_in
    yield page
    context.close()


@pytest.fixture
def town(karen, amira, gaden, mads, tmp_path, settings):
    """Karen waits, has a home at risk and lies in hospital; a shelter, a flat, a cold night."""
    settings.HELHED_SNAPSHOTS = str(tmp_path)
    today, now = clock.today(), clock.now()
    shelter = Site(name="Lindegården", kind=Kind.SHELTER)
    shelter.save()
    flats = Site(name="Egne boliger på vej", kind=Kind.OWN_HOME)
    flats.save()
    since = today - timedelta(days=60)
    place = stays.add_bed(shelter, by=None, name="Plads 1", kind=BedKind.SHELTER, open_from=since)
    more = {"landlord": OrganisationFactory(name="AlmenBo Opdigtet", kind="association")}
    more |= {"rent_dkk": 3350, "rooms": 2, "floor": 0, "pets": True, "open_from": today}
    flat = stays.add_bed(flats, by=None, name="Lærkevej 14, st. tv.", kind=BedKind.FLAT, **more)
    home = stays.add_bed(flats, by=None, name="Engvej 2", kind=BedKind.FLAT, **more)
    stays.begin_stay(karen, by=amira, kind="", from_night=since, bed=place, site=shelter)
    stays.answer_tonight(karen, by=amira, on=today, kind=Kind.HOSPITAL)
    said = housing.say_wish(
        karen,
        by=amira,
        words="En dør, jeg selv kan låse, og plads til hunden.",
        on=since,
        pets=True,
    )
    offer = housing.make_offer(
        said.wish, by=amira, bed=flat, from_night=today, answer_by=now + timedelta(days=3), why="-"
    )
    tenancy = housing.sign_lease(karen, by=amira, on=today, bed=home)
    housing.note_trouble(
        tenancy, by=amira, on=today, kind="bailiff", months=2, date=today + timedelta(days=8)
    )
    step = ColdStep(number=1, site=shelter, when="Frost", extra_beds=0, extra_shifts=1)
    step.save()
    teams.plan_shift(
        gaden, by=None, user=mads, starts_at=now, ends_at=now + timedelta(hours=6), phone="20304050"
    )
    with acting_as_system("snapshot_maker"):
        snapshot.take(tmp_path, at=now)
    stay = karen.stays.get(site=shelter)
    return {
        "citizen": [karen.pk],
        "bed": [flat.key],
        "offer": [offer.pk],
        "tenancy": [tenancy.pk],
        "step": [step.pk],
        "stay": [stay.pk],
    }


def sweep(window, pages):
    """Open each page; nothing runs off the side, axe finds nothing, and it is there."""
    wrong = []
    for name, keys in pages:
        answer = window.goto(reverse(name, args=keys))
        if answer.status != 200:
            wrong.append(f"{name}: {answer.status}")
        wide = too_wide(window)
        if wide > 0:
            wrong.append(f"{name}: {wide} px too wide")
        wrong += [f"{name}: {breach}" for breach in axe_violations(window)]
    assert wrong == []


def test_homes_for_the_coordinator(window, town):
    team = TeamFactory(name="Boligsekretariatet")
    window.sign_in(colleague("birthe", "Birthe Juhl", team, "housing_coordinator"))
    plain = ("homes", "waiting", "at-risk", "answers", "cold", "add-home", "propose-rule")
    about = {
        "bed": ("home", "change-home", "set-period"),
        "citizen": ("wishes", "say-wish", "sign-own-lease"),
        "offer": ("offer", "note-shown", "accept-offer", "decline-offer", "refuse-by-provider"),
        "tenancy": ("tenancy", "hand-keys", "note-trouble", "end-tenancy"),
        "step": ("plan-shift-outdoors",),
    }
    pages = [(f"housing:{name}", []) for name in plain]
    pages += [(f"housing:{name}", town[key]) for key, names in about.items() for name in names]
    sweep(window, pages)


def test_nights_and_the_list_for_whoever_works_with_the_citizen(window, amira, pernille, town):
    window.sign_in(amira)
    pages = [(f"stays:{name}", town["citizen"]) for name in ("nights", "note-nights")]
    pages += [("stays:decide-on-list", town["citizen"])]
    pages += [(f"stays:{name}", town["stay"]) for name in ("correct-stay", "cancel-stay")]
    sweep(window, [*pages, ("stays:keep-bed", town["stay"])])

    window.sign_in(pernille)
    month = f"{clock.today():%Y-%m}"
    sweep(window, [("stays:by-name", []), ("stays:by-name-flow", [month, "active_end"])])


def test_figures_for_the_leader_and_for_the_committee(window, pernille, syd, town):
    window.sign_in(pernille)
    # One figure of each unit: the pages of a unit differ by their words only.
    of_unit = {measure.unit: name for name, measure in MEASURES.items() if name != "fidelity"}
    figures = [("insights:figure", [name]) for name in of_unit.values()]
    sweep(
        window,
        [
            ("insights:figures", []),
            *figures,
            ("insights:people", ["homeless_count", "all"]),
            ("insights:fidelity", [syd.pk]),
        ],
    )

    staff = TeamFactory(name="Sekretariatet", kind=Team.Kind.OTHER)
    window.sign_in(colleague("sara", "Sara Iversen", staff, "committee_secretary"))
    sweep(window, [("insights:figures", []), ("insights:figure", ["homeless_count"])])
