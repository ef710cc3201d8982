"""Shelters and crisis centres, the social free card, who is responsible."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions import clocks, duties, guidance, registers
from helhed.decisions.models import (
    Counselling,
    Decision,
    Earning,
    Expulsion,
    FreeCard,
    Outcome,
    PlaceNotice,
    ResidenceFact,
    Responsibility,
)

DANISH = "da"


class AlreadyTold(Refused):
    message = _("The municipality has been told already.")


class NotGranted(Refused):
    message = _("A card follows a decision that grants it.")


class CardHasEnded(Refused):
    message = _("The card has ended.")


class HoursAreUsed(Refused):
    message = _("The hours of the law are used. More can be granted by another paragraph.")


# § 110 and § 109: telling the acting municipality ------------------------------------------


@transaction.atomic
def open_notice(
    citizen: Citizen,
    *,
    by: User | None,
    what: str,
    stay_key: UUID,
    happened_on: date,
    owner: User | None = None,
) -> PlaceNotice | None:
    """The house must tell the acting municipality, once for a stay. Nobody tells of the unnamed."""
    if citizen.unnamed:
        return None
    there = PlaceNotice.objects.filter(stay_key=stay_key, what=what).first()
    if there is not None:
        return there
    notice = PlaceNotice(
        citizen=citizen,
        what=what,
        stay_key=stay_key,
        happened_on=happened_on,
        tell_by=clocks.tell_by(what, happened_on=happened_on),
    )
    checked(notice).save()
    audit.record("decisions.open_notice", by=by, obj=notice, what=what)
    duties.open_notice(notice, by=by, owner=owner)
    return notice


@transaction.atomic
def tell_municipality(notice: PlaceNotice, *, by: User, on: date, whom: str) -> PlaceNotice:
    """The acting municipality has been told."""
    if notice.told_on is not None:
        raise AlreadyTold
    notice.told_on, notice.told_by, notice.told_whom = on, by, whom.strip()[:120]
    notice.version += 1
    checked(notice).save()
    audit.record("decisions.tell_municipality", by=by, obj=notice)
    duties.close_notice(notice, by=by)
    return notice


@transaction.atomic
def note_expulsion(
    citizen: Citizen,
    *,
    by: User,
    stay_key: UUID,
    on: date,
    reason: str,
    tried_first: str,
    next_place: str,
) -> Expulsion:
    """Somebody must leave a shelter: why, what was tried first, which other place was offered.

    The guidance on complaints is that of the day: since 2025 there is nobody above.
    """
    basis = registers.legal_basis("SEL110bortvisning", on=on)
    with translation.override(DANISH):
        says = guidance.guidance(basis, contact=by.get_short_name(), on=on).text
    row = Expulsion(
        citizen=citizen,
        stay_key=stay_key,
        reason=reason.strip(),
        tried_first=tried_first.strip(),
        next_place=next_place.strip(),
        decided_on=on,
        decided_by=by,
        guidance=says,
    )
    checked(row).save()
    audit.record("decisions.note_expulsion", by=by, obj=row)
    return row


def hours_left(citizen: Citizen, *, on: date, child: int | None = None) -> Decimal:
    """Hours of a psychologist that the law still gives at a crisis centre (§ 109)."""
    who = "child" if child is not None else "adult"
    allowed = registers.parameter(f"crisis_centre_psychology_hours_{who}", on=on)
    used = Counselling.objects.filter(
        citizen=citizen, kind=Counselling.Kind.PSYCHOLOGY, child=child
    ).values_list("hours", flat=True)
    return allowed - sum(used, Decimal(0))


@transaction.atomic
def note_counselling(
    citizen: Citizen, *, by: User, kind: str, on: date, hours: Decimal, child: int | None = None
) -> Counselling:
    """Counselling was given; hours of a psychologist are counted against the law's."""
    if kind == Counselling.Kind.PSYCHOLOGY and hours > hours_left(citizen, on=on, child=child):
        raise HoursAreUsed
    row = Counselling(citizen=citizen, kind=kind, on=on, hours=hours, child=child, noted_by=by)
    checked(row).save()
    audit.record("decisions.note_counselling", by=by, obj=row, kind=kind)
    return row


# The social free card ----------------------------------------------------------------------


@transaction.atomic
def give_free_card(decision: Decision, *, by: User, number: str, from_day: date) -> FreeCard:
    """The card follows the decision; it is looked at again every second calendar year."""
    granted = decision.completed_at is not None and decision.outcome != Outcome.REFUSED
    if not granted or decision.case.basis_code != "FRIKORT":
        raise NotGranted
    card = FreeCard(
        citizen_id=decision.citizen_id,
        decision=decision,
        number=number.strip(),
        from_day=from_day,
        recheck_by=_recheck(from_day),
    )
    checked(card).save()
    audit.record("decisions.give_free_card", by=by, obj=card)
    return card


def _recheck(day: date) -> date:
    years = registers.whole("social_free_card_recheck_years", on=day)
    return date(day.year + years, 12, 31)


@transaction.atomic
def note_earning(
    card: FreeCard, *, by: User, on: date, amount_dkk: Decimal, employer: str = ""
) -> Earning:
    """Money earned on the card. Earning beyond the cap is noted too: it only counts as usual."""
    if card.ended_on is not None:
        raise CardHasEnded
    row = Earning(
        citizen_id=card.citizen_id,
        card=card,
        on=on,
        amount_dkk=amount_dkk,
        employer=employer.strip(),
    )
    checked(row).save()
    audit.record("decisions.note_earning", by=by, obj=row)
    return row


def left_to_earn(card: FreeCard, *, year: int, on: date) -> Decimal:
    """Kroner left under the cap of the year, by the number in force on `on` in that year."""
    earned = card.earnings.filter(on__year=year).values_list("amount_dkk", flat=True)
    cap = registers.parameter("social_free_card_cap", on=on)
    return max(cap - sum(earned, Decimal(0)), Decimal(0))


@transaction.atomic
def recheck_card(card: FreeCard, *, by: User, on: date) -> FreeCard:
    """The conditions still hold; the next look is in two calendar years."""
    if card.ended_on is not None:
        raise CardHasEnded
    cause = f"card:{card.pk}:{card.recheck_by}"
    card.rechecked_on, card.recheck_by = on, _recheck(on)
    card.version += 1
    checked(card).save()
    duties.finish(card.citizen, duties.Kind.RECHECK_CARD, cause, by=by, note="")
    audit.record("decisions.recheck_card", by=by, obj=card)
    return card


# Who is responsible ------------------------------------------------------------------------


@transaction.atomic
def note_responsible(
    citizen: Citizen,
    *,
    by: User,
    role: str,
    law: str,
    municipality: str,
    because: str,
    from_day: date,
    disputed_with: str = "",
) -> Responsibility:
    """A municipality acts or pays by one law from the day; the one before it ends that day."""
    before = Responsibility.objects.filter(
        citizen=citizen, role=role, law=law, until_day__isnull=True, from_day__lt=from_day
    )
    before.update(until_day=from_day)
    row = Responsibility(
        citizen=citizen,
        role=role,
        law=law,
        municipality=municipality.strip(),
        because=because.strip(),
        from_day=from_day,
        disputed_with=disputed_with.strip(),
    )
    checked(row).save()
    audit.record("decisions.note_responsible", by=by, obj=row, role=role, law=law)
    return row


def responsible_on(citizen: Citizen, *, role: str, law: str, on: date) -> Responsibility | None:
    """Who acts or pays by the law on the day."""
    rows = Responsibility.objects.filter(citizen=citizen, role=role, law=law, from_day__lte=on)
    return rows.exclude(until_day__lte=on).order_by("-from_day", "-id").first()


@transaction.atomic
def note_residence(
    citizen: Citizen, *, by: User, on: date, what: str, municipality: str, source: str
) -> ResidenceFact:
    """One sign of where the citizen stayed or sought help, for the day somebody asks."""
    row = ResidenceFact(
        citizen=citizen,
        on=on,
        what=what.strip(),
        municipality=municipality.strip(),
        source=source.strip(),
    )
    checked(row).save()
    audit.record("decisions.note_residence", by=by, obj=row)
    return row
