"""The plan's pages: what they say, in place and without JavaScript, and that nothing is lost."""

from datetime import date

import pytest
from django.urls import reverse

from helhed.plans import verbs
from helhed.plans.models import Goal, Hope, Plan, Step
from helhed.plans.tests.factories import GoalFactory, HopeFactory, ServiceFactory, StepFactory
from helhed.teams.models import Duty

MONDAY = date(2026, 11, 16)
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def page(client, amira, plan):
    client.force_login(amira)

    def show(name="plan", key=None):
        return client.get(reverse(f"plans:{name}", args=[key or plan.citizen_id])).content.decode()

    return show


def test_own_words_come_before_goals(page, hope, goal):
    shown = page()

    assert shown.index(hope.words) < shown.index(goal.wording)
    assert "Karens ord, 2. november." in shown


def test_a_goal_without_a_hope_says_so(page, plan):
    GoalFactory(plan=plan, without_hope=True, wording="Undgå at få spærret sit kort")

    shown = page()

    assert "Peger endnu ikke på et håb" in shown
    assert "Vil ikke tale om det endnu" in shown
    assert "Spørg Karen" in shown


def test_a_pause_is_told_as_a_promise(page, service, amira):
    verbs.pause_service(
        service,
        by=amira,
        from_day=MONDAY,
        comes_first="et sted at sove",
        resume_on=date(2027, 1, 12),
        resumed_by=amira,
    )

    shown = page()

    assert "Bostøtte holder pause siden 16. november" in shown
    assert "Det kommer først i stedet: et sted at sove." in shown
    assert "Tag op igen nu" in shown
    assert "Tages op igen 12. januar 2027 af Amira." in page("card")


def test_disagreement_is_shown_and_the_two_views_are_two_lines(page, goal, amira):
    verbs.note_disagreement(goal, by=amira, text="Karen synes, det går bedre.", based_on=1)
    verbs.note_how_far(goal, by=amira, on=MONDAY, citizen_level=6, professional_level=4)

    shown = page()

    assert "Her ser vi forskelligt på det: Karen synes, det går bedre." in shown
    assert "hh-lines-citizen" in shown
    assert "hh-lines-professional" in shown
    assert ">5.0<" not in shown


def test_before_there_are_words_the_page_says_what_to_ask(client, amira, karen):
    client.force_login(amira)

    for name in ("plan", "own-words"):
        shown = client.get(reverse(f"plans:{name}", args=[karen.pk])).content.decode()
        assert "Vi kender ikke Karens egne ord endnu. Spørg Karen, hvad der er vigtigst." in shown
    assert not Plan.objects.exists()


def test_written_together_without_javascript(client, amira, karen):
    client.force_login(amira)
    answers = {
        "words": "Sove om natten.",
        "wording": "Sove fem timer",
        "step": "Købe ørepropper",
        "who": "citizen",
    }

    answer = client.post(reverse("plans:write-together", args=[karen.pk]), answers, follow=True)

    shown = answer.content.decode()
    assert "Det, I skrev sammen, står i planen." in shown
    assert Step.objects.get().by_citizen is True
    assert Hope.objects.get().written_with == amira


def test_a_form_with_something_missing_keeps_what_was_written(client, amira, plan):
    client.force_login(amira)
    answer = client.post(
        reverse("plans:set-goal", args=[plan.citizen_id]),
        {"wording": "Betale husleje", "wished_level": "10"},
        headers=IN_PLACE,
    )

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#asking"
    shown = answer.content.decode()
    assert "Betale husleje" in shown
    assert "Vælg håbet bag målet" in shown
    assert not Goal.objects.exists()


def test_in_place_the_whole_plan_comes_back_with_word_of_it(client, amira, goal):
    client.force_login(amira)
    step = StepFactory(goal=goal)

    answer = client.post(reverse("plans:complete-step", args=[step.pk]), headers=IN_PLACE)

    shown = answer.content.decode()
    assert shown.startswith('<div id="plan"')
    assert reverse("plans:reopen-step", args=[step.pk]) in shown
    assert 'aria-checked="true"' in shown


def test_a_refusal_is_a_sentence_on_a_page(client, amira, goal, service):
    client.force_login(amira)
    address = reverse("plans:put-hope-away", args=[goal.hope_id])

    answer = client.post(address)
    assert answer.status_code == 422
    assert "Der er mål under håbet." in answer.content.decode()

    in_place = client.post(address, headers=IN_PLACE)
    assert "Der er mål under håbet." in in_place.content.decode()


@pytest.mark.parametrize("headers", [{}, IN_PLACE])
def test_p10_two_who_write_one_hope_are_both_shown(client, amira, lene, hope, headers):
    verbs.reword_hope(hope, by=lene, words="En dør med lås.", on=MONDAY, based_on=1)
    client.force_login(amira)
    address = reverse("plans:reword-hope", args=[hope.pk])

    answer = client.post(address, {"words": "Plads til Skipper.", "version": 1}, headers=headers)

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Plads til" in shown
    assert "En dør" in shown
    assert "Lene" in shown
    # What the page then posts is saved by the ordinary view.
    both = {"words": "En dør med lås. Plads til Skipper.", "version": 2}
    assert client.post(address, both).status_code == 302
    assert Hope.objects.get().words == "En dør med lås. Plads til Skipper."


def test_p10_two_who_write_one_goal_are_both_shown_field_by_field(client, amira, lene, goal):
    verbs.reword_goal(goal, by=lene, wording="Egen nøgle", citizen_says="Snart", based_on=1)
    client.force_login(amira)
    mine = {"wording": "Egen seng", "citizen_says": "Aldrig", "wished_level": 10, "version": 1}

    answer = client.post(reverse("plans:reword-goal", args=[goal.pk]), mine)

    assert answer.status_code == 409
    shown = answer.content.decode()
    for words in ("Egen <ins>nøgle", "Egen <ins>seng", "Snart", "Aldrig", 'value="2"'):
        assert words in shown


def test_p10_two_who_write_one_crisis_plan_are_both_shown(client, amira, lene, plan):
    client.force_login(amira)
    verbs.write_crisis_plan(plan, by=lene, on=MONDAY, helps="Kaffe")
    address = reverse("plans:write-crisis-plan", args=[plan.citizen_id])

    answer = client.post(address, {"helps": "Te", "version": ""})

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Kaffe" in shown
    assert "Te" in shown


def test_going_through_the_plan_sets_the_next_time(client, amira, plan):
    client.force_login(amira)
    answers = {
        "on": "2026-11-16",
        "citizen_took_part": "on",
        "took_part": "Amira\n\nGerda",
        "agreement": "yes",
        "next_review_on": "2027-02-15",
    }

    answer = client.post(reverse("plans:review-plan", args=[plan.citizen_id]), answers, follow=True)

    assert "Karen er enig" in answer.content.decode()
    assert "Næste gang: 15. februar 2027" in answer.content.decode()
    assert Duty.objects.open().filter(kind=Duty.Kind.REVIEW_PLAN).count() == 1


def test_only_colleagues_around_the_citizen_can_be_chosen(client, amira, lene, bo, goal):
    client.force_login(amira)

    shown = client.get(reverse("plans:add-step", args=[goal.pk])).content.decode()

    assert "Lene Toft" in shown
    assert "Bo Winther" not in shown


@pytest.fixture
def long_plan(plan, amira):
    for _number in range(6):
        hope = HopeFactory(plan=plan)
        for _again in range(3):
            goal = GoalFactory(plan=plan, hope=hope)
            StepFactory.create_batch(4, goal=goal)
            service = ServiceFactory(plan=plan, goal=goal)
            for level in range(5):
                verbs.note_how_far(goal, by=amira, on=MONDAY, citizen_level=level)
            verbs.pause_service(
                service,
                by=amira,
                from_day=MONDAY,
                comes_first="ro",
                resume_on=date(2027, 1, 1),
                resumed_by=amira,
            )


@pytest.mark.parametrize(
    ("name", "at_most"), [("plan", 15), ("card", 15), ("own-words", 11), ("story", 25)]
)
def test_a_long_plan_asks_no_more_of_the_database(
    client, amira, plan, long_plan, django_assert_max_num_queries, name, at_most
):
    client.force_login(amira)
    address = reverse(f"plans:{name}", args=[plan.citizen_id])
    # The first page after signing in also marks the session as in use.
    client.get(address)

    with django_assert_max_num_queries(at_most):
        assert client.get(address).status_code == 200
