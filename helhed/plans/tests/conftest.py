"""Karen's plan, as most tests meet it."""

from datetime import UTC, datetime

import pytest

from helhed.core import clock
from helhed.plans.models import Goal, Hope, Plan, Service
from helhed.plans.tests.factories import GoalFactory, HopeFactory, PlanFactory, ServiceFactory

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning():
    """It is Monday 16 November 2026, ten o'clock in Denmark."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def plan(karen, amira) -> Plan:
    return PlanFactory(citizen=karen, lead_coordinator=amira)


@pytest.fixture
def hope(plan, amira) -> Hope:
    return HopeFactory(plan=plan, written_with=amira)


@pytest.fixture
def goal(plan, hope) -> Goal:
    return GoalFactory(plan=plan, hope=hope)


@pytest.fixture
def service(plan, goal) -> Service:
    return ServiceFactory(plan=plan, goal=goal)
