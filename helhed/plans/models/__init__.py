"""The one shared plan: hopes, goals, steps, services, progress, reviews."""

from helhed.plans.models.authorities import AuthorityRequest
from helhed.plans.models.goals import Goal, Progress, Step
from helhed.plans.models.plans import CrisisPlan, Hope, NetworkMeeting, Plan, Review, Strength
from helhed.plans.models.services import Pause, Service

__all__ = [
    "AuthorityRequest",
    "CrisisPlan",
    "Goal",
    "Hope",
    "NetworkMeeting",
    "Pause",
    "Plan",
    "Progress",
    "Review",
    "Service",
    "Step",
    "Strength",
]
