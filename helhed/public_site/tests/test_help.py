"""The list of help says the truth at every hour, and never where somebody hides."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from helhed.core import clock
from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.public_site import verbs
from helhed.public_site.models import HelpPlace
from helhed.public_site.opening import opening

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Copenhagen")


def at(*when: int) -> datetime:
    return datetime(*when, tzinfo=HERE)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 11, 23, 7, 59), False),  # a Monday
        (at(2026, 11, 23, 8, 0), True),
        (at(2026, 11, 23, 22, 0), False),
        (at(2026, 11, 28, 1, 30), True),  # Friday's night, on Saturday
        (at(2026, 11, 28, 2, 0), False),
        (at(2026, 12, 25, 12, 0), False),  # a Friday, but Christmas Day
        (at(2026, 12, 26, 1, 0), False),
    ],
)
def test_open_now_at_any_hour_also_past_midnight_and_on_holidays(broen, moment, is_open):
    assert opening(broen, at=moment).open is is_open


def test_open_says_until_when_and_closed_says_when_it_opens(broen):
    assert opening(broen, at=at(2026, 11, 27, 20)).until == at(2026, 11, 28, 2)
    assert opening(broen, at=at(2026, 11, 28, 3)).opens == at(2026, 11, 30, 8)


def test_the_night_the_clock_is_set_back_is_one_evening(sara):
    place = verbs.add_place("sleep", by=sara, name="Natcafé", what="En stol.", phone="55550101")
    verbs.set_hours(place, by=sara, hours={5: [(time(22), time(6))]})

    # 2026-10-25, 3:00 becomes 2:00.
    assert opening(place, at=at(2026, 10, 25, 2, 30)).open
    assert opening(place, at=at(2026, 10, 24, 23)).until == at(2026, 10, 25, 6)


def test_hours_that_meet_at_midnight_are_one_opening(sara):
    place = verbs.add_place("sleep", by=sara, name="Natcafé", what="En stol.", phone="55550101")
    verbs.set_hours(place, by=sara, hours={5: [(time(22), time(0))], 6: [(time(0), time(6))]})

    assert opening(place, at=at(2026, 11, 28, 23)).until == at(2026, 11, 29, 6)


def test_one_day_may_be_other_than_usual(broen, sara):
    verbs.mark_other_day(broen, by=sara, day=date(2026, 11, 24), why="Oprydning")
    verbs.mark_other_day(
        broen, by=sara, day=date(2026, 12, 24), opens=time(10), closes=time(20), why="Juleaften"
    )

    assert not opening(broen, at=at(2026, 11, 24, 12)).open
    assert opening(broen, at=at(2026, 12, 24, 19)).until == at(2026, 12, 24, 20)


def test_a_secret_address_cannot_be_written(safe, sara):
    with pytest.raises(AgainstARule, match=r"telephone only|telefon"):
        verbs.change_place(safe, by=sara, based_on=safe.version, area="Et sted 3")


def test_two_who_change_a_place_see_both_texts(broen, sara):
    verbs.change_place(broen, by=sara, based_on=1, what="Mad og bad.")
    with pytest.raises(Conflict):
        verbs.change_place(broen, by=sara, based_on=1, what="Kaffe.")


def test_hours_that_overlap_are_refused(broen, sara):
    with pytest.raises(verbs.BadHours):
        verbs.set_hours(broen, by=sara, hours={0: [(time(8), time(12)), (time(11), time(13))]})
    assert broen.hours.count() == 5


def test_staff_write_hours_as_people_write_them(client, sara, broen):
    client.force_login(sara)
    address = reverse("public_site:set-hours", args=[broen.pk])

    client.post(address, {"day_0": "8-12, 13.30 - 22", "day_5": "22–6", "day_7": "10 til 14"})

    written = {(one.weekday, one.opens, one.closes) for one in broen.hours.all()}
    assert written == {
        (0, time(8), time(12)),
        (0, time(13, 30), time(22)),
        (5, time(22), time(6)),
        (7, time(10), time(14)),
    }
    answer = client.post(address, {"day_0": "hele dagen"})
    assert "hele dagen" in answer.content.decode()
    assert broen.hours.count() == 4


def test_everybody_sees_what_is_open_now(client, broen, safe):
    with clock.frozen(at(2026, 11, 23, 20)):
        page = client.get("/aaben/").content.decode()
        listed = client.get("/aaben/faa-hjaelp/").content.decode()
        english = client.get("/open/get-help/").content.decode()

    assert "Åbent til 22" in page
    assert "Havnegade 1" in listed
    assert "55 55 01 77" in listed
    assert "Open until 22" in english
    assert "The Bridge drop-in" in english


def test_one_may_ask_about_another_hour(client, broen):
    page = client.get("/aaben/faa-hjaelp/?day=2026-12-25&time=12:00").content.decode()
    assert "Lukket" in page
    assert client.get("/aaben/faa-hjaelp/?day=nonsense&time=99:99").status_code == 200


def test_what_is_not_shown_is_not_there(client, broen, sara):
    verbs.change_place(broen, by=sara, based_on=broen.version, shown=False)
    assert "Broen" not in client.get("/aaben/faa-hjaelp/").content.decode()
    assert HelpPlace.objects.shown().count() == 0
