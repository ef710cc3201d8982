"""What is around the person: ways to reach them, what helps, and their network."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, GoodToKnow, NetworkMember, WayToReach
from helhed.core import clock
from helhed.core.errors import Refused


class WriteSomething(Refused):
    message = _("Write a few words first.")


class NoAddressForProtected(Refused):
    message = _("The address is protected, so no place is written down here.")


@transaction.atomic
def add_way_to_reach(
    citizen: Citizen, *, by: User, kind: str, text: str, note: str = "", on: date | None = None
) -> WayToReach:
    """A telephone, place or person that reaches the citizen. A new telephone ends the old."""
    if not text.strip():
        raise WriteSomething
    if citizen.protected and kind == WayToReach.Kind.PLACE:
        raise NoAddressForProtected
    day = on or clock.today()
    if kind == WayToReach.Kind.PHONE:
        # Telephones are lost often: the old number stays in the history, and nobody calls it.
        WayToReach.objects.filter(citizen=citizen, kind=kind, until_day__isnull=True).update(
            until_day=day
        )
    way = WayToReach(
        citizen=citizen, kind=kind, text=text.strip()[:120], note=note[:200], from_day=day
    )
    way.save()
    audit.record("citizens.add_way_to_reach", by=by, obj=way, kind=kind)
    return way


@transaction.atomic
def end_way_to_reach(way: WayToReach, *, by: User, on: date) -> WayToReach:
    """It no longer works from the day."""
    way.until_day = on
    way.save(update_fields=["until_day"])
    audit.record("citizens.end_way_to_reach", by=by, obj=way)
    return way


@transaction.atomic
def add_good_to_know(
    citizen: Citizen, *, by: User, text: str, helps: bool, with_citizen: bool = False
) -> GoodToKnow:
    """What helps, or does not, when meeting the citizen."""
    if not text.strip():
        raise WriteSomething
    row = GoodToKnow(
        citizen=citizen,
        text=text.strip()[:160],
        helps=helps,
        written_with_citizen=with_citizen,
        written_on=clock.today(),
    )
    row.save()
    audit.record("citizens.add_good_to_know", by=by, obj=row)
    return row


@transaction.atomic
def remove_good_to_know(row: GoodToKnow, *, by: User, on: date) -> GoodToKnow:
    row.removed_on = on
    row.save(update_fields=["removed_on"])
    audit.record("citizens.remove_good_to_know", by=by, obj=row)
    return row


@transaction.atomic
def add_network_member(
    citizen: Citizen,
    *,
    by: User,
    name: str,
    kind: str,
    relation: str = "",
    phone: str = "",
    telling: str = NetworkMember.Telling.NOT_ASKED,
    may_be_told: str = "",
    told_until: date | None = None,
) -> NetworkMember:
    """Somebody around the citizen; told nothing before the citizen says yes."""
    if not name.strip():
        raise WriteSomething
    member = NetworkMember(
        citizen=citizen,
        name=name.strip()[:120],
        kind=kind,
        relation=relation[:80],
        phone=phone[:20],
        telling=telling,
        may_be_told=may_be_told[:300],
        told_until=told_until,
    )
    member.save()
    audit.record("citizens.add_network_member", by=by, obj=member, telling=telling)
    return member


@transaction.atomic
def agree_what_to_tell(
    member: NetworkMember,
    *,
    by: User,
    telling: str,
    may_be_told: str = "",
    told_until: date | None = None,
) -> NetworkMember:
    """The citizen says what this person may be told, and until when."""
    member.telling, member.may_be_told = telling, may_be_told[:300]
    member.told_until = told_until
    member.save(update_fields=["telling", "may_be_told", "told_until"])
    audit.record("citizens.agree_what_to_tell", by=by, obj=member, telling=telling)
    return member


@transaction.atomic
def remove_network_member(member: NetworkMember, *, by: User, on: date) -> NetworkMember:
    member.removed_on = on
    member.save(update_fields=["removed_on"])
    audit.record("citizens.remove_network_member", by=by, obj=member)
    return member
