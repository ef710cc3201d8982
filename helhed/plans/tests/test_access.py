"""Every URL of the plan: open to whoever works with the citizen, closed and silent to others."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from helhed.audit.models import Event
from helhed.plans import urls, verbs
from helhed.plans.models import AuthorityRequest, NetworkMeeting, Strength
from helhed.plans.tests.factories import ServiceFactory, StepFactory
from helhed.teams.models import Relation

READ, EDIT = "read", "edit"


def citizen(plan, goal):
    return plan.citizen_id


def the_hope(plan, goal):
    return goal.hope_id


def the_goal(plan, goal):
    return goal.pk


def a_step(plan, goal):
    return StepFactory(goal=goal).pk


def a_service(plan, goal):
    return ServiceFactory(plan=plan, goal=goal).pk


def a_strength(plan, goal):
    return Strength.objects.create(citizen=plan.citizen, plan=plan, text="Kan tegne").pk


def a_meeting(plan, goal):
    noon = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
    return NetworkMeeting.objects.create(
        citizen=plan.citizen, plan=plan, at=noon, purpose="Julen"
    ).pk


def asked_of_others(plan, goal):
    day = date(2026, 11, 16)
    about = {"citizen": plan.citizen, "plan": plan, "about": "other", "authority": "Toldvæsenet"}
    return AuthorityRequest.objects.create(
        **about, asked="En kopi", asked_on=day, asked_by=plan.lead_coordinator, answer_by=day
    ).pk


# name: (method, key of what it is about, what one must be allowed)
DOORS = {
    "plan": ("get", citizen, READ),
    "card": ("get", citizen, READ),
    "own-words": ("get", citizen, READ),
    "story": ("get", citizen, READ),
    "crisis-plan": ("get", citizen, READ),
    "network-meetings": ("get", citizen, READ),
    "a4": ("get", citizen, READ),
    "a4-pdf": ("get", citizen, READ),
    "statutory-pdf": ("get", citizen, READ),
    "pocket": ("get", citizen, READ),
    "pocket-pdf": ("get", citizen, READ),
    "write-together": ("get", citizen, EDIT),
    "choose-coordinator": ("get", citizen, EDIT),
    "allow-words-on-board": ("post", citizen, EDIT),
    "write-hope": ("get", citizen, EDIT),
    "reword-hope": ("get", the_hope, EDIT),
    "put-hope-first": ("post", the_hope, EDIT),
    "put-hope-away": ("post", the_hope, EDIT),
    "bring-hope-back": ("post", the_hope, EDIT),
    "add-strength": ("get", citizen, EDIT),
    "remove-strength": ("post", a_strength, EDIT),
    "keep-strength": ("post", a_strength, EDIT),
    "write-crisis-plan": ("get", citizen, EDIT),
    "set-goal": ("get", citizen, EDIT),
    "reword-goal": ("get", the_goal, EDIT),
    "point-goal-at": ("get", the_goal, EDIT),
    "ask-about-hope-later": ("get", the_goal, EDIT),
    "note-disagreement": ("get", the_goal, EDIT),
    "note-how-far": ("get", the_goal, EDIT),
    "end-goal": ("get", the_goal, EDIT),
    "take-goal-up-again": ("post", the_goal, EDIT),
    "add-step": ("get", the_goal, EDIT),
    "complete-step": ("post", a_step, EDIT),
    "reopen-step": ("post", a_step, EDIT),
    "drop-step": ("post", a_step, EDIT),
    "start-service": ("get", citizen, EDIT),
    "pause-service": ("get", a_service, EDIT),
    "resume-service": ("post", a_service, EDIT),
    "end-service": ("get", a_service, EDIT),
    "continue-service": ("post", a_service, EDIT),
    "ask-authority": ("get", citizen, EDIT),
    "note-authority-answer": ("get", asked_of_others, EDIT),
    "move-authority-request": ("get", asked_of_others, EDIT),
    "note-authority-received": ("get", asked_of_others, EDIT),
    "drop-authority-request": ("get", asked_of_others, EDIT),
    "keep-authority-request": ("post", asked_of_others, EDIT),
    "review-plan": ("get", citizen, EDIT),
    "plan-network-meeting": ("get", citizen, EDIT),
    "note-network-meeting": ("get", a_meeting, EDIT),
}


def keys_of(name, key):
    return [key, "141"] if name == "statutory-pdf" else [key]


def ask(client, user, name, plan, goal, *, htmx=False):
    method, key, _may = DOORS[name]
    address = reverse(f"plans:{name}", args=keys_of(name, key(plan, goal)))
    client.force_login(user)
    return getattr(client, method)(address, headers={"HX-Request": "true"} if htmx else {})


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", DOORS)
def test_whoever_works_with_the_citizen_comes_in(client, amira, plan, goal, name):
    # Taking up what is not paused and continuing what runs is refused in words, with the plan.
    assert ask(client, amira, name, plan, goal).status_code in (200, 302, 422)


@pytest.mark.parametrize("name", DOORS)
def test_the_same_in_place(client, amira, plan, goal, name):
    assert ask(client, amira, name, plan, goal, htmx=True).status_code == 200


@pytest.mark.parametrize("who", ["bo", "mads", "nora", "dan"])
@pytest.mark.parametrize("name", DOORS)
def test_a_stranger_is_told_nothing(client, request, plan, goal, name, who):
    stranger = request.getfixturevalue(who)

    answer = ask(client, stranger, name, plan, goal)

    assert answer.status_code == 404
    assert "Karen" not in answer.content.decode()


@pytest.mark.parametrize("name", DOORS)
def test_an_ended_relation_opens_nothing(client, amira, plan, goal, name):
    Relation.objects.filter(citizen=plan.citizen).update(
        revoked_at=datetime(2026, 1, 1, tzinfo=UTC)
    )

    assert ask(client, amira, name, plan, goal).status_code == 404


@pytest.mark.parametrize("name", DOORS)
def test_a_protected_citizen_opens_to_named_colleagues_only(client, amira, plan, goal, name):
    citizen = plan.citizen
    citizen.protected = True
    citizen.save()

    assert ask(client, amira, name, plan, goal).status_code == 404


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door[2] == EDIT])
def test_a_reader_changes_nothing(client, ulla, plan, goal, name):
    assert ask(client, ulla, name, plan, goal).status_code == 404


@pytest.mark.parametrize("name", [name for name, door in DOORS.items() if door[2] == READ])
def test_the_head_of_the_unit_reads(client, ulla, plan, goal, name):
    assert ask(client, ulla, name, plan, goal).status_code == 200


def test_a_reader_is_not_shown_what_cannot_be_changed(client, ulla, plan, goal):
    page = ask(client, ulla, "plan", plan, goal).content.decode()

    assert goal.wording in page
    assert "Skriv sammen" not in page
    assert reverse("plans:reword-goal", args=[goal.pk]) not in page


@pytest.mark.parametrize("name", DOORS)
def test_nobody_signed_in_is_asked_to_sign_in(client, plan, goal, name):
    method, key, _may = DOORS[name]

    address = reverse(f"plans:{name}", args=keys_of(name, key(plan, goal)))
    answer = getattr(client, method)(address)

    assert answer.status_code == 302
    assert "/accounts/" in answer["Location"]


def test_a_look_is_logged_and_cards_of_one_page_are_one_look(client, amira, plan, goal):
    for name in ("plan", "card", "own-words"):
        ask(client, amira, name, plan, goal)

    assert Event.objects.filter(action="access.open", citizen_id=plan.citizen_id).count() == 1


def test_pages_of_the_wrong_method_change_nothing(client, amira, goal):
    step = StepFactory(goal=goal)
    client.force_login(amira)

    assert client.get(reverse("plans:complete-step", args=[step.pk])).status_code == 405
    step.refresh_from_db()
    assert step.done_on is None


def test_the_verbs_hold_under_row_level_security(client, amira, plan, goal, lene):
    """A whole life of a help, by pages alone, as the database's own role for pages."""
    service = ServiceFactory(plan=plan, goal=goal)
    client.force_login(amira)
    pause = {
        "comes_first": "et sted at sove",
        "from_day": "2026-11-16",
        "resume_on": "2026-12-14",
        "resumed_by": lene.pk,
    }
    client.post(reverse("plans:pause-service", args=[service.pk]), pause)
    client.post(reverse("plans:resume-service", args=[service.pk]))
    ended = {"end": "completed", "on": "2026-11-20", "note": ""}
    client.post(reverse("plans:end-service", args=[service.pk]), ended)

    service.refresh_from_db()
    assert service.until_day == date(2026, 11, 20)
    assert service.pauses.get().until_day == date(2026, 11, 16)
    with pytest.raises(verbs.ServiceHasEnded):
        verbs.pause_service(
            service,
            by=amira,
            from_day=date(2026, 12, 1),
            comes_first="ro",
            resume_on=date(2026, 12, 24),
            resumed_by=amira,
        )
