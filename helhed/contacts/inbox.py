"""Which enquiries somebody may see, and the one door to an enquiry."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from helhed.access import door
from helhed.access.door import IsOpen
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.contacts.models import Enquiry
from helhed.teams.models import Team


def open_to(user: User) -> QuerySet[Enquiry]:
    """Enquiries to one's teams, sent on by them, taken by oneself, or about an open citizen.

    An enquiry need not be about a known citizen, so the rule is wider than the door's.
    """
    mine = [team.pk for team in door.teams_where(user, May.ANSWER_ENQUIRIES)]
    about_open = Q(IsOpen("citizen", user=user, may=May.READ_BASIC), citizen__isnull=False)
    to_us = Q(team__in=mine) | Q(passed_by__overlap=mine) | Q(owner=user)
    return Enquiry.objects.filter(to_us | about_open)


def open_enquiry(user: User, enquiry_id: UUID) -> Enquiry:
    """The enquiry if it is open to the user, logged; else the same 404 as for one that is not."""
    found = open_to(user).select_related("citizen", "team", "owner").filter(pk=enquiry_id).first()
    if found is None:
        audit.record("access.refuse", by=user, model="contacts.Enquiry", pk=str(enquiry_id))
        raise Http404
    audit.record("access.open", by=user, obj=found, citizen_id=found.citizen_id)
    return found


def sorted_for_inbox(enquiries: QuerySet[Enquiry], chosen: str, user: User) -> QuerySet[Enquiry]:
    """`mine`, `team` (waiting with my teams), `sent` (sent on by us) or `answered`."""
    mine = [team.pk for team in door.teams_where(user, May.ANSWER_ENQUIRIES)]
    waiting = enquiries.waiting()  # type: ignore[attr-defined]
    chosen_rows: dict[str, QuerySet[Enquiry]] = {
        "mine": waiting.filter(owner=user),
        "team": waiting.filter(team__in=mine),
        "sent": enquiries.filter(passed_by__overlap=mine).exclude(team__in=mine),
        "answered": enquiries.filter(answered_at__isnull=False),
    }
    rows = chosen_rows.get(chosen, chosen_rows["team"]).select_related("team", "owner", "citizen")
    if chosen == "answered":
        return rows.order_by("-answered_at", "-id")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "answer_by", "id")


def receiving_team() -> Team | None:
    """Who receives what comes by the public form: the outreach team, else the first ACT team."""
    ours: Iterable[Team] = Team.objects.filter(closed_on__isnull=True, kind__in=("outreach", "act"))
    return min(ours, key=lambda team: (team.kind != Team.Kind.OUTREACH, team.name), default=None)
