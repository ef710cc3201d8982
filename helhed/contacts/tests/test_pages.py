from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from helhed.audit.models import Event
from helhed.contacts import tasks, verbs
from helhed.contacts.models import Appointment, Contact, Enquiry, Promise
from helhed.contacts.tests.factories import (
    appointment_with,
    contact_with,
    enquiry_to,
    promise_to,
)
from helhed.contacts.tests.moments import NEXT_MONDAY, TUESDAY, days_later, moment
from helhed.contacts.views.public import ASKED_PER_HOUR
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment
from helhed.teams.tests.factories import CitizenFactory, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client, amira):
    client.force_login(amira)
    return client


def url(name, *args):
    return reverse(f"contacts:{name}", args=args)


def text(response):
    return response.content.decode()


def test_the_second_tap_saves(here, karen):
    key = new_id()

    answer = here.post(url("new-contact", karen.pk), {"outcome": "met", "contact_id": key})

    assert answer.url == url("noted", key)
    assert "Gemt: mødt kl. 10.00." in text(here.get(answer.url))


def test_p10_pressing_twice_saves_once_and_answers_the_same(here, karen):
    told = {"outcome": "met", "contact_id": new_id()}

    first, second = (here.post(url("new-contact", karen.pk), told) for _time in range(2))

    assert first.url == second.url
    assert Contact.objects.count() == 1


def test_without_a_key_from_the_device_the_server_makes_one(here, karen):
    here.post(url("new-contact", karen.pk), {"outcome": "seen"})

    assert Contact.objects.get().outcome == "seen"


def test_a_meeting_about_the_agreed_time_holds_the_appointment(here, karen, amira):
    soon = appointment_with(karen, amira, at=moment(hour=11))
    later = appointment_with(karen, amira, at=days_later(3))

    here.post(url("new-contact", karen.pk), {"outcome": "met"})

    soon.refresh_from_db()
    later.refresh_from_db()
    assert (soon.outcome, later.outcome) == ("held", "planned")


def test_what_is_left_empty_changes_nothing(here, karen, amira):
    contact = contact_with(karen, amira, note="Kaffe.", place="Havnen")

    here.post(url("add-to-contact", contact.pk), {"version": 1, "promise": "nye sokker"})

    contact.refresh_from_db()
    assert (contact.note, contact.place, contact.version) == ("Kaffe.", "Havnen", 1)
    assert Promise.objects.get().text == "nye sokker"


def test_saving_the_additions_twice_promises_once(here, karen, amira):
    contact = contact_with(karen, amira)
    for _time in range(2):
        here.post(url("add-to-contact", contact.pk), {"version": 1, "promise": "nye sokker"})

    assert Promise.objects.count() == 1


def test_p10_a_conflict_shows_both_texts_and_keeps_the_promise_form(here, karen, amira, lene):
    contact = contact_with(karen, amira)
    verbs.add_to_contact(contact, by=lene, based_on=1, note="Lenes ord.")

    answer = here.post(url("add-to-contact", contact.pk), {"version": 1, "note": "Amiras ord."})

    assert answer.status_code == 409
    assert "Lenes" in text(answer)
    assert "Amiras" in text(answer)
    assert "Lene har gemt" in text(answer)


@pytest.mark.parametrize(
    ("told", "at", "loose"),
    [
        ({"when": "tonight"}, moment(hour=19), "evening"),
        ({"when": "later"}, moment(NEXT_MONDAY, 12), "day"),
        ({"on": "2026-03-05", "clock": "13:30"}, moment(TUESDAY + timedelta(2), 13, 30), ""),
    ],
)
def test_the_next_time_is_one_tap(here, karen, amira, told, at, loose):
    contact = contact_with(karen, amira)

    here.post(url("agree-next", contact.pk), told)

    appointment = Appointment.objects.get()
    assert (appointment.at, appointment.loose_time) == (at, loose)
    assert not Duty.objects.open().filter(citizen=karen).exists()


def test_skipping_the_next_time_tells_of_the_duty(here, karen, amira):
    contact = contact_with(karen, amira)

    assert "aftal næste kontakt senest torsdag 5. marts" in text(here.get(url("noted", contact.pk)))


def test_an_appointment_without_a_person_says_what_is_missing(here, karen):
    answer = here.post(
        url("make-appointment", karen.pk), {"on": "2026-03-05", "when": "evening", "place": "P4"}
    )

    assert "Vælg, hvem der mødes med borgeren." in text(answer)
    assert 'value="P4"' in text(answer)
    assert not Appointment.objects.exists()


def test_an_appointment_is_made(here, karen, lene):
    told = {"worker": lene.pk, "on": "2026-03-05", "when": "clock", "clock": "10:30"}

    here.post(url("make-appointment", karen.pk), told)

    assert Appointment.objects.get().at == moment(TUESDAY + timedelta(2), 10, 30)


def test_nobody_outside_the_teams_around_the_citizen_is_offered(here, karen, bo):
    assert "Bo Winther" not in text(here.get(url("make-appointment", karen.pk)))


def test_p1_the_button_that_we_did_not_meet_opens_a_duty_and_ends_nothing(here, karen, amira):
    appointment = appointment_with(karen, amira)

    here.post(url("miss-appointment", appointment.pk))

    assert Duty.objects.open().get(citizen=karen, kind="outreach").owner == amira
    assert Enrolment.objects.get(citizen=karen).until_day is None


def test_the_next_step_asks_how_yesterdays_appointment_went(here, karen, amira):
    appointment_with(karen, amira)
    with clock.frozen(days_later(1)):
        assert "Hvordan gik det?" in text(here.get(url("next", karen.pk)))


def test_what_is_undone_is_not_told(here, karen, amira):
    verbs.undo_contact(contact_with(karen, amira, note="Forkert borger."), by=amira)

    assert "Forkert borger." not in text(here.get(url("timeline", karen.pk)))


def test_filters_show_what_they_say(here, karen, amira):
    contact_with(karen, amira, note="Et møde.")
    contact_with(karen, amira, "not_found", note="Et forsøg.")
    told = contact_with(karen, amira, "phone", note="Et løfte.")
    promise_to(karen, amira, contact=told)

    shown = {
        show: [word for word in ("møde", "forsøg", "løfte") if f"Et {word}." in page]
        for show in ("all", "meetings", "attempts", "promises")
        if (page := text(here.get(url("timeline", karen.pk), {"show": show})))
    }

    assert shown == {
        "all": ["møde", "forsøg", "løfte"],
        "meetings": ["møde"],
        "attempts": ["forsøg"],
        "promises": ["løfte"],
    }


def test_a_protected_citizen_has_no_places_on_the_page(client, karen, amira, pernille):
    contact_with(karen, amira, place="Hemmelig Vej 1")
    karen.protected = True
    karen.save()
    teams.trust_worker(karen, by=pernille, user=amira)
    client.force_login(amira)

    for name in ("timeline", "card", "outreach-person"):
        answer = client.get(url(name, karen.pk))
        assert answer.status_code == 200
        assert "Hemmelig" not in text(answer)
    assert "Hemmelig" not in text(client.get(url("outreach"), {"show": "all"}))


def test_the_street_shows_longest_since_met_first_and_never_a_number(here, syd, amira):
    for name, days in (("Nina Is", 2), ("Dorthe Prøve", 12), ("Grethe Berg", 9)):
        citizen = enrolled(syd, by=amira, name=name, birth_year=1970)
        contact_with(citizen, amira, at=moment() - timedelta(days=days), place="kiosken")
    never = enrolled(syd, by=amira, name="Aldrig Mødt")

    page = text(here.get(url("outreach"), {"show": "all"}))

    order = [page.index(name) for name in ("Aldrig Mødt", "Dorthe", "Grethe", "Nina")]
    assert order == sorted(order)
    assert "Nina Is" not in text(here.get(url("outreach")))
    assert never.name in text(here.get(url("outreach")))
    assert "1970" not in page


def test_p9_the_unnamed_are_on_nobody_elses_list(client, violin, amira, mads):
    client.force_login(mads)
    assert "Violinen" in text(client.get(url("outreach")))

    client.force_login(amira)
    assert "Violinen" not in text(client.get(url("outreach"), {"show": "all"}))


@pytest.fixture
def violin(gaden, mads, db):
    citizen = CitizenFactory(name="", street_name="Violinen", unnamed=True)
    teams.open_relation(
        citizen,
        by=mads,
        kind="outreach",
        team=gaden,
        areas=["basic", "contacts"],
        purpose="Opsøgende arbejde",
        cause=f"outreach:{citizen.pk}",
    )
    return citizen


def many(syd, amira, count=100):
    for number in range(count):
        citizen = enrolled(syd, by=amira, name=f"Prøve {number}")
        contact_with(citizen, amira, at=moment() - timedelta(days=8 + number), place="havnen")
        promise_to(citizen, amira)
        enquiry = enquiry_to(syd, amira)
        verbs.link_enquiry(enquiry, by=amira, citizen=citizen)


def test_pages_ask_the_database_few_times_however_many_people(
    here, syd, amira, karen, django_assert_max_num_queries
):
    many(syd, amira)
    for number in range(30):
        contact = contact_with(karen, amira, note=f"Nr. {number}", with_colleagues=[amira.pk])
        promise_to(karen, amira, f"løfte {number}", contact=contact)
    enquiry = Enquiry.objects.first()
    here.get("/")
    for ceiling, address in (
        (15, url("outreach")),
        (15, url("enquiries")),
        (15, url("timeline", karen.pk)),
        (14, url("card", karen.pk)),
        (15, url("next", karen.pk)),
        (15, url("enquiry", enquiry.pk)),
        (15, url("outreach-person", karen.pk)),
        (15, url("new-contact", karen.pk)),
    ):
        with django_assert_max_num_queries(ceiling, info=address):
            assert here.get(address).status_code == 200


def test_the_night_brings_duties_in_line_as_a_named_program(karen, amira):
    contact_with(karen, amira)
    with clock.frozen(days_later(8)):
        changed = tasks.keep_duties(timestamp=0)
        again = tasks.keep_duties(timestamp=0)

    assert (changed, again) == (1, 0)
    assert Duty.objects.open().filter(citizen=karen, kind="not_met").exists()
    line = Event.objects.filter(action="teams.open_duty").latest("at")
    assert (line.actor, line.actor_id) == ("duty_keeper", None)


def test_an_overdue_enquiry_is_red(here, syd, amira):
    enquiry_to(syd, amira)
    with clock.frozen(days_later(3)):
        assert "Over tiden" in text(here.get(url("enquiries")))


def test_an_enquiry_is_noted_taken_sent_on_and_answered(here, client, syd, nord, amira, bo):
    told = {"sender": "ward", "channel": "phone", "text": "Han udskrives i morgen."}
    enquiry = here.post(url("note-enquiry"), told).url
    here.post(f"{enquiry}take/")
    here.post(f"{enquiry}forward/", {"to_team": nord.pk, "reason": "De kender ham."})
    assert "Sendt videre" in text(here.get(enquiry))
    assert "Han udskrives" in text(here.get(url("enquiries"), {"show": "sent"}))

    client.force_login(bo)
    client.post(f"{enquiry}answer/", {"answer": "Vi henter ham."})

    client.force_login(amira)
    assert "Vi henter ham." in text(client.get(enquiry))


def test_an_enquiry_sent_on_without_a_reason_keeps_what_was_chosen(here, syd, nord, amira):
    enquiry = enquiry_to(syd, amira)

    answer = here.post(url("forward-enquiry", enquiry.pk), {"to_team": nord.pk, "reason": ""})

    assert "Skriv med få ord" in text(answer)
    assert f'value="{nord.pk}" selected' in text(answer)


@pytest.fixture
def _quiet_door():
    cache.clear()


ASKED = {"sender": "neighbour", "text": "Min nabo har ingen strøm.", "website": ""}


@pytest.mark.usefixtures("_quiet_door")
def test_anybody_may_ask_without_signing_in(client, gaden):
    answer = client.post(url("ask"), ASKED, follow=True)

    enquiry = Enquiry.objects.get()
    assert (enquiry.team, enquiry.noted_by, enquiry.channel) == (gaden, None, "public_form")
    assert "Gadeplan svarer senest torsdag 5. marts kl. 16.00." in text(answer)


@pytest.mark.usefixtures("_quiet_door")
def test_a_program_that_fills_every_field_stores_nothing_and_learns_nothing(client, gaden):
    answer = client.post(url("ask"), {**ASKED, "website": "http://x"}, follow=True)

    assert "Tak." in text(answer)
    assert not Enquiry.objects.exists()


@pytest.mark.usefixtures("_quiet_door")
def test_too_many_at_once_are_asked_to_call_and_lose_no_words(client, gaden):
    for _time in range(ASKED_PER_HOUR):
        client.post(url("ask"), ASKED)

    answer = client.post(url("ask"), ASKED)

    assert Enquiry.objects.count() == ASKED_PER_HOUR
    assert "Ring i stedet" in text(answer)
    assert "Min nabo har ingen strøm." in text(answer)
