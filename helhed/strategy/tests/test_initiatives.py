from datetime import date, timedelta

import pytest

from helhed.audit.models import Event
from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import Initiative
from helhed.strategy.standing import standings
from helhed.strategy.status import Course
from helhed.strategy.tests.factories import (
    a_committee,
    a_goal,
    a_milestone,
    a_party,
    a_plan,
    an_initiative,
)
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import going_on, initiatives

pytestmark = pytest.mark.django_db


def status_of(initiative, **more):
    row = Initiative.objects.select_related("plan").get(pk=initiative.pk)
    return standings([row], on=TODAY, **more)[row.pk].status


def test_an_initiative_carries_goals_and_the_first_committee_leads(signe):
    plan = a_plan()
    goal, first, second = a_goal(policy=plan.policy), a_committee(), a_committee()

    initiative = initiatives.start_initiative(
        plan,
        by=signe,
        title="Natvarme  hele\nvinteren",
        number=1,
        goals=[goal],
        committees=[first, second],
        partners=[a_party()],
        challenge=" Det er koldt. ",
    )

    assert (initiative.title, initiative.challenge) == ("Natvarme hele vinteren", "Det er koldt.")
    assert list(initiative.goals.all()) == [goal]
    leads = {row.committee: row.leads for row in initiative.under_committees.all()}
    assert leads == {first: True, second: False}
    assert Event.objects.filter(action="strategy.start_initiative").count() == 1


def test_the_goals_are_those_of_the_plans_own_policy(signe):
    with pytest.raises(initiatives.GoalOfAnotherPolicy):
        initiatives.start_initiative(a_plan(), by=signe, title="X", goals=[a_goal()])

    assert not Initiative.objects.exists()


def test_a_number_stands_once_in_a_plan(signe):
    initiative = an_initiative(number=4)

    with pytest.raises(AgainstARule):
        initiatives.start_initiative(initiative.plan, by=signe, title="Y", number=4)
    assert initiatives.start_initiative(a_plan(), by=signe, title="Y", number=4)


def test_the_leading_committee_can_change_places(signe):
    first, second = a_committee(), a_committee()
    initiative = initiatives.start_initiative(
        a_plan(), by=signe, title="X", committees=[first, second]
    )

    initiatives.edit_initiative(
        initiative, by=signe, based_on=1, title="X", committees=[second, first]
    )

    leading = initiative.under_committees.filter(leads=True).get()
    assert leading.committee == second


def test_what_is_left_out_of_an_edit_stays(signe):
    initiative = an_initiative()
    initiatives.edit_initiative(initiative, by=signe, based_on=1, title="A", challenge="Koldt")

    initiatives.edit_initiative(initiative, by=signe, based_on=2, title="B")

    initiative.refresh_from_db()
    assert (initiative.title, initiative.challenge, initiative.version) == ("B", "Koldt", 3)


def test_an_old_version_is_a_conflict(signe):
    initiative = an_initiative()
    initiatives.edit_initiative(initiative, by=signe, based_on=1, title="A")

    with pytest.raises(Conflict):
        initiatives.edit_initiative(initiative, by=signe, based_on=1, title="B")


def test_contacts_are_replaced_as_a_whole(signe):
    initiative = an_initiative()
    for people in (["Ane Bak", "Per Dam"], ["Ida Eg"]):
        contacts = [initiatives.Contact(person=person) for person in people]
        initiatives.set_contacts(initiative, by=signe, contacts=contacts)

    assert [contact.person for contact in initiative.contacts.all()] == ["Ida Eg"]


def test_reading_a_document_again_replaces_what_was_read_of_it(signe):
    initiative = an_initiative()
    for raw in ("før", "efter"):
        reading = initiatives.Reading("challenge", "Udfordring", 10, 12, raw, sure=False)
        initiatives.note_reading(initiative, by=signe, document="plan.docx", readings=[reading])

    (field,) = initiative.imported_fields.all()
    assert (field.raw, field.sure) == ("efter", False)


def test_an_owner_is_assigned_and_only_a_change_is_told(signe, amira):
    initiative = an_initiative()
    for _ in range(2):
        initiatives.assign_owner(initiative, by=signe, owner=amira)

    assert Event.objects.filter(action="strategy.assign_owner").count() == 1
    assert initiatives.assign_owner(initiative, by=signe, owner=None).owner is None


def test_begun_paused_resumed_done(signe):
    initiative = an_initiative()

    initiatives.begin_initiative(initiative, by=signe, on=TODAY)
    assert status_of(initiative) == "on_track"
    initiatives.pause_initiative(initiative, by=signe, on=TODAY, reason="Venter på lokaler.")
    assert status_of(initiative) == "paused"
    initiatives.resume_initiative(initiative, by=signe)
    assert status_of(initiative) == "on_track"
    initiatives.finish_initiative(initiative, by=signe, on=TODAY)
    assert status_of(initiative) == "done"


def test_each_step_is_refused_when_it_was_taken(signe):
    initiative = an_initiative()
    with pytest.raises(initiatives.NotPaused):
        initiatives.resume_initiative(initiative, by=signe)
    with pytest.raises(initiatives.SayWhyPaused):
        initiatives.pause_initiative(initiative, by=signe, on=TODAY, reason="")
    initiatives.begin_initiative(initiative, by=signe, on=TODAY)
    with pytest.raises(initiatives.AlreadyBegun):
        initiatives.begin_initiative(initiative, by=signe, on=TODAY)
    initiatives.pause_initiative(initiative, by=signe, on=TODAY, reason="Ferie")
    with pytest.raises(initiatives.AlreadyPaused):
        initiatives.pause_initiative(initiative, by=signe, on=TODAY, reason="Ferie")
    initiatives.finish_initiative(initiative, by=signe, on=TODAY)
    with pytest.raises(initiatives.AlreadyDone):
        initiatives.finish_initiative(initiative, by=signe, on=TODAY)
    with pytest.raises(initiatives.AlreadyDone):
        initiatives.pause_initiative(initiative, by=signe, on=TODAY, reason="Ferie")


def test_a_split_has_several_ways_on_and_a_merger_several_ways_in(signe):
    old, other, first, second = (an_initiative() for _ in range(4))

    for new in (first, second):
        going_on.carry_on(old, by=signe, kind="split", to=new, on=TODAY)
    going_on.carry_on(other, by=signe, kind="merged", to=second, on=TODAY)

    assert {row.to_initiative for row in old.went_on.all()} == {first, second}
    assert {row.from_initiative for row in second.came_from.all()} == {old, other}
    assert (status_of(old), status_of(other)) == ("continued", "merged")


def test_an_ending_needs_no_other_and_a_way_on_does(signe):
    initiative, other = an_initiative(), an_initiative()

    with pytest.raises(going_on.GoesOnInAnother):
        going_on.carry_on(initiative, by=signe, kind="continued", on=TODAY)
    with pytest.raises(going_on.EndsHere):
        going_on.carry_on(initiative, by=signe, kind="closed", to=other, on=TODAY)
    going_on.carry_on(initiative, by=signe, kind="operations", on=TODAY)
    with pytest.raises(going_on.NotedAlready):
        going_on.carry_on(initiative, by=signe, kind="closed", on=TODAY)
    assert status_of(initiative) == "in_operations"


def test_no_initiative_comes_from_itself_however_long_the_way(signe):
    first, second, third = (an_initiative() for _ in range(3))
    going_on.carry_on(first, by=signe, kind="continued", to=second, on=TODAY)
    going_on.carry_on(second, by=signe, kind="new_phase", to=third, on=TODAY)

    for to in (first, third):
        with pytest.raises(going_on.WouldGoInACircle):
            going_on.carry_on(third, by=signe, kind="continued", to=to, on=TODAY)


def test_what_was_noted_by_mistake_is_taken_back(signe):
    initiative = an_initiative()
    row = going_on.carry_on(initiative, by=signe, kind="closed", on=TODAY)

    going_on.take_back_lineage(row, by=signe)

    assert status_of(initiative) == "not_followed"


def test_what_will_happen_later_is_no_status_today(signe):
    initiative = an_initiative()
    going_on.carry_on(initiative, by=signe, kind="closed", on=TODAY + timedelta(days=1))

    assert status_of(initiative) == "not_followed"


def test_a_person_says_another_status_with_a_reason_until_it_is_taken_back(signe):
    initiative = an_initiative()
    a_milestone(initiative=initiative, due_on=date(2026, 3, 1))
    assert status_of(initiative) == "late"

    with pytest.raises(going_on.SayWhyAnotherStatus):
        going_on.override_status(initiative, by=signe, status="on_track", reason=" ", on=TODAY)
    going_on.override_status(
        initiative, by=signe, status="on_track", reason="Aftalen skrives under i morgen.", on=TODAY
    )
    assert status_of(initiative) == "on_track"

    going_on.return_to_computed(initiative, by=signe)
    assert status_of(initiative) == "late"
    with pytest.raises(going_on.NothingSaid):
        going_on.return_to_computed(initiative, by=signe)


def test_the_plans_years_stand_where_the_initiative_says_no_days():
    assert status_of(an_initiative(plan=a_plan(first_year=2027, last_year=2028))) == "not_started"


def test_a_figures_course_counts():
    initiative = an_initiative()

    assert status_of(initiative, courses={initiative.pk: [Course.AWAY]}) == "at_risk"


def test_many_initiatives_cost_as_many_queries_as_one(django_assert_num_queries):
    plan = a_plan()
    rows = [an_initiative(plan=plan) for _ in range(20)]

    with django_assert_num_queries(2):
        standings(rows, on=TODAY)
