"""The by-name list follows the facts; a named worker decides; what was reported stands."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from helhed.access.connection import acting_as, acting_as_system
from helhed.audit.models import Event
from helhed.citizens import cpr
from helhed.contacts import verbs as contacts
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.stays import verbs
from helhed.stays.models import Kind, ListReport, ListSpell, Stay
from helhed.stays.tasks import report_last_month
from helhed.stays.verbs import by_name
from helhed.teams import verbs as teams
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=ZoneInfo("Europe/Copenhagen"))
TODAY = NOON.date()
FEBRUARY = date(2026, 2, 1)


@pytest.fixture(autouse=True)
def _noon():
    with clock.frozen(NOON):
        yield


def sleeps(citizen, by, kind, days_ago, **more):
    return verbs.begin_stay(
        citizen, by=by, kind=kind, from_night=TODAY - timedelta(days=days_ago), **more
    )


def states(citizen, scope="DK_ALL"):
    rows = ListSpell.objects.filter(citizen=citizen, scope=scope).order_by("from_day")
    return [(row.state, row.from_day, row.came, row.went) for row in rows]


def tried(citizen, by, days_ago):
    contacts.note_contact(
        citizen,
        contact_id=new_id(),
        by=by,
        outcome="not_found",
        at=NOON - timedelta(days=days_ago),
        team=None,
    )


def test_a_night_outdoors_and_a_home_are_on_the_list_at_once(karen, amira):
    sleeps(karen, amira, Kind.STREET, 20)
    verbs.answer_tonight(karen, by=amira, on=TODAY, kind=Kind.OWN_HOME)
    assert states(karen) == [
        ("active", TODAY - timedelta(days=20), "newly_identified", "housing_placement"),
        ("housed", TODAY, "", ""),
    ]


def test_nobody_is_lost_from_sight_who_was_seen_or_not_looked_for(karen, amira):
    stay = sleeps(karen, amira, Kind.STREET, 200)
    decide = {"by": amira, "reason": "lost_contact", "because": "Ledt tre steder.", "on": TODAY}
    tried(karen, amira, 5)
    with pytest.raises(by_name.LookFirst):
        by_name.decide_on_list(karen, **decide)
    tried(karen, amira, 4)
    tried(karen, amira, 3)
    decision = by_name.decide_on_list(karen, **decide)
    assert states(karen)[-1][:2] == ("inactive", TODAY)

    by_name.withdraw_decision(decision, by=amira)
    assert states(karen)[-1][0] == "active"
    verbs.correct_stay(stay, by=amira, from_night=TODAY - timedelta(days=10))
    with pytest.raises(by_name.SeenLately):
        by_name.decide_on_list(karen, **decide)


def test_a_timer_decides_nothing(karen, amira):
    sleeps(karen, amira, Kind.STREET, 400)
    with acting_as_system("list_keeper"):
        by_name.keep_everybody()
    assert states(karen)[-1][0] == "active"


def test_a_meeting_brings_somebody_back_in_the_night(karen, amira):
    sleeps(karen, amira, Kind.STREET, 200)
    by_name.decide_on_list(
        karen, by=amira, reason="left_area", because="Rejst til Aarhus.", on=date(2026, 1, 10)
    )
    contacts.note_contact(
        karen,
        contact_id=new_id(),
        by=amira,
        outcome="met",
        at=NOON - timedelta(days=2),
        team=None,
    )
    assert states(karen)[-1][0] == "inactive"
    with acting_as_system("list_keeper"):
        assert by_name.keep_everybody() == 1
        assert by_name.keep_everybody() == 0
    assert states(karen)[-1] == (
        "active",
        TODAY - timedelta(days=2),
        "returned_from_inactive",
        "",
    )


def test_what_verbs_kept_is_what_a_sweep_finds(karen, amira, syd):
    other = enrolled(syd, by=amira, name="Bent Søholm")
    sleeps(karen, amira, Kind.SHELTER, 90)
    stay = sleeps(other, amira, Kind.FAMILY_FRIENDS, 70)
    verbs.end_stay(stay, by=amira, until_day=TODAY - timedelta(days=30), tonight=Kind.STREET)
    sleeps(other, amira, Kind.OWN_HOME, 30)
    verbs.cancel_stay(sleeps(karen, amira, Kind.STREET, 200, certain=False), by=amira, because="x")
    kept = [states(one, scope) for one in (karen, other) for scope in ("DK_ALL", "LITERAL")]
    ListSpell.objects.all().delete()
    by_name.keep_everybody()
    assert kept == [states(one, s) for one in (karen, other) for s in ("DK_ALL", "LITERAL")]


def test_late_entries_change_what_is_known_and_not_what_was_reported(karen, amira, syd):
    sleeps(karen, amira, Kind.STREET, 30)
    reported = by_name.report_month(FEBRUARY, scope="DK_ALL", by=amira)
    assert (reported.newly_identified, reported.active_end) == (1, 1)

    late = enrolled(syd, by=amira, name="Bent Søholm")
    sleeps(late, amira, Kind.SHELTER, 25)
    known = by_name.flow("DK_ALL", first=FEBRUARY, months=1)[0]
    assert (known.newly_identified, known.active_end) == (2, 2)
    reported.refresh_from_db()
    assert (reported.newly_identified, reported.active_end) == (1, 1)
    with pytest.raises(by_name.ReportedAlready):
        by_name.report_month(FEBRUARY, scope="DK_ALL", by=amira)
    with pytest.raises(by_name.MonthIsNotOver):
        by_name.report_month(date(2026, 3, 1), scope="DK_ALL", by=amira)


def test_the_database_changes_no_report(karen, amira):
    by_name.report_month(FEBRUARY, scope="LITERAL", by=amira)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListReport.objects.update(active_end=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        ListReport.objects.all().delete()


def test_the_night_reports_the_last_month_once(karen, amira):
    with acting_as_system("list_keeper"):
        assert {report.scope for report in report_last_month()} == {"DK_ALL", "LITERAL"}
        assert report_last_month() == []


def test_the_flow_of_the_database_balances(karen, amira, syd):
    for number in range(6):
        citizen = enrolled(syd, by=amira, name=f"Borger {number}")
        sleeps(citizen, amira, Kind.SHELTER, 40 * number + 10)
        if number % 2:
            verbs.answer_tonight(
                citizen, by=amira, on=TODAY - timedelta(days=20 * number), kind=Kind.OWN_HOME
            )
    months = by_name.flow("DK_ALL", first=date(2025, 6, 1), months=10)
    for before, after in pairwise(months):
        assert before.active_end == before.active_start + before.inflow - before.outflow
        assert after.active_start == before.active_end
    open_now = ListSpell.objects.filter(scope="DK_ALL", state="active", until_day=None).count()
    assert months[-1].active_end == open_now == 3


def page(client, user, **query):
    client.force_login(user)
    return client.get(reverse("stays:by-name"), query).content.decode()


def test_a_leader_sees_their_people_and_how_many_others_there_are(
    client, karen, amira, pernille, nord
):
    sleeps(karen, amira, Kind.STREET, 20)
    for number in range(6):
        other = enrolled(nord, by=amira, name=f"Fremmed {number}")
        sleeps(other, amira, Kind.STREET, 20)
    shown = page(client, pernille)
    assert "Karen Mølle" in shown
    assert "Fremmed" not in shown
    assert "6" in shown
    assert Event.objects.filter(action="access.list", details__what="stays.by_name").exists()


def test_few_others_are_not_told_apart(client, karen, amira, pernille, nord):
    sleeps(karen, amira, Kind.STREET, 20)
    sleeps(enrolled(nord, by=amira, name="Fremmed"), amira, Kind.STREET, 20)
    assert "nogle få" in page(client, pernille)


def test_p8_no_place_of_a_protected_citizen_is_on_the_list(client, karen, amira, pernille):
    sleeps(karen, amira, Kind.FAMILY_FRIENDS, 20, place="Hos Inger")
    assert "Hos Inger" in page(client, pernille)
    teams.trust_worker(karen, by=amira, user=pernille)
    type(karen).objects.filter(pk=karen.pk).update(protected=True)
    assert "Hos Inger" not in page(client, pernille)


def test_from_a_number_to_its_people(client, karen, amira, pernille):
    sleeps(karen, amira, Kind.STREET, 30)
    client.force_login(pernille)
    address = reverse("stays:by-name-flow", args=["2026-02", "newly_identified"])
    assert "Karen Mølle" in client.get(address).content.decode()
    assert client.get(reverse("stays:by-name-flow", args=["2026-02", "x"])).status_code == 404


def test_the_count_of_week_6_has_one_row_a_person_and_no_formula(
    client, karen, amira, pernille, syd
):
    type(karen).objects.filter(pk=karen.pk).update(name="=cmd Mølle")
    sleeps(karen, amira, Kind.STREET, 60)
    housed = enrolled(syd, by=amira, name="Bent Søholm")
    sleeps(housed, amira, Kind.OWN_HOME, 60)
    client.force_login(pernille)
    told = client.get(reverse("stays:danish-count", args=[2026])).content.decode()
    lines = told.strip().splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=M;")
    assert ";1;1;7;2026-01-11;" in lines[1]
    assert Event.objects.filter(channel="export", details__what="stays.danish_count").exists()


def test_the_count_of_week_6_tells_age_and_what_the_number_says_of_sex(
    client, karen, amira, pernille
):
    karen.birth_date = date(1970, 2, 4)
    karen.cpr_encrypted = cpr.encrypt("0402704996")
    karen.cpr_index = cpr.index_of("0402704996")
    karen.save()
    sleeps(karen, amira, Kind.STREET, 60)
    client.force_login(pernille)
    told = client.get(reverse("stays:danish-count", args=[2026])).content.decode()
    assert told.strip().splitlines()[1].startswith("KM;1970-02-04;55;kvinde;1;1;7;")


def test_the_quarter_of_section_110_checks_in_on_new_years_day(client, karen, amira, pernille):
    sleeps(karen, amira, Kind.SHELTER, 100)
    Stay.objects.get().refresh_from_db()
    client.force_login(pernille)
    told = client.get(reverse("stays:section-110", args=[2026, 1])).content.decode()
    assert ";2025-12-02;2026-01-01;;90;" in told
    last = client.get(reverse("stays:section-110", args=[2025, 4])).content.decode()
    assert ";2025-12-02;;;30;" in last


def test_numbers_of_all_are_only_for_those_who_read_the_list(karen, amira, bo):
    sleeps(karen, amira, Kind.STREET, 20)
    with acting_as(bo), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM stays_list_on('DK_ALL', %s)", [TODAY])
        assert cursor.fetchall() == []
