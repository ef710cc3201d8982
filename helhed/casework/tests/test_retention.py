"""What has been kept long enough is told; nothing is touched before somebody says so."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from helhed.audit.models import Event
from helhed.casework import retention, verbs
from helhed.casework.erasing import tables
from helhed.citizens import verbs as citizens
from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.core.days import day_begins
from helhed.health.models import AreaNote
from helhed.teams.models import Enrolment, Relation

pytestmark = pytest.mark.django_db
LONG_AGO = date(2010, 3, 1)


@pytest.fixture
def at_that_time():
    with clock.frozen(day_begins(LONG_AGO)):
        yield


@pytest.fixture
def violinen(mads, gaden, at_that_time):
    """Somebody known by a street name, long ago."""
    return verbs.meet_unnamed(
        by=mads, team=gaden, street_name="Violinen", description="spiller ved stationen"
    )


@pytest.fixture
def gone(karen):
    """Karen as she stands when nobody has worked with her since that day."""
    long_ago = day_begins(LONG_AGO)
    for model, ways in tables():
        model._base_manager.filter(**{ways[0]: karen}).update(created_at=long_ago)
    Citizen.objects.filter(pk=karen.pk).update(created_at=long_ago)
    Relation.objects.filter(citizen=karen).update(starts_at=long_ago, revoked_at=long_ago)
    Enrolment.objects.filter(citizen=karen).update(
        from_day=LONG_AGO,
        until_day=LONG_AGO + timedelta(days=30),
        end_reason="aftercare_completed",
        ended_by=karen.enrolments.first().team.memberships.first().user,
    )
    return karen


def due(on, *, held=()):
    return {one.rule.name: one for one in retention.due(on=on, held=held)}


ENDED = LONG_AGO + timedelta(days=30)


def test_a_closed_record_is_kept_five_years_and_then_named(gone):
    assert due(ENDED + 5 * retention.YEAR - timedelta(days=1))["social"].citizens == ()
    assert due(ENDED + 5 * retention.YEAR)["social"].citizens == (gone.pk,)


def test_a_record_of_one_who_is_enrolled_is_never_due(karen):
    assert due(clock.today() + 50 * retention.YEAR)["social"].citizens == ()


def test_anything_written_later_keeps_the_record(gone, amira):
    later = day_begins(ENDED + 4 * retention.YEAR)
    Contact.objects.create(
        citizen=gone, outcome="phone", at=later, by=amira, team=gone.enrolments.first().team
    )
    Contact.objects.filter(citizen=gone).update(created_at=later)

    assert due(ENDED + 5 * retention.YEAR)["social"].citizens == ()


def test_an_open_way_keeps_the_record(gone, lene, nord):
    Relation.objects.create(
        citizen=gone,
        team=nord,
        kind="handover",
        areas=["basic"],
        purpose="x",
        starts_at=day_begins(LONG_AGO),
        cause="handover:x",
        created_at=day_begins(LONG_AGO),
    )

    assert due(ENDED + 5 * retention.YEAR)["social"].citizens == ()


def test_p9_an_unnamed_person_nobody_meets_is_due_after_a_year(violinen):
    assert due(LONG_AGO + retention.YEAR - timedelta(days=1))["outreach"].citizens == ()
    found = due(LONG_AGO + retention.YEAR + timedelta(days=1))["outreach"]
    assert found.citizens == (violinen.pk,)


def test_health_is_kept_ten_years(gone, lene, at_that_time):
    AreaNote.objects.create(
        citizen=gone, area="pain", state="none", noted_by=lene, on=LONG_AGO, note="x"
    )

    assert due(LONG_AGO + 9 * retention.YEAR)["health"].citizens == ()
    later = LONG_AGO + 10 * retention.YEAR + timedelta(days=1)
    assert due(later)["health"].citizens == (gone.pk,)


def test_what_is_held_back_stays(gone):
    found = due(ENDED + 5 * retention.YEAR, held=[gone.pk])["social"]

    assert (found.citizens, found.held) == ((), (gone.pk,))


def test_old_lines_of_the_log_are_counted(karen):
    Event.objects.create(action="access.open", at=day_begins(LONG_AGO))

    assert due(LONG_AGO + 5 * retention.YEAR)["log"].lines == 0
    assert due(LONG_AGO + 5 * retention.YEAR + timedelta(days=1))["log"].lines == 1


def test_the_command_names_nobody_touches_nothing_and_is_logged(gone, capsys, tmp_path):
    rows = Citizen.objects.count(), Contact.objects.count(), Enrolment.objects.count()
    on = (ENDED + 5 * retention.YEAR).isoformat()

    call_command("retention", "--dry-run", f"--on={on}")
    told = capsys.readouterr().out
    assert "1 er gemt længe nok" in told
    assert str(gone.pk) not in told
    call_command("retention", "--dry-run", f"--on={on}", "--list")
    listed = capsys.readouterr().out
    assert str(gone.pk) in listed
    assert gone.name not in listed
    (tmp_path / "held").write_text(f"# sag om erstatning\n{gone.pk}  # til 2027\n")
    call_command("retention", "--dry-run", f"--on={on}", f"--held={tmp_path / 'held'}")
    assert "1 er holdt tilbage" in capsys.readouterr().out

    assert (Citizen.objects.count(), Contact.objects.count(), Enrolment.objects.count()) == rows
    assert Event.objects.filter(action="casework.rehearse_retention").count() == 3


def test_a_held_list_that_cannot_be_read_stops_it(tmp_path):
    (tmp_path / "held").write_text("Karen")
    with pytest.raises(CommandError, match="list of keys"):
        call_command("retention", "--dry-run", f"--held={tmp_path / 'held'}")


def test_the_rest_of_a_record_waits_for_the_nurses_part(gone, lene, at_that_time):
    AreaNote.objects.create(
        citizen=gone, area="pain", state="none", noted_by=lene, on=LONG_AGO, note="x"
    )

    assert due(LONG_AGO + 9 * retention.YEAR)["social"].citizens == ()
    assert due(LONG_AGO + 10 * retention.YEAR + timedelta(days=1))["social"].citizens == (gone.pk,)


def test_a_mark_in_the_record_holds_it_back(gone, pernille):
    day = ENDED + 5 * retention.YEAR
    hold(gone, pernille)

    found = due(day)["social"]

    assert (found.citizens, found.held) == ((), (gone.pk,))


def test_a_hold_nobody_looked_at_in_time_is_told_and_holds_all_the_same(gone, pernille, capsys):
    hold(gone, pernille)

    call_command("retention", "--dry-run", f"--on={(ENDED + 5 * retention.YEAR).isoformat()}")

    told = capsys.readouterr().out
    assert "1 holdt tilbage skal ses på igen" in told
    assert "1 er holdt tilbage" in told


def hold(citizen, by):
    with clock.frozen(day_begins(LONG_AGO)):
        return citizens.hold(
            citizen, by=by, why="Sag", review_on=LONG_AGO + timedelta(days=90), on=LONG_AGO
        )
