"""Two records are one person, and two again: seen by those who do it, under row-level security."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.access import door
from helhed.access.connection import acting_as
from helhed.access.may import May
from helhed.assessments import ffb
from helhed.assessments import verbs as assessments
from helhed.assessments.overview import profile
from helhed.casework import verbs as casework
from helhed.citizens import merging, search, verbs
from helhed.citizens.models import Citizen, NameToken
from helhed.contacts import verbs as contacts
from helhed.contacts.models import Contact
from helhed.core.ids import new_id
from helhed.decisions import verbs as decisions
from helhed.decisions.lists import assessments_to_rest_on
from helhed.decisions.shipping import load_registers
from helhed.plans import verbs as plans
from helhed.stays import verbs as stays
from helhed.stays.models import Ward
from helhed.teams import verbs as teams
from helhed.teams.models import Enrolment, Relation
from helhed.teams.tests.factories import CitizenFactory, enrolled

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = date(2026, 11, 2)
FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def kaja(syd, amira) -> Citizen:
    """Karen once more, written down by mistake."""
    return enrolled(syd, by=amira, name="Kaja Opdigtet", street_name="Kajsen")


def everything() -> dict[str, dict[str, tuple]]:
    """Every row about a citizen, but what a merge leaves behind on purpose."""
    rows: dict[str, dict[str, tuple]] = {}
    for model, _field in merging.tables():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT id::text, t::text FROM {model._meta.db_table} t")  # noqa: S608
            rows[model._meta.label] = dict(cursor.fetchall())
    tokens = NameToken.objects.values_list("citizen", "kind", "token")
    rows["tokens"] = {str(token): () for token in tokens}
    return rows


def note(citizen, by, team, **more) -> Contact:
    return contacts.note_contact(
        citizen, by=by, contact_id=new_id(), outcome="met", at=NOON, team=team, **more
    )


@pytest.mark.parametrize("who", ["amira", "lene"])
def test_p9_everything_moves_also_what_one_may_not_read(who, karen, kaja, amira, lene, mads, gaden):
    """A nurse's ward and an outreach worker's kept note move with the rest."""
    teams.share(
        kaja, by=amira, team=gaden, areas=["basic", "contacts"], purpose="Opsøg", until=FOREVER
    )
    note(kaja, mads, gaden)
    note(kaja, mads, gaden, kept_by=gaden)
    stay = stays.begin_stay(kaja, by=lene, kind="hospital", from_night=DAY)
    Ward(citizen=kaja, stay=stay, hospital="Prøvehospitalet").save()
    user = {"amira": amira, "lene": lene}[who]
    with acting_as(user):
        merging.merge(kaja, into=karen, by=user, reason="Samme kvinde")
    assert not Contact.objects.filter(citizen=kaja).exists()
    assert not Ward.objects.filter(citizen=kaja).exists()
    assert Contact.objects.filter(citizen=karen).count() == 2
    assert not Relation.objects.filter(citizen=kaja).exists()


def test_the_old_key_goes_on_leading_to_the_one_that_remains(karen, kaja, amira, bo):
    merging.merge(kaja, into=karen, by=amira, reason="Samme kvinde")
    with acting_as(amira):
        assert door.open_citizen(amira, kaja.pk, to=May.READ_BASIC) == karen
    with acting_as(bo), pytest.raises(Http404):
        door.open_citizen(bo, kaja.pk, to=May.READ_BASIC)


def test_the_old_key_leads_on_through_two_merges_and_back(karen, kaja, amira, syd):
    third = enrolled(syd, by=amira, name="Tredje Opdigtet")
    with acting_as(amira):
        first = merging.merge(kaja, into=karen, by=amira, reason="Samme")
        karen.refresh_from_db()
        second = merging.merge(karen, into=third, by=amira, reason="Samme")
        assert door.open_citizen(amira, kaja.pk, to=May.READ_BASIC) == third
        with pytest.raises(merging.UndoTheLaterFirst):
            merging.undo(first, by=amira)
        merging.undo(second, by=amira)
        assert door.open_citizen(amira, kaja.pk, to=May.READ_BASIC) == karen
        merging.undo(first, by=amira)
        assert door.open_citizen(amira, kaja.pk, to=May.READ_BASIC) == kaja


def test_both_names_find_the_one_that_remains(karen, kaja, amira):
    with acting_as(amira):
        merging.merge(kaja, into=karen, by=amira, reason="Samme kvinde")
        karen.refresh_from_db()
        verbs.change_details(karen, by=amira, based_on=karen.version, name="Karen Nyholm")
        for text in ("nyholm", "kaja", "kajsen"):
            found = search.find(door.citizens_open_to(amira, May.READ_BASIC), search.asked(text))
            assert [hit.citizen for hit in found] == [karen]


def test_whoever_was_protected_stays_protected(karen, amira, lene, pernille):
    secret = CitizenFactory(name="Maja Hemmelig")
    verbs.protect(secret, by=amira, until=date(2027, 1, 1))
    record = merging.merge(secret, into=karen, by=amira, reason="Samme", confirmed_by=lene)
    karen.refresh_from_db()
    assert karen.protected
    assert karen.protected_until == date(2027, 1, 1)
    merging.undo(record, by=amira)
    karen.refresh_from_db()
    assert not karen.protected


def test_a_name_is_not_brought_into_somebody_without_one(karen, mads, gaden):
    unnamed = verbs.create_citizen(by=mads, street_name="Violinen", unnamed=True)
    with pytest.raises(merging.NameTheOneThatRemains):
        merging.merge(karen, into=unnamed, by=mads, reason="Samme")


def test_p8_the_database_moves_nothing_of_a_closed_record(karen, kaja, bo):
    with (
        acting_as(bo),
        pytest.raises(Exception, match="must be open"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT citizens_move_rows(%s, %s, 'plans_hope', 'citizen_id', NULL)",
            [kaja.pk, karen.pk],
        )


def test_the_database_moves_rows_about_citizens_only(karen, kaja, amira):
    with (
        acting_as(amira),
        pytest.raises(Exception, match="No such rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT citizens_move_rows(%s, %s, 'accounts_user', 'id', NULL)", [kaja.pk, karen.pk]
        )


def test_what_both_have_stays_with_each(karen, kaja, amira, syd):
    """Both are enrolled in the team: it cannot be twice, so the second enrolment stays behind."""
    merging.merge(kaja, into=karen, by=amira, reason="Samme kvinde")
    assert Enrolment.objects.filter(citizen=karen, team=syd).count() == 1
    assert Enrolment.objects.filter(citizen=kaja, team=syd).count() == 1


def test_what_was_written_since_stays_where_it_was_written(karen, kaja, amira, syd):
    before = note(kaja, amira, syd)
    with acting_as(amira):
        record = merging.merge(kaja, into=karen, by=amira, reason="Samme kvinde")
    karen.refresh_from_db()
    since = note(karen, amira, syd)
    with acting_as(amira):
        merging.undo(record, by=amira)
    assert Contact.objects.get(pk=before.pk).citizen_id == kaja.pk
    assert Contact.objects.get(pk=since.pk).citizen_id == karen.pk


def test_an_outreach_worker_who_loses_one_of_them_can_undo(mads, gaden, karen, amira, syd):
    """Karen is open to Mads only by the way that came along."""
    violin = casework.meet_unnamed(
        by=mads, team=gaden, street_name="Violinen", description="Sort kasse"
    )
    teams.share(
        karen, by=amira, team=gaden, areas=["basic"], purpose="Er det hende?", until=FOREVER
    )
    share = Relation.objects.get(citizen=karen, team=gaden)
    with acting_as(mads):
        record = merging.merge(violin, into=karen, by=mads, reason="Det er hende")
    teams.revoke_share(share, by=amira)
    with acting_as(mads):
        merging.undo(record, by=mads)
        assert door.open_citizen(mads, violin.pk, to=May.READ_BASIC) == violin
        assert not Citizen.objects.filter(pk=karen.pk).exists()
    assert Citizen.objects.get(pk=violin.pk).merged_into_id is None


@pytest.fixture
def both_found_out_about(karen, kaja, kasper):
    """Each of the two records has an assessment that is being written, about the same things."""
    code = next(code for code in ffb.of_kind("condition") if ffb.carries_level(code.code))
    found = []
    for number, citizen in enumerate((karen, kaja)):
        row = assessments.open_assessment(citizen, by=kasper, reason=f"Nr. {number}", on=DAY)
        said = {"theme": code.group, "side": "citizen", "text": f"Ord {number}"}
        assessments.note_view(row, by=kasper, said_on=DAY, **said)
        level = {"code": code.code, "function": number + 1, "assessment": row}
        assessments.set_level(citizen, by=kasper, on=DAY, **level)
        found.append(row)
    return found


def test_two_assessments_being_written_are_both_read_and_ended(
    client, karen, kaja, kasper, both_found_out_about
):
    first, second = both_found_out_about
    with acting_as(kasper):
        merging.merge(kaja, into=karen, by=kasper, reason="Samme kvinde")
    client.force_login(kasper)

    listed = client.get(reverse("assessments:assessments", args=[karen.pk])).content.decode()
    assert "Nr. 0" in listed
    assert "Nr. 1" in listed
    page = client.get(reverse("assessments:assessment", args=[second.pk])).content.decode()
    assert "Ord 1" in page
    assert karen.name in page
    assert kaja.name not in page
    # The same condition, then and now, whichever record it was noted in.
    (row,) = profile(karen.pk)
    assert (row.first.function, row.last.function) == (1, 2)

    with acting_as(kasper):
        assessments.set_level(kaja, by=kasper, code=row.code, on=date(2026, 11, 3), function=0)
        assert profile(karen.pk)[0].last.function == 0
        ended = assessments.set_aside(second, by=kasper, on=DAY, because="Skrives i den anden.")
        assert ended.state == "set_aside"
        first.refresh_from_db()
        assert first.state == "going_on"


def test_a_case_rests_on_either_of_two_assessments(karen, kaja, kasper, syd, both_found_out_about):
    load_registers()
    case = decisions.open_case(
        kaja,
        by=kasper,
        team=syd,
        title="Støtte",
        basis_code="SEL85a",
        received_at=NOON,
        how="oral",
    )
    merging.merge(kaja, into=karen, by=kasper, reason="Samme kvinde")
    case.refresh_from_db()

    assert set(assessments_to_rest_on(case)) == set(both_found_out_about)
    for row in both_found_out_about:
        row.refresh_from_db()
        assert decisions.rest_on(case, by=kasper, assessment=row).assessment == row


def test_undoing_parts_two_assessments_again(karen, kaja, kasper, both_found_out_about):
    for citizen in (karen, kaja):
        verbs.people.note_names(citizen)
    before = everything()
    with acting_as(kasper):
        merging.undo(merging.merge(kaja, into=karen, by=kasper, reason="Samme"), by=kasper)
    assert everything() == before
    assert [row.last.function for row in profile(kaja.pk)] == [2]


@given(
    deeds=st.lists(st.sampled_from(["hope", "contact", "way", "know", "network"]), max_size=6),
    cpr=st.sampled_from(["", "source", "target"]),
    as_owner=st.booleans(),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_undoing_restores_exactly(deeds, cpr, as_owner, syd, amira):
    source = enrolled(syd, by=amira, name="Kaja Opdigtet", street_name="Kajsen", birth_year=1970)
    target = enrolled(syd, by=amira, name="Karen Mølle")
    for number, deed in enumerate(deeds):
        do(deed, (source, target)[number % 2], amira, syd)
    if cpr:
        verbs.people._set_cpr(
            source if cpr == "source" else target, f"61017{new_id().int % 10**5:05}"
        )
        source.save()
        target.save()
    for citizen in (source, target):
        verbs.people.note_names(citizen)
    before = everything()
    if as_owner:
        merging.undo(merging.merge(source, into=target, by=amira, reason="Samme"), by=amira)
    else:
        with acting_as(amira):
            merging.undo(merging.merge(source, into=target, by=amira, reason="Samme"), by=amira)
    assert everything() == before


def do(deed: str, citizen: Citizen, by, team) -> None:
    if deed == "hope":
        plan = plans.start_plan(citizen, by=by, on=DAY)
        plans.write_hope(plan, by=by, words="Et sted at bo", on=DAY)
    elif deed == "contact":
        note(citizen, by, team)
    elif deed == "way":
        verbs.add_way_to_reach(citizen, by=by, kind="phone", text="55550111", on=DAY)
    elif deed == "know":
        verbs.add_good_to_know(citizen, by=by, text="Kaffe", helps=True)
    else:
        verbs.add_network_member(citizen, by=by, name="Bent", kind="friend")
