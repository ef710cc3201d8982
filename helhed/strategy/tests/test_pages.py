from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from helhed.strategy.models import (
    ContactPerson,
    Funding,
    Initiative,
    Lineage,
    Milestone,
)
from helhed.strategy.overview import SHOWN_UNDER_A_GOAL
from helhed.strategy.tabs import tabs
from helhed.strategy.tests.asking import page, post
from helhed.strategy.tests.factories import (
    a_criterion,
    a_goal,
    a_milestone,
    a_party,
    a_plan,
    an_initiative,
    saved,
)
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import going_on, initiatives

pytestmark = pytest.mark.django_db


def test_the_desk_begins_with_what_is_late_and_whose_it_is(secretary, amira):
    late = an_initiative(title="Natcafé", owner=amira)
    a_milestone(initiative=late, due_on=TODAY - timedelta(days=3))
    good = an_initiative(title="Nøglen først", plan=late.plan, started_on=date(2025, 2, 1))

    html = page(secretary, "desk")

    troubled = html[html.index("hh-table") : html.index("</table>")]
    assert "Natcafé" in troubled
    assert good.title not in troubled
    assert amira.name in html[html.index("</table>") :]


def test_a_plan_that_is_over_is_not_on_the_desk(secretary):
    an_initiative(title="Fra dengang", plan=a_plan(first_year=2021, last_year=2022))

    assert "Fra dengang" not in page(secretary, "desk")


def test_the_tree_shows_an_initiative_under_each_of_its_goals(colleague):
    plan = a_plan()
    first, second = (a_goal(policy=plan.policy, title=title) for title in ("Hjem", "Tillid"))
    an_initiative(plan=plan, title="Natcafé", goals=[first, second])
    an_initiative(plan=plan, title="Uden retning")
    bare = a_goal(policy=plan.policy, title="Arbejde")

    html = page(colleague, "plan", plan)

    assert html.count(">1. Natcafé<") + html.count("Natcafé</a>") >= 2
    groups = [html.index(title) for title in ("Hjem</th>", "Tillid</th>", "Uden mål</th>")]
    assert groups == sorted(groups)
    assert html.index("Uden retning") > groups[2]
    assert bare.title in html


def test_the_table_is_narrowed_and_sorted_by_its_address(colleague, amira):
    plan = a_plan()
    goal = a_goal(policy=plan.policy)
    late = an_initiative(plan=plan, title="Alfa", owner=amira, goals=[goal])
    a_milestone(initiative=late, due_on=TODAY - timedelta(days=3))
    an_initiative(plan=plan, title="Beta", done_on=TODAY)

    def titles(**query):
        html = page(colleague, "plan-table", plan, **query)
        return [title for title in ("Alfa", "Beta") if f"{title}</a>" in html]

    assert titles() == ["Alfa", "Beta"]
    assert titles(q="bet") == ["Beta"]
    assert titles(status="late") == ["Alfa"]
    assert titles(goal=str(goal.pk)) == ["Alfa"]
    assert titles(owner=str(amira.pk)) == ["Alfa"]
    assert titles(owner="none") == ["Beta"]
    assert titles(status="ukendt", goal="x", page="99") == ["Alfa", "Beta"]


def test_the_worst_comes_first_when_asked_for(colleague):
    plan = a_plan()
    an_initiative(plan=plan, title="Godt", number=1, started_on=date(2025, 2, 1))
    bad = an_initiative(plan=plan, title="Skidt", number=2)
    a_milestone(initiative=bad, due_on=TODAY - timedelta(days=200))

    html = page(colleague, "plan-table", plan, sort="status")

    assert html.index("Skidt</a>") < html.index("Godt</a>")


def test_the_timeline_draws_each_milestone_by_its_state(colleague):
    initiative = an_initiative()
    a_milestone(initiative=initiative, due_on=date(2025, 5, 1), state="done", done_on=TODAY)
    a_milestone(initiative=initiative, due_on=date(2026, 1, 1))
    a_milestone(initiative=initiative, due_on=date(2026, 9, 1))
    a_milestone(initiative=initiative, due_on=date(2026, 9, 2), state="dropped")

    html = page(colleague, "plan-timeline", initiative.plan)

    marks = [html.count(f"st-mark-{kind}") for kind in ("done", "late", "coming")]
    assert marks == [1, 1, 1]
    assert "style=" not in html[html.index("<main") : html.index("</main>")]


def test_numbers_in_the_drawing_are_not_written_the_danish_way(colleague):
    initiative = an_initiative(due_on=date(2026, 6, 17))
    a_milestone(initiative=initiative, due_on=date(2026, 3, 3))

    html = page(colleague, "plan-timeline", initiative.plan)
    drawn = html[html.index("st-lines") : html.index("</table>")]

    for number in drawn.split('cx="')[1:]:
        float(number[: number.index('"')])


def test_the_initiative_page_tells_everything_to_a_colleague(colleague, signe):
    initiative = an_initiative(title="Natcafé", challenge="Det er koldt.")
    other = an_initiative(title="Kaffevognen", plan=a_plan(first_year=2023, last_year=2024))
    going_on.carry_on(other, by=signe, kind="merged", to=initiative, on=TODAY, note="Én vogn.")
    a_criterion(initiative=initiative, text="Færre sover udenfor", suggestion="Skriv hvor mange.")
    saved(ContactPerson(initiative=initiative, department="Gadeplan", person="Ane Bak"))
    saved(Funding(initiative=initiative, kind="state_pool", amount_dkk=Decimal(250_000)))

    html = page(colleague, "initiative", initiative)

    for words in (
        "Det er koldt.",
        "Kaffevognen",
        "Én vogn.",
        "Kan ikke måles, som det står",
        "Skriv hvor mange.",
        "Ane Bak",
        "250.000 kr.",
    ):
        assert words in html
    assert reverse("strategy:edit-initiative", args=[initiative.pk]) not in html


def test_the_owner_follows_the_initiative_and_does_not_steer_it(colleague, amira):
    initiative = an_initiative(owner=amira)

    html = page(colleague, "initiative", initiative)

    assert reverse("strategy:set-milestone", args=[initiative.pk]) in html
    assert reverse("strategy:assign-owner", args=[initiative.pk]) not in html
    answer = post(
        colleague,
        "override-status",
        initiative,
        status="late",
        reason="Vi venter på lokalet.",
    )
    assert answer.status_code == 302
    initiative.refresh_from_db()
    assert (initiative.status_said, initiative.status_said_by) == ("late", amira)


def test_another_colleague_says_nothing_of_it(client, bo, amira):
    initiative = an_initiative(owner=amira)
    milestone = a_milestone(initiative=initiative)
    client.force_login(bo)

    assert post(client, "override-status", initiative, status="done", reason="X").status_code == 404
    assert post(client, "complete-milestone", milestone, on="2026-03-10").status_code == 404


def test_a_refusal_stands_above_the_form_with_what_was_typed(secretary):
    plan = a_plan()

    answer = post(
        secretary, "prolong-plan", plan, ends_on="2026-01-01", reason="Mere tid", decided_in=""
    )

    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Vælg en senere dag" in html
    assert "Mere tid" in html


def test_an_unclear_agenda_item_is_asked_for_again(secretary):
    answer = post(
        secretary, "prolong-plan", a_plan(), ends_on="2027-06-30", reason="X", decided_in="i marts"
    )

    assert answer.status_code == 200
    assert "pkt. 14" in answer.content.decode()


def test_a_plan_is_prolonged_with_its_decision(secretary):
    plan = a_plan()

    post(
        secretary,
        "prolong-plan",
        plan,
        ends_on="2027-06-30",
        reason="Valg",
        decided_in="SU den 2. marts 2026, pkt. 14",
    )

    plan.refresh_from_db()
    assert plan.last_day == date(2027, 6, 30)
    assert plan.prolonged_in.number == 14


def test_an_initiative_is_written_with_goals_and_edited(secretary):
    plan = a_plan()
    goal = a_goal(policy=plan.policy)
    texts = {"title": "Natcafé", "kind": "development", "carried_over": "no", "origin": "council"}

    answer = post(secretary, "start-initiative", plan, number=3, goals=[goal.pk], **texts)

    initiative = Initiative.objects.get(title="Natcafé")
    assert answer.url == reverse("strategy:initiative", args=[initiative.pk])
    assert list(initiative.goals.all()) == [goal]
    post(secretary, "edit-initiative", initiative, version=1, **{**texts, "title": "Natcafé nu"})
    initiative.refresh_from_db()
    assert initiative.title == "Natcafé nu"
    assert not initiative.goals.exists()


def test_criteria_are_split_by_a_person_from_the_words_of_the_plan(secretary):
    initiative = an_initiative(success_criteria="Flere får en læge. Alle har en plan.")

    html = page(secretary, "split-criteria", initiative)
    assert "Flere får en læge\nAlle har en plan" in html
    post(secretary, "split-criteria", initiative, texts="Flere får en læge\r\nAlle har en plan")

    assert [row.kind for row in initiative.criteria.all()] == ["direction", "share"]


def test_a_milestone_is_done_from_the_page(secretary, signe):
    milestone = a_milestone()

    post(secretary, "complete-milestone", milestone, on="2026-03-09")

    milestone.refresh_from_db()
    assert (milestone.state, milestone.done_by) == (Milestone.State.DONE, signe)


def test_the_story_tells_who_did_what_and_what_stood_before(secretary, signe):
    initiative = initiatives.start_initiative(a_plan(), by=signe, title="Natcafé")
    initiatives.edit_initiative(initiative, by=signe, based_on=1, title="Natcafé", challenge="Før")
    initiatives.edit_initiative(initiative, by=signe, based_on=2, title="Natcafé", challenge="Nu")

    html = page(secretary, "initiative-history", initiative)

    assert html.count("ændrede teksterne") == 2
    assert signe.name in html
    assert "<del>Før</del>" in html


def test_a_wrong_lineage_is_taken_back_by_its_page(secretary, signe):
    row = going_on.carry_on(an_initiative(), by=signe, kind="closed", on=TODAY)

    post(secretary, "take-back-lineage", row)

    assert not Lineage.objects.exists()


@pytest.mark.parametrize(
    ("here", "label"),
    [
        ("desk", "Overblik"),
        ("plan-table", "Handleplaner"),
        ("initiative", "Handleplaner"),
        ("edit-goal", "Politikker"),
        ("grant-scheme", "Støtte til foreninger"),
        ("open-grant-round", "Støtte til foreninger"),
    ],
)
def test_each_page_stands_under_its_tab(here, label):
    assert [str(tab.label) for tab in tabs(here, steers=True) if tab.current] == [label]


BUDGET = 15


@pytest.mark.parametrize("name", ["plan", "plan-table", "plan-timeline", "desk"])
def test_a_large_plan_costs_no_more_queries_than_a_small_one(secretary, name):
    plan = a_plan()
    goals = [a_goal(policy=plan.policy) for _ in range(4)]
    address = reverse(f"strategy:{name}", args=[] if name == "desk" else [plan.pk])

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert secretary.get(address).status_code == 200
        return len(asked)

    def write(how_many):
        for number in range(how_many):
            initiative = an_initiative(
                plan=plan, goals=goals[: number % 4], department=a_party(kind="department")
            )
            a_milestone(initiative=initiative, due_on=TODAY - timedelta(days=number))

    write(2)
    # The first page of a session writes it down; the others do not.
    queries()
    few = queries()
    write(30)

    assert queries() == few
    assert few <= BUDGET


def test_an_initiative_with_something_of_each_costs_no_more_than_a_bare_one(
    secretary, amira, django_assert_max_num_queries
):
    full = an_initiative(goals=[a_goal(), a_goal()], owner=amira)
    for day in (1, 2, 3):
        a_milestone(initiative=full, due_on=TODAY + timedelta(days=day))
        a_criterion(initiative=full)
        saved(ContactPerson(initiative=full, person=f"Vibeke Opdigtet{day}"))
        then = an_initiative(plan=full.plan)
        saved(
            Lineage(
                from_initiative=full,
                to_initiative=then,
                kind="new_phase",
                on=TODAY,
                made_by=amira,
            )
        )
    address = reverse("strategy:initiative", args=[full.pk])
    secretary.get(address)

    with django_assert_max_num_queries(BUDGET):
        html = secretary.get(address).content.decode()

    assert html.count("<b>Vibeke Opdigtet") == 3


def test_a_goal_of_a_large_plan_is_folded_in_the_tree_and_whole_in_the_table(colleague):
    plan = a_plan()
    goal = a_goal(policy=plan.policy)
    for number in range(SHOWN_UNDER_A_GOAL + 2):
        an_initiative(plan=plan, number=number + 1, title=f"Indsats {number:02}", goals=[goal])

    tree, table = page(colleague, "plan", plan), page(colleague, "plan-table", plan)

    assert "Indsats 16" not in tree
    assert f"?goal={goal.pk}" in tree
    assert "2 indsatser mere" in tree
    assert "Indsats 16" in table
