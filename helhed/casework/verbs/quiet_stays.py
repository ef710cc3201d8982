"""A hospital stay of which nothing is heard: the message that ends it may never come."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from helhed.casework.verbs.hospital import team_of
from helhed.stays import verbs as stays
from helhed.stays.models import Kind, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

QUIET_DAYS = 7
ANSWERED_WITHIN = timedelta(days=1)
# What a message or a colleague leaves behind when there is news of a stay.
NEWS = (Duty.Kind.WARD, Duty.Kind.ON_LEAVE, Duty.Kind.TRANSFERRED)


@transaction.atomic
def ask_about_quiet_stays(*, at: datetime, system_actor: str = "duty_keeper") -> int:
    """After a week without news somebody calls the ward, and ends a stay that is over by hand.

    The same silence asks once. A call that is noted is news: the next week of silence asks again.
    Returns how many stays were asked about. Source: "no news for n days", the table of states in
    docs/medcom.md.
    """
    admitted = Stay.objects.open().filter(kind=Kind.HOSPITAL).select_related("citizen")
    return sum(_ask(stay, at=at, system_actor=system_actor) for stay in admitted.order_by("id"))


def _ask(stay: Stay, *, at: datetime, system_actor: str) -> bool:
    told = Duty.objects.filter(citizen=stay.citizen_id, kind__in=NEWS)
    if stay.citizen.deceased_on or told.open().exists():
        return False
    heard = _last_heard(stay, list(told))
    days = (timezone.localdate(at) - timezone.localdate(heard)).days
    team = team_of(stay.citizen)
    if team is None or days < QUIET_DAYS:
        return False
    said = ngettext("No news for %(days)s day.", "No news for %(days)s days.", days)
    teams.open_duty(
        stay.citizen,
        Duty.Kind.WARD,
        by=None,
        cause=f"quiet:{stay.pk}:{timezone.localdate(heard):%Y%m%d}",
        due_at=at + ANSWERED_WITHIN,
        reason=f"{said % {'days': days}} "
        + gettext("Call the ward. If the citizen has left, end the stay yourself."),
        owner=stays.own_person(stay.citizen),
        team=team,
        system_actor=system_actor,
    )
    return True


def _last_heard(stay: Stay, told: list[Duty]) -> datetime:
    since = [duty for duty in told if duty.created_at >= stay.created_at]
    heard = [duty.created_at for duty in since]
    return max([stay.created_at, *heard, *(duty.done_at for duty in since if duty.done_at)])
