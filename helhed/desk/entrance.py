"""Which page meets a colleague in the morning, or at night."""

from django.urls import reverse

from helhed.access import door
from helhed.access.may import May
from helhed.access.roles import Role
from helhed.accounts.models import User
from helhed.core import clock
from helhed.teams.models import Membership

BY_ROLE = {
    Role.OUTREACH_WORKER: "contacts:outreach",
    Role.DPO: "desk:audit-log",
    Role.SYSTEM_ADMIN: "exchange:messages",
    Role.NIGHT_STAFF: "desk:night",
    Role.HOUSING_COORDINATOR: "housing:homes",
    Role.UNIT_LEADER: "desk:leader",
    Role.CONTROLLER: "money:overview",
    Role.COMMITTEE_SECRETARY: "strategy:desk",
}


def first_page(user: User) -> str:
    """The address of the page that fits the user's role; help for those who have none."""
    roles = set(
        Membership.objects.on(clock.today()).filter(user=user).values_list("role", flat=True)
    )
    for role, name in BY_ROLE.items():
        if roles == {role}:
            return reverse(name)
    if door.may(user, May.READ_CONTACTS):
        return reverse("desk:board")
    return reverse("desk:no-team")
