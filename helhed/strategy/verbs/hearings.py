"""Councils propose and are heard; every point is answered, and what became of it is told."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import (
    ActionPlan,
    AgendaItem,
    Hearing,
    HearingPoint,
    HearingResponse,
    Initiative,
    Party,
    Policy,
    Proposal,
    Reply,
)


class NotACouncil(Refused):
    message = _("Choose an advisory council.")


class NothingSaid(Refused):
    message = _("Write at least one point of what the council says.")


class ReceivedBeforeSent(Refused):
    message = _("The answer cannot have come before the hearing was sent.")


class NotYet(Refused):
    message = _("The day lies ahead. Write the day it happened.")


def _require_council(council: Party) -> None:
    if council.kind != Party.Kind.COUNCIL:
        raise NotACouncil


@transaction.atomic
def note_proposal(
    council: Party,
    *,
    by: User,
    title: str,
    words: str,
    proposed_on: date,
    on: date,
    noted_orally: bool = False,
    agenda_item: AgendaItem | None = None,
    public: bool = True,
) -> Proposal:
    """Write down what a council proposes, in its own words; told at a meeting is as good."""
    _require_council(council)
    if proposed_on > on:
        raise NotYet
    proposal = Proposal(
        council=council,
        title=" ".join(title.split()),
        words=words.strip(),
        proposed_on=proposed_on,
        noted_orally=noted_orally,
        noted_by=by,
        agenda_item=agenda_item,
        public=public,
    )
    checked(proposal).save()
    audit.record("strategy.note_proposal", by=by, obj=proposal)
    return proposal


@transaction.atomic
def answer_proposal(
    proposal: Proposal,
    *,
    by: User,
    on: date,
    based_on: int,
    outcome: str,
    answer: str,
    became: str = "",
    initiatives: Iterable[Initiative] = (),
) -> Proposal:
    """Say whether it is followed, why, and what became of it. Initiatives get it as their origin.

    Raises Conflict when somebody answered it since version `based_on`.
    """
    fields = {
        "outcome": outcome,
        "answer": answer.strip(),
        "became": became.strip(),
        "answered_on": on,
        "answered_by": by,
    }
    check_fields(proposal, **fields)
    save_if_unchanged(proposal, based_on=based_on, **fields)
    chosen = list(initiatives)
    proposal.initiatives.set(chosen)
    _became_origin_of(chosen)
    audit.record("strategy.answer_proposal", by=by, obj=proposal, outcome=outcome)
    return proposal


def _became_origin_of(initiatives: Iterable[Initiative]) -> None:
    unknown = (Initiative.Origin.UNKNOWN, Initiative.Origin.ADMINISTRATION)
    keys = [initiative.pk for initiative in initiatives]
    # Read anew: what the caller holds may be older than the latest change to it.
    rows = Initiative.objects.select_for_update().filter(pk__in=keys, origin__in=unknown)
    for row in rows.order_by("pk"):
        save_if_unchanged(row, based_on=row.version, origin=Initiative.Origin.COUNCIL)


@transaction.atomic
def send_hearing(
    subject: ActionPlan | Policy,
    *,
    by: User,
    council: Party,
    question: str,
    sent_on: date,
    deadline: date,
    public: bool = True,
) -> Hearing:
    """Ask a council about a plan or a policy. `deadline` is the last day for an answer."""
    _require_council(council)
    hearing = Hearing(
        council=council,
        plan=subject if isinstance(subject, ActionPlan) else None,
        policy=subject if isinstance(subject, Policy) else None,
        question=question.strip(),
        sent_on=sent_on,
        deadline=deadline,
        public=public,
    )
    checked(hearing).save()
    audit.record("strategy.send_hearing", by=by, obj=hearing, deadline=deadline)
    return hearing


@transaction.atomic
def note_response(
    hearing: Hearing,
    *,
    by: User,
    received_on: date,
    on: date,
    points: Sequence[str],
    summary: str = "",
    noted_orally: bool = False,
) -> HearingResponse:
    """Write down what the council answers, point by point; after the deadline counts as well."""
    said = [point.strip() for point in points if point.strip()]
    if not said:
        raise NothingSaid
    if received_on < hearing.sent_on:
        raise ReceivedBeforeSent
    if received_on > on:
        raise NotYet
    response = HearingResponse(
        hearing=hearing,
        received_on=received_on,
        noted_orally=noted_orally,
        noted_by=by,
        summary=summary.strip(),
    )
    checked(response).save()
    for place, words in enumerate(said, start=1):
        checked(HearingPoint(response=response, place=place, words=words)).save()
    audit.record("strategy.note_response", by=by, obj=response, points=len(said))
    return response


@transaction.atomic
def reply_to_point(
    point: HearingPoint,
    *,
    by: User,
    on: date,
    outcome: str,
    why: str,
    became: str = "",
    change: str = "",
    initiative: Initiative | None = None,
    based_on: int | None = None,
) -> Reply:
    """Answer one point: followed, partly or not, why, and what became of it.

    Writing it anew needs the version it is `based_on`; raises Conflict when somebody else has.
    """
    fields = {
        "outcome": outcome,
        "why": why.strip(),
        "became": became.strip(),
        "change": change.strip(),
        "initiative": initiative,
        "replied_by": by,
        "replied_on": on,
    }
    reply = Reply.objects.filter(point=point).first()
    if reply is None:
        reply = Reply(point=point, **fields)
        checked(reply).save()
    else:
        check_fields(reply, **fields)
        save_if_unchanged(reply, based_on=based_on or 0, **fields)
    audit.record("strategy.reply_to_point", by=by, obj=reply, outcome=outcome)
    return reply
