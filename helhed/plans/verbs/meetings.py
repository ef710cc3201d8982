"""Network meetings: the citizen decides who takes part."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.plans.models import NetworkMeeting, Plan


class CitizenChoosesWhoTakesPart(Refused):
    message = _("The citizen decides who takes part. Ask first, and write it here.")


@transaction.atomic
def plan_network_meeting(
    plan: Plan,
    *,
    by: User,
    at: datetime,
    purpose: str,
    place: str = "",
    participants: Sequence[str] = (),
    chosen_by_citizen: bool = True,
) -> NetworkMeeting:
    """Plan a meeting with the people the citizen has chosen.

    Raises CitizenChoosesWhoTakesPart when others have chosen them.
    """
    if not chosen_by_citizen:
        raise CitizenChoosesWhoTakesPart
    meeting = NetworkMeeting(
        citizen_id=plan.citizen_id,
        plan=plan,
        at=at,
        place=place.strip(),
        purpose=purpose.strip(),
        participants=list(participants),
    )
    checked(meeting).save()
    audit.record("plans.plan_network_meeting", by=by, obj=meeting)
    return meeting


@transaction.atomic
def note_network_meeting(
    meeting: NetworkMeeting, *, by: User, participants: Sequence[str], agreed: str
) -> NetworkMeeting:
    """Note who came and what was agreed."""
    meeting.held, meeting.agreed = True, agreed.strip()
    meeting.participants = list(participants)
    checked(meeting).save(update_fields=["held", "agreed", "participants"])
    audit.record("plans.note_network_meeting", by=by, obj=meeting)
    return meeting
