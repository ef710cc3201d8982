"""Leases, keys, and what puts a home at risk: a duty stands before every date."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.housing.models import Offer, Said, Tenancy, Trouble, Wish
from helhed.housing.verbs.wishes import end_wish, say_wish
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, BedClaim, Stay
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment, Organisation

# How soon somebody acts. A day in court or a bailiff's day leaves no time to wait.
ACT_WITHIN: dict[str, timedelta] = {
    Trouble.Kind.ARREARS: timedelta(days=3),
    Trouble.Kind.COMPLAINT: timedelta(days=3),
    Trouble.Kind.NOTICE: timedelta(days=1),
    Trouble.Kind.COURT: timedelta(days=1),
    Trouble.Kind.BAILIFF: timedelta(days=1),
}
ACUTE = (Trouble.Kind.BAILIFF, Trouble.Kind.COURT)


class AlreadyMovedIn(Refused):
    message = _("The day of moving in is noted already.")


class LeaseHasEnded(Refused):
    message = _("The lease has ended already.")


class NotSettledYet(Refused):
    message = _("Write how it was settled.")


@transaction.atomic
def sign_lease(
    citizen: Citizen,
    *,
    by: User,
    on: date,
    offer: Offer | None = None,
    bed: Bed | None = None,
    address: str = "",
    landlord: Organisation | None = None,
    rent_dkk: int | None = None,
    keys_on: date | None = None,
    support_is_condition: bool = False,
) -> Tenancy:
    """The lease is signed, from an offer or for a home found elsewhere. Nobody lives there yet."""
    home = bed or (offer.bed if offer else None)
    tenancy = Tenancy(
        citizen=citizen,
        offer=offer,
        bed=home,
        # The place of a protected citizen is written nowhere (P8).
        address="" if citizen.protected else address or (home.name if home else ""),
        landlord=landlord or (home.landlord if home else None),
        rent_dkk=rent_dkk or (home.rent_dkk if home else None),
        lease_signed_on=on,
        keys_on=keys_on,
        support_is_condition=support_is_condition,
    )
    tenancy.save()
    audit.record("housing.sign_lease", by=by, obj=tenancy)
    return tenancy


@transaction.atomic
def hand_keys(tenancy: Tenancy, *, by: User, on: date) -> Tenancy:
    """The citizen has the keys."""
    tenancy = _open(tenancy)
    tenancy.keys_on = on
    tenancy.save(update_fields=["keys_on"])
    audit.record("housing.hand_keys", by=by, obj=tenancy, on=on)
    return tenancy


@transaction.atomic
def note_moved_in(tenancy: Tenancy, *, by: User, on: date, stay: Stay) -> Tenancy:
    """The citizen lives there: from now it counts, and the waiting is over.

    Called by `casework.move_into_home`, which answers where the citizen sleeps.
    """
    tenancy = _open(tenancy)
    if tenancy.moved_in_on is not None:
        raise AlreadyMovedIn
    tenancy.moved_in_on, tenancy.stay = on, stay
    tenancy.keys_on = tenancy.keys_on or on
    tenancy.version += 1
    tenancy.save()
    for wish in Wish.objects.waiting().filter(citizen=tenancy.citizen):
        end_wish(wish, by=by, on=on, because=Wish.Ended.MOVED_IN)
    audit.record("housing.note_moved_in", by=by, obj=tenancy, on=on)
    return tenancy


@transaction.atomic
def note_trouble(
    tenancy: Tenancy,
    *,
    by: User,
    on: date,
    kind: str,
    date: date | None = None,
    months: int | None = None,
    text: str = "",
) -> Trouble:
    """The home is at risk: somebody has the duty to act, long before the `date`."""
    tenancy = _open(tenancy)
    trouble = Trouble(
        citizen_id=tenancy.citizen_id,
        tenancy=tenancy,
        kind=kind,
        noted_on=on,
        noted_by=by,
        months=months,
        date=date,
        text=text[:200],
    )
    trouble.save()
    _open_duty(trouble, by=by)
    audit.record("housing.note_trouble", by=by, obj=trouble, kind=kind, date=date)
    return trouble


def _open_duty(trouble: Trouble, *, by: User) -> Duty:
    citizen = trouble.tenancy.citizen
    enrolment = Enrolment.objects.filter(citizen=citizen, until_day__isnull=True).first()
    return teams.open_duty(
        citizen,
        Duty.Kind.KEEP_HOME,
        by=by,
        cause=f"trouble:{trouble.pk}",
        due_at=act_by(trouble),
        reason=in_words(trouble),
        team=enrolment.team if enrolment else None,
        owner=stays.own_person(citizen),
        acute=trouble.kind in ACUTE,
    )


def act_by(trouble: Trouble) -> datetime:
    """Noon of the day by which somebody acts: soon, and always before the date itself."""
    day = trouble.noted_on + ACT_WITHIN[trouble.kind]
    if trouble.date is not None:
        day = min(day, max(trouble.date - timedelta(days=1), trouble.noted_on))
    return timezone.make_aware(datetime.combine(day, time(12)))


def in_words(trouble: Trouble) -> str:
    """What is wrong, as a sentence for the duty: no amounts, no names."""
    what = str(trouble.get_kind_display()).capitalize()
    if trouble.date is None:
        return gettext("%(what)s.") % {"what": what}
    return gettext("%(what)s: %(day)s.") % {"what": what, "day": f"{trouble.date:%d.%m.%Y}"}


@transaction.atomic
def settle_trouble(trouble: Trouble, *, by: User, on: date, how: str) -> Trouble:
    """It is settled: paid, agreed, called off. The duty goes."""
    if not how.strip():
        raise NotSettledYet
    trouble = Trouble.objects.select_for_update().get(pk=trouble.pk)
    if trouble.settled_on is None:
        trouble.settled_on, trouble.settled_how = on, how[:200]
        trouble.version += 1
        trouble.save()
        _withdraw(trouble, by=by, because=how)
        audit.record("housing.settle_trouble", by=by, obj=trouble, kind=trouble.kind)
    return trouble


def _withdraw(trouble: Trouble, *, by: User, because: str) -> None:
    cause = f"trouble:{trouble.pk}"
    teams.withdraw_duty(trouble.citizen, Duty.Kind.KEEP_HOME, cause, by=by, because=because)


@transaction.atomic
def end_tenancy(tenancy: Tenancy, *, by: User, on: date, end: str, words: str = "") -> Tenancy:
    """The tenancy is over. Whoever has lost a home waits for another from the same day.

    No service ends with it: support goes on after a loss.
    """
    tenancy = _open(tenancy)
    tenancy.ended_on, tenancy.end, tenancy.end_words = on, end, words[:300]
    tenancy.version += 1
    tenancy.save()
    for trouble in Trouble.objects.open().filter(tenancy=tenancy):
        _withdraw(trouble, by=by, because=gettext("The tenancy is over."))
    for claim in BedClaim.objects.standing().filter(bed=tenancy.bed, citizen=tenancy.citizen):
        if claim.kind == BedClaim.Kind.KEPT:
            stays.free_bed(claim, by=by, on=on, because=gettext("The tenancy is over."))
    if end in Tenancy.LOST and not Wish.objects.waiting().filter(citizen=tenancy.citizen).exists():
        _wait_again(tenancy, by=by, on=on)
    audit.record("housing.end_tenancy", by=by, obj=tenancy, end=end, on=on)
    return tenancy


def _wait_again(tenancy: Tenancy, *, by: User, on: date) -> Said | None:
    before = (
        Said.objects.filter(citizen=tenancy.citizen, current=True)
        .order_by("-said_on", "-id")
        .first()
    )
    if before is None:
        return None
    kept = (
        "areas",
        "kinds",
        "rooms",
        "rent_max_dkk",
        "pets",
        "alone",
        "couple",
        "floor",
        "support",
    )
    return say_wish(
        tenancy.citizen,
        by=by,
        words=before.words,
        on=on,
        **{name: getattr(before, name) for name in kept},
    )


def _open(tenancy: Tenancy) -> Tenancy:
    tenancy = Tenancy.objects.select_for_update().get(pk=tenancy.pk)
    if tenancy.ended_on is not None:
        raise LeaseHasEnded
    return tenancy


def nights_until(day: date) -> int:
    """Days from today to a date; below nought when it has been."""
    return (day - clock.today()).days
