"""The ward says that the citizen may leave: from then on every night there is one too many."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.casework.verbs.hospital import CONTACT_WARD_WITHIN, NotInHospital, team_of
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty


class NotReadyThen(Refused):
    message = _("Choose a day of the stay in hospital, and not one that is still to come.")


@transaction.atomic
def tell_ready(stay: Stay, *, by: User, on: date) -> Stay:
    """The ward has said that the citizen is ready to leave (færdigbehandlet) since the day `on`.

    Opens the duty to agree with the ward where the citizen goes. Told again, the newer day counts;
    the history keeps what was told first. Source: law.md 14.
    """
    _must_be_in_hospital(stay)
    if not stay.from_night <= on <= clock.today():
        raise NotReadyThen
    stay = stays.correct_stay(stay, by=by, ready_on=on)
    teams.open_duty(
        stay.citizen,
        Duty.Kind.WARD,
        by=by,
        cause=cause_of(stay),
        due_at=_noon(clock.today()) + CONTACT_WARD_WITHIN,
        reason=gettext("The ward says the citizen may leave. Agree where to, and when."),
        owner=stays.own_person(stay.citizen),
        team=team_of(stay.citizen),
    )
    audit.record("casework.tell_ready", by=by, obj=stay, on=on)
    return stay


@transaction.atomic
def take_ready_back(stay: Stay, *, by: User) -> Stay:
    """The ward has taken it back: the citizen stays for now, and the duty goes."""
    _must_be_in_hospital(stay)
    stay = stays.correct_stay(stay, by=by, ready_on=None)
    teams.withdraw_duty(
        stay.citizen,
        Duty.Kind.WARD,
        cause_of(stay),
        by=by,
        because=gettext("The ward has taken it back."),
    )
    audit.record("casework.take_ready_back", by=by, obj=stay)
    return stay


def cause_of(stay: Stay) -> str:
    """Apart from the duty of the admission, which tells of planning and not of waiting."""
    return f"ready:{stay.pk}"


def _must_be_in_hospital(stay: Stay) -> None:
    gone = stay.until_day is not None or stay.cancelled_at is not None
    if stay.kind != Kind.HOSPITAL or gone:
        raise NotInHospital


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
