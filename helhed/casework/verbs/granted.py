"""What was granted begins in the plan, is looked at again, and ends with aftercare."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile, FollowUp, ServiceOrder
from helhed.plans import verbs as plans
from helhed.plans.models import Goal, Service

LONGEST_BASIS = 20
TREATMENT = "treatment"


@transaction.atomic
def start_granted_service(
    order: ServiceOrder, *, by: User, from_day: date, goal: Goal | None = None
) -> Service:
    """The ordered help begins: it stands in the citizen's plan under the decision that grants it.

    The plan is begun if there is none yet. Treatment in time closes its guarantee's duty.
    """
    case = order.decision.case
    plan = plans.start_plan(order.citizen, by=by, on=from_day)
    service = plans.start_service(
        plan,
        by=by,
        name=case.title,
        provider=order.provider,
        from_day=from_day,
        goal=goal,
        service_type=order.service_type[:36],
        how_often=order.extent,
        legal_basis=order.basis_label[:LONGEST_BASIS],
        is_treatment=case.case_type == TREATMENT,
    )
    decisions.note_started(order, by=by, on=from_day, service_key=service.pk)
    audit.record("casework.start_granted_service", by=by, obj=order, service=service.pk)
    return service


@transaction.atomic
def follow_up_help(
    order: ServiceOrder,
    *,
    by: User,
    on: date,
    result: str,
    note: str,
    citizen_view: str = "",
    next_on: date | None = None,
) -> FollowUp:
    """Look at the help together. Ending it ends it in the plan too and opens aftercare (P5).

    When other help is needed, what there is goes on until the new case is decided.
    """
    row = decisions.follow_up(
        order,
        by=by,
        on=on,
        result=result,
        note=note,
        citizen_view=citizen_view,
        next_on=next_on,
    )
    if result == FollowUp.Result.END:
        _end(row.order, by=by, on=on, note=note)
    elif result == FollowUp.Result.OTHER:
        _seek_other_help(row.order, by=by)
    audit.record("casework.follow_up_help", by=by, obj=row, result=result)
    return row


def _end(order: ServiceOrder, *, by: User, on: date, note: str) -> None:
    running = Service.objects.filter(citizen=order.citizen_id, until_day__isnull=True)
    service = next((row for row in running if row.pk == order.service_key), None)
    if service is not None:
        plans.end_service(service, by=by, end=Service.End.COMPLETED, on=on, note=note[:300])
    decisions.end_order(order, by=by, on=on)


def _seek_other_help(order: ServiceOrder, *, by: User) -> CaseFile:
    case = order.decision.case
    return decisions.open_case(
        order.citizen,
        by=by,
        team=case.team,
        title=gettext("Other help than %(what)s") % {"what": case.title[:80]},
        basis_code=case.basis_code,
        received_at=clock.now(),
        how=CaseFile.How.AUTHORITY,
    )
