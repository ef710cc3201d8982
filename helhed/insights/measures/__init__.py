"""Every figure by name: one Ibis expression each, the same on every engine."""

from helhed.insights.measures import (
    contacts,
    fidelity,
    homelessness,
    homes,
    housing_first,
    moves,
    rights,
    terms,
    waiting,
)
from helhed.insights.measures.registry import MEASURES, Measure, Unit

__all__ = [
    "MEASURES",
    "Measure",
    "Unit",
    "contacts",
    "fidelity",
    "homelessness",
    "homes",
    "housing_first",
    "moves",
    "rights",
    "terms",
    "waiting",
]
