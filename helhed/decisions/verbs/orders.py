"""Ordering what was granted, hearing how it goes, and looking at it again together."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions import duties, registers
from helhed.decisions.models import (
    Decision,
    FollowUp,
    Outcome,
    ProviderReport,
    ServiceOrder,
)
from helhed.design.words import plain_day
from helhed.teams.models import Team


class NothingGranted(Refused):
    message = _("Nothing is granted, so there is nothing to order.")


class FacilityNotApproved(Refused):
    message = _("The place is not approved on that day. Choose another, or another day.")


class AlreadyStarted(Refused):
    message = _("The help has begun already.")


class HasEnded(Refused):
    message = _("The help has ended.")


class NoticeRuns(Refused):
    """Help is not ended before the day the citizen was given notice of."""

    def __init__(self, until: date) -> None:
        super().__init__(
            _(
                "The citizen was given notice: the help goes on until %(day)s. If the citizen wants"
                " to stop before, end it in the plan and write what they said."
            )
            % {"day": plain_day(until, clock.today())}
        )


@transaction.atomic
def send_order(
    decision: Decision,
    *,
    by: User,
    on: date,
    provider: str,
    goals: Iterable[str],
    start_on: date,
    report_by: date,
    extent: str = "",
    provider_team: Team | None = None,
) -> ServiceOrder:
    """Order the granted help from the provider, with the goals it shall serve.

    Raises NothingGranted, FacilityNotApproved (no new placements in places without approval).
    """
    if decision.completed_at is None or decision.outcome == Outcome.REFUSED:
        raise NothingGranted
    if decision.facility_code:
        place = registers.facility(decision.facility_code, on=start_on)
        if place is None or (place.needs_approval and not place.approved_by):
            raise FacilityNotApproved
    order = ServiceOrder(
        citizen_id=decision.citizen_id,
        decision=decision,
        provider=provider.strip(),
        provider_team=provider_team,
        content=decision.content,
        extent=extent.strip(),
        goals=[goal.strip() for goal in goals if goal.strip()],
        basis_label=decision.basis.label if decision.basis else "",
        service_type=decision.service_type,
        start_on=start_on,
        report_by=report_by,
        sent_on=on,
        sent_by=by,
    )
    checked(order).save()
    audit.record("decisions.send_order", by=by, obj=order)
    return order


@transaction.atomic
def note_started(order: ServiceOrder, *, by: User, on: date, service_key: UUID) -> ServiceOrder:
    """The help has begun and stands in the plan under that key; asked for by casework."""
    order = _lock(order)
    if order.started_on is not None:
        raise AlreadyStarted
    order.started_on, order.service_key = on, service_key
    order.accepted_on = order.accepted_on or on
    order.version += 1
    checked(order).save()
    audit.record("decisions.note_started", by=by, obj=order, service=service_key)
    duties.treatment_started(order.decision.case, by=by)
    return order


@transaction.atomic
def report(
    order: ServiceOrder,
    *,
    by: User,
    on: date,
    text: str,
    citizen_view: str = "",
    next_by: date | None = None,
) -> ProviderReport:
    """The provider tells how it goes, with the citizen's own view beside it."""
    order = _lock(order)
    if order.ended_on is not None:
        raise HasEnded
    row = ProviderReport(
        citizen_id=order.citizen_id,
        order=order,
        on=on,
        text=text.strip(),
        citizen_view=citizen_view.strip(),
        written_by=by,
    )
    checked(row).save()
    if next_by is not None:
        order.report_by = next_by
        order.version += 1
        checked(order).save()
    audit.record("decisions.report", by=by, obj=row)
    return row


@transaction.atomic
def follow_up(
    order: ServiceOrder,
    *,
    by: User,
    on: date,
    result: str,
    note: str,
    citizen_view: str = "",
    next_on: date | None = None,
) -> FollowUp:
    """Does the help still serve its purpose? The result is one of the three of FFB.

    Ending is done by casework, which ends the help in the plan too and opens aftercare (P5).
    """
    order = _lock(order)
    if order.ended_on is not None:
        raise HasEnded
    row = FollowUp(
        citizen_id=order.citizen_id,
        order=order,
        on=on,
        result=result,
        note=note.strip(),
        citizen_view=citizen_view.strip(),
        next_on=next_on if result == FollowUp.Result.GO_ON else None,
        done_by=by,
    )
    checked(row).save()
    decision = order.decision
    cause = f"decision:{decision.pk}:{decision.review_on}"
    duties.finish(order.citizen, duties.Kind.REVIEW_HELP, cause, by=by, note="")
    audit.record("decisions.follow_up", by=by, obj=row, result=result)
    return row


@transaction.atomic
def end_order(order: ServiceOrder, *, by: User, on: date) -> ServiceOrder:
    """Nothing more is delivered under the order. Raises NoticeRuns before the day of a notice."""
    order = _lock(order)
    if order.ended_on is not None:
        raise HasEnded
    _no_notice_runs(order, on)
    order.ended_on = on
    order.version += 1
    checked(order).save()
    decision = order.decision
    if not decision.orders.running().exists():
        decision.ended_on = on
        decision.version += 1
        decision.save(update_fields=["ended_on", "version"])
    audit.record("decisions.end_order", by=by, obj=order)
    return order


def _no_notice_runs(order: ServiceOrder, on: date) -> None:
    """§ 3 a: notice of help by the same paragraph as the order's."""
    basis = order.decision.basis
    notice = Decision.objects.complete().with_notice().filter(citizen=order.citizen_id)
    ours = notice.filter(basis__code=basis.code if basis else "", less_from__gt=on)
    if first := ours.order_by("less_from").values_list("less_from", flat=True).first():
        raise NoticeRuns(first)


def _lock(order: ServiceOrder) -> ServiceOrder:
    return ServiceOrder.objects.select_for_update(of=("self",)).get(pk=order.pk)
