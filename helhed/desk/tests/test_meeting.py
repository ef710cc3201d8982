"""The morning meeting: everybody gets a turn, and what is settled is saved at once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.audit.models import Event
from helhed.casework import verbs as casework
from helhed.casework.verbs.meetings import ChooseWhen, ChooseWho
from helhed.contacts.models import Appointment
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.plans import verbs as plans
from helhed.stays import verbs as stays
from helhed.teams.models import BoardLine
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 6, 8, 45, tzinfo=ZoneInfo("Europe/Copenhagen"))
AT_13 = MORNING.replace(hour=13, minute=0)


@pytest.fixture(autouse=True)
def _morning():
    with clock.frozen(MORNING):
        yield


def page_of(client, team, **query):
    return client.get(reverse("desk:meeting", args=[team.pk]), query)


def test_settling_agrees_who_and_when_and_writes_the_line(karen, amira, lene, syd):
    settled = casework.settle_at_meeting(
        karen, by=amira, team=syd, worker=lene, at=AT_13, line="Henter nøgle kl. 12"
    )
    assert (settled.appointment.worker, settled.appointment.at) == (lene, AT_13)
    assert settled.line.text == "Henter nøgle kl. 12"
    assert Event.objects.filter(action="casework.settle_at_meeting").count() == 1


def test_settling_moves_what_stands_instead_of_adding_to_it(karen, amira, lene, syd):
    first = casework.settle_at_meeting(karen, by=amira, team=syd, worker=amira, at=AT_13)
    casework.settle_at_meeting(karen, by=amira, team=syd, worker=lene, instead_of=first.appointment)
    standing = Appointment.objects.planned().get(citizen=karen)
    assert (standing.worker, standing.at) == (lene, AT_13)


def test_half_an_answer_is_refused_and_nothing_is_written(karen, amira, syd):
    with pytest.raises(ChooseWhen):
        casework.settle_at_meeting(karen, by=amira, team=syd, worker=amira, line="x")
    with pytest.raises(ChooseWho):
        casework.settle_at_meeting(karen, by=amira, team=syd, at=AT_13, line="x")
    assert not BoardLine.objects.exists()
    assert not Appointment.objects.exists()


def test_a_repeated_post_agrees_one_appointment(karen, amira, syd):
    key = new_id()
    for _time in range(2):
        casework.settle_at_meeting(
            karen, by=amira, team=syd, worker=amira, at=AT_13, appointment_id=key
        )
    assert Appointment.objects.filter(citizen=karen).count() == 1


def test_every_citizen_gets_a_turn_in_an_order_that_stays(client, karen, amira, syd):
    others = [enrolled(syd, by=amira, name=f"Borger {n}") for n in range(3)]
    client.force_login(amira)
    turns = page_of(client, syd, start="").context["turns"]
    order = turns.order
    assert set(order) == {karen.pk, *(other.pk for other in others)}

    first = order[0]
    answer = client.post(
        reverse("desk:settle-at-meeting", args=[syd.pk, first]),
        {"worker": amira.pk, "when": "tomorrow", "line": "Kaffe", "next": order[1], "id": new_id()},
    )

    assert answer.url == f"{reverse('desk:meeting', args=[syd.pk])}?citizen={order[1]}"
    after = client.get(answer.url).context["turns"]
    assert after.order == order
    assert after.done == {first}
    assert after.number == 2
    assert Appointment.objects.planned().filter(citizen=first).exists()


def test_what_was_typed_stays_when_something_is_missing(client, karen, amira, syd):
    client.force_login(amira)
    address = reverse("desk:settle-at-meeting", args=[syd.pk, karen.pk])
    answer = client.post(address, {"worker": amira.pk, "line": "Ring til Pia"})
    page = client.get(answer.url).content.decode()
    assert "Ring til Pia" in page
    assert not BoardLine.objects.exists()


def test_the_room_sees_own_words_only_after_a_yes(client, karen, amira, syd):
    plan = plans.start_plan(karen, by=amira, on=MORNING.date())
    plans.write_hope(plan, by=amira, words="En dør, jeg selv kan låse", on=MORNING.date())
    client.force_login(amira)
    assert "En dør" not in page_of(client, syd).content.decode()
    plan.words_on_board = True
    plan.save(update_fields=["words_on_board"])
    assert "En dør" in page_of(client, syd).content.decode()


def test_the_room_sees_no_ward_and_no_place_of_somebody_in_hospital(client, karen, amira, syd):
    stay = casework.admit_to_hospital(
        karen,
        by=amira,
        at=MORNING - timedelta(hours=2),
        hospital="Hospital Øst",
        department="Afsnit 12",
    )
    assert stay.kind == "hospital"
    client.force_login(amira)
    page = page_of(client, syd).content.decode()
    assert "Hospital Øst" not in page
    assert "Afsnit 12" not in page


def test_the_room_sees_no_place_of_a_protected_citizen(client, karen, amira, syd):
    stays.answer_tonight(karen, by=amira, on=MORNING.date(), kind="family_friends", place="Vej 9")
    casework.settle_at_meeting(karen, by=amira, team=syd, worker=amira, at=AT_13)
    Appointment.objects.update(place="Kirkegade 3")
    client.force_login(amira)
    assert "Kirkegade 3" in page_of(client, syd).content.decode()
    type(karen).objects.update(protected=True)
    from_lead = karen.trustedworkers.model(citizen=karen, user=amira, named_by=amira)
    from_lead.save()
    page = page_of(client, syd).content.decode()
    assert "Karen Mølle" in page
    assert "Kirkegade 3" not in page


def test_no_timer_is_ever_red_and_nobody_hurries_the_citizen(client, karen, amira, syd):
    client.force_login(amira)
    page = page_of(client, syd).content.decode()
    head = page[page.index("hh-meeting-head") : page.index("hh-meeting-main")]
    assert "red" not in head.replace("data-rested", "")
