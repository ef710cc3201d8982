"""The open interface: the same as the public pages, for programs. Nobody needs a key."""

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Schema

from helhed.core import clock
from helhed.public_site.helping import Help, help_now
from helhed.public_site.reading import Kind, Page, once, page, pages
from helhed.public_site.site import DANISH

api = NinjaAPI(
    title="Helhed: open data",
    version="1",
    description=(
        "Plans, initiatives, figures, hearings and where to get help, as published by the"
        " municipality. No persons. A figure with the state `hidden` is under 5 or could be worked"
        " out; hidden is not zero. `missing` is known to nobody. Free to use (CC BY 4.0)."
    ),
    docs_url=None,
    urls_namespace="public_api",
)


class Problem(Schema):
    detail: str


NOTHING = {404: Problem}


class PlanOut(Schema):
    key: str
    title: str
    title_en: str
    period: str
    policy: str
    short: str
    counts: dict[str, int]
    published_at: datetime


class InitiativeOut(Schema):
    key: str
    plan: str
    number: int | None
    title: str
    title_en: str
    status: str
    status_text: str
    how_far: str
    description: str
    department: str
    goals: list[str]
    committees: list[str]
    due: str
    indicators: list[str]


class CellOut(Schema):
    state: str
    value: float | None


class RowOut(Schema):
    period: str
    first_day: date
    last_day: date
    total: CellOut
    parts: dict[str, CellOut]
    missing_share: float | None


class IndicatorOut(Schema):
    key: str
    title: str
    title_en: str
    unit: str
    definition: str
    source: str
    baseline: str
    target: str
    rows: list[RowOut]
    published_at: datetime


class PointOut(Schema):
    text: str
    answer: str
    because: str
    became: str


class HearingOut(Schema):
    key: str
    plan: str
    title: str
    council: str
    due: str
    points: list[PointOut]


class ProposalOut(Schema):
    key: str
    council: str
    title: str
    text: str
    said_on: str
    outcome: str
    came_of_it: str


class HelpOut(Schema):
    kind: str
    name: str
    what: str
    phone: str
    area: str
    always_open: bool
    open_now: bool
    open_until: datetime | None
    opens: datetime | None


@api.get("/plans", response=list[PlanOut], tags=["plans"], summary="Published plans")
def plans(request: HttpRequest) -> list[dict[str, Any]]:
    return [_plan(one) for one in pages(DANISH, Kind.PLAN)]


@api.get("/plans/{key}", response={200: PlanOut, **NOTHING}, tags=["plans"], summary="One plan")
def plan(request: HttpRequest, key: str) -> dict[str, Any]:
    return _plan(page(DANISH, Kind.PLAN, key, plan=key))


@api.get(
    "/plans/{key}/initiatives",
    response={200: list[InitiativeOut], **NOTHING},
    tags=["plans"],
    summary="The initiatives of a plan",
)
def initiatives(request: HttpRequest, key: str) -> list[dict[str, Any]]:
    page(DANISH, Kind.PLAN, key, plan=key)
    return [_flat(one) for one in pages(DANISH, Kind.INITIATIVE, plan=key)]


@api.get("/indicators", response=list[IndicatorOut], tags=["figures"], summary="All figures")
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    return [_indicator(one) for one in once(pages(DANISH, Kind.INDICATOR))]


@api.get(
    "/indicators/{key}",
    response={200: IndicatorOut, **NOTHING},
    tags=["figures"],
    summary="One figure",
)
def indicator(request: HttpRequest, key: str) -> dict[str, Any]:
    return _indicator(page(DANISH, Kind.INDICATOR, key))


@api.get("/hearings", response=list[HearingOut], tags=["councils"], summary="Hearings")
def hearings(request: HttpRequest) -> list[dict[str, Any]]:
    return [_flat(one) for one in pages(DANISH, Kind.HEARING)]


@api.get("/proposals", response=list[ProposalOut], tags=["councils"], summary="Proposals")
def proposals(request: HttpRequest) -> list[dict[str, Any]]:
    return [_flat(one) for one in pages(DANISH, Kind.PROPOSAL)]


@api.get("/help", response=list[HelpOut], tags=["help"], summary="Where to get help now")
def help_places(request: HttpRequest) -> list[dict[str, Any]]:
    return [_help(one) for one in help_now(DANISH, at=clock.now())]


@api.exception_handler(Http404)
def missing(request: HttpRequest, problem: Http404) -> Any:
    return api.create_response(request, {"detail": "Not found"}, status=404)


def _flat(one: Page) -> dict[str, Any]:
    return {**one.data, "key": one.key, "plan": one.plan}


def _plan(one: Page) -> dict[str, Any]:
    return {**one.data, "key": one.key, "published_at": one.row.publication.published_at}


def _indicator(one: Page) -> dict[str, Any]:
    data = one.data
    rows = [
        {**row, "parts": dict(zip(data["columns"], row["parts"], strict=True))}
        for row in data["rows"]
    ]
    published = one.row.publication.published_at
    return {**data, "rows": rows, "key": one.key, "published_at": published}


def _help(one: Help) -> dict[str, Any]:
    now = one.opening
    return {
        **{name: getattr(one, name) for name in ("kind", "name", "what", "phone", "area")},
        "always_open": one.always_open,
        "open_now": now.open,
        "open_until": now.until,
        "opens": now.opens,
    }
