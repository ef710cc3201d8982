"""Every URL of health: open to the nurse, closed and silent to others."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from helhed.access.tests.kept import lost
from helhed.health import urls, verbs
from helhed.health.models import Medication, Visit
from helhed.teams.models import Relation

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


def citizen(karen, lene):
    return [karen.pk]


def an_area(karen, lene):
    return [karen.pk, "skin"]


def a_medicine(karen, lene):
    row = verbs.start_medication(karen, by=lene, name="B12", dose="1 dgl.", from_day=MONDAY)
    return [row.pk]


def a_visit(karen, lene):
    return [verbs.plan_visit(karen, by=lene, at=NOON, where="X", about="Y", companion=lene).pk]


def an_allergy(karen, lene):
    return ["allergy", verbs.note_allergy(karen, by=lene, to="Nødder").pk]


# name: what its address needs
DOORS = {
    "record": citizen,
    "card": citizen,
    "summary-card": citizen,
    "note-area": an_area,
    "start-medication": citizen,
    "change-medication": a_medicine,
    "stop-medication": a_medicine,
    "note-allergy": citizen,
    "note-overdose": citizen,
    "plan-visit": citizen,
    "note-visit": a_visit,
    "write-summary": citizen,
    "take-back": an_allergy,
}


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


def ask(client, user, name, args):
    client.force_login(user)
    return client.get(reverse(f"health:{name}", args=args))


@pytest.mark.parametrize("name", DOORS)
def test_the_nurse_comes_in(client, karen, lene, name):
    assert ask(client, lene, name, DOORS[name](karen, lene)).status_code == 200


@pytest.mark.parametrize(
    "who", ["amira", "kasper", "pernille", "bo", "mads", "nora", "dan", "ulla"]
)
@pytest.mark.parametrize("name", [name for name in DOORS if name != "summary-card"])
def test_nobody_else_is_told_anything(client, request, karen, lene, name, who):
    args = DOORS[name](karen, lene)
    answer = ask(client, request.getfixturevalue(who), name, args)
    assert answer.status_code == 404
    assert "Karen" not in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("amira", 200), ("bo", 404), ("mads", 404)])
def test_the_summary_follows_the_plan(client, request, karen, lene, who, status):
    verbs.write_summary(karen, by=lene, text="Tåler ikke jod", on=MONDAY, agreed=True)
    answer = ask(client, request.getfixturevalue(who), "summary-card", [karen.pk])
    assert answer.status_code == status
    assert ("Tåler ikke jod" in answer.content.decode()) == (status == 200)


@pytest.mark.parametrize("name", DOORS)
def test_an_ended_relation_opens_nothing(client, karen, lene, name):
    args = DOORS[name](karen, lene)
    Relation.objects.filter(citizen=karen).update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert ask(client, lene, name, args).status_code == 404


def test_no_such_area_and_no_such_thing_are_missing(client, karen, lene):
    assert ask(client, lene, "note-area", [karen.pk, "soul"]).status_code == 404
    assert ask(client, lene, "take-back", ["citizen", karen.pk]).status_code == 404


def test_a_morning_at_the_shelter(client, karen, lene):
    """The nurse writes it all by the pages."""
    client.force_login(lene)

    def post(door, args, **fields):
        return client.post(reverse(f"health:{door}", args=args), fields)

    told = [
        post("note-area", [karen.pk, "skin"], state="actual", note="Sår"),
        post("start-medication", [karen.pk], name="B12", dose="1", from_day="2026-11-16"),
        post("note-allergy", [karen.pk], to="Penicillin", serious="on"),
        post("note-overdose", [karen.pk], at="2026-11-15T22:10", helped="Ro"),
        post(
            "plan-visit",
            [karen.pk],
            at="2026-11-20T09:00",
            where="Tand",
            about="Tandpine",
            companion=lene.pk,
        ),
        post("write-summary", [karen.pk], text="Har et sår", agreed="on"),
    ]
    assert [answer.status_code for answer in told] == [302] * 6
    medicine, visit = Medication.objects.get(), Visit.objects.get()
    change = {"dose": "2", "given_by": "", "version": 1}
    assert post("change-medication", [medicine.pk], **change).status_code == 302
    assert post("note-visit", [visit.pk], outcome="Tanden er ude").status_code == 302
    stop = {"on": "2026-11-16", "because": "Færdig"}
    assert post("stop-medication", [medicine.pk], **stop).status_code == 302
    page = client.get(reverse("health:record", args=[karen.pk])).content.decode()
    for words in ("Sår", "Penicillin", "Tanden er ude", "Har et sår"):
        assert words in page
    unread = post("write-summary", [karen.pk], text="Uden at spørge")
    assert "Uden at spørge" in unread.content.decode()


def test_forms_keep_what_was_typed(client, karen, lene):
    client.force_login(lene)
    found = {
        name: lost(client, reverse(f"health:{name}", args=door(karen, lene)))
        for name, door in DOORS.items()
    }
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert sum(texts is not None for texts in found.values()) >= 6
