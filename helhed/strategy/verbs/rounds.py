"""Opening a follow-up, answering for an initiative, and freezing how it stood."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged
from helhed.strategy.models import (
    ActionPlan,
    Committee,
    FollowUpRound,
    Initiative,
    RoundAnswer,
    RoundSnapshot,
)
from helhed.strategy.rounds.picture import picture_of
from helhed.strategy.standing import standings
from helhed.strategy.status import OPEN, Status
from helhed.strategy.verbs.going_on import override_status, return_to_computed

# An owner tells how it goes; how it ends or goes on is decided elsewhere.
ANSWERS = (Status.ON_TRACK, Status.LATE, Status.AT_RISK, Status.NOT_STARTED)


class AlreadyFrozen(Refused):
    message = _("The round is frozen and does not change. Answers that come now are shown as late.")


class NotInThePlan(Refused):
    message = _("The initiative belongs to another plan than the round.")


class SayHowItGoes(Refused):
    message = _("Write a sentence or two on how it goes.")


class NotAnAnswer(Refused):
    message = _("Choose how it goes: on track, late, at risk or not started.")


@transaction.atomic
def open_follow_up(
    plan: ActionPlan,
    *,
    by: User,
    year: int,
    opens_on: date,
    due_on: date,
    committee: Committee | None = None,
    meeting_on: date | None = None,
) -> FollowUpRound:
    """The plan is followed up that year; from `opens_on` its owners are asked."""
    row = FollowUpRound(
        plan=plan,
        year=year,
        opens_on=opens_on,
        due_on=due_on,
        committee=committee,
        meeting_on=meeting_on,
    )
    checked(row).save()
    audit.record("strategy.open_follow_up", by=by, obj=row, plan=plan.pk, year=year)
    return row


@transaction.atomic
def move_follow_up(
    follow_up: FollowUpRound,
    *,
    by: User,
    based_on: int,
    opens_on: date,
    due_on: date,
    committee: Committee | None = None,
    meeting_on: date | None = None,
) -> FollowUpRound:
    """Other days, or another committee. Raises Conflict."""
    _not_frozen(follow_up)
    fields = {
        "opens_on": opens_on,
        "due_on": due_on,
        "committee_id": committee.pk if committee else None,
        "meeting_on": meeting_on,
    }
    check_fields(follow_up, **fields)
    save_if_unchanged(follow_up, based_on=based_on, **fields)
    audit.record("strategy.move_follow_up", by=by, obj=follow_up, due_on=due_on)
    return follow_up


@transaction.atomic
def answer_for(
    initiative: Initiative,
    *,
    by: User,
    follow_up: FollowUpRound,
    status: str,
    text: str,
    at: datetime,
    based_on: int = 0,
    by_link: bool = False,
) -> RoundAnswer:
    """How the initiative goes, in the owner's words; it becomes the initiative's status as well.

    `based_on` is the version of the answer that was shown, 0 for none. Raises Conflict when
    somebody answered meanwhile. After freezing the answer is kept, and marked as late.
    """
    _may_stand(initiative, follow_up, status, text)
    stored = _stored(initiative, follow_up)
    fields = {
        "status": Status(status).value,
        "text": text.strip(),
        "answered_at": at,
        "answered_by_id": by.pk,
        "by_link": by_link,
        "after_freeze": follow_up.frozen_at is not None,
    }
    if stored is None:
        stored = RoundAnswer(round=follow_up, initiative=initiative, **fields)
        checked(stored).save()
    elif (stored.status, stored.text) != (fields["status"], fields["text"]):
        save_if_unchanged(stored, based_on=based_on, **_told_apart(stored, fields, based_on))
    audit.record("strategy.answer_for", by=by, obj=initiative, round=follow_up.pk, by_link=by_link)
    _follow(initiative, by=by, status=Status(status), text=text, on=timezone.localdate(at))
    return stored


def _told_apart(stored: RoundAnswer, fields: dict[str, object], based_on: int) -> dict[str, object]:
    # A conflict shows the words that differ, not who wrote them and when.
    if stored.version != based_on:
        return {"status": fields["status"], "text": fields["text"]}
    return fields


def _may_stand(initiative: Initiative, follow_up: FollowUpRound, status: str, text: str) -> None:
    if initiative.plan_id != follow_up.plan_id:
        raise NotInThePlan
    if status not in ANSWERS:
        raise NotAnAnswer
    if not text.strip():
        raise SayHowItGoes


def _stored(initiative: Initiative, follow_up: FollowUpRound) -> RoundAnswer | None:
    # Two answers at the same moment wait for each other here, also when there is none yet.
    FollowUpRound.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    return RoundAnswer.objects.filter(round=follow_up, initiative=initiative).first()


def _follow(initiative: Initiative, *, by: User, status: Status, text: str, on: date) -> None:
    """The initiative's own status says the same as its owner."""
    fresh = Initiative.objects.select_related("plan").get(pk=initiative.pk)
    standing = standings([fresh], on=on)[fresh.pk]
    if standing.computed not in OPEN:
        return
    if status == standing.computed:
        if standing.said:
            return_to_computed(fresh, by=by)
    elif not (standing.said and (standing.status, standing.reasons) == (status, (text.strip(),))):
        override_status(fresh, by=by, status=status, reason=text.strip(), on=on)


@transaction.atomic
def freeze_follow_up(follow_up: FollowUpRound, *, by: User, at: datetime) -> RoundSnapshot:
    """Keep the round as it stands, words and figures; the database lets nobody change it after."""
    row = FollowUpRound.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    _not_frozen(row)
    snapshot = RoundSnapshot(
        round=row, frozen_at=at, data=picture_of(row, on=timezone.localdate(at))
    )
    snapshot.save()
    row.frozen_at = at
    row.version += 1
    row.save(update_fields=["frozen_at", "version"])
    follow_up.frozen_at = at
    audit.record("strategy.freeze_follow_up", by=by, obj=row)
    return snapshot


def _not_frozen(follow_up: FollowUpRound) -> None:
    if follow_up.frozen_at is not None:
        raise AlreadyFrozen
