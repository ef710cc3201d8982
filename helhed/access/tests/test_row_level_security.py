"""Row-level security: what no page and no forgotten filter can get around."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection, models

from helhed.access import door
from helhed.access import verbs as access
from helhed.access.connection import acting_as, acting_as_system
from helhed.access.may import May, area_of
from helhed.access.models import RoleMay, SystemActor
from helhed.access.roles import MATRIX, SYSTEM_ACTORS, WIDE
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.teams import verbs
from helhed.teams.models import Enrolment, Relation
from helhed.teams.tests.factories import CitizenFactory

pytestmark = pytest.mark.django_db

# The log has a citizen's key but no foreign key; its policies stand with the others.
WITHOUT_FOREIGN_KEY = {"audit_event"}


def path_to_a_citizen(model: type[models.Model], seen: frozenset[type[models.Model]]) -> bool:
    for field in model._meta.get_fields():
        if not (field.is_relation and field.concrete and field.related_model):
            continue
        target = field.related_model
        if target is Citizen or (target not in seen and path_to_a_citizen(target, seen | {model})):
            return True
    return False


def tables_about_citizens() -> set[str]:
    tables = {Citizen._meta.db_table} | WITHOUT_FOREIGN_KEY
    for model in apps.get_models():
        if not model._meta.managed:
            continue
        history_of = getattr(model, "pgh_tracked_model", None)
        if path_to_a_citizen(history_of or model, frozenset()):
            tables.add(model._meta.db_table)
    return tables


def test_every_table_with_a_path_to_a_citizen_is_closed_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        closed = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT DISTINCT tablename FROM pg_policies WHERE 'helhed_app' = ANY (roles)"
        )
        ruled = {name for (name,) in cursor.fetchall()}

    tables = tables_about_citizens()

    assert len(tables) > 30
    assert tables - closed == set()
    assert tables - ruled == set()


def test_the_owner_sees_rows_the_team_its_own_and_a_stranger_none(karen, amira, bo):
    with acting_as(amira):
        assert list(Citizen.objects.all()) == [karen]
        assert Enrolment.objects.count() == 1
    with acting_as(bo):
        assert list(Citizen.objects.all()) == []
        assert Enrolment.objects.count() == 0
    assert Citizen.objects.count() == 1


def test_two_users_on_one_connection_never_see_each_others_rows(karen, amira, bo):
    for _ in range(3):
        with acting_as(amira):
            assert Citizen.objects.count() == 1
        with acting_as(bo):
            assert Citizen.objects.count() == 0


def test_with_no_user_set_there_are_no_rows(karen, settings):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE helhed_app")
        try:
            assert Citizen.objects.count() == 0
        finally:
            cursor.execute("RESET ROLE")


def test_the_door_and_the_database_give_the_same_answer(karen, amira, bo, nora, ulla, dan):
    for user in (amira, bo, nora, ulla, dan):
        by_door = set(door.citizens_open_to(user, May.READ_BASIC))
        with acting_as(user):
            by_database = set(Citizen.objects.all())
        assert by_door == by_database, user.username


def test_an_ended_way_closes_at_once(karen, syd, amira):
    verbs.close_relations(karen, by=amira, cause=f"enrolment:{Enrolment.objects.get().pk}")
    with acting_as(amira):
        assert Citizen.objects.count() == 0


def test_a_share_opens_the_chosen_areas_until_its_end(karen, nord, amira, bo):
    until = clock.now() + timedelta(days=1)
    verbs.share(karen, by=amira, team=nord, areas=["plan"], purpose="Fælles møde", until=until)

    assert karen in door.citizens_open_to(bo, May.READ_PLAN)
    assert karen not in door.citizens_open_to(bo, May.READ_CONTACTS)
    with clock.frozen(until + timedelta(minutes=1)), acting_as(bo):
        assert Citizen.objects.count() == 0


def test_p8_a_wide_role_sees_all_but_the_unnamed_and_the_protected(karen, ulla):
    unnamed = CitizenFactory(name="", street_name="Violinen", unnamed=True, sort_key="violinen")
    protected = CitizenFactory(protected=True)

    with acting_as(ulla):
        seen = set(Citizen.objects.all())

    assert karen in seen
    assert unnamed not in seen
    assert protected not in seen


def test_p8_a_protected_citizen_opens_only_to_named_colleagues(karen, amira, lene):
    Citizen.objects.filter(pk=karen.pk).update(protected=True)
    verbs.trust_worker(karen, by=amira, user=lene)

    with acting_as(lene):
        assert Citizen.objects.count() == 1
    with acting_as(amira):
        assert Citizen.objects.count() == 0


def test_emergency_access_opens_for_a_day_and_is_reviewed_by_another(karen, bo, pernille, amira):
    with pytest.raises(access.WriteAWholeSentence):
        access.break_glass(bo, citizen_id=karen.pk, reason="haster")
    with acting_as(bo):
        relation = access.break_glass(
            bo, citizen_id=karen.pk, reason="Hun er bevidstløs, og teamet tager ikke telefonen."
        )
        assert Citizen.objects.count() == 1
    with clock.frozen(clock.now() + timedelta(hours=25)), acting_as(bo):
        assert Citizen.objects.count() == 0
    with pytest.raises(access.NotYourOwn):
        access.review_break_glass(relation, by=bo)
    access.review_break_glass(relation, by=pernille, note="Rigtigt set.")
    assert Relation.objects.get(pk=relation.pk).reviewed_by == pernille


def test_a_new_row_is_written_before_it_is_open_to_its_maker(amira, syd):
    with acting_as(amira):
        citizen = CitizenFactory()
        assert Citizen.objects.count() == 0
        verbs.enrol(citizen, by=amira, team=syd, from_day=clock.today())
        assert Citizen.objects.count() == 1


def test_a_system_actor_sees_only_the_areas_it_is_listed_for(karen):
    with acting_as_system("hospital_receiver"):
        assert Citizen.objects.count() == 1
    with acting_as_system("audit_sealer"):
        assert Citizen.objects.count() == 0
    with acting_as_system("somebody_else"):
        assert Citizen.objects.count() == 0


def test_the_database_knows_exactly_the_rights_of_the_matrix(db):
    stored = {(row.role, row.may, row.area, row.everyone) for row in RoleMay.objects.all()}
    matrix = {
        (str(role), str(may), str(area_of(may)), may in WIDE.get(role, ()))
        for role, mays in MATRIX.items()
        for may in mays
    }
    assert stored == matrix
    assert {a.name: set(a.mays) for a in SystemActor.objects.all()} == {
        name: {str(may) for may in mays} for name, mays in SYSTEM_ACTORS.items()
    }


def test_the_log_can_be_added_to_and_never_changed(karen, amira):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event")
        assert cursor.fetchone()[0] > 0
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET action = 'x'")
