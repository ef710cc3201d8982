"""The committee's paper: written section by section, and taken home as Word or PDF."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import render_page, saved
from helhed.design.pdf import pdf
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms.rounds import SectionForm
from helhed.strategy.models import FollowUpRound, PaperSection
from helhed.strategy.rounds.comparing import compared
from helhed.strategy.rounds.draft import drafts
from helhed.strategy.rounds.drawing import chart
from helhed.strategy.rounds.paper import Paper, blocks, paper
from helhed.strategy.rounds.picture import picture, picture_of_last_year
from helhed.strategy.rounds.word import word
from helhed.strategy.verbs import papers

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@colleagues
@require_GET
def show(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """The paper as it stands, its sections one below the other."""
    one = _round(round_id)
    seen = picture(one, on=clock.today())
    sections = {row.kind: row for row in one.sections.select_related("written_by")}
    context = {
        "round": one,
        "sections": [
            (sections[kind], blocks(sections[kind].text))
            for kind in PaperSection.Kind.values
            if kind in sections
        ],
        "figures": [(figure, chart(figure)) for figure in seen["figures"] if figure["rows"]],
        "steers": door.may(request.user, May.STEER),
        "today": clock.today(),
    }
    return render_page(request, "strategy/paper.html", context)


@steering
@require_POST
def draft(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Make the draft, or make it anew where nobody has written."""
    one = _round(round_id)
    try:
        papers.draft_paper(one, by=request.user, drafts=_drafts(one))
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The draft is made of the answers there are."))
    return redirect(_url(one))


@steering
def write_section(request: StaffRequest, round_id: UUID, kind: str) -> HttpResponse:
    section = _section(round_id, kind)
    form = SectionForm(
        request.POST or None, initial={"text": section.text, "version": section.version}
    )

    def do(*, version: int, text: str) -> PaperSection:
        return papers.write_section(
            section, by=request.user, based_on=version, text=text, at=clock.now()
        )

    question = Question(
        title=section.get_kind_display(),
        about=f"{section.round.plan.title} {section.round.year}",
        done=_("The section is written."),
    )
    return ask(request, form, question, do, back=_url(section.round))


@steering
@require_GET
def versions(request: StaffRequest, round_id: UUID, kind: str) -> HttpResponse:
    """What stood in the section before, the latest first."""
    section = _section(round_id, kind)
    earlier: Any = section.events  # type: ignore[attr-defined]
    context = {
        "section": section,
        "earlier": earlier.order_by("-pgh_id"),
        "today": clock.today(),
    }
    return render_page(request, "strategy/paper_versions.html", context)


@steering
@require_POST
def return_to_draft(request: StaffRequest, round_id: UUID, kind: str) -> HttpResponse:
    section = _section(round_id, kind)
    try:
        papers.return_to_draft(section, by=request.user, draft=_drafts(section.round)[section.kind])
    except Refused as refusal:
        saved(request, str(refusal))
    else:
        saved(request, _now("The section is a draft again."))
    return redirect(_url(section.round))


@colleagues
@require_GET
def as_word(request: StaffRequest, round_id: UUID) -> HttpResponse:
    one = _round(round_id)
    made = paper(picture(one, on=clock.today()))
    return _file(word(made, at=clock.now()), made, "docx", WORD)


@colleagues
@require_GET
def as_pdf(request: StaffRequest, round_id: UUID) -> HttpResponse:
    one = _round(round_id)
    made = paper(picture(one, on=clock.today()))
    with translation.override("da"):
        drawn = [(figure, chart(figure)) for figure in made.figures if figure["rows"]]
        data = pdf("strategy/paper_print.html", {"paper": made, "figures": drawn})
    return _file(data, made, "pdf", "application/pdf")


def _file(data: bytes, made: Paper, ending: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    name = f"{slugify(made.title.replace('ø', 'oe').replace('å', 'aa'))}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _drafts(one: FollowUpRound) -> dict[str, str]:
    seen = picture(one, on=clock.today())
    return drafts(seen, compared(seen, picture_of_last_year(one)))


def _round(round_id: UUID) -> FollowUpRound:
    found = FollowUpRound.objects.select_related("plan__policy", "committee")
    one = found.filter(pk=round_id).first()
    if one is None:
        raise Http404
    return one


def _section(round_id: UUID, kind: str) -> PaperSection:
    found = PaperSection.objects.filter(round=round_id, kind=kind)
    section: Any = found.select_related("round__plan__policy").first()
    if section is None:
        raise Http404
    return section  # type: ignore[no-any-return]


def _url(one: FollowUpRound) -> str:
    return reverse("strategy:paper", args=[one.pk])
