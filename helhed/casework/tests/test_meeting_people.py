"""Two records that are one person: gathered whole, parted exactly."""

from datetime import timedelta

import pytest

from helhed.access.connection import acting_as
from helhed.casework import verbs as casework
from helhed.casework.verbs.meeting_people import AskThePersonFirst, OnlyOutreach
from helhed.citizens import merging, verbs
from helhed.citizens.models import Citizen
from helhed.contacts.models import Contact
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[tuple[str, str]]]:
    return {
        f"{model._meta.label}.{field}": sorted(
            (str(pk), str(citizen))
            for pk, citizen in model._default_manager.values_list("pk", field.name)
        )
        for model, field in merging.tables()
    }


def test_p9_what_belongs_to_one_person_is_gathered_and_can_be_parted_again(
    karen, amira, mads, gaden
):
    violin = casework.meet_unnamed(by=mads, team=gaden, street_name="Violinen", description="Hue")
    verbs.add_good_to_know(violin, by=mads, text="Spørg til musikken", helps=True)
    before = everything()
    names = list(Citizen.objects.order_by("pk").values("pk", "name", "street_name", "merged_into"))
    shown = {row.model: row.count for row in merging.preview(violin, into=karen)}

    record = merging.merge(violin, into=karen, by=amira, reason="Hun har selv sagt det")

    assert shown["contacts.Contact"] == 1
    assert karen.contacts.count() == 1
    assert karen.goodtoknows.count() == 1
    violin.refresh_from_db()
    assert violin.merged_into == karen

    merging.undo(record, by=amira)
    after = everything()
    for label, rows in before.items():
        assert set(rows) <= set(after[label]), label
    assert names == list(
        Citizen.objects.order_by("pk").values("pk", "name", "street_name", "merged_into")
    )


def test_p9_what_was_told_on_the_street_stays_there_until_the_person_wants_otherwise(
    karen, amira, mads, gaden
):
    violin = casework.meet_unnamed(
        by=mads, team=gaden, street_name="Violinen", description="Sort kasse", place="Stationen"
    )
    with acting_as(amira):
        assert not Citizen.objects.filter(pk=violin.pk).exists()
    with pytest.raises(AskThePersonFirst):
        casework.attach_unnamed(
            violin, to=karen, by=mads, said_yes=False, tell=False, reason="Det er hende"
        )

    casework.attach_unnamed(
        violin, to=karen, by=mads, said_yes=True, tell=False, reason="Det er hende"
    )
    with acting_as(amira):
        assert Contact.objects.filter(citizen=karen).count() == 0
    with acting_as(mads):
        assert Contact.objects.filter(citizen=karen).count() == 1

    casework.tell_the_team(karen, by=mads)
    with acting_as(amira):
        assert Contact.objects.filter(citizen=karen).count() == 1


def test_p9_only_the_outreach_team_meets_somebody_without_a_name(amira, syd):
    with pytest.raises(OnlyOutreach):
        casework.meet_unnamed(by=amira, team=syd, street_name="Violinen", description="Hue")


def test_p10_a_repeated_post_of_an_unnamed_person_changes_nothing(mads, gaden):
    key = new_id()
    for _ in range(2):
        casework.meet_unnamed(
            by=mads, team=gaden, citizen_id=key, street_name="Violinen", description="Hue"
        )
    assert Citizen.objects.count() == 1
    assert Contact.objects.count() == 1


def test_p2_a_new_citizen_has_a_duty_from_the_first_moment(amira, syd):
    citizen = casework.meet_new_citizen(by=amira, team=syd, name="Ny Borger")
    assert Duty.objects.open().filter(citizen=citizen, due_at__gt=clock.now()).exists()
    assert Duty.objects.open().get(citizen=citizen).due_at < clock.now() + timedelta(days=10)


def test_a_person_who_gives_a_name_keeps_everything(mads, gaden):
    violin = casework.meet_unnamed(by=mads, team=gaden, street_name="Violinen", description="Hue")
    named = casework.give_name(violin, by=mads, name="Vera Opdigtet", said_yes=True, tell=True)
    assert (named.name, named.street_name, named.unnamed) == ("Vera Opdigtet", "Violinen", False)
    assert Contact.objects.get(citizen=named).kept_by is None
