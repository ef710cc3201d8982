"""Colleagues and citizens around somebody: those a form offers to choose from."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment
from helhed.teams.models import Membership, Relation


def colleagues_around(citizen: Citizen, user: User, *, at: datetime) -> QuerySet[User]:
    """Colleagues in the teams that work with the citizen, and the user."""
    ways = Relation.objects.active_at(at).filter(citizen=citizen, team__isnull=False)
    members = Membership.objects.on(timezone.localdate(at)).filter(team__in=ways.values("team"))
    around = User.objects.filter(pk__in=members.values("user"), is_active=True)
    return (around | User.objects.filter(pk=user.pk)).order_by("name")


def citizens_near(user: User, *, at: datetime) -> QuerySet[Citizen]:
    """Citizens of one's own teams that one may write about. Wide readers have none of their own."""
    mine = door.teams_where(user, May.WRITE_CONTACTS).values("pk")
    ways = Relation.objects.active_at(at).filter(team__in=mine, citizen=OuterRef("pk"))
    return (
        door.citizens_open_to(user, May.WRITE_CONTACTS)
        .filter(Exists(ways), merged_into__isnull=True, deceased_on__isnull=True)
        .order_by("sort_key")
    )


def appointment_about(citizen: Citizen, *, at: datetime) -> Appointment | None:
    """The appointment that a contact at the moment most likely is."""
    return Appointment.objects.about(at).filter(citizen=citizen).first()
