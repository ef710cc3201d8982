"""Nothing is taken in before somebody accepts, and the same once more changes nothing."""

import pytest

from helhed.audit.models import Event
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.strategy.comparing import NEW, SAME, UPDATE, changes_of
from helhed.strategy.models import (
    ActionPlan,
    ContactPerson,
    Goal,
    ImportDraft,
    Initiative,
    Party,
    Policy,
)
from helhed.strategy.tests.documents.made import a_draft, content
from helhed.strategy.verbs.accepting import ChangedMeanwhile, NoYears, accept_import
from helhed.strategy.verbs.reading import (
    AlreadyDecided,
    HeldAlready,
    NoSuchField,
    add_label,
    correct_field,
    discard_document,
    read_again,
    upload_document,
)

pytestmark = pytest.mark.django_db


def accept(draft, by, **more):
    return accept_import(draft, by=by, at=clock.now(), **more)


def changed(text: str, name: str = "havn.txt"):
    return upload_document(by=None, name=name, content=text.encode())


def test_uploading_takes_nothing_in(signe):
    draft = a_draft(by=signe)

    assert draft.state == ImportDraft.State.OPEN
    assert bytes(draft.content) == content("havn.txt")
    assert not Initiative.objects.exists()
    assert not Policy.objects.exists()


def test_accepting_makes_policy_plan_and_initiatives(signe):
    came = accept(a_draft(), signe)

    assert (came.policy.title, came.policy.first_year, came.policy.last_year) == (
        "Bådpolitik",
        2026,
        2029,
    )
    assert (came.plan.first_year, came.plan.last_year) == (2027, 2028)
    assert came.new == [1, 2, 3]
    assert came.policy.goals.count() == 4


def test_a_card_becomes_an_initiative_with_all_of_it(signe):
    plan = accept(a_draft(), signe).plan

    initiative = plan.initiatives.get(number=1)
    assert initiative.title.startswith("Vinterpladser i havnen")
    assert initiative.overview_title != initiative.title
    assert initiative.carried_over == Initiative.CarriedOver.YES
    assert initiative.goals.count() == 3
    assert [row.committee.name for row in initiative.under_committees.all()] == ["Havneudvalget"]
    assert initiative.success_criteria.startswith("Mindst tolv både")
    assert initiative.criteria.count() >= 2
    assert [it.person for it in initiative.contacts.all()] == ["Ida Holm", "Bo Krogh P. Lind"]


def test_where_each_field_stood_is_kept(signe):
    plan = accept(a_draft(), signe).plan

    field = plan.initiatives.get(number=1).imported_fields.get(field="goals")

    assert field.label == "Mål fra bådpolitikken"
    assert field.document == "havn.txt"
    assert (field.last_line - field.first_line, field.sure) == (9, True)


def test_the_department_that_everyone_may_see_is_no_person(signe):
    plan = accept(a_draft(), signe).plan

    people = set(ContactPerson.objects.values_list("person", flat=True))

    assert plan.initiatives.get(number=1).department.name == "Havneafdelingen"
    assert not people & set(Party.objects.values_list("name", flat=True))


def test_the_same_document_again_changes_nothing(signe):
    plan = accept(a_draft(), signe).plan
    versions = list(Initiative.objects.order_by("number").values_list("version", flat=True))

    again = a_draft()
    changes = changes_of(again)
    came = accept(again, signe)

    assert [card.state for card in changes.cards] == [SAME, SAME, SAME]
    assert (came.plan, came.new, came.updated) == (plan, [], [])
    assert list(Initiative.objects.order_by("number").values_list("version", flat=True)) == versions
    assert (Goal.objects.count(), ActionPlan.objects.count()) == (4, 1)


def test_a_changed_document_updates_what_changed_and_shows_it_before(signe):
    accept(a_draft(), signe)
    text = content("havn.txt").decode().replace("Kaffe hver onsdag.", "Kaffe hver fredag.")

    draft = changed(text)
    changes = changes_of(draft)
    accept(draft, signe)

    (card,) = [it for it in changes.cards if it.state == UPDATE]
    assert [(it.name, it.before, it.after) for it in card.fields] == [
        ("description", "Kaffe hver onsdag.", "Kaffe hver fredag.")
    ]
    assert Initiative.objects.get(number=3).description == "Kaffe hver fredag."


def test_an_initiative_no_longer_in_the_document_stays_and_is_told(signe):
    accept(a_draft(), signe)
    text = content("havn.txt").decode()
    shorter = text[: text.index(" Indsats nr. 3")]

    draft = changed(shorter)

    assert [it.number for it in changes_of(draft).gone] == [3]
    accept(draft, signe)
    assert Initiative.objects.filter(number=3).exists()


def test_only_the_chosen_cards_are_taken(signe):
    came = accept(a_draft(), signe, only=[2])

    assert came.new == [2]
    assert [it.number for it in came.plan.initiatives.all()] == [2]
    assert [it.state for it in changes_of(a_draft()).cards] == [NEW, SAME, NEW]


def test_a_person_puts_a_field_right_before_accepting(signe):
    draft = a_draft()

    draft = correct_field(
        draft, by=signe, card=2, field="committees", text="Havneudvalget\nKlubudvalget"
    )
    draft = correct_field(
        draft, by=signe, card=2, field="contacts", text="Havneafdelingen; Vagtleder; Eva Dahl"
    )
    draft = correct_field(draft, by=signe, card=2, field="carried_over", text="yes")
    accept(draft, signe)

    initiative = Initiative.objects.get(number=2)
    assert {row.committee.name for row in initiative.under_committees.all()} == {
        "Havneudvalget",
        "Klubudvalget",
    }
    assert [it.person for it in initiative.contacts.all()] == ["Eva Dahl"]
    assert initiative.carried_over == Initiative.CarriedOver.YES


def test_only_fields_of_a_card_can_be_put_right(signe):
    with pytest.raises(NoSuchField):
        correct_field(a_draft(), by=signe, card=9, field="challenge", text="x")
    with pytest.raises(NoSuchField):
        correct_field(a_draft(), by=signe, card=1, field="number", text="x")


def test_accepting_what_somebody_changed_meanwhile_is_refused(signe):
    draft = a_draft()
    seen = draft.version
    correct_field(draft, by=signe, card=1, field="challenge", text="Noget andet.")

    with pytest.raises(ChangedMeanwhile):
        accept(draft, signe, based_on=seen)

    assert not Initiative.objects.exists()


def test_a_draft_is_decided_on_once(signe):
    draft = a_draft()
    discard_document(draft, by=signe)

    with pytest.raises(AlreadyDecided):
        accept(draft, signe)


def test_a_plan_that_names_no_years_is_not_taken_in(signe):
    text = content("havn.txt").decode().replace("2027-2028", "").replace("2026-2029", "")

    with pytest.raises(NoYears):
        accept(changed(text), signe)


def test_a_label_added_places_what_was_without_a_field(signe):
    text = content("skov.txt").decode().replace("Udfordring", "Hvad er galt")
    draft = changed(text, "skov.txt")
    before = draft.data["coverage"]["share"]

    add_label("Hvad er galt:", by=signe, field="challenge")
    draft = read_again(draft, by=signe)

    assert draft.data["coverage"]["share"] > before
    assert draft.data["cards"][3]["challenge"] == "Der støjer ved søen."


def test_a_label_names_one_field(signe):
    add_label("Formål", by=signe, field="challenge")

    with pytest.raises(Refused):
        add_label("formål", by=signe, field="description")


def test_two_policies_share_the_key_of_a_goal_they_both_have(signe):
    accept(a_draft(), signe)
    other = (
        content("havn.txt")
        .decode()
        .replace("bådpolitik", "skibspolitik")
        .replace("Bådpolitik", "Skibspolitik")
    )

    accept(changed(other, "skib.txt"), signe)

    assert Policy.objects.count() == 2
    assert Goal.objects.count() == 8
    assert Goal.objects.values("key").distinct().count() == 4


def test_a_policy_is_taken_in_with_vision_principles_and_focus_areas(signe):
    policy = accept(a_draft("baadpolitik.md"), signe).policy

    areas = list(policy.goals.filter(kind=Goal.Kind.FOCUS_AREA))
    assert (policy.title, policy.first_year, policy.last_year) == ("Bådpolitik", 2026, 2029)
    assert policy.vision == "Alle både ligger trygt.\nIngen sejler alene."
    assert policy.principles.count() == 2
    assert [area.title for area in areas] == ["Læ til alle både", "Ingen sejler alene"]
    assert areas[0].supporting_plans == "Havneplanen\nKystplanen"
    assert areas[0].how == "- Bygge broer.\n- Åbne molen."


def test_a_policy_taken_in_twice_is_one(signe):
    accept(a_draft("baadpolitik.md"), signe)

    again = a_draft("baadpolitik.md")

    assert changes_of(again).policy == []
    accept(again, signe)
    assert (Policy.objects.count(), Goal.objects.count()) == (1, 2)


def test_a_plan_finds_its_policy(signe):
    policy = accept(a_draft("baadpolitik.md"), signe).policy

    assert accept(a_draft(), signe).policy == policy


def test_a_foreword_that_a_policy_repeats_is_not_read_in_again(signe):
    accept(a_draft("baadpolitik.md"), signe)

    with pytest.raises(HeldAlready):
        a_draft("forord.txt")


def test_the_log_names_no_contact_person(signe):
    accept(a_draft(), signe)

    told = " ".join(
        str(event.details) for event in Event.objects.filter(action__startswith="strategy.")
    )
    assert not any(name in told for name in ("Ida Holm", "Krogh", "Eva Dahl"))
