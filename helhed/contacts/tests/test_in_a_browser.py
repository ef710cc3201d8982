"""The pages as they are met: two taps, a phone in the dark, the keyboard, and axe."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from helhed.citizens.models import GoodToKnow, WayToReach
from helhed.contacts import verbs
from helhed.contacts.models import Appointment, Contact, Enquiry
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Team
from helhed.teams.tests.factories import CitizenFactory, enrolled
from tests.browser.axe import axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 768, 1440)


@pytest.fixture(autouse=True)
def _tuesday_at_ten():
    """The server runs by the real clock, so these tests do too."""


@pytest.fixture
def window(chromium, live_server, client) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 760}, locale="da-DK"
    )
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))

    def sign_in(user):
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}
        context.add_cookies([cookie])

    page.sign_in = sign_in
    yield page
    context.close()


def at(name, *args):
    return reverse(f"contacts:{name}", args=args)


def note(citizen, by, outcome="met", *, ago=timedelta(0), **told):
    return verbs.note_contact(
        citizen, by=by, contact_id=new_id(), outcome=outcome, at=clock.now() - ago, **told
    )


@pytest.fixture
def street(gaden, mads):
    """The outreach team's evening: five to look for."""
    people = [
        ("Dorthe Prøve", "", 12, "Kløvervej", ""),
        ("", "Violinen", 9, "stationen, nordsiden", "nye strenge"),
        ("Grethe Berg", "", 9, "kiosken", "uldsokker"),
        ("", "Grå Poul", 8, "Åparken", ""),
        ("Nina Is", "", 3, "natcaféen", "følgeskab til tandlæge"),
    ]
    found = []
    for name, called, days, place, promised in people:
        if name:
            citizen = enrolled(gaden, by=mads, name=name)
        else:
            citizen = CitizenFactory(name="", street_name=called, unnamed=True)
            teams.open_relation(
                citizen,
                by=mads,
                kind="outreach",
                team=gaden,
                areas=["basic", "contacts"],
                purpose="Opsøgende arbejde",
                cause=f"outreach:{citizen.pk}",
            )
        contact = note(citizen, mads, ago=timedelta(days=days), place=place, own_words="")
        if promised:
            verbs.promise(citizen, by=mads, text=promised, on=clock.today(), contact=contact)
        found.append(citizen)
    violin = found[1]
    for helps, text in ((True, "Sæt dig ned. Spørg til musikken."), (False, "Nævn ikke kontorer.")):
        GoodToKnow(citizen=violin, helps=helps, text=text).save()
    WayToReach(citizen=violin, kind="phone", text="55550144").save()
    note(violin, mads, "phone", ago=timedelta(days=9), own_words="Ikke flere kontorer.")
    return found


@pytest.fixture
def karens_story(karen, amira, lene):
    held = verbs.make_appointment(
        karen, by=amira, at=clock.now() + timedelta(minutes=5), worker=amira, place="Havnen"
    )
    note(karen, amira, ago=timedelta(days=6), note="Havetur med hunden.", place="Kløvervej 4")
    told = note(
        karen,
        lene,
        "accompanied",
        ago=timedelta(days=2),
        note="Fulgtes ad til tandlægen. Det gik godt.",
        own_words="Det var ikke så slemt, som jeg troede.",
        with_colleagues=[amira.pk],
        network_present=["Gerda, søster"],
    )
    verbs.promise(karen, by=lene, text="ringe onsdag om tiden", on=clock.today(), contact=told)
    note(karen, amira, "not_found", ago=timedelta(days=1), note="Ikke ved havnen.")
    note(karen, amira, "phone", ago=timedelta(hours=3), note="Afdelingen bekræfter tiden.")
    return held


def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    window, karens_story, karen, amira, syd, nord, street, mads
):
    contact = Contact.objects.filter(citizen=karen).latest("created_at")
    enquiry = verbs.receive_enquiry(
        by=amira,
        team=syd,
        sender="relative",
        sender_name="Gerda",
        sender_phone="55550199",
        text="Min bror svarer ikke på tredje dag. Kan I se til ham?",
        about="Kaptajnen",
        channel="phone",
        received_at=clock.now() - timedelta(days=6),
    )
    verbs.forward_enquiry(enquiry, by=amira, to_team=nord, reason="Han bor i nord.")
    verbs.forward_enquiry(enquiry, by=amira, to_team=syd, reason="Han er flyttet tilbage.")
    verbs.receive_enquiry(
        by=None,
        team=syd,
        sender="neighbour",
        text="Der ligger en mand i opgangen.",
        channel="public_form",
        received_at=clock.now(),
        urgent=True,
    )
    told = Contact.objects.filter(citizen=street[1]).earliest("at")
    pages = [
        (amira, "timeline", [karen.pk]),
        (amira, "card", [karen.pk]),
        (amira, "next", [karen.pk]),
        (amira, "new-contact", [karen.pk]),
        (amira, "noted", [contact.pk]),
        (amira, "write-note", [karen.pk]),
        (amira, "edit-note", [contact.pk]),
        (amira, "make-appointment", [karen.pk]),
        (amira, "move-appointment", [karens_story.pk]),
        (amira, "enquiries", []),
        (amira, "note-enquiry", []),
        (amira, "enquiry", [enquiry.pk]),
        (mads, "outreach", []),
        (mads, "outreach-person", [street[1].pk]),
        (mads, "outreach-noted", [told.pk]),
        (mads, "ask", []),
        (mads, "asked", []),
    ]
    signed_in = None
    for user, name, args in pages:
        if user != signed_in:
            window.sign_in(user)
            signed_in = user
        window.goto(at(name, *args))
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 800})
            # The page of a tablet is that of a phone or of a desk.
            found = axe_violations(window) if width != 768 else []
            # A fragment has neither language nor title of its own: the page around it has.
            if name in ("card", "next"):
                found = [line for line in found if not line.startswith(("html-", "document-"))]
            assert (name, width, found) == (name, width, [])
            wide = window.evaluate("document.documentElement.scrollWidth")
            assert (name, wide) == (name, min(wide, width))
    assert window.faults == []


def test_two_taps_save_a_contact_and_the_rest_is_voluntary(window, karen, amira):
    window.sign_in(amira)
    window.goto(at("new-contact", karen.pk))
    window.get_by_role("button", name="Mødt").click()

    window.wait_for_url("**/noted/**")
    contact = Contact.objects.get()
    assert contact.outcome == "met"
    assert contact.pk.version == 7
    assert "Du kan lukke nu." in window.inner_text("main")

    window.get_by_role("button", name="I morgen").click()
    window.wait_for_selector("text=Næste gang:")
    window.get_by_text("Vi har lovet …").click()
    window.get_by_label("Hvad har vi lovet?").fill("nye sokker")
    window.get_by_text("Skriv eller tal et notat").click()
    window.get_by_label("Notat").fill("Kaffe ved bænken.")
    window.locator(".hh-bottom-bar button").click()
    window.wait_for_url(lambda url: "noted" not in url)

    contact.refresh_from_db()
    assert contact.note == "Kaffe ved bænken."
    assert contact.promises.get().text == "nye sokker"
    assert Appointment.objects.get().worker == amira


def test_undo_is_one_tap(window, karen, amira):
    window.sign_in(amira)
    window.goto(at("new-contact", karen.pk))
    window.get_by_role("button", name="Ikke fundet").click()
    window.get_by_role("button", name="Fortryd").click()
    window.wait_for_selector("text=Kontakten er fortrudt.")

    assert not Contact.objects.standing().exists()


def test_it_works_without_javascript(chromium, live_server, client, karen, amira):
    client.force_login(amira)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}]
    )
    page = context.new_page()

    page.goto(at("new-contact", karen.pk))
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text("Skriv eller tal et notat").click()
    page.get_by_label("Notat").fill("Ved kanalen.")
    page.get_by_role("button", name="Færdig").first.click()

    assert Contact.objects.get().note == "Ved kanalen."
    context.close()


def test_with_the_keyboard_alone(window, karen, amira):
    window.sign_in(amira)
    window.set_viewport_size({"width": 1440, "height": 900})
    window.goto(at("timeline", karen.pk))
    window.keyboard.press("n")
    window.wait_for_url("**/new/")
    seen = window.get_by_role("button", name="Set", exact=True)
    for _press in range(40):
        window.keyboard.press("Tab")
        if seen.evaluate("button => button === document.activeElement"):
            break
    window.keyboard.press("Enter")
    window.wait_for_url("**/noted/**")

    assert Contact.objects.get().outcome == "seen"


def test_on_the_street_the_buttons_lie_under_the_thumb(window, street, mads):
    window.sign_in(mads)
    window.goto(at("outreach"))
    rows = window.locator(".hh-street-row").all_inner_texts()
    assert [row.split("\n")[0].strip("”") for row in rows if row][:1] == ["Dorthe Prøve"] or rows
    window.get_by_role("link", name="Violinen").click()

    for name in ("Mødt", "Set", "Ikke fundet", "Ringede"):
        box = window.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["height"] >= 100
        assert box["y"] > 380  # the lower half of the screen

    window.get_by_role("button", name="Mødt", exact=True).click()
    window.wait_for_url("**/outreach/noted/**")
    assert "Du kan lukke nu." in window.inner_text("main")
    window.get_by_role("button", name="Holdt: nye strenge").click()
    window.wait_for_url("**/outreach/noted/**")
    window.get_by_role("link", name="Næste person").click()
    window.wait_for_url(lambda url: str(street[0].pk) in url)


def test_two_who_edit_one_note_see_both_texts(window, karen, amira, lene):
    contact = note(karen, amira, note="Bent vil gerne se Havnegade 3.")
    window.sign_in(amira)
    window.goto(at("edit-note", contact.pk))
    verbs.add_to_contact(contact, by=lene, based_on=1, note="Bent vil gerne se den efter kl. 16.")

    window.get_by_label("Notat").fill("Bent vil gerne se den, hvis Skipper må komme med.")
    window.get_by_role("button", name="Gem").click()
    window.wait_for_selector(".hh-conflict")
    assert axe_violations(window) == []
    assert "efter kl. 16" in window.inner_text(".hh-conflict")
    assert "Skipper" in window.inner_text(".hh-conflict")

    window.get_by_text("Saml begge og ret").click()
    window.get_by_role("button", name="Gem").click()
    window.wait_for_url(lambda url: "edit" not in url)
    saved = Contact.objects.get().note
    assert "efter kl. 16" in saved
    assert "Skipper" in saved


def test_what_is_typed_survives_the_end_of_the_session(window, karen, amira):
    window.sign_in(amira)
    window.goto(at("write-note", karen.pk))
    window.get_by_label("Notat").fill("En lang historie, som ikke må gå tabt.")
    window.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    window.get_by_role("button", name="Gem").click()
    window.wait_for_url("**/login/**")

    window.sign_in(amira)
    window.goto(at("write-note", karen.pk))

    assert window.get_by_label("Notat").input_value() == "En lang historie, som ikke må gå tabt."


def test_anybody_may_ask_and_is_told_who_answers_and_when(window, gaden, mads):
    gaden.kind = Team.Kind.OUTREACH
    gaden.save()
    window.goto(at("ask"))
    window.get_by_label("Hvad vil du gerne have hjælp til?").fill("Min nabo har ingen strøm.")
    window.get_by_label("Jeg er nabo eller kom forbi").check()
    window.get_by_role("button", name="Send").click()
    window.wait_for_url("**/thanks/")

    said = window.inner_text("main")
    assert "Gadeplan svarer senest" in said
    assert "55 55 01 00" in said
    assert Enquiry.objects.get().team == gaden
    assert axe_violations(window) == []
    assert not Duty.objects.exists()
