"""The command builds once, takes what stands afterwards, and never wipes what is not its own."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from helhed.access.models import RoleMay
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.demo import standing
from helhed.demo.models import Built
from helhed.demo.scale import at
from helhed.demo.standing import Wish, district_scale
from helhed.demo.tests.conftest import TODAY
from helhed.strategy.models import Indicator

pytestmark = pytest.mark.django_db
SMALL = ("--citizens", "3", "--years", "0.04", "--build-only", "--hands", "1")


def demo(*options, day=TODAY):
    with clock.frozen(at(day, 9)):
        call_command("demo", *options)


def test_a_municipality_is_built_once_and_then_moved_along_to_today():
    demo(*SMALL)
    people = set(Citizen.objects.values_list("pk", flat=True))

    demo(*SMALL, day=TODAY + timedelta(days=9))

    assert set(Citizen.objects.values_list("pk", flat=True)) == people
    assert Built.objects.get().as_of == TODAY + timedelta(days=9)
    # Told once, though the snapshot they are counted from was taken on both days.
    assert Indicator.objects.filter(measure="discharged_to_address").count() == 1


def test_without_options_whatever_stands_is_taken():
    demo(*SMALL)

    demo("--build-only", "--hands", "1")

    assert Built.objects.get().citizens == 3


def test_other_numbers_mean_another_municipality():
    demo(*SMALL)
    before = set(Citizen.objects.values_list("pk", flat=True))

    demo(*SMALL, "--seed", "4")

    assert Built.objects.get().seed == 4
    assert not before & set(Citizen.objects.values_list("pk", flat=True))


def test_people_the_demo_has_not_built_are_never_wiped():
    Citizen(name="Ellen Nygaard", sort_key="nygaard ellen").save()

    with pytest.raises(CommandError):
        demo(*SMALL)

    assert Citizen.objects.get().name == "Ellen Nygaard"


def test_beyond_some_hundreds_one_district_is_copied_with_fifty_contacts_for_each():
    by_verbs, copies = district_scale(Wish(80, 1095, 1), TODAY)
    assert (by_verbs.citizens, by_verbs.pace, copies) == (80, 1.0, 0)

    district, copies = district_scale(Wish(100_000, 1095, 1), TODAY)
    assert district.citizens * (copies + 1) == 100_000
    assert district.pace < 0.3


def test_what_migrations_write_survives_the_wiping():
    standing.wipe()

    assert RoleMay.objects.exists()


def test_what_was_interrupted_is_begun_again(monkeypatch):
    def interrupted(scale, **_):
        Citizen(name="Halvt Fortalt", sort_key="fortalt halvt").save()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("helhed.demo.management.commands.demo.build", interrupted)
        with pytest.raises(KeyboardInterrupt):
            demo(*SMALL)

    demo(*SMALL)

    assert not Citizen.objects.filter(name="Halvt Fortalt").exists()
    assert Built.objects.get().whole
