"""50 plans of 40 initiatives, each followed by 20 indicators over 10 years, put in as rows at once.

Bulk SQL, for timing only: what the verbs would refuse is not asked. Done once in a home.
"""

from datetime import date
from typing import Any

from django.db import connection, transaction

from helhed.accounts.models import User
from helhed.strategy.models import ActionPlan

PLANS, INITIATIVES, INDICATORS, YEARS = 50, 40, 20, 10
MARK = "Måling"

POLICIES = """
INSERT INTO strategy_policy (id, created_at, version, title, first_year, last_year, vision, council)
SELECT gen_random_uuid(), now(), 1,
    'Måling ' || n, %(year)s - 2, %(year)s + 1, '', ''
FROM generate_series(1, 10) n"""
GOALS = """
INSERT INTO strategy_goal
    (id, created_at, version, policy_id, key, kind, place, title, why, how, supporting_plans)
SELECT gen_random_uuid(), now(), 1,
    p.id, 'm' || n, 'goal', n, 'Et mål, nummer ' || n, '', '', ''
FROM strategy_policy p, generate_series(1, 5) n WHERE p.title LIKE 'Måling %%'"""
# One plan in five is in force; the others are over.
PLAN = """
INSERT INTO strategy_actionplan
    (id, created_at, version, policy_id, title, first_year, last_year, prolonged_because)
SELECT gen_random_uuid(), now(), 1,
    p.id, 'Måling ' || n,
    %(year)s - CASE WHEN n = 1 THEN 1 ELSE 2 * n END,
    %(year)s + CASE WHEN n = 1 THEN 1 ELSE 1 - 2 * n END, ''
FROM strategy_policy p, generate_series(1, %(plans)s / 10) n WHERE p.title LIKE 'Måling %%'"""
INITIATIVE = """
INSERT INTO strategy_initiative
    (id, created_at, version, plan_id, number, title, overview_title, kind, target_group,
     carried_over, carried_over_text, challenge, description, success_criteria, partners_text,
     origin, origin_text, owner_id, started_on, paused_because, status_said, status_reason)
SELECT gen_random_uuid(), now(), 1,
    a.id, n, 'En indsats, nummer ' || n, '', 'development', '', 'no', '',
    repeat('Udfordringen er stor. ', 20), repeat('Det gør vi ved den. ', 20), '', '', 'unknown', '',
    CASE WHEN n %% 7 = 0 THEN NULL ELSE
        (%(owners)s::uuid[])[1 + n %% cardinality(%(owners)s::uuid[])] END,
    make_date(a.first_year::int, 2, 1), '', '', ''
FROM strategy_actionplan a, generate_series(1, %(initiatives)s) n WHERE a.title LIKE 'Måling %%'"""
SUPPORTS = """
INSERT INTO strategy_initiative_goals (initiative_id, goal_id)
SELECT i.id, g.id FROM strategy_initiative i
JOIN strategy_actionplan a ON a.id = i.plan_id AND a.title LIKE 'Måling %%'
JOIN strategy_goal g ON g.policy_id = a.policy_id
    AND g.place IN (1 + i.number %% 5, 1 + i.number %% 4)
ON CONFLICT DO NOTHING"""
MILESTONES = """
INSERT INTO strategy_milestone
    (id, created_at, version, initiative_id, title, state, due_on, done_on, note)
SELECT gen_random_uuid(), now(), 1,
    i.id, 'En milepæl', CASE WHEN n = 1 THEN 'done' ELSE 'planned' END,
    make_date(a.first_year + n / 3, 1 + (5 * n + i.number) %% 12, 15),
    CASE WHEN n = 1 THEN make_date(a.first_year::int, 6, 1) END, ''
FROM strategy_initiative i
JOIN strategy_actionplan a ON a.id = i.plan_id AND a.title LIKE 'Måling %%',
    generate_series(1, 4) n"""
INDICATOR = """
INSERT INTO strategy_indicator
    (id, created_at, version, title, unit, direction, frequency, baseline, baseline_period,
     target_kind, target, target_text, public, measure, category, definition_version)
SELECT gen_random_uuid(), now(), 1,
    'Måling ' || i.id || ' ' || n, 'persons', 'up', 'year', 10, '', 'number', 100, '',
    false, '', '', 1
FROM strategy_initiative i
JOIN strategy_actionplan a ON a.id = i.plan_id AND a.title LIKE 'Måling %%',
    generate_series(1, %(indicators)s) n"""
FOLLOWS = """
INSERT INTO strategy_indicator_initiatives (indicator_id, initiative_id)
SELECT id, split_part(title, ' ', 2)::uuid FROM strategy_indicator WHERE title LIKE 'Måling %%'"""
DEFINITION = """
INSERT INTO strategy_definition
    (id, created_at, version, indicator_id, number, text, source, measure, threshold, zero_shown,
     why, written_by_id, in_force_from)
SELECT gen_random_uuid(), now(), 1,
    id, 1, 'Det, der tælles', 'Optælling', '', 5, false, '', %(who)s,
    make_date(%(year)s - %(years)s, 1, 1)
FROM strategy_indicator WHERE title LIKE 'Måling %%'"""
VALUES = """
INSERT INTO strategy_indicatorvalue
    (id, created_at, version, indicator_id, first_day, last_day, category, label, place, state,
     number, missing_share, source, computed_at, definition_version, measure, entered_by_id,
     edition, correction_reason, published_at, published_by_id)
SELECT gen_random_uuid(), now(), 1,
    i.id, make_date(y, 1, 1), make_date(y, 12, 31), '', '', 0, 'shown',
    10 + 8 * (y - %(year)s + %(years)s), 2, 'Optælling', now(), 1, '', %(who)s, 1, '', now(),
    %(who)s
FROM strategy_indicator i, generate_series(%(year)s - %(years)s, %(year)s - 1) y
WHERE i.title LIKE 'Måling %%'"""
STEPS = (
    POLICIES,
    GOALS,
    PLAN,
    INITIATIVE,
    SUPPORTS,
    MILESTONES,
    INDICATOR,
    FOLLOWS,
    DEFINITION,
    VALUES,
)
TABLES = (
    "policy",
    "goal",
    "actionplan",
    "initiative",
    "initiative_goals",
    "milestone",
    "indicator",
    "indicator_initiatives",
    "indicatorvalue",
)


def fill(today: date) -> None:
    """The plans, unless they stand there already."""
    if ActionPlan.objects.filter(title__startswith=f"{MARK} ").exists():
        return
    owners = list(User.objects.filter(is_active=True).order_by("id")[:12])
    facts: dict[str, Any] = {
        "year": today.year,
        "plans": PLANS,
        "initiatives": INITIATIVES,
        "indicators": INDICATORS,
        "years": YEARS,
        "owners": [owner.pk for owner in owners],
        "who": owners[0].pk,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # 400,000 values take longer than a page may.
        cursor.execute("SET LOCAL statement_timeout = 0")
        for step in STEPS:
            cursor.execute(step, facts)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE strategy_{table}")


def addresses(today: date) -> dict[str, str]:
    """{name of the page: where it stands} for one plan in force and one of its initiatives."""
    running = ActionPlan.objects.running_on(today).filter(title__startswith=f"{MARK} ")
    plan = running.order_by("id").first()
    if plan is None:
        return {}
    initiative = plan.initiatives.order_by("number")[3]
    return {
        "strategy: desk": "/strategy/",
        "strategy: plan as a tree": f"/strategy/plans/{plan.pk}/",
        "strategy: plan as a table": f"/strategy/plans/{plan.pk}/table/",
        "strategy: plan over time": f"/strategy/plans/{plan.pk}/timeline/",
        "strategy: initiative": f"/strategy/initiatives/{initiative.pk}/",
        "strategy: indicators": "/strategy/indicators/",
    }
