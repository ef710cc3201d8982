"""Writing in an assessment: one page, one form, one verb."""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.assessments import ffb, verbs
from helhed.assessments.forms import (
    AnswerGapForm,
    BecauseForm,
    ConcludeForm,
    DescribeForm,
    GapForm,
    GroupsForm,
    LevelForm,
    NothingForm,
    RewriteForm,
    ViewForm,
)
from helhed.assessments.models import Assessment, Gap, View
from helhed.core import clock

DESCRIBED = ("reason", "own_need", "asked_by", "urgency", "others", "version")


def _page(row: Assessment) -> str:
    return reverse("assessments:assessment", args=[row.pk])


def _open(request: StaffRequest, assessment_id: UUID) -> Assessment:
    return door.open_for(request.user, Assessment, assessment_id, to=May.ASSESS)


def _theme(code: str) -> ffb.Code:
    try:
        return ffb.code(code, "theme")
    except KeyError as error:
        raise Http404 from error


@login_required
def open_assessment(request: StaffRequest, citizen_id: UUID) -> HttpResponse:
    citizen = door.open_citizen(request.user, citizen_id, to=May.ASSESS)
    question = Question(
        title=_("Find out together"),
        intro=_("Begin with what the citizen asks for. The rest can come over several visits."),
        about=citizen.shown_name,
        button=_("Begin"),
        done=_("The assessment is begun."),
    )
    do = partial(verbs.open_assessment, citizen, by=request.user, on=clock.today())
    back = reverse("assessments:assessments", args=[citizen.pk])
    return ask(request, DescribeForm(request.POST or None), question, do, back=back, then=_page)


@login_required
def describe(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    initial = {name: getattr(row, name) for name in DESCRIBED}
    question = Question(
        title=_("What it is about"),
        about=row.citizen.shown_name,
        done=_("It is written anew."),
    )
    do = partial(verbs.describe, row, by=request.user)
    form = RewriteForm(request.POST or None, initial=initial)
    return ask(request, form, question, do, back=_page(row))


@login_required
def note_view(request: StaffRequest, assessment_id: UUID, theme: str) -> HttpResponse:
    row, about = _open(request, assessment_id), _theme(theme)
    question = Question(
        title=_("What is said about %(theme)s") % {"theme": about.label.lower()},
        intro=_("Everyone may say something else. Nothing is overwritten."),
        about=row.citizen.shown_name,
        done=_("It is noted."),
    )
    initial = {"side": request.GET.get("side", View.Side.CITIZEN)}
    form = ViewForm(request.POST or None, theme=about.code, initial=initial)
    do = partial(verbs.note_view, row, by=request.user, theme=about.code)
    return ask(request, form, question, do, back=f"{_page(row)}#theme-{about.code}")


@login_required
def withdraw_view(request: StaffRequest, view_id: UUID) -> HttpResponse:
    view = door.open_for(request.user, View, view_id, to=May.ASSESS)
    question = Question(
        title=_("Take back what was noted"),
        intro=view.text,
        about=view.citizen.shown_name,
        button=_("Take it back"),
        done=_("It is taken back."),
    )
    do = partial(verbs.withdraw_view, view, by=request.user, on=clock.today())
    form = NothingForm(request.POST or None)
    return ask(request, form, question, do, back=_page(view.assessment))


@login_required
def set_level(request: StaffRequest, assessment_id: UUID, theme: str) -> HttpResponse:
    row, about = _open(request, assessment_id), _theme(theme)
    question = Question(
        title=_("How it is with %(theme)s") % {"theme": about.label.lower()},
        intro=_("What stood before is kept, so that one can see how it changes."),
        about=row.citizen.shown_name,
        done=_("The level stands in the profile."),
    )
    form = LevelForm(request.POST or None, theme=about.code)
    do = partial(verbs.set_level, row.citizen, by=request.user, assessment=row)
    return ask(request, form, question, do, back=f"{_page(row)}#theme-{about.code}")


@login_required
def name_target_groups(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    names = ("first", "second", "third", "fourth")
    codes = row.target_groups.values_list("code", flat=True)
    question = Question(
        title=_("Which groups?"),
        intro=_("The first one is what weighs most. A group is a word for help, not for a person."),
        about=row.citizen.shown_name,
        done=_("The groups are named."),
    )
    form = GroupsForm(request.POST or None, initial=dict(zip(names, codes, strict=False)))
    do = partial(verbs.name_target_groups, row, by=request.user)
    return ask(request, form, question, do, back=_page(row))


@login_required
def ask_for(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    question = Question(
        title=_("What do we not know?"),
        intro=_("Write who has it. Before you ask others, the citizen says yes."),
        about=row.citizen.shown_name,
        done=_("It stands among what we lack."),
    )
    form = GapForm(request.POST or None, initial={"theme": request.GET.get("theme", "")})
    do = partial(verbs.ask_for, row, by=request.user)
    return ask(request, form, question, do, back=_page(row))


@login_required
def answer_gap(request: StaffRequest, gap_id: UUID) -> HttpResponse:
    gap = door.open_for(request.user, Gap, gap_id, to=May.ASSESS)
    question = Question(
        title=_("The answer"),
        intro=gap.what,
        about=gap.citizen.shown_name,
        done=_("The answer is noted."),
    )
    do = partial(verbs.answer_gap, gap, by=request.user, on=clock.today())
    form = AnswerGapForm(request.POST or None)
    return ask(request, form, question, do, back=_page(gap.assessment))


@login_required
def give_up_gap(request: StaffRequest, gap_id: UUID) -> HttpResponse:
    gap = door.open_for(request.user, Gap, gap_id, to=May.ASSESS)
    question = Question(
        title=_("Go on without it"),
        intro=gap.what,
        about=gap.citizen.shown_name,
        done=_("It is noted why we go on without it."),
    )
    do = partial(verbs.give_up_gap, gap, by=request.user, on=clock.today())
    form = BecauseForm(request.POST or None)
    return ask(request, form, question, do, back=_page(gap.assessment))


@login_required
def conclude(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    initial = {name: getattr(row, name) for name in ("summary", "purpose", "version")}
    question = Question(
        title=_("Conclude the assessment"),
        intro=_("One text and one level, written by you. Nothing is computed from the themes."),
        about=row.citizen.shown_name,
        button=_("Conclude"),
        done=_("The assessment is concluded."),
        not_saved=_("The assessment is not concluded yet"),
    )
    do = partial(verbs.conclude, row, by=request.user, on=clock.today())
    form = ConcludeForm(request.POST or None, initial=initial)
    missing = verbs.what_is_missing(row)
    return ask(request, form, question, do, back=_page(row), missing=missing)


@login_required
def set_aside(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    question = Question(
        title=_("Set the assessment aside"),
        intro=_("What was told stays, and it can be taken up again."),
        about=row.citizen.shown_name,
        done=_("The assessment is set aside."),
    )
    do = partial(verbs.set_aside, row, by=request.user, on=clock.today())
    return ask(request, BecauseForm(request.POST or None), question, do, back=_page(row))


@login_required
def take_up_again(request: StaffRequest, assessment_id: UUID) -> HttpResponse:
    row = _open(request, assessment_id)
    question = Question(
        title=_("Take the assessment up again"),
        intro=_("Everything stands as it was left."),
        about=row.citizen.shown_name,
        button=_("Take it up again"),
        done=_("The assessment is taken up again."),
    )
    do = partial(verbs.take_up_again, row, by=request.user)
    return ask(request, NothingForm(request.POST or None), question, do, back=_page(row))
