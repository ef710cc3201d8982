"""The night's pages: a free bed in two taps, a street name at the door, a minute's hand-over."""

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.access.connection import acting_as
from helhed.citizens.models import Citizen
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.desk.night import SECONDS, handover, my_houses, tonight_in
from helhed.desk.tests.doors_at_night import DOORS
from helhed.desk.urls_night import night_patterns
from helhed.housing import verbs as housing
from helhed.stays import verbs as stays
from helhed.stays.free import night_of
from helhed.stays.models import BedClaim, BedKind, Kind, Site, Stay
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db

EVENING = datetime(2026, 3, 6, 22, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
TONIGHT = EVENING.date()
OF_A_CITIZEN = ("take-bed", "change-bed", "move-into-home", "lose-tenancy")


@pytest.fixture(autouse=True)
def _evening():
    with clock.frozen(EVENING):
        yield


@pytest.fixture
def house(lindegaarden):
    site = Site(name="Lindegården", kind=Kind.SHELTER, team=lindegaarden, phone="55550400")
    site.save()
    return site


@pytest.fixture
def beds(house):
    return [
        stays.add_bed(
            house,
            by=None,
            name=f"Plads {n}",
            kind=BedKind.SHELTER,
            open_from=TONIGHT - timedelta(days=9),
        )
        for n in (1, 2, 3)
    ]


@pytest.fixture
def keys(karen, amira, syd, beds):
    sleeper = enrolled(syd, by=amira, name="Yrsa Opdigtet")
    stay = stays.begin_stay(sleeper, by=amira, kind="", from_night=TONIGHT, bed=beds[0])
    tenancy = housing.sign_lease(karen, by=amira, on=TONIGHT, address="Havnegade 3")
    return {"bed": beds[1].key, "citizen": karen.pk, "stay": stay.pk, "tenancy": tenancy.pk}


def ask(client, name, keys, data=None):
    method, wanted = DOORS[name]
    address = reverse(f"desk:{name}", args=[keys[key] for key in wanted])
    return getattr(client, method)(address, data)


def test_every_door_of_the_night_is_listed_here():
    assert {pattern.name for pattern in night_patterns} == set(DOORS)


@pytest.mark.parametrize("name", OF_A_CITIZEN)
def test_a_stranger_is_told_nothing(client, bo, keys, name):
    client.force_login(bo)
    closed = ask(client, name, keys)
    missing = ask(client, name, {key: uuid4() for key in keys} | {"bed": keys["bed"]})
    assert closed.status_code == missing.status_code == 404
    assert closed.content == missing.content


@pytest.mark.parametrize("name", DOORS)
def test_roles_without_citizens_come_nowhere(client, dan, keys, name):
    client.force_login(dan)
    expected = 200 if name in ("night", "night-handover", "print-handover") else 404
    assert ask(client, name, keys).status_code == expected


@pytest.mark.parametrize("name", sorted(set(DOORS) - {"take-bed", "arrive"}))
def test_a_related_colleague_comes_in(client, amira, keys, name):
    client.force_login(amira)
    assert ask(client, name, keys).status_code == 200


def test_only_the_house_lets_somebody_in(client, amira, keys):
    client.force_login(amira)
    assert ask(client, "take-bed", keys).status_code == 404
    assert ask(client, "arrive", keys, {"street_name": "Violinen"}).status_code == 404
    page = ask(client, "book-bed", keys).content.decode()
    assert reverse("housing:hold-bed", args=[keys["bed"], keys["citizen"]]) in page


def test_a_bed_in_two_taps(client, nora, karen, amira, beds):
    stays.hold_bed(
        beds[1],
        by=amira,
        citizen=karen,
        from_night=TONIGHT,
        answer_by=EVENING + timedelta(hours=1),
    )
    client.force_login(nora)
    night = client.get(reverse("desk:night")).content.decode()
    assert karen.name in night
    take = reverse("desk:take-bed", args=[beds[1].key, karen.pk])
    assert take in night

    # Known only by the hold, the house may let her in because the stay answers tonight.
    answer = client.post(take)

    assert answer.status_code == 302
    stay = Stay.objects.open().get(citizen=karen)
    assert stay.site == beds[1].site
    assert BedClaim.objects.standing().get(kind="stay").bed == beds[1]


def test_p9_a_street_name_is_enough_at_the_door(client, nora, mads, bo, beds):
    client.force_login(nora)
    key = str(new_id())
    address = reverse("desk:arrive", args=[beds[0].key])
    for _ in range(2):
        client.post(address, {"street_name": "Violinen", "citizen_id": key})

    violin = Citizen.objects.get()
    assert (violin.unnamed, violin.name) == (True, "")
    assert BedClaim.objects.standing().get().bed == beds[0]
    assert "Violinen" in client.get(reverse("desk:night")).content.decode()
    for user, sees in ((mads, 1), (bo, 0)):
        with acting_as(user):
            assert Citizen.objects.count() == sees


def test_somebody_else_was_quicker(client, nora, karen, amira, syd, beds):
    stays.begin_stay(
        enrolled(syd, by=amira, name="Yrsa Opdigtet"),
        by=amira,
        kind="",
        from_night=TONIGHT,
        bed=beds[0],
    )
    stays.hold_bed(
        beds[1],
        by=amira,
        citizen=karen,
        from_night=TONIGHT,
        answer_by=EVENING + timedelta(hours=1),
    )
    client.force_login(nora)
    address = reverse("desk:take-bed", args=[beds[0].key, karen.pk])
    page = client.post(address, follow=True).content.decode()
    assert "pladsen" in page.lower() or "the bed" in page.lower()
    assert not Stay.objects.filter(citizen=karen).exists()


def test_another_bed_in_the_house(client, nora, karen, amira, beds):
    stay = stays.begin_stay(karen, by=amira, kind="", from_night=TONIGHT, bed=beds[0])
    client.force_login(nora)
    address = reverse("desk:change-bed", args=[stay.pk])
    assert beds[2].name in client.get(address).content.decode()
    client.post(address, {"bed": str(beds[2].key)})
    assert BedClaim.objects.standing().get().bed == beds[2]


def test_after_midnight_it_is_still_last_evenings_night():
    assert night_of(EVENING) == TONIGHT
    assert night_of(EVENING + timedelta(hours=4)) == TONIGHT
    assert night_of(EVENING + timedelta(hours=11)) == TONIGHT + timedelta(days=1)


def test_a_hand_over_takes_a_minute(nora, karen, amira, beds):
    stays.begin_stay(karen, by=amira, kind="", from_night=TONIGHT, bed=beds[0])
    for number in range(30):
        contacts.note_contact(
            karen,
            by=nora,
            contact_id=new_id(),
            outcome="note",
            at=EVENING - timedelta(minutes=number),
            note=f"Sov uroligt, spurgte efter kaffe og gik to ture i gården, {number}.",
        )
    contacts.promise(karen, by=amira, text="nye strenge", on=TONIGHT)
    houses = tonight_in(nora, my_houses(nora), night=TONIGHT, at=EVENING)

    told = handover(nora, houses, at=EVENING)

    assert told.seconds <= SECONDS
    assert "Plads 1" in told.said[0].text
    assert told.left
    assert len(told.said) + len(told.left) == 1 + 20 + 1 + 1


def test_the_night_costs_the_same_however_many_sleep_there(
    client, nora, amira, syd, house, beds, django_assert_max_num_queries
):
    for number in range(12):
        citizen = enrolled(syd, by=amira, name=f"Borger Nummer{number}")
        bed = beds[number] if number < 2 else None
        stays.begin_stay(
            citizen, by=amira, kind=Kind.SHELTER, from_night=TONIGHT, site=house, bed=bed
        )
    client.force_login(nora)
    with django_assert_max_num_queries(24):
        assert client.get(reverse("desk:night")).status_code == 200


@pytest.mark.parametrize("name", ["tonight", "move-in"])
@pytest.mark.parametrize("own_team", [True, False])
def test_p3_the_house_may_say_where_somebody_who_leaves_it_sleeps(
    client, nora, karen, amira, beds, name, own_team
):
    """The house's way to the citizen closes with the stay, while night staff still writes."""
    sleeper = karen
    if not own_team:
        sleeper = Citizen.objects.create(name="Yrsa Opdigtet")
    stays.begin_stay(
        sleeper, by=amira, kind="", from_night=TONIGHT - timedelta(days=2), bed=beds[0]
    )
    client.force_login(nora)
    said = {"kind": Kind.OWN_HOME, "on": TONIGHT.isoformat(), "place": "Havnegade 3"}

    answer = client.post(reverse(f"desk:{name}", args=[sleeper.pk]), said)

    assert answer.status_code == 302
    assert Stay.objects.open().get(citizen=sleeper).kind == Kind.OWN_HOME
    assert client.get(answer["Location"], follow=True).status_code == 200
