"""An assessment, the profile, and the card on the citizen's page."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from helhed.access import door
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.assessments import ffb, verbs
from helhed.assessments.answering import context_of
from helhed.assessments.instruments import instruments
from helhed.assessments.models import Assessment
from helhed.assessments.overview import filled_in, profile, themes_of

SHOWN = ("citizen__merged_into", "responsible")


@login_required
@require_GET
def card(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What is being found out, for the citizen's page."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_DECISIONS, card=True)
    latest = Assessment.objects.of_the_person(citizen.pk).first()
    context = {
        **context_of(citizen, request),
        "assessment": latest,
        "profile": profile(citizen.pk)[:5],
    }
    return render(request, "assessments/_card.html", context)


@login_required
@require_GET
def assessments(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """All assessments of a citizen, the profile then and now."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_DECISIONS)
    rows = Assessment.objects.of_the_person(citizen.pk).select_related("responsible")
    context = {**context_of(citizen, request), "assessments": rows, "profile": profile(citizen.pk)}
    return render(request, "assessments/assessments.html", context)


@login_required
@require_GET
def assessment(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    """One assessment: what we know from three sides, what we do not know, and who has it."""
    row = door.open_for(request.user, Assessment, assessment_id, to=May.READ_DECISIONS, along=SHOWN)
    # Asked for once; what is missing is found in the same rows as what is shown.
    prefetch_related_objects([row], "views", "gaps", "target_groups")
    going_on = row.state == Assessment.State.GOING_ON
    themes = themes_of(row)
    groups = [(group, ffb.label(group.code)) for group in row.target_groups.all()]
    context = {
        **context_of(row.citizen.merged_into or row.citizen, request),
        "assessment": row,
        "going_on": going_on,
        "touched": [theme for theme in themes if theme.touched],
        "untouched": [theme for theme in themes if not theme.touched],
        "groups": groups,
        "other_gaps": [gap for gap in row.gaps.all() if not gap.theme],
        "missing": verbs.what_is_missing(row) if going_on else [],
        "support_words": ffb.level_label("support_need", row.support_need),
    }
    return render(request, "assessments/assessment.html", context)


@login_required
@require_GET
def answers(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    """What has been answered with scales, shown to the citizen first."""
    citizen = door.open_citizen(request.user, citizen_id, to=May.READ_PLAN)
    context = {
        **context_of(citizen, request),
        "filled": filled_in(citizen.pk),
        "instruments": instruments(),
    }
    return render(request, "assessments/answers.html", context)
