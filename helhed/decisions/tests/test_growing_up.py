"""Barnets lov §§ 122-123: met about from 16, handed over before 18, and somebody is reminded."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from helhed.access.connection import acting_as, acting_as_system
from helhed.core.checking import AgainstARule
from helhed.decisions import duties, verbs
from helhed.decisions.models import Transition, TransitionMeeting
from helhed.decisions.tests.conftest import NOW, TODAY
from helhed.decisions.verbs.growing_up import AfterTheBirthday, IsNoted
from helhed.teams.models import Duty

BORN = date(2009, 7, 24)
DECEMBER = date(2026, 12, 8)


@pytest.fixture
def young(karen):
    karen.birth_date = BORN
    karen.save()
    return karen


@pytest.fixture
def begun(young, kasper):
    return verbs.begin_transition(young, by=kasper, on=TODAY)


def reminders():
    return Duty.objects.open().filter(kind=Duty.Kind.GROWING_UP)


def plan_it(row, by, **more):
    fields = {"what": "meeting", "on": DECEMBER, "with_whom": "Karen, hendes mor og vi", **more}
    return verbs.plan_transition_meeting(row, by=by, **fields)


def test_bl_122_from_16_somebody_is_reminded_to_begin(young, kasper):
    with acting_as_system("duty_keeper"):
        duties.recompute(at=NOW, system_actor="duty_keeper")
    assert reminders().get().cause == f"begin:{young.pk}"

    verbs.begin_transition(young, by=kasper, on=TODAY)

    assert not reminders().exists()


@pytest.mark.parametrize("born", [date(2010, 11, 17), date(2008, 11, 16), None])
def test_bl_122_nobody_is_reminded_before_16_or_of_an_adult(karen, kasper, born):
    karen.birth_date = born
    karen.save()

    duties.recompute(at=NOW, by=kasper)

    assert not reminders().exists()


def test_bl_123_the_hand_over_is_somebody_s_duty_in_good_time_before_18(begun, kasper):
    duties.recompute(at=datetime(2026, 11, 24, 9, 0, tzinfo=UTC), by=kasper)
    assert not reminders().exists()

    duties.recompute(at=datetime(2026, 11, 25, 9, 0, tzinfo=UTC), by=kasper)
    assert reminders().get().due_at.date() == date(2027, 1, 24)

    meeting = plan_it(begun, kasper, what="handover")
    verbs.note_transition_meeting(meeting, by=kasper, held_on=DECEMBER, agreed="ACT tager over.")

    assert not reminders().exists()
    assert Transition.objects.get().done_on == DECEMBER


def test_bl_123_a_hand_over_on_the_day_of_18_is_too_late(begun, kasper):
    with pytest.raises(AfterTheBirthday):
        plan_it(begun, kasper, what="handover", on=date(2027, 7, 24))


def test_a_meeting_is_a_duty_on_its_day_until_it_is_noted_once(begun, kasper):
    meeting = plan_it(begun, kasper)
    assert reminders().get().due_at.date() == DECEMBER
    with pytest.raises(AgainstARule):
        verbs.note_transition_meeting(meeting, by=kasper, held_on=DECEMBER, agreed=" ")

    verbs.note_transition_meeting(meeting, by=kasper, held_on=DECEMBER, agreed="Vi ses igen.")

    assert not reminders().exists()
    assert Transition.objects.get().done_on is None
    with pytest.raises(IsNoted):
        verbs.note_transition_meeting(meeting, by=kasper, held_on=DECEMBER, agreed="Igen")


def test_planned_and_noted_on_the_page(client, begun, kasper):
    client.force_login(kasper)
    plan = reverse("decisions:plan-transition-meeting", args=[begun.pk])
    typed = {"what": "handover", "on": "2026-12-08", "with_whom": "Karen og ACT"}
    assert client.post(plan, typed).status_code == 302
    meeting = TransitionMeeting.objects.get()
    note = reverse("decisions:note-transition-meeting", args=[meeting.pk])
    held = {"held_on": "2026-12-08", "agreed": "ACT tager over."}
    assert client.post(note, held).status_code == 302

    page = client.get(reverse("decisions:standing", args=[begun.citizen_id])).content.decode()

    assert "ACT tager over." in page
    assert "Overleveret" in page


def test_p8_meetings_are_read_by_those_who_read_the_case_and_by_nobody_else(begun, kasper, bo):
    plan_it(begun, kasper)
    with acting_as(kasper):
        assert TransitionMeeting.objects.count() == 1
    with acting_as(bo):
        assert not TransitionMeeting.objects.exists()
