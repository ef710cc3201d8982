"""The plan itself: begun, kept together by somebody, gone through together."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.plans.models import Plan, Review
from helhed.plans.verbs import duties
from helhed.teams import verbs as teams
from helhed.teams.models import Duty

FIRST_REVIEW_AFTER = timedelta(days=90)


class NextReviewLiesBehind(Refused):
    message = _("Choose a later day for going through the plan again.")


class SomebodyTakesPart(Refused):
    message = _("Write who took part.")


@transaction.atomic
def start_plan(
    citizen: Citizen, *, by: User, on: date, lead_coordinator: User | None = None
) -> Plan:
    """The citizen's one plan, begun if there is none yet.

    `by` keeps it together until somebody else is chosen.
    """
    plan = Plan.objects.filter(citizen=citizen).select_related("lead_coordinator").first()
    if plan is not None:
        return plan
    plan = Plan(
        citizen=citizen,
        lead_coordinator=lead_coordinator or by,
        next_review_on=on + FIRST_REVIEW_AFTER,
    )
    checked(plan).save()
    audit.record("plans.start_plan", by=by, obj=plan)
    return plan


@transaction.atomic
def choose_coordinator(plan: Plan, *, by: User, lead_coordinator: User) -> Plan:
    """Name the colleague who keeps the threads together (tovholder)."""
    plan.lead_coordinator = lead_coordinator
    plan.save(update_fields=["lead_coordinator"])
    audit.record("plans.choose_coordinator", by=by, obj=plan, coordinator=lead_coordinator.pk)
    return plan


@transaction.atomic
def allow_words_on_board(plan: Plan, *, by: User, allowed: bool) -> Plan:
    """Note the citizen's yes or no to own words on the board the whole room sees."""
    plan.words_on_board = allowed
    plan.save(update_fields=["words_on_board"])
    audit.record("plans.allow_words_on_board", by=by, obj=plan, allowed=allowed)
    return plan


@transaction.atomic
def review_plan(
    plan: Plan,
    *,
    by: User,
    on: date,
    took_part: Sequence[str],
    agreement: str,
    next_review_on: date,
    citizen_took_part: bool = True,
    note: str = "",
) -> Review:
    """Note that the plan was gone through, and open the duty to do it again.

    Raises NextReviewLiesBehind unless `next_review_on` is later than `on`, and SomebodyTakesPart
    when neither the citizen nor anybody else is named.
    """
    if next_review_on <= on:
        raise NextReviewLiesBehind
    if not (citizen_took_part or took_part):
        raise SomebodyTakesPart
    review = Review(
        citizen_id=plan.citizen_id,
        plan=plan,
        held_on=on,
        took_part=list(took_part),
        citizen_took_part=citizen_took_part,
        agreement=agreement,
        note=note,
        held_by=by,
    )
    checked(review).save()
    plan.next_review_on = next_review_on
    plan.save(update_fields=["next_review_on"])
    _ask_again(review, by=by, next_review_on=next_review_on)
    audit.record("plans.review_plan", by=by, obj=review, agreement=agreement)
    return review


def _ask_again(review: Review, *, by: User, next_review_on: date) -> None:
    plan = review.plan
    earlier = Duty.objects.open().filter(citizen=plan.citizen, kind=Duty.Kind.REVIEW_PLAN)
    for duty in earlier:
        teams.complete_duty(duty, by=by, note=_text("The plan was gone through."))
    teams.open_duty(
        plan.citizen,
        Duty.Kind.REVIEW_PLAN,
        by=by,
        cause=f"review:{review.pk}",
        due_at=duties.end_of(next_review_on),
        owner=duties.who_follows(plan.citizen, plan, by),
    )
