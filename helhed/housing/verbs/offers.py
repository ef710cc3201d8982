"""Offers: a person decides whom to offer a home, the citizen says yes or no, and nobody pays."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.housing.models import Offer, Wish
from helhed.housing.order import Place, places_by
from helhed.housing.verbs.rules import current_rule
from helhed.stays import verbs as stays
from helhed.stays.models import Bed, BedClaim

# From yes to lease and keys: the home is held so long.
HELD_AFTER_YES = timedelta(days=60)


class HomeIsNotOffered(Refused):
    message = _("The citizen waits no longer, or the home was taken. Look at the order again.")


class OfferNeedsWhy(Refused):
    message = _("Others come first in the order. Write why this citizen is offered the home.")


class OfferIsClosed(Refused):
    message = _("The offer has its answer already.")


class SayTheReason(Refused):
    message = _("Write the provider's reason. Somebody else takes a second look at it.")


class MustBeAnother(Refused):
    message = _("The second look is taken by somebody else than who wrote the no down.")


@transaction.atomic
def make_offer(
    wish: Wish,
    *,
    by: User,
    bed: Bed,
    from_night: date,
    answer_by: datetime,
    why: str = "",
    conditions: list[str] | None = None,
) -> Offer:
    """Offer the home and hold it until `answer_by`. The order proposes, a person decides.

    What was known that day is kept with the offer: rule, place and reasons. Whoever passes by
    others in the order writes why.
    """
    rule = current_rule(clock.now())
    places = places_by(rule, on=clock.today(), bed=bed)
    place = next((p for p in places if p.facts.wish_id == wish.pk), None)
    if wish.ended_on is not None:
        raise HomeIsNotOffered
    if (place is None or _others_first(places, place, bed)) and not why.strip():
        raise OfferNeedsWhy
    claim = stays.hold_bed(
        bed,
        by=by,
        citizen=wish.citizen,
        from_night=from_night,
        answer_by=answer_by,
        why=gettext("Offered."),
    )
    offer = Offer(
        citizen=wish.citizen,
        wish=wish,
        bed=bed,
        claim=claim,
        rule=rule,
        place=place.number if place else len(places) + 1,
        waiting=len(places),
        reasons=_frozen(place),
        why=why[:300],
        conditions=conditions or [],
        offered_on=clock.today(),
        offered_by=by,
        answer_by=answer_by,
    )
    offer.save()
    audit.record("housing.make_offer", by=by, obj=offer, place=offer.place, rule=rule.number)
    return offer


def _others_first(places: list[Place], place: Place, bed: Bed) -> bool:
    """Whether somebody before has not been offered this home yet."""
    asked = set(Offer.objects.filter(bed=bed).values_list("wish_id", flat=True))
    before = [p for p in places if p.number < place.number]
    return any(p.facts.wish_id not in asked for p in before)


def _frozen(place: Place | None) -> list[dict[str, Any]]:
    found = place.reasons if place else []
    return [{"code": r.code, "verdict": r.verdict, "text": r.text} for r in found]


@transaction.atomic
def note_shown(offer: Offer, *, by: User, on: date) -> Offer:
    """The citizen has seen the home."""
    return _change(offer, by=by, action="note_shown", shown_on=on)


@transaction.atomic
def accept_offer(offer: Offer, *, by: User, on: date) -> Offer:
    """The citizen says yes; the home is held until the lease."""
    offer = _change(offer, by=by, action="accept_offer", yes_on=on)
    if offer.claim is not None:
        stays.extend_hold(offer.claim, by=by, answer_by=clock.now() + HELD_AFTER_YES)
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, by: User, on: date, words: str = "") -> Offer:
    """The citizen says no. It never counts against them: place and waiting time stay."""
    offer = _change(
        offer,
        by=by,
        action="decline_offer",
        citizen_no_on=on,
        citizen_words=words[:300],
        yes_on=None,
    )
    _let_go(offer, by=by, because=gettext("The citizen said no."))
    return offer


@transaction.atomic
def refuse_by_provider(offer: Offer, *, by: User, on: date, reason: str) -> Offer:
    """The provider says no. The home stays held until somebody else has looked at the reason."""
    if not reason.strip():
        raise SayTheReason
    return _change(
        offer,
        by=by,
        action="refuse_by_provider",
        provider_no_on=on,
        provider_reason=reason[:400],
        noted_by=by,
    )


@transaction.atomic
def look_again(offer: Offer, *, by: User, on: date, upheld: bool, words: str) -> Offer:
    """A second look at the provider's no: it stands, or the offer goes on."""
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.provider_no_on is None or offer.upheld is not None:
        raise OfferIsClosed
    if offer.noted_by_id == by.pk:
        raise MustBeAnother
    offer.second_look_on, offer.second_look_by = on, by
    offer.second_look, offer.upheld = words[:400], upheld
    offer.version += 1
    offer.save()
    if upheld:
        _let_go(offer, by=by, because=gettext("The provider said no."))
    audit.record("housing.look_again", by=by, obj=offer, upheld=upheld)
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: User, on: date, because: str) -> Offer:
    """We take the offer back, for instance because the home is not ready after all."""
    offer = _change(
        offer,
        by=by,
        action="withdraw_offer",
        withdrawn_on=on,
        withdrawn_because=because[:200],
    )
    _let_go(offer, by=by, because=because)
    return offer


def _change(offer: Offer, *, by: User, action: str, **fields: Any) -> Offer:
    """Write one answer on an offer that is still open."""
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if not Offer.objects.open().filter(pk=offer.pk).exists():
        raise OfferIsClosed
    for name, value in fields.items():
        setattr(offer, name, value)
    offer.version += 1
    offer.save()
    audit.record(f"housing.{action}", by=by, obj=offer)
    return offer


def _let_go(offer: Offer, *, by: User, because: str) -> None:
    hold = BedClaim.objects.standing().filter(offers=offer, kind="hold").first()
    if hold is not None:
        stays.release_hold(hold, by=by, because=because)


def end_of(day: date) -> datetime:
    """The evening of a day: an answer by the day may come late."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, 23, 59))
