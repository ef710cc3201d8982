import pytest

from helhed.access.connection import acting_as
from helhed.contacts import duties, verbs
from helhed.contacts.models import Contact, Promise
from helhed.contacts.tests.moments import TUESDAY
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Relation
from helhed.teams.tests.factories import CitizenFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def violinen(gaden, mads):
    """Somebody known to the outreach team by a street name only."""
    citizen = CitizenFactory(name="", street_name="Violinen", unnamed=True)
    teams.open_relation(
        citizen,
        by=mads,
        kind=Relation.Kind.OUTREACH,
        team=gaden,
        areas=["basic", "contacts"],
        purpose="Opsøgende arbejde",
        cause=f"outreach:{citizen.pk}",
    )
    return citizen


def tell(citizen, by, **told):
    return verbs.note_contact(
        citizen, by=by, contact_id=new_id(), outcome="met", at=clock.now(), **told
    )


def test_p9_what_an_unnamed_person_tells_is_kept_by_the_team_it_was_told_to(violinen, mads, gaden):
    contact = tell(violinen, mads, note="Spiller ved stationen.")
    promise = verbs.promise(violinen, by=mads, text="nye strenge", on=TUESDAY, contact=contact)

    assert contact.kept_by == gaden
    assert promise.kept_by == gaden


def test_p9_the_authority_side_reads_nothing_of_it_until_the_citizen_says_yes(
    violinen, mads, amira, syd, gaden
):
    contact = tell(violinen, mads, note="Spiller ved stationen.")
    verbs.add_to_contact(contact, by=mads, based_on=1, place="Stationen")
    verbs.promise(violinen, by=mads, text="nye strenge", on=TUESDAY, contact=contact)
    violinen.unnamed, violinen.name = False, "Vibeke Opdigtet"
    violinen.save()
    teams.enrol(violinen, by=mads, team=syd, from_day=TUESDAY, legal_bases=[])

    with acting_as(amira):
        assert Contact.objects.count() == 0
        assert Promise.objects.count() == 0
        assert not contact.events.exists()  # nor by way of the history
    with acting_as(mads):
        assert Contact.objects.count() == 1
        assert verbs.open_what_was_kept(violinen, by=mads, team=gaden) == 1
    with acting_as(amira):
        assert Contact.objects.get().note == "Spiller ved stationen."
        assert Promise.objects.count() == 1


def test_p9_what_was_told_to_another_team_does_not_show_in_the_duties(karen, amira, mads, gaden):
    verbs.follow_up(karen, by=amira)
    before = set(Duty.objects.open().values_list("kind", "cause"))

    tell(karen, mads, kept_by=gaden)

    assert set(Duty.objects.open().values_list("kind", "cause")) == before


def test_p9_duties_are_the_same_whoever_writes(karen, amira, lene, nora):
    tell(karen, amira)
    with acting_as(lene):
        tell(karen, lene)

    assert duties.recompute([karen.pk], at=clock.now()) == []


def test_a_stranger_sees_neither_contacts_nor_appointments_nor_promises(karen, amira, bo):
    contact = tell(karen, amira)
    verbs.promise(karen, by=amira, text="ringe", on=TUESDAY, contact=contact)
    verbs.make_appointment(karen, by=amira, at=clock.now(), worker=amira)

    with acting_as(bo):
        assert Contact.objects.count() == 0
        assert Promise.objects.count() == 0
        assert karen.appointments.count() == 0
    with acting_as(amira):
        assert Contact.objects.count() == 1
        assert Promise.objects.count() == 1
        assert karen.appointments.count() == 1


def test_a_worker_writes_under_row_level_security(karen, amira):
    with acting_as(amira):
        contact = tell(karen, amira, note="Mødt.")
        verbs.add_to_contact(contact, by=amira, based_on=1, note="Mødt ved havnen.")
        verbs.undo_contact(contact, by=amira)
        appointment = verbs.make_appointment(karen, by=amira, at=clock.now(), worker=amira)
        verbs.note_outcome(appointment, by=amira, outcome="no_show", at=clock.now())

    assert Duty.objects.open().filter(citizen=karen, kind="outreach").exists()
