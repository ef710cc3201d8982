"""Who is forgotten: no future contact, and nobody at work who will see to it in time."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from helhed.citizens.models import Citizen
from helhed.contacts.models import Appointment
from helhed.teams.models import Absence, Duty, Enrolment, Team


def forgotten(team: Team, *, at: datetime) -> QuerySet[Citizen]:
    """The team's citizens who are forgotten at the moment. The goal is none."""
    mine = Enrolment.objects.open_on(timezone.localdate(at)).filter(team=team)
    belongs = Exists(mine.filter(citizen=OuterRef("pk")))
    return Citizen.objects.present().filter(belongs).exclude(cared_for(at=at))


def cared_for(*, at: datetime, citizen: str = "pk") -> Q:
    """Condition on Citizen: a future contact, or a duty in time that somebody at work has.

    On rows about a citizen, `citizen` says where their key stands.

    An appointment of today counts until the day is over.
    """
    day = timezone.localdate(at)
    ahead = Appointment.objects.ahead_on(day).filter(citizen=OuterRef(citizen))
    away = Absence.objects.filter(user=OuterRef("owner"), from_day__lte=day, until_day__gt=day)
    kept = (
        Duty.objects.open()
        .filter(citizen=OuterRef(citizen), due_at__gte=at, owner__is_active=True)
        .exclude(Exists(away))
    )
    return Q(Exists(ahead)) | Q(Exists(kept))
