"""One life through the unit, lived in a browser: met without a name, and in the end a home.

Takes the pictures of docs/tour when HELHED_TOUR is set; without it the story is only lived.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import F
from django.urls import reverse
from playwright.sync_api import Page

from helhed.casework import verbs as casework
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.exchange import verbs as exchange
from helhed.plans.models import Goal, Hope, Pause, Service, Step
from helhed.stays.models import Kind, Stay
from helhed.teams.models import Duty
from tests.browser.looking import see, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MESSAGES = Path(__file__).parents[3] / "shared" / "data" / "medcom" / "hospitalnotification"
# A national test number of MedCom's, which its messages are about; nobody has it.
CPR = "2509479989"


@pytest.fixture
def window(chromium, live_server, client) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, locale="da-DK"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.faults, page.problems = [], []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))

    def sign_in(user):
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        context.clear_cookies()
        context.add_cookies([cookie])

    page.sign_in = sign_in
    yield page
    context.close()


def moved(name: str, *, to: date, hour: str) -> bytes:
    """The real message, its event moved to the day, so that it belongs to this story."""
    text = (MESSAGES / name).read_text(encoding="utf-8")
    return re.sub(r"2023-03-0\dT\d\d:\d\d:\d\d", f"{to.isoformat()}T{hour}", text).encode()


def send_form(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form button[type=submit], main form button:not([type])").last.click()


def unfold(page: Page) -> None:
    """Open what is tucked away, as somebody does who wants to add more."""
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def deliver(client, key: str, message: bytes) -> None:
    answer = client.post(
        reverse("exchange:hospital-notifications"),
        data=message,
        content_type="application/fhir+json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code == 200, answer.content[:400]
    assert '"code": "ok"' in answer.content.decode() or '"code":"ok"' in answer.content.decode()


@pytest.mark.skipif(not MESSAGES.exists(), reason="the hospital's messages are not here")
def test_from_the_street_to_a_home(window, client, syd, gaden, amira, mads, pernille):
    page = window
    today = clock.today()

    # Met on the street, without a name.
    page.sign_in(mads)
    page.goto("/outreach/")
    see(page, "01-outreach-nobody-yet", "360")
    page.goto(reverse("desk:new-unnamed"))
    page.fill("[name=street_name]", "Violinen")
    page.fill("[name=description]", "Sort violinkasse, grå hue. Sidder ved stationen om aftenen.")
    page.fill("[name=place]", "Stationen")
    see(page, "02-somebody-without-a-name", "360")
    send_form(page)
    page.wait_for_url("**/outreach/*/")
    violin = Citizen.objects.get()
    assert violin.unnamed

    # A second contact, in two taps.
    see(page, "03-outreach-person", "360")
    page.locator("button[name=outcome][value=met]").click()
    page.wait_for_url("**/noted/**")
    assert Contact.objects.filter(citizen=violin, outcome="met").count() == 2
    unfold(page)
    page.fill("[name=own_words]", "Ikke flere kontorer.")
    page.fill("[name=promise]", "nye strenge")
    see(page, "04-met-in-two-taps", "360")
    with page.expect_navigation():
        page.locator("#add button").last.click()
    page.goto("/outreach/?show=all")
    see(page, "05-outreach")

    # Three days later she gives her name, and says yes to being known by it.
    Contact.objects.update(at=F("at") - timedelta(days=3))
    page.goto(reverse("desk:citizen", args=[violin.pk]))
    see(page, "06-unnamed", "1440", "360")
    page.goto(reverse("desk:give-name", args=[violin.pk]))
    page.fill("[name=name]", "Vera Opdigtet")
    page.fill("[name=cpr]", CPR)
    page.check("[name=said_yes]", force=True)
    page.check("[name=tell]", force=True)
    see(page, "07-she-says-yes-to-a-name", "360")
    send_form(page)
    page.wait_for_url(f"**/citizens/{violin.pk}/")
    vera = Citizen.objects.get(pk=violin.pk)
    assert (vera.name, vera.street_name) == ("Vera Opdigtet", "Violinen")
    casework.enrol(
        vera,
        by=amira,
        team=syd,
        from_day=today - timedelta(days=10),
        legal_bases=["SEL85"],
        own_person=amira,
    )
    assert Contact.objects.filter(citizen=vera, kept_by__isnull=False).count() == 0

    # The plan begins with her words: hope, goal, step.
    page.sign_in(amira)
    page.goto(reverse("plans:write-together", args=[vera.pk]))
    page.fill("[name=words]", "En dør, jeg selv kan låse, og et sted at spille.")
    page.fill("[name=wording]", "Flytte ind et sted med egen dør")
    page.fill("[name=step]", "Se Havnegade 3 sammen")
    see(page, "08-writing-together")
    send_form(page)
    page.wait_for_url(f"**/plans/{vera.pk}/")
    assert Hope.objects.get(citizen=vera).words.startswith("En dør")
    goal, step = Goal.objects.get(citizen=vera), Step.objects.get(citizen=vera)
    assert step.goal == goal

    # An appointment, and nobody comes: somebody looks for her, and nothing closes.
    page.goto(reverse("contacts:make-appointment", args=[vera.pk]))
    page.select_option("[name=worker]", str(amira.pk))
    page.fill("[name=on]", today.isoformat())
    page.fill("[name=clock]", "00:01")
    page.fill("[name=what]", "Se lejligheden")
    see(page, "09-appointment", "360")
    send_form(page)
    settled(page)
    page.goto(reverse("desk:citizen", args=[vera.pk]))
    with page.expect_navigation():
        page.locator("form[action*='/miss/'] button").click()
    assert Duty.objects.open().filter(citizen=vera, kind=Duty.Kind.OUTREACH).count() == 1
    page.goto("/")
    see(page, "10-board-after-a-no-show")

    # Found again: the duty goes.
    page.goto(reverse("contacts:new-contact", args=[vera.pk]))
    see(page, "11-new-contact", "360")
    page.locator("button[name=outcome][value=met]").click()
    page.wait_for_url("**/noted/**")
    assert not Duty.objects.open().filter(citizen=vera, kind=Duty.Kind.OUTREACH).exists()

    # Admitted and discharged: the hospital's own messages.
    exchange.answer_for(sor="265161000016000", gln="5790000209354", name="Eksempelkøbing")
    exchange.answer_for(sor="953741000016009", gln="5790001348120", name="Eksempelkøbing 2")
    key = exchange.make_receiver_token("Hospitalet")
    deliver(client, key, moved("STIN_H.json", to=today - timedelta(days=2), hour="12:00:00"))
    stay = Stay.objects.get(citizen=vera, kind=Kind.HOSPITAL)
    assert stay.until_day is None
    page.goto(reverse("desk:citizen", args=[vera.pk]))
    see(page, "12-admitted", "1440", "360")
    deliver(client, key, moved("SLHJ_H.json", to=today, hour="00:02:00"))
    stay.refresh_from_db()
    assert (stay.until_day, stay.tonight) == (today, Stay.UNANSWERED)
    assert Duty.objects.open().filter(citizen=vera, kind=Duty.Kind.TONIGHT, acute=True).exists()
    page.goto(reverse("desk:citizen", args=[vera.pk]))
    see(page, "13-where-tonight")
    page.goto("/")
    see(page, "14-board-where-tonight", "1440", "360")
    page.goto(reverse("desk:meeting", args=[syd.pk]))
    see(page, "15-meeting")
    page.sign_in(pernille)
    page.goto(reverse("desk:leader"))
    see(page, "16-leader")

    # A shelter tonight, and later a home of her own.
    page.sign_in(amira)
    page.goto(reverse("desk:tonight", args=[vera.pk]))
    page.check("[name=kind][value=shelter]", force=True)
    see(page, "17-answer-tonight")
    send_form(page)
    page.wait_for_url(f"**/citizens/{vera.pk}/")
    assert Stay.objects.on_night(today).get(citizen=vera).kind == Kind.SHELTER
    assert not Duty.objects.open().filter(citizen=vera, kind=Duty.Kind.TONIGHT).exists()
    page.goto(reverse("desk:move-in", args=[vera.pk]))
    page.fill("[name=place]", "Havnegade 3")
    see(page, "18-moves-in", "360")
    send_form(page)
    page.wait_for_url(f"**/citizens/{vera.pk}/")
    assert Stay.objects.on_night(today).get(citizen=vera).kind == Kind.OWN_HOME

    # Help begins, rests while something else comes first, and is taken up again.
    page.goto(reverse("plans:start-service", args=[vera.pk]))
    unfold(page)
    page.fill("[name=name]", "Samtaler om at sove")
    page.fill("[name=provider]", "Teamets sygeplejerske")
    page.fill("[name=from_day]", today.isoformat())
    send_form(page)
    settled(page)
    service = Service.objects.get(citizen=vera)
    page.goto(reverse("plans:pause-service", args=[service.pk]))
    page.fill("[name=comes_first]", "at falde til i lejligheden")
    page.fill("[name=resume_on]", (today + timedelta(days=21)).isoformat())
    page.select_option("[name=resumed_by]", str(amira.pk))
    see(page, "19-pause", "360")
    send_form(page)
    settled(page)
    assert Pause.objects.get(service=service).comes_first == "at falde til i lejligheden"
    page.goto(reverse("plans:plan", args=[vera.pk]))
    see(page, "20-plan")
    page.locator("form[action*='/resume/'] button").first.click()
    page.wait_for_timeout(1500)
    assert not Service.objects.paused_on(today).exists()

    # It ends, and somebody follows up by itself.
    page.goto(reverse("plans:end-service", args=[service.pk]))
    page.check("[name=end][value=completed]", force=True)
    page.fill("[name=on]", today.isoformat())
    send_form(page)
    settled(page)
    assert Duty.objects.open().filter(citizen=vera, kind=Duty.Kind.AFTERCARE).exists()
    page.goto(reverse("desk:duties"))
    see(page, "21-duties")
    page.goto(reverse("desk:citizen", args=[vera.pk]))
    see(page, "22-citizen")

    # Who looked: by role and place of work, with the time.
    page.goto(reverse("desk:who-looked", args=[vera.pk]))
    assert page.get_by_text("ACT-team Syd").count() > 0
    see(page, "23-who-looked")
    assert page.problems == []


def test_finding_explaining_and_asking(window, karen, amira, pernille, dan, syd):
    """Search, why, the log, enquiries, the two prints: held at every width."""
    page = window
    page.sign_in(amira)
    page.goto(reverse("desk:search"))
    citizens.change_details(karen, by=amira, based_on=karen.version, street_name="Kaja")
    page.fill("main [name=q]", "kaja")
    page.wait_for_timeout(900)
    see(page, "30-search")
    page.goto(reverse("desk:about", args=[karen.pk]))
    see(page, "31-about")
    page.goto(reverse("desk:sharing", args=[karen.pk]))
    see(page, "32-sharing")
    page.goto(reverse("contacts:enquiries"))
    see(page, "33-enquiries")
    page.goto(reverse("plans:a4", args=[karen.pk]))
    see(page, "34-a4", "1440")
    page.goto(reverse("plans:pocket", args=[karen.pk]))
    see(page, "35-pocket-card", "1440")
    page.goto(reverse("desk:break-glass"))
    see(page, "36-emergency-access", "360", "1440")
    page.sign_in(pernille)
    page.goto(reverse("desk:why"))
    page.select_option("#why-who", str(amira.pk))
    press(page, "Forklar")
    settled(page)
    see(page, "37-why")
    page.sign_in(dan)
    page.goto(reverse("desk:audit-log"))
    see(page, "38-log")
    assert page.problems == []
