"""What stands around a citizen, fetched through the door, so that no view asks a table itself."""

from uuid import UUID

from django.db.models import QuerySet

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.citizens.models import (
    Citizen,
    Consent,
    GoodToKnow,
    Hold,
    Merge,
    NetworkMember,
    Remark,
    StreetName,
    WayToReach,
    of_the_person,
)
from helhed.core import clock


def ways_of(citizen: Citizen) -> QuerySet[WayToReach]:
    """How to reach the citizen now."""
    ways = citizen.waytoreachs.filter(until_day__isnull=True).order_by("kind", "-from_day", "-id")
    # A protected citizen's places stand nowhere, not even when they were written earlier.
    return ways.exclude(kind=WayToReach.Kind.PLACE) if citizen.protected else ways


def valid_consents_of(citizen: Citizen) -> set[Consent]:
    return set(Consent.objects.valid_on(clock.today()).filter(citizen=citizen))


def good_to_know_of(citizen: Citizen) -> QuerySet[GoodToKnow]:
    """What helps first, then what does not."""
    rows = GoodToKnow.objects.filter(citizen=citizen, removed_on__isnull=True)
    return rows.order_by("-helps", "written_on", "id")


def network_of(citizen: Citizen) -> QuerySet[NetworkMember]:
    members = NetworkMember.objects.filter(citizen=citizen, removed_on__isnull=True)
    return members.order_by("created_at", "id")


def open_good_to_know(user: User, pk: UUID) -> GoodToKnow:
    return door.open_for(user, GoodToKnow, pk, to=May.EDIT_BASIC)


def open_network_member(user: User, pk: UUID) -> NetworkMember:
    return door.open_for(user, NetworkMember, pk, to=May.EDIT_BASIC)


def open_street_name(user: User, pk: UUID) -> StreetName:
    return door.open_for(user, StreetName, pk, to=May.EDIT_BASIC)


def open_way(user: User, pk: UUID) -> WayToReach:
    return door.open_for(user, WayToReach, pk, to=May.EDIT_BASIC)


def open_consent(user: User, pk: UUID) -> Consent:
    return door.open_for(user, Consent, pk, to=May.EDIT_BASIC)


def open_merge(user: User, pk: UUID) -> Merge:
    return door.open_for(user, Merge, pk, to=May.MERGE)


def remarks_of(citizen: Citizen) -> QuerySet[Remark]:
    """Where the citizen sees it differently, the newest first."""
    return Remark.objects.filter(of_the_person(citizen.pk)).order_by("-said_on", "-id")


def hold_on(citizen: Citizen) -> Hold | None:
    """Why the record may not be erased, if that is so."""
    holds = Hold.objects.filter(of_the_person(citizen.pk), lifted_on__isnull=True)
    return holds.select_related("set_by").order_by("id").first()


def open_hold(user: User, pk: UUID) -> Hold:
    return door.open_for(user, Hold, pk, to=May.HOLD)
