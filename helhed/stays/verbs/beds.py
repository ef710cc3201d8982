"""Hold, take, keep, free and change beds; open and close them; the steps of the cold weather."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays.free import is_taken
from helhed.stays.models import LEGAL_BASIS, Bed, BedClaim, BedPeriod, ColdStep, Site, Stay
from helhed.stays.verbs import claims
from helhed.teams import verbs as teams
from helhed.teams.models import Relation

HOLD_AREAS = ("basic",)


class AnswerInTime(Refused):
    message = _("Choose a time to answer by that has not been yet. Until then the bed is held.")


class NotAHold(Refused):
    message = _("The citizen no longer has the bed on that night.")


class NoBedToKeep(Refused):
    message = _("No bed is noted for the stay, so there is none to keep.")


class StaysOn(Refused):
    message = _("The citizen still sleeps here. Free the bed by ending the stay, or move them.")


class SomebodyHasIt(Refused):
    message = _("Somebody has the bed on one of those nights. Find them another bed first.")


class PeriodEndsBeforeItBegins(Refused):
    message = _("The last day lies before the first. Look at the two.")


class NameIsUsed(Refused):
    message = _("The house has a bed of that name already.")


@transaction.atomic
def add_bed(
    site: Site,
    *,
    by: User | None,
    name: str,
    kind: str,
    open_from: date | None = None,
    **facts: Any,
) -> Bed:
    """A new bed or home in the house; open from a night, or not yet.

    `facts`: legal_basis, landlord, rent_dkk, size_m2, rooms, area, floor, lift, step_free, pets,
    couples, shared, rules, extra.
    """
    if Bed.objects.filter(site=site, name=name).exists():
        raise NameIsUsed
    facts["legal_basis"] = facts.get("legal_basis") or LEGAL_BASIS.get(kind, "")
    bed = Bed(site=site, name=name, kind=kind, **facts)
    bed.save()
    audit.record("stays.add_bed", by=by, obj=bed, kind=kind)
    if open_from is not None:
        set_period(bed, by=by, state=BedPeriod.State.OPEN, from_night=open_from)
    return bed


@transaction.atomic
def change_bed(bed: Bed, *, by: User, **facts: Any) -> Bed:
    """Put right what is known of the bed or home."""
    for name, value in facts.items():
        setattr(bed, name, value)
    bed.save()
    audit.record("stays.change_bed", by=by, obj=bed, fields=sorted(facts))
    return bed


@transaction.atomic
def set_period(
    bed: Bed,
    *,
    by: User | None,
    state: str,
    from_night: date,
    until_day: date | None = None,
    reason: str = "",
    cold_step: ColdStep | None = None,
) -> BedPeriod:
    """The bed is open, being made ready or closed on these nights; what stood there gives way.

    Raises SomebodyHasIt when a bed that shall not be used has somebody on one of the nights.
    """
    if until_day is not None and until_day <= from_night:
        raise PeriodEndsBeforeItBegins
    bed = claims.lock(bed)
    if state != BedPeriod.State.OPEN and is_taken(bed, from_night, until_day, at=clock.now()):
        raise SomebodyHasIt
    for old in BedPeriod.objects.touching(from_night, until_day).filter(bed=bed):
        _give_way(old, from_night, until_day)
    period = BedPeriod(
        bed=bed,
        state=state,
        from_night=from_night,
        until_day=until_day,
        reason=reason[:160],
        cold_step=cold_step,
        noted_by=by,
    )
    period.save()
    audit.record("stays.set_period", by=by, obj=period, state=state, from_night=from_night)
    return period


def _give_way(old: BedPeriod, first: date, past: date | None) -> None:
    """Cut `[first, past)` out of an older period; a rest on either side stays."""
    ends = old.until_day
    if old.from_night < first:
        old.until_day = first
        old.save(update_fields=["until_day"])
    else:
        old.delete()
    if past is not None and (ends is None or ends > past):
        BedPeriod(
            bed=old.bed,
            state=old.state,
            from_night=past,
            until_day=ends,
            reason=old.reason,
            cold_step=old.cold_step,
            noted_by=old.noted_by,
        ).save()


@transaction.atomic
def hold_bed(
    bed: Bed,
    *,
    by: User,
    citizen: Citizen,
    from_night: date,
    answer_by: datetime,
    until_day: date | None = None,
    why: str = "",
) -> BedClaim:
    """Hold the bed for the citizen until somebody answers, at the latest at `answer_by`.

    Afterwards it is free by itself. The house sees for whom, as long as it is held.
    """
    if answer_by <= clock.now():
        raise AnswerInTime
    claim = claims.write(
        BedClaim(
            citizen=citizen,
            bed=claims.lock(bed),
            kind=BedClaim.Kind.HOLD,
            from_night=from_night,
            until_day=until_day,
            answer_by=answer_by,
            why=why[:160],
            noted_by=by,
        )
    )
    if bed.site.team is not None:
        teams.open_relation(
            citizen,
            by=by,
            team=bed.site.team,
            kind=Relation.Kind.STAY,
            areas=HOLD_AREAS,
            purpose=gettext("A bed is held for the citizen."),
            cause=f"claim:{claim.pk}",
            ends_at=answer_by,
        )
    audit.record("stays.hold_bed", by=by, obj=claim, answer_by=answer_by)
    return claim


@transaction.atomic
def release_hold(claim: BedClaim, *, by: User, because: str = "") -> BedClaim:
    """The bed is held no longer."""
    claims.lock(claim.bed)
    claim = BedClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.kind != BedClaim.Kind.HOLD or claim.released_at is not None:
        raise NotAHold
    claims.release(claim, by=by, because=because or gettext("Not needed any more."))
    teams.close_relations(claim.citizen, by=by, cause=f"claim:{claim.pk}")
    return claim


@transaction.atomic
def extend_hold(claim: BedClaim, *, by: User, answer_by: datetime) -> BedClaim:
    """Hold the bed longer. Raises BedIsTaken when it lapsed and somebody has it since."""
    bed = claims.lock(claim.bed)
    claim = BedClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.kind != BedClaim.Kind.HOLD or claim.released_at is not None:
        raise NotAHold
    # A hold whose time is up counts for nobody: it must be free to be held again.
    lapsed = claim.answer_by is not None and claim.answer_by <= clock.now()
    if lapsed and is_taken(bed, claim.from_night, claim.until_day, at=clock.now()):
        raise claims.BedIsTaken
    claim.answer_by = answer_by
    claim.version += 1
    claim.save(update_fields=["answer_by", "version"])
    Relation.objects.filter(
        citizen=claim.citizen, cause=f"claim:{claim.pk}", revoked_at__isnull=True
    ).update(ends_at=answer_by)
    audit.record("stays.extend_hold", by=by, obj=claim, answer_by=answer_by)
    return claim


@transaction.atomic
def take_bed(bed: Bed, *, by: User | None, stay: Stay, from_night: date | None = None) -> BedClaim:
    """Somebody who stays in the house sleeps in this bed, from a night on or from the first.

    What was held or kept for them here gives way. Raises BedIsTaken, BedIsNotOpen, OtherHouse,
    HasABedAlready.
    """
    first = max(from_night or stay.from_night, stay.from_night)
    claim = claims.give_bed(stay, bed, by=by, from_night=first)
    audit.record("stays.take_bed", by=by, obj=claim, bed=bed.pk)
    return claim


@transaction.atomic
def keep_bed(stay: Stay, *, by: User, why: str, until_day: date | None = None) -> BedClaim:
    """Keep the bed free while the citizen is away; homes are kept by themselves."""
    last = (
        stay.claims.filter(kind="stay", released_at__isnull=True)
        .order_by("from_night", "id")
        .last()
    )
    if last is None or stay.until_day is None:
        raise NoBedToKeep
    claim = claims.keep(stay, last.bed, by=by, why=why, until_day=until_day)
    audit.record("stays.keep_bed", by=by, obj=claim)
    return claim


@transaction.atomic
def free_bed(claim: BedClaim, *, by: User, on: date, because: str) -> BedClaim:
    """A bed kept free, or noted for somebody who has gone, is free from the night of `on`."""
    claims.lock(claim.bed)
    claim = BedClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.kind == BedClaim.Kind.STAY and claim.stay and claim.stay.until_day is None:
        raise StaysOn
    claims.end_on(claim, on, by=by, because=because)
    audit.record("stays.free_bed", by=by, obj=claim, on=on)
    return claim


@transaction.atomic
def move_bed(claim: BedClaim, *, by: User, to: Bed, on: date) -> BedClaim:
    """To another bed of the same house from the night of `on`; the stay goes on.

    Two beds are locked in the order of their numbers, so that two who swap never wait for ever.
    """
    list(Bed.objects.select_for_update().filter(Q(pk=to.pk) | Q(pk=claim.bed_id)).order_by("pk"))
    claim = BedClaim.objects.select_for_update().get(pk=claim.pk)
    if claim.stay is None or claim.kind != BedClaim.Kind.STAY or claim.released_at is not None:
        raise NotAHold
    first = max(on, claim.from_night)
    if claim.until_day is not None and claim.until_day <= first:
        raise NotAHold
    claims.end_on(claim, first, by=by, because=gettext("Moved to another bed."))
    moved = claims.give_bed(claim.stay, to, by=by, from_night=first)
    audit.record("stays.move_bed", by=by, obj=moved, left=claim.bed_id)
    return moved
