"""The citizen's own remarks stand beside the record, and a hold stands until it is lifted."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from helhed.audit.models import Event
from helhed.citizens import verbs
from helhed.citizens.models import Hold, Remark
from helhed.citizens.verbs import standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 6)


def test_a_remark_overwrites_nothing_and_is_never_put_in_other_words(karen, amira):
    remark = verbs.add_remark(
        karen, by=amira, about="Notatet den 3. marts", words=" Jeg var ikke fuld. ", said_on=TODAY
    )
    remark.words = "Jeg var fuld."

    for change in (remark.save, Remark.objects.all().delete):
        with pytest.raises(DatabaseError, match="remark_stands"), transaction.atomic():
            change()
    assert Remark.objects.get().words == "Jeg var ikke fuld."
    line = Event.objects.get(action="citizens.add_remark")
    assert "fuld" not in str(line.details)
    with pytest.raises(standing.WriteTheWords):
        verbs.add_remark(karen, by=amira, about="Notatet", words=" ", said_on=TODAY)


def test_a_hold_stands_once_and_until_it_is_lifted_with_a_reason(karen, pernille):
    held = verbs.hold(karen, by=pernille, why="Retssag", review_on=date(2027, 1, 1), on=TODAY)

    with pytest.raises(standing.HeldAlready):
        verbs.hold(karen, by=pernille, why="Igen", review_on=date(2027, 1, 1), on=TODAY)
    with pytest.raises(DatabaseError, match="hold_stands"), transaction.atomic():
        held.delete()
    with pytest.raises(standing.SayWhyItMayGo):
        verbs.lift_hold(held, by=pernille, because="", on=TODAY)
    verbs.lift_hold(held, by=pernille, because="Dommen er faldet", on=date(2026, 4, 1))
    with pytest.raises(standing.LiftedAlready):
        verbs.lift_hold(held, by=pernille, because="Igen", on=TODAY)
    assert Hold.objects.get().lifted_by == pernille
    actions = Event.objects.filter(action__in=("citizens.hold", "citizens.lift_hold"))
    assert actions.count() == 2


@pytest.mark.parametrize(
    ("why", "review_on", "refused"),
    [("", date(2027, 1, 1), standing.SayWhyItStays), ("Retssag", TODAY, standing.LookAgainLater)],
)
def test_a_hold_says_why_and_when_it_is_looked_at(karen, pernille, why, review_on, refused):
    with pytest.raises(refused):
        verbs.hold(karen, by=pernille, why=why, review_on=review_on, on=TODAY)


def test_on_the_pages_the_words_and_the_hold_are_seen_by_those_who_may(
    client, karen, amira, pernille
):
    client.force_login(amira)
    asked = {"about": "Notatet", "words": "Sådan var det ikke", "said_on": "2026-03-06"}
    client.post(reverse("desk:add-remark", args=[karen.pk]), asked)
    about = client.get(reverse("desk:about", args=[karen.pk])).content.decode()
    assert "Sådan var det ikke" in about

    client.force_login(pernille)
    hold = reverse("desk:hold", args=[karen.pk])
    client.post(hold, {"why": "Sag om erstatning", "review_on": "2099-01-01"})
    page = reverse("desk:citizen", args=[karen.pk])
    assert "Sag om erstatning" in client.get(page).content.decode()
    sharing = client.get(reverse("desk:sharing", args=[karen.pk])).content.decode()
    assert "Sag om erstatning" in sharing
    assert hold not in sharing
    client.force_login(amira)
    assert "Sag om erstatning" not in client.get(page).content.decode()

    client.force_login(pernille)
    lift = reverse("desk:lift-hold", args=[Hold.objects.get().pk])
    client.post(lift, {"because": "Afgjort"})
    assert "Sag om erstatning" not in client.get(page).content.decode()
    assert Hold.objects.get().lifted_because == "Afgjort"


def test_the_head_of_the_unit_holds_back_the_record_of_any_citizen(client, karen, ulla):
    client.force_login(ulla)
    about = client.get(reverse("desk:about", args=[karen.pk])).content.decode()
    address = reverse("desk:hold", args=[karen.pk])
    assert address in about

    asked = {"why": "Krav om erstatning", "review_on": "2099-01-01"}
    answer = client.post(address, asked, follow=True)

    assert answer.status_code == 200
    assert "Krav om erstatning" in answer.content.decode()
    assert Hold.objects.get().set_by == ulla
