"""The doors of homes: who comes in, and what nobody learns behind them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from helhed.core import clock
from helhed.housing import urls, verbs
from helhed.housing.tests.conftest import MORNING, TODAY
from helhed.stays import verbs as stays
from helhed.stays.models import BedKind, ColdShift, ColdStep, Kind, Site
from helhed.teams.models import Relation, Shift
from helhed.teams.tests.factories import enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_morning")]
DOORS = {
    "homes": ("get", ()),
    "at-risk": ("get", ()),
    "answers": ("get", ()),
    "waiting": ("get", ()),
    "cold": ("get", ()),
    "add-home": ("get", ()),
    "propose-rule": ("get", ()),
    "rule": ("get", ("rule",)),
    "publish-rule": ("post", ("rule",)),
    "home": ("get", ("bed",)),
    "change-home": ("get", ("bed",)),
    "set-period": ("get", ("bed",)),
    "open-extra-beds": ("post", ("step",)),
    "plan-shift-outdoors": ("get", ("step",)),
    "close-extra-beds": ("post", ("step",)),
    "hold-bed": ("get", ("bed", "citizen")),
    "make-offer": ("get", ("bed", "wish")),
    "release-hold": ("post", ("hold",)),
    "free-bed": ("get", ("kept",)),
    "wishes": ("get", ("citizen",)),
    "card": ("get", ("citizen",)),
    "say-wish": ("get", ("citizen",)),
    "end-wish": ("get", ("wish",)),
    "sign-own-lease": ("get", ("citizen",)),
    "offer": ("get", ("offer",)),
    "note-shown": ("get", ("offer",)),
    "accept-offer": ("get", ("offer",)),
    "decline-offer": ("get", ("offer",)),
    "refuse-by-provider": ("get", ("offer",)),
    "look-again": ("get", ("offer",)),
    "withdraw-offer": ("get", ("offer",)),
    "sign-lease": ("get", ("offer",)),
    "tenancy": ("get", ("tenancy",)),
    "hand-keys": ("get", ("tenancy",)),
    "note-trouble": ("get", ("tenancy",)),
    "end-tenancy": ("get", ("tenancy",)),
    "settle-trouble": ("get", ("trouble",)),
}
# Homes are no secret from those who work with them; these lead to no citizen.
OF_ALL = {name for name, (_method, keys) in DOORS.items() if set(keys) <= {"bed", "rule", "step"}}
OF_A_CITIZEN = sorted(set(DOORS) - OF_ALL)
OF_THE_COORDINATOR = (
    "answers",
    "add-home",
    "propose-rule",
    "publish-rule",
    "change-home",
    "set-period",
    "open-extra-beds",
    "plan-shift-outdoors",
    "close-extra-beds",
    "make-offer",
)
CHANGES = sorted(set(OF_A_CITIZEN) - {"wishes", "card", "offer", "tenancy"})


@pytest.fixture
def keys(karen, wish, flat, flats, birthe, amira, lindegaarden):
    second = stays.add_bed(
        flats, by=None, name="Engvej 2", kind=BedKind.FLAT, rent_dkk=3000, open_from=TODAY
    )
    offer = verbs.make_offer(
        wish, by=birthe, bed=flat, from_night=TODAY, answer_by=MORNING + timedelta(days=3), why="-"
    )
    tenancy = verbs.sign_lease(karen, by=amira, on=TODAY, bed=second)
    home = stays.begin_stay(karen, by=amira, kind="", from_night=TODAY, bed=second)
    tenancy = verbs.note_moved_in(tenancy, by=amira, on=TODAY, stay=home)
    trouble = verbs.note_trouble(tenancy, by=amira, on=TODAY, kind="arrears", months=2)
    tomorrow = TODAY + timedelta(days=1)
    stays.answer_tonight(karen, by=amira, on=tomorrow, kind=Kind.HOSPITAL)
    house = Site(name="Lindegården", kind=Kind.SHELTER, team=lindegaarden)
    house.save()
    bed = stays.add_bed(house, by=None, name="Plads 1", kind=BedKind.SHELTER, open_from=TODAY)
    hold = stays.hold_bed(
        bed, by=amira, citizen=karen, from_night=TODAY, answer_by=MORNING + timedelta(hours=9)
    )
    step = ColdStep(number=1, site=house, when="Frost", extra_beds=0)
    step.save()
    rule = verbs.propose_rule(
        by=birthe, must=[], order=["waiting", "lot"], why="Prøve", beds=[flat], at=MORNING
    )
    again = verbs.say_wish(karen, by=amira, words="Et sted til", on=TODAY).wish
    return {
        "citizen": karen.pk,
        "wish": again.pk,
        "bed": flat.key,
        "offer": offer.pk,
        "tenancy": tenancy.pk,
        "trouble": trouble.pk,
        "hold": hold.pk,
        "kept": karen.bedclaims.get(kind="kept").pk,
        "step": step.pk,
        "rule": rule.pk,
    }


def ask(client, name, keys):
    method, wanted = DOORS[name]
    return getattr(client, method)(reverse(f"housing:{name}", args=[keys[key] for key in wanted]))


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", OF_A_CITIZEN)
def test_a_stranger_is_told_nothing(client, bo, keys, name):
    client.force_login(bo)
    if "citizen" not in DOORS[name][1] and not set(DOORS[name][1]) - {"bed"}:
        return
    closed = ask(client, name, keys)
    if DOORS[name][1]:
        missing = ask(client, name, {key: uuid4() for key in keys} | {"bed": keys["bed"]})
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content


@pytest.mark.parametrize("name", sorted(set(DOORS) - set(OF_THE_COORDINATOR)))
def test_a_related_colleague_comes_in(client, amira, keys, name):
    client.force_login(amira)
    assert ask(client, name, keys).status_code in (200, 302)


@pytest.mark.parametrize("name", OF_THE_COORDINATOR)
def test_matching_is_for_the_coordinator(client, amira, birthe, keys, name):
    client.force_login(amira)
    assert ask(client, name, keys).status_code == 404
    client.force_login(birthe)
    assert ask(client, name, keys).status_code in (200, 302)


@pytest.mark.parametrize("name", sorted(set(OF_A_CITIZEN) - {"hold-bed", "release-hold"}))
def test_the_coordinator_comes_to_whoever_waits(client, birthe, keys, name):
    client.force_login(birthe)
    assert ask(client, name, keys).status_code in (200, 302)


@pytest.mark.parametrize("name", OF_A_CITIZEN)
def test_p8_a_protected_citizen_is_closed_to_the_coordinator(client, karen, birthe, keys, name):
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    client.force_login(birthe)
    assert not DOORS[name][1] or ask(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", CHANGES)
def test_who_leads_the_unit_reads_and_changes_nothing(client, ulla, keys, name):
    client.force_login(ulla)
    assert ask(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_night_staff_and_others_have_no_business_here(client, nora, dan, keys, name):
    Relation.objects.filter(team__name="Lindegården").update(revoked_at=MORNING)
    for user in (nora, dan):
        client.force_login(user)
        assert ask(client, name, keys).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_nobody_comes_in_without_signing_in(client, keys, name):
    answer = ask(client, name, keys)
    assert answer.status_code == 302
    assert "/accounts/" in answer.url


@pytest.mark.parametrize("page", ["homes", "home", "waiting", "at-risk"])
def test_p8_others_citizens_stand_without_a_name(client, bo, karen, keys, page):
    client.force_login(bo)
    text = ask(client, page, keys).content.decode()
    assert karen.name not in text
    assert "Skipper" not in text


@pytest.mark.parametrize("page", ["homes", "home", "waiting", "wishes", "card", "offer", "tenancy"])
def test_p8_no_place_of_a_protected_citizen_is_shown(client, karen, amira, keys, page):
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    client.force_login(amira)
    text = ask(client, page, keys).content.decode()
    assert not ("Engvej 2" in text and karen.name in text)


def test_the_homes_page_costs_the_same_however_many_wait(
    client, birthe, keys, amira, syd, django_assert_max_num_queries
):
    for number in range(12):
        citizen = enrolled(syd, by=amira, name=f"Borger Nummer{number}")
        verbs.say_wish(citizen, by=amira, words="Ro", on=clock.today(), rent_max_dkk=4000)
    client.force_login(birthe)
    # Nine of its own; the others are the session, the rights, the log and who is on call.
    client.get(reverse("housing:homes"))
    with django_assert_max_num_queries(16):
        assert client.get(reverse("housing:homes")).status_code == 200


def test_an_extra_shift_on_a_cold_night_is_planned_and_seen(client, birthe, mads, gaden, keys):
    client.force_login(birthe)
    mine = mads.memberships.get(team=gaden)
    ends = MORNING.replace(hour=2) + timedelta(days=1)
    fields = {
        "who": mine.pk,
        "night": TODAY,
        "starts": "20:00",
        "ends": "02:00",
        "phone": "20304050",
    }

    client.post(reverse("housing:plan-shift-outdoors", args=[keys["step"]]), fields)

    shift = Shift.objects.get(team=gaden, user=mads)
    assert (shift.starts_at, shift.ends_at) == (MORNING.replace(hour=20), ends)
    text = client.get(reverse("housing:cold")).content.decode()
    assert mads.name in text
    assert "20 30 40 50" in text
    # The step knows that somebody goes out for it, also when the cold is over.
    assert [row.shift for row in ColdShift.objects.filter(step=keys["step"])] == [shift]
    assert "trin" in text
    closed = client.post(reverse("housing:close-extra-beds", args=[keys["step"]]), follow=True)
    assert "1 vagt" in closed.content.decode()


def test_nobody_outside_the_outreach_teams_is_sent_out(client, birthe, amira, syd, keys):
    client.force_login(birthe)
    fields = {"who": amira.memberships.first().pk, "night": TODAY, "starts": "20:00"}
    address = reverse("housing:plan-shift-outdoors", args=[keys["step"]])
    client.post(address, {**fields, "ends": "02:00", "phone": "20304050"})
    assert not Shift.objects.filter(user=amira).exists()
