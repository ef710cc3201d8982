"""From youth to adult: begun at 16, met about, handed over, so that help is ready at 18."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.decisions import clocks, duties, registers
from helhed.decisions.models import Transition, TransitionMeeting

What = TransitionMeeting.What


class TooYoung(Refused):
    message = _("Preparing begins at the age of the law, and the day of birth must be known.")


class NoSuchTopic(Refused):
    message = _("That is not one of the six things to think of.")


class AfterTheBirthday(Refused):
    message = _("The hand-over lies before the day of eighteen, so that nothing is missing then.")


class IsNoted(Refused):
    message = _("How the meeting went is noted already.")


@transaction.atomic
def begin_transition(citizen: Citizen, *, by: User, on: date) -> Transition:
    """Preparing for adult life begins at 16, so that help is ready the day the person is 18."""
    begins = registers.whole("transition_start_age", on=on)
    ends = registers.whole("transition_end_age", on=on)
    if citizen.birth_date is None or (citizen.age_on(on) or 0) < begins:
        raise TooYoung
    row = Transition.objects.filter(citizen=citizen).first()
    if row is not None:
        return row
    adult_on = clocks.add_months(citizen.birth_date, 12 * ends)
    row = Transition(citizen=citizen, begun_on=on, adult_on=adult_on)
    checked(row).save()
    audit.record("decisions.begin_transition", by=by, obj=row)
    duties.growing_up_begun(citizen, by=by)
    return row


@transaction.atomic
def settle_topic(row: Transition, *, by: User, topic: str, note: str = "") -> Transition:
    """One of the six things is thought through with the young person."""
    if topic not in Transition.TOPICS:
        raise NoSuchTopic
    row.topics_settled = sorted({*row.topics_settled, topic})
    row.note = note.strip() or row.note
    row.version += 1
    checked(row).save()
    audit.record("decisions.settle_topic", by=by, obj=row, topic=topic)
    return row


@transaction.atomic
def plan_transition_meeting(
    row: Transition, *, by: User, what: str, on: date, with_whom: str
) -> TransitionMeeting:
    """A meeting about growing up, or the hand-over; it is somebody's duty on the day.

    Raises AfterTheBirthday for a hand-over that comes when help should have begun.
    """
    if what == What.HANDOVER and on >= row.adult_on:
        raise AfterTheBirthday
    meeting = TransitionMeeting(
        citizen_id=row.citizen_id, transition=row, what=what, on=on, with_whom=with_whom.strip()
    )
    checked(meeting).save()
    audit.record("decisions.plan_transition_meeting", by=by, obj=meeting, what=what)
    duties.open_transition_meeting(meeting, by=by)
    return meeting


@transaction.atomic
def note_transition_meeting(
    meeting: TransitionMeeting, *, by: User, held_on: date, agreed: str
) -> TransitionMeeting:
    """What came of it. After the hand-over the adult team has taken over. Raises IsNoted."""
    meeting = TransitionMeeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.held_on is not None:
        raise IsNoted
    meeting.held_on, meeting.agreed = held_on, agreed.strip()
    meeting.version += 1
    checked(meeting).save()
    audit.record("decisions.note_transition_meeting", by=by, obj=meeting)
    duties.transition_meeting_held(meeting, by=by)
    if meeting.what == What.HANDOVER:
        _handed_over(meeting, by=by)
    return meeting


def _handed_over(meeting: TransitionMeeting, *, by: User) -> None:
    row = meeting.transition
    row.done_on = meeting.held_on
    row.version += 1
    checked(row).save()
    cause = duties.cause_of_handover(row)
    duties.finish(
        row.citizen, duties.Kind.GROWING_UP, cause, by=by, note=_text("It is handed over.")
    )
