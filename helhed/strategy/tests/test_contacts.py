"""Contact persons, for colleagues: written, put right and removed."""

import pytest
from django.urls import reverse

from helhed.strategy.models import ContactPerson
from helhed.strategy.tests.asking import page
from helhed.strategy.tests.factories import an_initiative, saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return saved(
        ContactPerson(
            initiative=an_initiative(), person="Vibeke Opdigtet", raw="Bolig, Vibeke Opdigtet"
        )
    )


def test_a_contact_person_is_added_after_those_there_are(secretary, contact):
    address = reverse("strategy:add-contact", args=[contact.initiative.pk])

    secretary.post(address, {"person": "Torben Opdigtet", "title": "chef", "department": "Bolig"})

    names = [one.person for one in contact.initiative.contacts.all()]
    assert names == ["Vibeke Opdigtet", "Torben Opdigtet"]
    assert "Torben Opdigtet" in page(secretary, "initiative", contact.initiative)


def test_a_contact_person_is_put_right_and_what_was_printed_of_another_goes(secretary, contact):
    address = reverse("strategy:change-contact", args=[contact.pk])

    secretary.post(address, {"person": "Torben Opdigtet", "version": contact.version})

    contact.refresh_from_db()
    assert (contact.person, contact.raw) == ("Torben Opdigtet", "")


def test_somebody_else_put_it_right_meanwhile(secretary, contact):
    address = reverse("strategy:change-contact", args=[contact.pk])
    secretary.post(address, {"person": "Torben Opdigtet", "version": contact.version})

    answer = secretary.post(address, {"person": "Ulla Opdigtet", "version": contact.version})

    assert answer.status_code == 409
    contact.refresh_from_db()
    assert contact.person == "Torben Opdigtet"


def test_a_contact_person_without_anything_is_refused(secretary, contact):
    address = reverse("strategy:add-contact", args=[contact.initiative.pk])

    answer = secretary.post(address, {"person": " "})

    assert "Skriv en afdeling, en stilling eller et navn." in answer.content.decode()
    assert contact.initiative.contacts.count() == 1


def test_a_contact_person_is_removed(secretary, contact):
    secretary.post(reverse("strategy:remove-contact", args=[contact.pk]))

    assert not ContactPerson.objects.exists()


def test_a_colleague_who_does_not_steer_reads_the_name_and_changes_nothing(colleague, contact):
    html = page(colleague, "initiative", contact.initiative)

    assert "Vibeke Opdigtet" in html
    assert reverse("strategy:change-contact", args=[contact.pk]) not in html
