"""A home, lived in a browser: wished for, offered, moved into, nearly lost, and kept. And a night.

Takes pictures for docs/tour when HELHED_TOUR is set; without it the stories are only lived.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.housing.models import Offer, Tenancy, Trouble, Wish
from helhed.stays import verbs as stays
from helhed.stays.free import night_of
from helhed.stays.models import Bed, BedClaim, BedKind, Kind, Site, Stay
from helhed.teams.models import Duty
from helhed.teams.tests.factories import OrganisationFactory, TeamFactory, colleague
from tests.browser.looking import see

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, client) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="da-DK"
    )
    window = context.new_page()
    window.set_default_timeout(20_000)
    window.faults, window.problems = [], []
    window.on("pageerror", lambda fault: window.faults.append(str(fault)))

    def sign_in(user):
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        context.clear_cookies()
        context.add_cookies([cookie])

    window.sign_in = sign_in
    yield window
    context.close()


def go(page: Page, name: str, *keys: object) -> None:
    page.goto(reverse(name, args=keys))


def send(page: Page) -> None:
    """Send the form of the page, as its main button does."""
    with page.expect_navigation():
        page.locator("main form.hh-form .hh-actions button").first.click()
    assert page.locator("main .form-error-message:visible").count() == 0, page.url


@pytest.fixture
def birthe(db):
    team = TeamFactory(name="Boligsekretariatet")
    return colleague("birthe", "Birthe Juhl", team, "housing_coordinator")


@pytest.fixture
def houses(lindegaarden, amira):
    """A shelter with three places and a flat that is ready tomorrow."""
    today = clock.today()
    shelter = Site(name="Lindegården", kind=Kind.SHELTER, team=lindegaarden, phone="55550400")
    shelter.save()
    flats = Site(name="Egne boliger på vej", kind=Kind.OWN_HOME)
    flats.save()
    for number in (1, 2, 3):
        stays.add_bed(
            shelter,
            by=amira,
            name=f"Plads {number}",
            kind=BedKind.SHELTER,
            open_from=today - timedelta(days=30),
        )
    stays.add_bed(
        flats,
        by=amira,
        name="Lærkevej 14",
        kind=BedKind.FLAT,
        landlord=OrganisationFactory(name="AlmenBo Opdigtet", kind="association"),
        rent_dkk=3350,
        rooms=2,
        floor=0,
        pets=True,
        open_from=today,
    )
    return shelter


def test_from_a_wish_to_a_home_that_is_kept(page, karen, amira, birthe, houses):
    today = clock.today()
    flat = Bed.objects.get(name="Lærkevej 14")
    night = stays.begin_stay(karen, by=amira, kind=Kind.SHELTER, from_night=today, site=houses)

    # She says what she wishes for, in her own words.
    page.sign_in(amira)
    go(page, "housing:wishes", karen.pk)
    see(page, "50-no-wish-yet", "360")
    go(page, "housing:say-wish", karen.pk)
    page.fill("[name=words]", "En dør, jeg selv kan låse, og Skipper skal med.")
    page.fill("[name=rent_max_dkk]", "3500")
    page.select_option("[name=pets]", "1")
    page.select_option("[name=floor]", "ground")
    see(page, "51-a-wish")
    send(page)
    assert page.get_by_text("Skipper skal med").count() == 1
    wish = Wish.objects.waiting().get()
    see(page, "52-wishes", "360", "1440")

    # The coordinator sees who comes first for the flat, and why; a person decides.
    page.sign_in(birthe)
    go(page, "housing:homes")
    assert page.get_by_text("Skipper skal med").count() == 1
    see(page, "53-homes")
    go(page, "housing:waiting")
    see(page, "54-waiting-order", "360", "1440")
    go(page, "housing:home", flat.key)
    see(page, "55-home", "360", "1440")
    page.locator(f"a[href$='/offer/{wish.pk}/']").first.click()
    page.wait_for_url("**/offer/**")
    see(page, "56-make-an-offer", "360")
    send(page)
    offer = Offer.objects.get()
    assert (offer.place, offer.waiting) == (1, 1)
    see(page, "57-offer", "360", "1440")

    # She sees it, and says yes.
    page.sign_in(amira)
    go(page, "housing:note-shown", offer.pk)
    send(page)
    go(page, "housing:accept-offer", offer.pk)
    send(page)
    go(page, "housing:sign-lease", offer.pk)
    see(page, "58-lease", "360")
    send(page)
    tenancy = Tenancy.objects.get()
    assert not Tenancy.objects.lived_in_on(today).exists()

    # Keys, and the first night: now it counts.
    go(page, "housing:hand-keys", tenancy.pk)
    send(page)
    go(page, "desk:move-into-home", tenancy.pk)
    send(page)
    assert Stay.objects.on_night(today).get(citizen=karen).kind == Kind.OWN_HOME
    assert Tenancy.objects.lived_in_on(today).get() == tenancy
    assert BedClaim.objects.standing().get(kind="stay").bed == flat
    assert not Wish.objects.waiting().exists()
    night.refresh_from_db()
    assert night.until_day == today
    see(page, "59-moved-in", "360", "1440")

    # The rent falls behind, and the bailiff is announced: somebody has the duty before the day.
    go(page, "housing:note-trouble", tenancy.pk)
    page.check("[name=kind][value=bailiff]", force=True)
    page.fill("[name=date]", (today + timedelta(days=8)).isoformat())
    page.fill("[name=text]", "Restance, to måneder")
    see(page, "60-at-risk-form", "360")
    send(page)
    duty = Duty.objects.open().get(kind=Duty.Kind.KEEP_HOME)
    assert duty.acute
    assert duty.due_at.date() < today + timedelta(days=8)
    see(page, "61-home-at-risk", "360", "1440")
    go(page, "housing:at-risk")
    assert page.get_by_text(karen.name).count() == 1
    see(page, "62-homes-at-risk", "360")
    go(page, "desk:citizen", karen.pk)
    page.wait_for_selector("#housing-card")
    see(page, "63-citizen-with-home", "1440")

    # Settled: the home is kept, and the duty goes.
    trouble = Trouble.objects.get()
    go(page, "housing:settle-trouble", trouble.pk)
    page.fill("[name=how]", "Aftale om afdrag, fogedsagen er trukket tilbage.")
    send(page)
    assert not Trouble.objects.open().exists()
    assert not Duty.objects.open().filter(kind=Duty.Kind.KEEP_HOME).exists()
    assert Tenancy.objects.lived_in_on(today + timedelta(days=30)).exists()

    page.sign_in(birthe)
    go(page, "housing:answers")
    see(page, "64-landlords-and-figures", "360", "1440")
    go(page, "housing:propose-rule")
    page.fill("[name=why]", "Vi vil se, hvad ventetid alene ville betyde.")
    send(page)
    see(page, "65-another-rule", "360", "1440")
    assert page.problems == []


def test_an_evening_in_the_house(page, karen, amira, nora, mads, houses):
    tonight = night_of(clock.now())
    beds = list(houses.places.order_by("pk"))
    stays.hold_bed(
        beds[0],
        by=amira,
        citizen=karen,
        from_night=tonight,
        answer_by=clock.now() + timedelta(hours=2),
    )

    # What is free in town, from the street.
    page.sign_in(mads)
    go(page, "desk:free-beds")
    see(page, "70-free-beds", "360", "1440")

    # The one who was expected has come: one tap.
    page.sign_in(nora)
    go(page, "desk:night")
    assert page.get_by_text(karen.name).count() == 1
    see(page, "71-night")
    with page.expect_navigation():
        page.locator(f"form[action*='/take/{karen.pk}/'] button").click()
    assert BedClaim.objects.standing().get(kind="stay").bed == beds[0]

    # Somebody nobody knows: a bed and a street name, two taps and a word.
    page.locator(f"a[href='{reverse('desk:book-bed', args=[beds[1].key])}']").click()
    page.wait_for_url("**/night/beds/**")
    see(page, "72-who-sleeps-here", "360", "1440")
    page.fill("[name=street_name]", "Violinen")
    with page.expect_navigation():
        page.locator("form[action*='/arrive/'] button").click()
    violin = Citizen.objects.get(unnamed=True)
    assert Stay.objects.on_night(tonight).get(citizen=violin).site == houses
    assert page.get_by_text("Violinen").count() > 0

    # Another bed, because of the draught.
    go(page, "desk:change-bed", Stay.objects.get(citizen=violin).pk)
    see(page, "73-another-bed", "360")
    with page.expect_navigation():
        page.locator("button.hs-bed").first.click()
    assert BedClaim.objects.standing().filter(citizen=violin).get(until_day=None).bed == beds[2]

    # A minute for the next shift, read aloud or on paper.
    go(page, "desk:night-handover")
    assert page.get_by_text("Violinen").count() == 1
    see(page, "74-hand-over", "360", "1440")
    paper = page.request.get(reverse("desk:print-handover"))
    assert paper.body().startswith(b"%PDF")
    assert page.problems == []
