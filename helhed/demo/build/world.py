"""What the builder knows while it tells the story to the verbs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts.models import Enquiry
from helhed.demo.events import Event
from helhed.demo.people import Person
from helhed.demo.scale import Scale
from helhed.plans.models import Goal, Hope, Plan, Service, Step
from helhed.stays.models import Site, Stay
from helhed.teams.models import Handover, Team


@dataclass
class World:
    """Rows by the keys of the story. Only keys and rows of the invented municipality."""

    scale: Scale
    people: dict[int, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    citizens: dict[int, Citizen] = field(default_factory=dict)
    team_of: dict[int, str] = field(default_factory=dict)
    plans: dict[int, Plan] = field(default_factory=dict)
    hopes: dict[tuple[int, str], Hope] = field(default_factory=dict)
    goals: dict[tuple[int, str], Goal] = field(default_factory=dict)
    steps: dict[tuple[int, str], Step] = field(default_factory=dict)
    services: dict[tuple[int, str], Service] = field(default_factory=dict)
    appointments: dict[tuple[int, str], UUID] = field(default_factory=dict)
    promises: dict[tuple[int, str], UUID] = field(default_factory=dict)
    consents: dict[tuple[int, str], Any] = field(default_factory=dict)
    stays: dict[int, Stay] = field(default_factory=dict)
    ways: dict[int, Any] = field(default_factory=dict)
    handovers: dict[int, Handover] = field(default_factory=dict)
    enquiries: dict[str, Enquiry] = field(default_factory=dict)
    # What the builder left out, and why: told at the end, so that nothing is hidden.
    left_out: dict[str, int] = field(default_factory=dict)

    def user(self, username: str) -> User:
        return self.users[username]

    def by(self, event: Event) -> User:
        """Who writes it down; the leader where the story names nobody."""
        return self.users[event.by or "leder"]

    def team(self, who: int) -> Team:
        return self.teams[self.team_of.get(who, "act")]


Handler = Callable[[World, Any], None]
