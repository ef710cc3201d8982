"""Indicators: the list, one with its chart and table, and what is done with them."""

import csv
from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from helhed.access import door
from helhed.access.asking import Question, ask
from helhed.access.may import May
from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.cells import plain
from helhed.design.http import render_page, saved
from helhed.insights.delivering import DELIVERERS
from helhed.strategy import collecting
from helhed.strategy.entrance import colleagues, steering
from helhed.strategy.forms import indicators as forms
from helhed.strategy.models import Indicator, IndicatorValue, Initiative
from helhed.strategy.plotting import plotted
from helhed.strategy.rounds.figures import Figure, cell, figure
from helhed.strategy.verbs import indicators as verbs
from helhed.strategy.verbs import values
from helhed.strategy.views.doing import anew, page_of

ON_A_PAGE = 50
HEADINGS = (
    *("first_day", "last_day", "category", "state", "value"),
    *("missing_share", "edition", "definition", "source"),
)


@colleagues
@require_GET
def indicators(request: StaffRequest) -> HttpResponse:
    """Every indicator: before, now and goal; what waits to be published."""
    drafts = IndicatorValue.objects.drafts().filter(indicator=OuterRef("pk"))
    every = Indicator.objects.running().order_by("title").annotate(waits=Exists(drafts))
    page = Paginator(every, ON_A_PAGE).get_page(request.GET.get("page"))
    running = list(page.object_list)
    rows = _published_of(running)
    context = {
        "page": page,
        "lines": [(one, figure(one, rows[one.pk], None), one.waits) for one in running],
        "retired": Indicator.objects.filter(retired_on__isnull=False),
        "steers": door.may(request.user, May.STEER),
    }
    return render_page(request, "strategy/indicators.html", context)


@colleagues
@require_GET
def initiative_indicators(request: StaffRequest, initiative_id: UUID) -> HttpResponse:
    """The indicators that tell about one initiative, for its page."""
    initiative = get_object_or_404(Initiative.objects.select_related("plan"), pk=initiative_id)
    running = list(Indicator.objects.running().filter(initiatives=initiative))
    rows = _published_of(running)
    context = {
        "initiative": initiative,
        "lines": [(one, figure(one, rows[one.pk], None)) for one in running],
    }
    fragment = "strategy/_initiative_indicators.html"
    return render_page(request, "strategy/initiative_indicators.html", context, fragment=fragment)


def _published_of(indicators: list[Indicator]) -> dict[UUID, list[IndicatorValue]]:
    """Their published values by indicator, in one query."""
    rows: dict[UUID, list[IndicatorValue]] = {one.pk: [] for one in indicators}
    found = IndicatorValue.objects.filter(indicator__in=indicators)
    for value in found.published().latest_editions().in_order():
        rows[value.indicator_id].append(value)
    return rows


@colleagues
@require_GET
def indicator(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    """One indicator with chart and table, how it is computed, and what waits."""
    one = _indicator(indicator_id)
    shown = _published(one)
    steers = door.may(request.user, May.STEER)
    context = {
        "indicator": one,
        "figure": shown,
        "picture": plotted(one, shown),
        "any_hidden": any(_hides(row) for row in shown["rows"]),
        "definition": one.definition,
        "measured": DELIVERERS.get(one.measure),
        "definitions": one.definitions.select_related("written_by"),
        "corrections": _corrections(one),
        "correctable": _correctable(one) if steers else [],
        "draft": figure(one, one.values.drafts().in_order(), None) if steers else None,
        "steers": steers,
        "goals": one.goals.all(),
        "initiatives": one.initiatives.select_related("plan"),
        "criteria": one.criteria.all(),
    }
    return render_page(request, "strategy/indicator.html", context)


def _indicator(key: UUID) -> Indicator:
    return get_object_or_404(Indicator.objects.select_related("owner", "department"), pk=key)


def _published(one: Indicator) -> Figure:
    rows = one.values.published().latest_editions().in_order()
    return figure(one, rows, one.definition)


def _hides(row: dict[str, Any]) -> bool:
    return any(cell["hidden"] for cell in (row["total"], *row["parts"]))


def _corrections(one: Indicator) -> list[tuple[IndicatorValue, str, str]]:
    """Each correction with what is said of the old and of the new figure."""
    rows = one.values.published().filter(corrects__isnull=False).select_related("corrects")
    return [
        (row, cell(one, row.corrects)["said"], cell(one, row)["said"]) for row in rows.in_order()
    ]


def _correctable(one: Indicator) -> list[IndicatorValue]:
    return list(one.values.published().whole().latest_editions().order_by("-first_day", "-id")[:8])


@colleagues
@require_GET
def indicator_data(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    """The published values as CSV: hidden and missing are words, never zeros."""
    one = _indicator(indicator_id)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="indicator-{one.pk}.csv"'
    writer = csv.writer(answer)
    writer.writerow(HEADINGS)
    for row in one.values.published().in_order():
        writer.writerow(
            [
                row.first_day,
                row.last_day,
                plain(row.category),
                row.state,
                "" if row.number is None else row.number.normalize().to_eng_string(),
                row.missing_share,
                row.edition,
                row.definition_version,
                plain(row.source),
            ]
        )
    return answer


@steering
def define_indicator(request: StaffRequest) -> HttpResponse:
    question = Question(
        title=_("A new indicator"),
        intro=_("Say what is followed, how it is counted, and where it is to go."),
        done=_("The indicator is followed from now on."),
    )
    return ask(
        request,
        forms.NewIndicatorForm(request.POST or None),
        question,
        partial(verbs.define_indicator, by=request.user),
        back=reverse("strategy:indicators"),
        then=partial(page_of, "indicator"),
    )


@steering
def edit_indicator(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    one = _indicator(indicator_id)
    names = forms.EditIndicatorForm.base_fields
    many = ("goals", "initiatives", "criteria")
    initial = {name: getattr(one, name) for name in names if name not in many}
    initial |= {name: getattr(one, name).all() for name in many}
    return ask(
        request,
        forms.EditIndicatorForm(request.POST or None, initial=initial),
        Question(title=_("Change the indicator"), about=one.title, done=_("Changed.")),
        anew(verbs.edit_indicator, one, by=request.user),
        back=page_of("indicator", one),
    )


@steering
def redefine_indicator(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    one = _indicator(indicator_id)
    now = one.definition
    initial = {name: getattr(now, name) for name in ("text", "source", "threshold", "zero_shown")}
    question = Question(
        title=_("Count otherwise from now on"),
        about=one.title,
        intro=_("Published figures stand as they are, each with the definition it was made by."),
        done=_("The new definition is in force."),
    )
    return ask(
        request,
        forms.RedefineForm(request.POST or None, initial={**initial, "version": one.version}),
        question,
        anew(verbs.redefine_indicator, one, by=request.user),
        back=page_of("indicator", one),
    )


@steering
def retire_indicator(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    one = _indicator(indicator_id)
    question = Question(
        title=_("Follow it no longer?"),
        about=one.title,
        button=_("Follow it no longer"),
        intro=_("What was published stands."),
        done=_("The indicator is no longer followed."),
    )
    return ask(
        request,
        forms.RetireForm(request.POST or None),
        question,
        partial(verbs.retire_indicator, one, by=request.user, on=clock.today()),
        back=reverse("strategy:indicators"),
    )


@steering
def enter_value(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    one = _indicator(indicator_id)
    question = Question(
        title=_("Enter a figure"),
        about=one.title,
        intro=_("Small counts are kept as hidden: the number itself is not stored."),
        done=_("The figure waits to be published."),
    )
    return ask(
        request,
        forms.ValueForm(request.POST or None, indicator=one),
        question,
        partial(values.enter_value, one, by=request.user, on=clock.today()),
        back=page_of("indicator", one),
    )


@steering
@require_POST
def collect_values(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    """Ask for the figures without waiting for the night; a job counts them."""
    one = get_object_or_404(Indicator.objects.fed(), pk=indicator_id)
    collecting.collect_one.defer(indicator_id=str(one.pk))
    saved(request, _now("The figures are being counted. Look again in a moment."))
    return redirect(page_of("indicator", one))


@steering
def publish_values(request: StaffRequest, indicator_id: UUID) -> HttpResponse:
    one = _indicator(indicator_id)
    question = Question(
        title=_("Publish the figures?"),
        about=one.title,
        button=_("Publish"),
        intro=_("From then on they stand. A mistake is corrected beside them, not in them."),
        done=_("The figures are published."),
    )
    return ask(
        request,
        forms.PublishForm(request.POST or None),
        question,
        partial(values.publish_values, one, by=request.user, at=clock.now()),
        back=page_of("indicator", one),
    )


@steering
def correct_value(request: StaffRequest, value_id: UUID) -> HttpResponse:
    value = get_object_or_404(IndicatorValue.objects.select_related("indicator"), pk=value_id)
    one = value.indicator
    fed = bool(value.measure)
    question = Question(
        title=_("Correct a published figure"),
        about=one.title,
        intro=_("The figure is counted anew, in the background, and stands beside the old one.")
        if fed
        else _("The old figure stays, and the right one stands beside it."),
        done=_("The figure is being counted anew.") if fed else _("The figure is corrected."),
    )

    def recount(*, reason: str) -> None:
        collecting.recount.defer(
            value_id=str(value.pk), user_id=str(request.user.pk), reason=reason
        )

    return ask(
        request,
        forms.CorrectForm(request.POST or None, indicator=one),
        question,
        recount if fed else partial(values.correct_value, value, by=request.user, at=clock.now()),
        back=page_of("indicator", one),
    )
