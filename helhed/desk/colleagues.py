"""Who works in a team."""

from django.db.models import QuerySet

from helhed.accounts.models import User
from helhed.core import clock
from helhed.teams.models import Membership, Team


def colleagues(team: Team) -> QuerySet[User]:
    """Those who work in the team today, by name."""
    members = Membership.objects.on(clock.today()).filter(team=team)
    return User.objects.filter(pk__in=members.values("user"), is_active=True).order_by("name")
