"""Every URL of assessments: open to who assesses, closed and silent to others."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from helhed.access.tests.kept import lost
from helhed.assessments import ffb, urls, verbs
from helhed.assessments.instruments import instruments
from helhed.assessments.models import Answers, Assessment, Gap, Level, View
from helhed.teams.models import Relation

MONDAY = date(2026, 11, 16)
THEME = ffb.of_kind("theme")[0].code
READ, ASSESS, PLAN = "read", "assess", "plan"


def citizen(row):
    return [row.citizen_id]


def itself(row):
    return [row.pk]


def a_theme(row):
    return [row.pk, THEME]


def an_instrument(row):
    return [row.citizen_id, "scale"]


def a_view(row):
    return [
        verbs.note_view(
            row, by=row.responsible, theme=THEME, side="citizen", text="Ja", said_on=MONDAY
        ).pk
    ]


def a_gap(row):
    return [verbs.ask_for(row, by=row.responsible, what="Brev", who_has_it="Klinikken").pk]


def some_answers(row):
    scale = instruments()["scale"]
    return [
        verbs.answer(
            row.citizen, by=row.responsible, instrument=scale, answers={"now": 4}, on=MONDAY
        ).pk
    ]


# name: (method, what its address needs, what one must be allowed)
DOORS = {
    "assessments": ("get", citizen, READ),
    "card": ("get", citizen, READ),
    "open-assessment": ("get", citizen, ASSESS),
    "answers": ("get", citizen, PLAN),
    "answer": ("get", an_instrument, PLAN),
    "withdraw-answers": ("post", some_answers, PLAN),
    "assessment": ("get", itself, READ),
    "describe": ("get", itself, ASSESS),
    "note-view": ("get", a_theme, ASSESS),
    "set-level": ("get", a_theme, ASSESS),
    "name-target-groups": ("get", itself, ASSESS),
    "ask-for": ("get", itself, ASSESS),
    "conclude": ("get", itself, ASSESS),
    "set-aside": ("get", itself, ASSESS),
    "take-up-again": ("get", itself, ASSESS),
    "withdraw-view": ("get", a_view, ASSESS),
    "answer-gap": ("get", a_gap, ASSESS),
    "give-up-gap": ("get", a_gap, ASSESS),
}


def ask(client, user, name, row):
    method, key, _may = DOORS[name]
    client.force_login(user)
    return getattr(client, method)(reverse(f"assessments:{name}", args=key(row)))


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_the_caseworker_comes_in(client, kasper, assessment, name):
    assert ask(client, kasper, name, assessment).status_code in (200, 302)


@pytest.mark.parametrize("who", ["bo", "mads", "nora", "dan", "ulla"])
@pytest.mark.parametrize("name", DOORS)
def test_a_stranger_is_told_nothing(client, request, assessment, name, who):
    answer = ask(client, request.getfixturevalue(who), name, assessment)
    if who == "ulla" and DOORS[name][2] == PLAN and DOORS[name][0] == "get":
        return
    assert answer.status_code == 404
    assert "Karen" not in answer.content.decode()


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door[2] != PLAN])
def test_who_writes_the_plan_does_not_read_assessments(client, amira, assessment, name):
    assert ask(client, amira, name, assessment).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_an_ended_relation_opens_nothing(client, kasper, assessment, name):
    args = DOORS[name][1](assessment)
    Relation.objects.filter(citizen=assessment.citizen).update(
        revoked_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    client.force_login(kasper)
    address = reverse(f"assessments:{name}", args=args)
    assert getattr(client, DOORS[name][0])(address).status_code == 404


def test_a_theme_nobody_knows_is_missing(client, kasper, assessment):
    client.force_login(kasper)
    address = reverse("assessments:note-view", args=[assessment.pk, "no-such-theme"])
    assert client.get(address).status_code == 404
    address = reverse("assessments:answer", args=[assessment.citizen_id, "no-such"])
    assert client.get(address).status_code == 404


def post(client, name, args, **fields):
    return client.post(reverse(f"assessments:{name}", args=args), fields)


def test_a_sitting_at_the_kitchen_table(client, kasper, karen):
    """From the first word to a concluded assessment, all by the pages."""
    client.force_login(kasper)
    asked = {"reason": "Et sted at bo", "own_need": "Ro", "urgency": "ordinary"}
    post(client, "open-assessment", [karen.pk], **asked)
    row = Assessment.objects.get()
    theme = next(t.code for t in ffb.of_kind("theme") if t.label == "Samfundsliv")
    home = next(c.code for c in ffb.of_kind("condition") if c.label == "Varetage bolig")
    said = {"side": "citizen", "text": "Jeg kan godt.", "said_on": "2026-11-16"}
    assert post(client, "note-view", [row.pk, theme], **said).status_code == 302
    level = {"code": home, "function": "2", "support": "2", "on": "2026-11-16"}
    assert post(client, "set-level", [row.pk, theme], **level).status_code == 302
    gap = {"what": "Lejekontrakt", "who_has_it": "Boligforeningen"}
    assert post(client, "ask-for", [row.pk], **gap).status_code == 302
    answer = {"answer": "Opsagt i maj"}
    assert post(client, "answer-gap", [Gap.objects.get().pk], **answer).status_code == 302
    words = {"summary": "Karen vil gerne bo selv.", "support_need": "2", "version": row.version}
    refused = post(client, "conclude", [row.pk], **words).content.decode()
    assert "Karen vil gerne bo selv." in refused
    groups = {"first": ffb.of_kind("target_group")[0].code}
    assert post(client, "name-target-groups", [row.pk], **groups).status_code == 302
    assert post(client, "conclude", [row.pk], **words).status_code == 302
    row.refresh_from_db()
    assert row.state == Assessment.State.CONCLUDED
    assert View.objects.count() == Level.objects.count() == 1
    page = client.get(reverse("assessments:assessment", args=[row.pk])).content.decode()
    assert "Moderat støttebehov" in page
    assert "Jeg kan godt." in page


def test_a_scale_is_answered_and_taken_back(client, amira, karen):
    client.force_login(amira)
    answered = {"item-now": "4", "about": "Søvn", "spoken": "on"}
    assert post(client, "answer", [karen.pk, "scale"], **answered).status_code == 302
    row = Answers.objects.get()
    assert (row.score, row.spoken, row.about) == (4, True, "Søvn")
    assert post(client, "withdraw-answers", [row.pk]).status_code == 302
    nothing = post(client, "answer", [karen.pk, "scale"], about="Søvn").content.decode()
    assert "Intet er besvaret endnu" in nothing


def test_forms_keep_what_was_typed(client, kasper, assessment):
    client.force_login(kasper)
    found = {
        name: lost(client, reverse(f"assessments:{name}", args=key(assessment)))
        for name, (method, key, _may) in DOORS.items()
        if method == "get"
    }
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert sum(texts is not None for texts in found.values()) >= 7
