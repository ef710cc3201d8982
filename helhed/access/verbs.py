"""Emergency access: opened by a reason, ended by the clock, read by a leader and by the citizen."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.teams.models import Relation

EMERGENCY_LASTS = timedelta(hours=24)
EMERGENCY_AREAS = ("basic", "plan", "contacts", "health")
# "haster" is not a reason; a sentence is.
SHORTEST_REASON_WORDS = 5


class WriteAWholeSentence(Refused):
    message = _(
        "Write what may happen, and whom you have tried to reach. At least one whole sentence."
    )


class NobodyFound(Refused):
    message = _("Nobody is found by that. Write the full CPR number, or ask your leader.")


class NotYourOwn(Refused):
    message = _("Somebody else must look at your own emergency access.")


@transaction.atomic
def break_glass(user: User, *, citizen_id: UUID, reason: str) -> Relation:
    """Open a citizen's record to `user` for 24 hours, with a reason that the citizen can read.

    Raises WriteAWholeSentence when the reason is too short, Http404 when the user's role gives no
    emergency access. Source: law.md 12.4 (break-the-glass, reviewed).
    """
    if not door.may(user, May.BREAK_GLASS):
        raise Http404
    if len(reason.split()) < SHORTEST_REASON_WORDS:
        raise WriteAWholeSentence
    now = clock.now()
    relation = Relation(
        citizen_id=citizen_id,
        user=user,
        kind=Relation.Kind.BREAK_GLASS,
        areas=list(EMERGENCY_AREAS),
        purpose=reason.strip()[:500],
        starts_at=now,
        ends_at=now + EMERGENCY_LASTS,
        cause=f"break_glass:{now:%Y%m%d%H%M%S%f}",
        given_by=user,
    )
    relation.save()
    audit.record(
        "access.break_glass", by=user, obj=relation, citizen_id=citizen_id, purpose=reason.strip()
    )
    return relation


@transaction.atomic
def review_break_glass(relation: Relation, *, by: User, note: str = "") -> Relation:
    """A leader has looked at an emergency access, with a note where there is something to say."""
    if relation.user_id == by.pk:
        raise NotYourOwn
    relation.reviewed_by, relation.reviewed_at = by, clock.now()
    relation.review_note = note[:500]
    relation.save(update_fields=["reviewed_by", "reviewed_at", "review_note"])
    audit.record("access.review_break_glass", by=by, obj=relation)
    return relation
