"""The indicators and hearings of a plan, as a round's picture and paper tell them."""

from datetime import date
from typing import Any

from helhed.strategy.models import ActionPlan


def figures_of(plan: ActionPlan, *, on: date) -> list[dict[str, Any]]:
    return []


def hearings_of(plan: ActionPlan) -> list[dict[str, Any]]:
    return []
