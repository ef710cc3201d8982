from decimal import Decimal

import pytest

from helhed.strategy.models import Crosswalk, Policy
from helhed.strategy.tests.asking import page, post
from helhed.strategy.tests.factories import (
    a_goal,
    a_plan,
    a_policy,
    a_round,
    a_scheme,
    an_application,
    an_initiative,
)

pytestmark = pytest.mark.django_db


def test_two_who_edit_at_once_are_shown_both_texts(secretary, signe):
    policy = a_policy(vision="Et hjem.")
    typed = {"title": policy.title, "first_year": 2025, "last_year": 2028, "version": 1}
    post(secretary, "edit-policy", policy, vision="Et hjem til alle.", **typed)

    answer = post(secretary, "edit-policy", policy, vision="Et trygt hjem.", **typed)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Et hjem til alle." in html
    assert "Et trygt hjem." in html


def test_the_policy_page_shows_what_nothing_carries(colleague):
    plan = a_plan()
    carried = a_goal(policy=plan.policy, title="Hjem")
    bare = a_goal(policy=plan.policy, title="Arbejde")
    an_initiative(plan=plan, goals=[carried])
    loose = an_initiative(plan=plan, title="Uden retning")

    html = page(colleague, "policy", plan.policy)
    gaps = html[html.index('id="gaps"') :]

    assert bare.title in gaps
    assert loose.title in gaps
    assert "Hjem</a>" not in gaps


def test_old_goals_are_mapped_to_new_ones_by_a_person(secretary, signe):
    old = a_goal(policy=a_policy(first_year=2021, last_year=2024), title="Tag over hovedet")
    new = a_goal(title="Et hjem")

    post(secretary, "cross-goals", new.policy, from_goal=old.pk, to_goal=new.pk, note="Samme")

    assert Crosswalk.objects.get().made_by == signe
    html = page(secretary, "crosswalk", new.policy)
    assert "Tag over hovedet" in html
    again = post(secretary, "cross-goals", new.policy, from_goal=old.pk, to_goal=new.pk)
    assert again.status_code == 200
    assert "allerede koblet" in again.content.decode()


def test_a_whole_grant_is_made_by_pages(secretary):
    application = an_application(round=a_round(scheme=a_scheme(amount_dkk=Decimal(200_000))))
    scheme = application.round.scheme

    post(
        secretary, "assess-application", application, score=8, recommended_dkk=100000, reason="God"
    )
    post(
        secretary,
        "decide-application",
        application,
        outcome="granted",
        granted_dkk="100000",
        on="2026-03-10",
    )
    decision = application.decisions.get()
    post(
        secretary,
        "agree-partnership",
        decision,
        title="Søndag",
        from_day="2026-04-01",
        last_day="2027-12-31",
        instalments="3",
    )

    partnership = decision.partnership
    amounts = [row.amount_dkk for row in partnership.instalments.all()]
    assert sum(amounts) == 100_000
    assert amounts == [33_334, 33_333, 33_333]
    assert "100.000 kr. tilbage" in page(secretary, "grant-scheme", scheme)
    assert "33.334 kr." in page(secretary, "grant-partnership", partnership)


def test_a_policy_is_written_from_nothing(secretary):
    post(secretary, "write-policy", title="Sammen", first_year=2026, last_year=2029)

    assert Policy.objects.get().title == "Sammen"


def test_departments_and_committees_are_named(secretary):
    post(secretary, "name-party", name="Gadeplan", kind="department")
    post(secretary, "name-committee", name="Socialudvalget", short="SU")

    html = page(secretary, "parties")
    assert "Gadeplan" in html
    assert "Socialudvalget" in html
