"""Lists across citizens: my cases with their clocks, approvals, complaints, reviews."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from helhed.access import door
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.assessments.models import Assessment
from helhed.citizens.models import Consent
from helhed.decisions import mandates
from helhed.decisions.models import CaseFile, Complaint, Decision, Hearing

AHEAD = timedelta(days=28)
NEAR = 3


@dataclass(frozen=True)
class Row:
    """One open case and the nearest of its days."""

    case: CaseFile
    day: date
    left: int
    # "answer", "start" or "leaves": which of its clocks is the nearest.
    which: str
    draft: Decision | None
    hearing: Hearing | None

    @property
    def tone(self) -> str:
        if self.left < 0:
            return "red"
        return "yellow" if self.left <= NEAR else ""


def cases_of(user: User, *, whose: str, on: date) -> list[Row]:
    """Open cases open to the user, the nearest clock first; `whose` is "mine" or "all"."""
    rows = door.rows_open_to(user, CaseFile, to=May.READ_DECISIONS).filter(closed_on__isnull=True)
    if whose == "mine":
        rows = rows.filter(caseworker=user)
    found = list(rows.select_related("citizen", "caseworker", "team"))
    keys = [case.pk for case in found]
    drafts = {row.case_id: row for row in Decision.objects.filter(case__in=keys)}
    hearings = {
        row.case_id: row for row in Hearing.objects.filter(case__in=keys, answered_on__isnull=True)
    }
    listed = [_row(case, drafts.get(case.pk), hearings.get(case.pk), on) for case in found]
    return sorted(listed, key=lambda row: row.day)


def _row(case: CaseFile, draft: Decision | None, hearing: Hearing | None, on: date) -> Row:
    days = {"answer": case.answer_by, "start": case.start_by, "leaves": case.leaves_on}
    which, day = min(
        ((name, day) for name, day in days.items() if day is not None), key=lambda one: one[1]
    )
    return Row(case, day, (day - on).days, which, draft, hearing)


def assessments_to_rest_on(case: CaseFile) -> QuerySet[Assessment]:
    """The citizen's assessments, newest first; those set aside are no ground."""
    rows = Assessment.objects.of_the_person(case.citizen_id)
    return rows.exclude(state=Assessment.State.SET_ASIDE)


def consents_to_collect(case: CaseFile, *, on: date) -> QuerySet[Consent]:
    """The citizen's consents to asking others that are valid on the day."""
    valid = Consent.objects.valid_on(on)
    return valid.filter(citizen=case.citizen_id, kind=Consent.Kind.COLLECTION)


def to_approve(user: User, *, on: date) -> list[Decision]:
    """Drafts that wait for somebody's yes and that this user may give it."""
    asked = (
        door.rows_open_to(user, Decision, to=May.APPROVE)
        .filter(approval_asked=True, approved_by__isnull=True, completed_at__isnull=True)
        .select_related("case__citizen", "case__caseworker")
    )
    return [row for row in asked if mandates.approving(user, row, on=on) is not None]


def open_complaints(user: User) -> list[Complaint]:
    """Complaints we have to look at again, the nearest deadline first."""
    rows = door.rows_open_to(user, Complaint, to=May.READ_DECISIONS)
    waiting = rows.filter(reassessed_on__isnull=True, withdrawn_on__isnull=True)
    return list(waiting.select_related("decision__case__citizen").order_by("reassess_by", "id"))


def to_review(user: User, *, on: date) -> list[Decision]:
    """Help in force that is looked at again within four weeks."""
    rows = door.rows_open_to(user, Decision, to=May.READ_DECISIONS)
    ahead = rows.filter(
        completed_at__isnull=False, ended_on__isnull=True, review_on__lte=on + AHEAD
    )
    found = ahead.exclude(outcome="refused").exclude(until_day__lte=on)
    return list(found.select_related("case__citizen").order_by("review_on", "id"))
