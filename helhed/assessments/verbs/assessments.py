"""Open an assessment, conclude it, set it aside, take it up again."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.assessments.models import Assessment, View
from helhed.audit import verbs as audit
from helhed.citizens.models import Citizen, Consent
from helhed.core.checking import check_fields, checked
from helhed.core.errors import Refused
from helhed.core.versions import save_if_unchanged


class AssessmentHasEnded(Refused):
    message = _("The assessment has ended. Take it up again first.")


class NotReady(Refused):
    message = _("Something is missing before the assessment can be concluded.")


@dataclass(frozen=True)
class Missing:
    """One thing that is missing, and what to do about it; `key` says where on the page."""

    key: str
    what: str
    do: str


def still_going_on(assessment: Assessment) -> None:
    """Raises AssessmentHasEnded, holding the row so that nobody concludes it meanwhile."""
    state = Assessment.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=assessment.pk) != Assessment.State.GOING_ON:
        raise AssessmentHasEnded


@transaction.atomic
def open_assessment(
    citizen: Citizen,
    *,
    by: User,
    reason: str,
    on: date,
    own_need: str = "",
    asked_by: str = "",
    urgency: str = Assessment.Urgency.ORDINARY,
    others: str = "",
    consent: Consent | None = None,
) -> Assessment:
    """Begin to find out together what is needed (VUM 2.0, sagsåbning)."""
    assessment = Assessment(
        citizen=citizen,
        reason=reason.strip(),
        own_need=own_need.strip(),
        asked_by=asked_by.strip(),
        urgency=urgency,
        others=others.strip(),
        consent=consent,
        responsible=by,
        opened_on=on,
    )
    checked(assessment).save()
    audit.record("assessments.open_assessment", by=by, obj=assessment)
    return assessment


@transaction.atomic
def describe(
    assessment: Assessment,
    *,
    by: User,
    based_on: int,
    reason: str,
    own_need: str = "",
    asked_by: str = "",
    urgency: str = Assessment.Urgency.ORDINARY,
    others: str = "",
) -> Assessment:
    """Write anew what it is about. Raises Conflict with both texts."""
    still_going_on(assessment)
    fields = {
        "reason": reason.strip(),
        "own_need": own_need.strip(),
        "asked_by": asked_by.strip(),
        "urgency": urgency,
        "others": others.strip(),
    }
    check_fields(assessment, **fields)
    save_if_unchanged(assessment, based_on=based_on, **fields)
    audit.record("assessments.describe", by=by, obj=assessment, version=assessment.version)
    return assessment


def what_is_missing(assessment: Assessment) -> list[Missing]:
    """What an assessment must hold before it is concluded: the citizen asked, and groups named."""
    lines = []
    citizen, views = View.Side.CITIZEN, assessment.views.all()
    if not any(view.side == citizen and view.withdrawn_on is None for view in views):
        lines.append(
            Missing(
                "citizen",
                _text("The citizen's own view is not there."),
                _text("Ask, or write that the citizen would rather wait."),
            )
        )
    if not assessment.target_groups.all():
        lines.append(
            Missing(
                "groups",
                _text("No group is named."),
                _text("Choose the group that weighs most."),
            )
        )
    if open_gaps := sum(gap.open for gap in assessment.gaps.all()):
        lines.append(
            Missing(
                "gaps",
                _text("%(count)s things are still not known.") % {"count": open_gaps},
                _text("Write the answer, or why we go on without it."),
            )
        )
    return lines


@transaction.atomic
def conclude(
    assessment: Assessment,
    *,
    by: User,
    summary: str,
    support_need: int,
    on: date,
    based_on: int,
    purpose: str = "",
) -> Assessment:
    """Write the assessment in words and one level of need (VUM 2.0, sagsvurdering).

    Raises NotReady while `what_is_missing` holds a line, and Conflict with both texts.
    """
    still_going_on(assessment)
    if missing := what_is_missing(assessment):
        raise NotReady(" ".join(f"{line.what} {line.do}" for line in missing))
    fields = {
        "summary": summary.strip(),
        "purpose": purpose.strip(),
        "support_need": support_need,
        "state": Assessment.State.CONCLUDED,
        "ended_on": on,
    }
    check_fields(assessment, **fields)
    save_if_unchanged(assessment, based_on=based_on, **fields)
    audit.record("assessments.conclude", by=by, obj=assessment)
    return assessment


@transaction.atomic
def set_aside(assessment: Assessment, *, by: User, because: str, on: date) -> Assessment:
    """The citizen wants something else now. What was told stays, and it can be taken up again."""
    still_going_on(assessment)
    _write(
        assessment,
        state=Assessment.State.SET_ASIDE,
        ended_on=on,
        set_aside_because=because.strip(),
    )
    audit.record("assessments.set_aside", by=by, obj=assessment)
    return assessment


@transaction.atomic
def take_up_again(assessment: Assessment, *, by: User) -> Assessment:
    """Go on where it was left; also the undo of concluding."""
    _write(assessment, state=Assessment.State.GOING_ON, ended_on=None, set_aside_because="")
    audit.record("assessments.take_up_again", by=by, obj=assessment)
    return assessment


def _write(assessment: Assessment, **fields: object) -> None:
    for name, value in fields.items():
        setattr(assessment, name, value)
    checked(assessment).save(update_fields=list(fields))
