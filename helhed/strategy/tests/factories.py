"""Rows for tests; only what matters to the sentence is spelled out there."""

from datetime import date
from decimal import Decimal
from itertools import count

from helhed.strategy.models import (
    ActionPlan,
    Committee,
    Criterion,
    Funding,
    Goal,
    GrantApplication,
    GrantRound,
    GrantScheme,
    Initiative,
    Milestone,
    Party,
    Policy,
    Principle,
)

_numbers = count(1)


def saved(row):
    row.save()
    return row


def a_policy(**fields):
    n = next(_numbers)
    known = {"title": f"Politik {n}", "first_year": 2025, "last_year": 2028}
    return saved(Policy(**{**known, **fields}))


def a_principle(**fields):
    policy = fields.pop("policy", None) or a_policy()
    return saved(Principle(policy=policy, **{"title": "Mød mennesket først", **fields}))


def a_goal(**fields):
    n = next(_numbers)
    policy = fields.pop("policy", None) or a_policy()
    return saved(Goal(policy=policy, **{"key": f"maal-{n}", "title": f"Mål {n}", **fields}))


def a_plan(**fields):
    n = next(_numbers)
    policy = fields.pop("policy", None) or a_policy()
    known = {"title": f"Handleplan {n}", "first_year": 2025, "last_year": 2026}
    return saved(ActionPlan(policy=policy, **{**known, **fields}))


def an_initiative(**fields):
    n = next(_numbers)
    plan = fields.pop("plan", None) or a_plan()
    goals = fields.pop("goals", [])
    row = saved(Initiative(plan=plan, **{"title": f"Indsats {n}", "number": n, **fields}))
    row.goals.set(goals)
    return row


def a_milestone(**fields):
    initiative = fields.pop("initiative", None) or an_initiative()
    known = {"title": "Aftalen er på plads", "due_on": date(2026, 6, 30)}
    return saved(Milestone(initiative=initiative, **{**known, **fields}))


def a_criterion(**fields):
    initiative = fields.pop("initiative", None) or an_initiative()
    return saved(Criterion(initiative=initiative, **{"text": "Flere får en plan", **fields}))


def funding(**fields):
    initiative = fields.pop("initiative", None) or an_initiative()
    return saved(Funding(initiative=initiative, **{"kind": "state_pool", **fields}))


def a_party(**fields):
    return saved(Party(**{"name": f"Foreningen {next(_numbers)}", "kind": "association", **fields}))


def a_committee(**fields):
    return saved(Committee(**{"name": f"Udvalg {next(_numbers)}", **fields}))


def a_scheme(**fields):
    known = {"year": 2000 + next(_numbers), "amount_dkk": Decimal(500_000)}
    return saved(GrantScheme(**{**known, **fields}))


def a_round(**fields):
    scheme = fields.pop("scheme", None) or a_scheme()
    known = {"kind": "ordinary", "opens_on": date(2026, 2, 1), "closes_on": date(2026, 3, 31)}
    return saved(GrantRound(scheme=scheme, **{**known, **fields}))


def an_application(**fields):
    known = {
        "round": fields.pop("round", None) or a_round(),
        "association": fields.pop("association", None) or a_party(),
        "title": "Åbent værested om søndagen",
        "asked_dkk": Decimal(100_000),
        "received_on": date(2026, 2, 10),
        "volunteers_at_core": True,
        "not_section_79": True,
        "child_certificates": True,
    }
    return saved(GrantApplication(**{**known, **fields}))
