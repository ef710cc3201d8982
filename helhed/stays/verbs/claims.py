"""Claims on beds follow the stays they belong to, in the same transaction."""

from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.stays.free import is_taken
from helhed.stays.models import HAS_HOME, Bed, BedClaim, BedPeriod, Kind, Stay

# Away for a while, and expected back: the home is kept.
AWAY: tuple[str, ...] = (Kind.HOSPITAL, Kind.PRISON, Kind.TREATMENT)


class Nights(NamedTuple):
    """The nights `[first, past)`; `past` None is until further notice."""

    first: date
    past: date | None


class BedIsTaken(Refused):
    message = _("Somebody has the bed on one of those nights. Choose another bed or other nights.")


class BedIsNotOpen(Refused):
    message = _("The bed is not open on all of those nights. Choose another, or open it first.")


class OtherHouse(Refused):
    message = _("The bed is in another house than the stay. Answer where tonight instead.")


class HasABedAlready(Refused):
    message = _("The citizen has a bed here already. Move them to the other bed instead.")


def lock(bed: Bed) -> Bed:
    """The bed, so that no second colleague gives it away at the same moment."""
    return Bed.objects.select_for_update().get(pk=bed.pk)


def where(bed: Bed) -> dict[str, Any]:
    """Kind of night, house and place of somebody who sleeps in the bed."""
    # A home of one's own has an address and no house whose staff look in.
    if bed.night_kind == Kind.OWN_HOME:
        return {"kind": Kind.OWN_HOME, "site": None, "place": bed.name}
    return {"kind": bed.night_kind, "site": bed.site, "place": ""}


def write(claim: BedClaim) -> BedClaim:
    """Save a new claim. The bed must be locked, open on the first night and free on all."""
    period = BedPeriod.objects.on_night(claim.from_night).filter(bed=claim.bed, state="open")
    if not period.exists():
        raise BedIsNotOpen
    let_holds_lapse()
    if is_taken(claim.bed, claim.from_night, claim.until_day, at=clock.now()):
        raise BedIsTaken
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        if "stays_bedclaim_one_person_a_night" in str(error):
            raise BedIsTaken from error
        raise
    audit.record(
        "stays.claim_bed",
        by=claim.noted_by,
        obj=claim,
        bed=claim.bed_id,
        kind=claim.kind,
        from_night=claim.from_night,
        until_day=claim.until_day,
    )
    return claim


def let_holds_lapse() -> int:
    """Let go of holds whose time is up, so that the constraint needs no clock."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(
            "SELECT stays_let_holds_lapse(%s, %s)",
            [clock.now(), gettext("Nobody answered in time.")],
        )
        count = int(cursor.fetchone()[0])
    if count:
        audit.record("stays.let_holds_lapse", by=None, count=count)
    return count


def release(claim: BedClaim, *, by: User | None, because: str) -> None:
    """The claim takes no night any more; the row stays and says why."""
    claim.released_at, claim.released_because = clock.now(), str(because)[:160]
    claim.version += 1
    claim.save(update_fields=["released_at", "released_because", "version"])
    audit.record("stays.release_claim", by=by, obj=claim, kind=claim.kind)


def end_on(claim: BedClaim, day: date, *, by: User | None, because: str) -> None:
    """The bed is free from the night of `day`; a claim that then has no night is let go."""
    if day <= claim.from_night:
        release(claim, by=by, because=because)
        return
    if claim.until_day is not None and claim.until_day <= day:
        return
    claim.until_day = day
    claim.version += 1
    claim.save(update_fields=["until_day", "version"])
    audit.record("stays.end_claim", by=by, obj=claim, until_day=day)


def give_bed(stay: Stay, bed: Bed, *, by: User | None, from_night: date) -> BedClaim:
    """The stay sleeps in the bed from the night of `from_night` as long as it lasts."""
    bed = lock(bed)
    told = where(bed)
    if stay.kind != told["kind"] or (told["site"] and stay.site_id != told["site"].pk):
        raise OtherHouse
    if stay.claims.touching(from_night, stay.until_day).filter(kind="stay").exists():
        raise HasABedAlready
    for own in _own_claims(stay, bed):
        end_on(own, from_night, by=by, because=gettext("Moved in."))
    claim = BedClaim(
        citizen_id=stay.citizen_id,
        bed=bed,
        kind=BedClaim.Kind.STAY,
        stay=stay,
        from_night=from_night,
        until_day=stay.until_day,
        noted_by=by,
    )
    return write(claim)


def _own_claims(stay: Stay, bed: Bed) -> list[BedClaim]:
    """What holds or keeps this very bed for the same citizen gives way to the stay."""
    rows = BedClaim.objects.touching(stay.from_night, stay.until_day)
    return list(rows.filter(bed=bed, citizen_id=stay.citizen_id).exclude(kind="stay"))


def follow_begin(stay: Stay, bed: Bed | None, *, by: User | None) -> None:
    """A stay has begun: in this bed, or back in the one that was kept."""
    chosen = bed or _kept_bed(stay)
    if chosen is not None:
        give_bed(stay, chosen, by=by, from_night=stay.from_night)


def _kept_bed(stay: Stay) -> Bed | None:
    kept = (
        BedClaim.objects.on_night(stay.from_night)
        .filter(citizen_id=stay.citizen_id, kind="kept")
        .select_related("bed")
    )
    for claim in kept:
        if claim.bed.night_kind == stay.kind and stay.site_id in (None, claim.bed.site_id):
            return claim.bed
    return None


def follow_end(stay: Stay, *, by: User | None) -> None:
    """A stay has ended: its bed is free, or kept when the citizen is only away for a while."""
    if stay.until_day is None:
        return
    for claim in stay.claims.touching(stay.until_day, None).filter(kind="stay"):
        bed = claim.bed
        end_on(claim, stay.until_day, by=by, because=gettext("The stay ended."))
        if stay.tonight in AWAY and stay.kind in HAS_HOME:
            keep(stay, bed, by=by, why=gettext("Kept while away."))
    if stay.tonight == Stay.DECEASED:
        left = BedClaim.objects.standing().filter(citizen_id=stay.citizen_id)
        for claim in left.filter(kind__in=("hold", "kept")):
            end_on(claim, stay.until_day, by=by, because=gettext("The stay ended."))


def keep(
    stay: Stay, bed: Bed, *, by: User | None, why: str, until_day: date | None = None
) -> BedClaim:
    """Keep the bed of an ended stay free for the citizen, from the first night elsewhere."""
    claim = BedClaim(
        citizen_id=stay.citizen_id,
        bed=lock(bed),
        kind=BedClaim.Kind.KEPT,
        stay=stay,
        from_night=stay.until_day or stay.from_night,
        until_day=until_day,
        why=why[:160],
        noted_by=by,
    )
    return write(claim)


def follow_change(stay: Stay, was: Nights, *, by: User | None) -> None:
    """Days, house or validity of a stay were put right: its claims say the same afterwards.

    `was` are the nights of the stay before.
    """
    # What is kept gives way before the nights slept in grow into it ("kept" sorts first).
    rows = BedClaim.objects.standing().filter(stay=stay).select_related("bed__site")
    for claim in rows.order_by("kind", "from_night", "id"):
        lock(claim.bed)
        if stay.cancelled_at is not None:
            release(claim, by=by, because=gettext("The stay never was."))
        elif claim.kind == "stay":
            _follow_nights(claim, stay, was, by=by)
        elif stay.until_day is None:
            release(claim, by=by, because=gettext("The stay goes on."))
        else:
            _shift(claim, stay.until_day, claim.until_day, by=by)


def _follow_nights(claim: BedClaim, stay: Stay, was: Nights, *, by: User | None) -> None:
    told = where(claim.bed)
    elsewhere = told["site"] and told["site"].pk != stay.site_id
    if told["kind"] != stay.kind or elsewhere:
        release(claim, by=by, because=gettext("The stay was somewhere else."))
        return
    first, past = claim.from_night, claim.until_day
    first = stay.from_night if first == was.first else max(first, stay.from_night)
    past = stay.until_day if past == was.past else _sooner(past, stay.until_day)
    _shift(claim, first, past, by=by)


def _sooner(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known) if known else None


def _shift(claim: BedClaim, first: date, past: date | None, *, by: User | None) -> None:
    """Move the ends of a claim; where another has the bed meanwhile, only to where it is free."""
    if (first, past) == (claim.from_night, claim.until_day):
        return
    if past is not None and past <= first:
        release(claim, by=by, because=gettext("No night is left."))
        return
    if _others_take(claim, first, past):
        # A message may reopen a stay whose bed was given away since. Nobody is put out: the house
        # sees that the citizen sleeps there without a bed.
        first, past = max(first, claim.from_night), _sooner(past, claim.until_day)
        if past is not None and past <= first:
            release(claim, by=by, because=gettext("The bed was given to somebody else."))
            return
    claim.from_night, claim.until_day = first, past
    claim.version += 1
    claim.save(update_fields=["from_night", "until_day", "version"])
    audit.record("stays.shift_claim", by=by, obj=claim, from_night=first, until_day=past)


def _others_take(claim: BedClaim, first: date, past: date | None) -> bool:
    """Whether somebody has a night that the claim would grow into."""
    grown: list[Nights] = []
    if first < claim.from_night:
        grown.append(Nights(first, claim.from_night))
    if claim.until_day is not None and (past is None or past > claim.until_day):
        grown.append(Nights(claim.until_day, past))
    return any(is_taken(claim.bed, start, end, at=clock.now()) for start, end in grown)


def has_bed(stay: Stay, bed: Bed, *, on: date) -> bool:
    """Whether the stay sleeps in this bed on the night."""
    return BedClaim.objects.on_night(on).filter(stay=stay, bed=bed, kind="stay").exists()
