"""The public pages. Nobody is signed in here, and `helhed_public` asks the database."""

from collections.abc import Mapping
from datetime import datetime

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.design.charts import Picture
from helhed.public_site.helping import help_now
from helhed.public_site.models import FrontPage
from helhed.public_site.reading import Kind, Page, headlines, once, page, pages
from helhed.public_site.site import SITES, PublicRequest, Site
from helhed.public_site.tables import TABLES, as_csv, values_of
from helhed.strategy.rounds.drawing import chart

SHOWN_ON_FRONT = 6
A_DAY = 86_400
FILES = (
    ("initiatives", _("Initiatives")),
    ("figures", _("Figures")),
    ("proposals", _("Proposals")),
    ("help", _("Help now")),
)
JSON = {
    "initiatives": "plans",
    "figures": "indicators",
    "proposals": "proposals",
    "help": "help_places",
}


def home(request: PublicRequest) -> HttpResponse:
    """Help first, then four figures, what is being done, and what the council said."""
    site, now = request.public_site, clock.now()
    initiatives = pages(site, Kind.INITIATIVE)
    context = {
        "help": [one for one in help_now(site, at=now) if one.first][:3],
        "figures": headlines(site),
        "initiatives": _those_that_need_it_first(initiatives)[:SHOWN_ON_FRONT],
        "how_many": len(initiatives),
        "proposals": [one for one in pages(site, Kind.PROPOSAL) if one.data.get("came_of_it")][:1],
        "proposals_in_all": len(pages(site, Kind.PROPOSAL)),
    }
    return _show(request, "home", context)


def help_list(request: PublicRequest) -> HttpResponse:
    """Everybody one can call or come to; `?day=…&time=…` asks about another moment."""
    asked = _asked_moment(request)
    context = {"help": help_now(request.public_site, at=asked or clock.now()), "asked": asked}
    return _show(request, "help", context)


def promises(request: PublicRequest) -> HttpResponse:
    return _show(request, "promises", {})


def easy(request: PublicRequest) -> HttpResponse:
    """Help, promises and what is being done, in short sentences. Always in Danish."""
    site = request.public_site
    context = {
        "help": help_now(site, at=clock.now()),
        "plans": pages(site, Kind.PLAN),
        "initiatives": [one for one in pages(site, Kind.INITIATIVE) if one.easy],
    }
    return _show(request, "easy", context)


def plans(request: PublicRequest) -> HttpResponse:
    context = {"plans": pages(request.public_site, Kind.PLAN), "figures": _figures(request)}
    return _show(request, "plans", context)


def plan(request: PublicRequest, plan: str) -> HttpResponse:
    """One plan: its goals, and the initiatives with status in words."""
    found = page(request.public_site, Kind.PLAN, plan, plan=plan)
    initiatives = pages(request.public_site, Kind.INITIATIVE, plan=plan)
    context = {"plan": found, "initiatives": initiatives, "figures": _figures(request, plan)}
    return _show(request, "plan", context)


def initiative(request: PublicRequest, plan: str, key: str) -> HttpResponse:
    found = page(request.public_site, Kind.INITIATIVE, key, plan=plan)
    mine = found.data.get("indicators", [])
    context = {
        "initiative": found,
        "plan": page(request.public_site, Kind.PLAN, plan, plan=plan),
        "figures": [one for one in _figures(request, plan) if one.key in mine],
    }
    return _show(request, "initiative", context)


def figures(request: PublicRequest) -> HttpResponse:
    return _show(request, "figures", {"figures": _figures(request)})


def figure(request: PublicRequest, key: str) -> HttpResponse:
    """One indicator: chart, table with what is hidden and missing, and how it is made."""
    found = page(request.public_site, Kind.INDICATOR, key)
    context = {
        "figure": found,
        "picture": _chart(found),
        "csv_url": request.public_site.url("data-of-figure", key),
        "json_url": reverse("public_api:indicator", args=[key]),
    }
    return _show(request, "figure", context)


def _chart(found: Page) -> Picture | None:
    """Drawn once for each publication: drawing is dear, and what is published is frozen."""
    if not found.data["rows"]:
        return None
    kept = f"public_site.chart:{found.row.pk}:{found.site.language}"
    picture: Picture | None = caches["local"].get(kept)
    if picture is None:
        picture = chart({**found.data, "title": found.title})
        caches["local"].set(kept, picture, A_DAY)
    return picture


def hearings(request: PublicRequest) -> HttpResponse:
    """Hearings with the answers, and what became of every proposal of the council."""
    context = {
        "hearings": pages(request.public_site, Kind.HEARING),
        "proposals": pages(request.public_site, Kind.PROPOSAL),
    }
    return _show(request, "hearings", context)


def open_data(request: PublicRequest) -> HttpResponse:
    """What can be fetched, as JSON and CSV, and what the fields mean."""
    context = {
        "files": [(word, _links(request.public_site, name)) for name, word in FILES],
        "openapi_url": reverse("public_api:openapi-json"),
    }
    return _show(request, "data", context)


def _links(site: Site, name: str) -> list[tuple[str, str]]:
    return [("CSV", site.url("data-file", name)), ("JSON", reverse(f"public_api:{JSON[name]}"))]


def data_file(request: PublicRequest, name: str) -> HttpResponse:
    """One table as CSV."""
    if name not in TABLES:
        raise Http404
    headings, rows = TABLES[name](request.public_site, clock.now())
    return _csv(name, as_csv(headings, rows))


def data_of_figure(request: PublicRequest, key: str) -> HttpResponse:
    """The values of one indicator as CSV."""
    found = page(request.public_site, Kind.INDICATOR, key)
    headings, _rows = TABLES["figures"](request.public_site, clock.now())
    return _csv(key, as_csv(headings, values_of(found)))


def _csv(name: str, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _figures(request: PublicRequest, plan: str = "") -> list[Page]:
    return once(pages(request.public_site, Kind.INDICATOR, plan=plan))


def _those_that_need_it_first(initiatives: list[Page]) -> list[Page]:
    worst_first = ["at_risk", "late", "on_track", "not_started"]
    order = {status: place for place, status in enumerate(worst_first)}
    return sorted(initiatives, key=lambda one: order.get(one.data["status"], len(order)))


def _asked_moment(request: PublicRequest) -> datetime | None:
    try:
        day = parse_date(request.GET.get("day", ""))
        at = parse_time(request.GET.get("time", "") or "12:00")
    except ValueError:
        return None
    if day is None or at is None:
        return None
    return timezone.make_aware(datetime.combine(day, at.replace(tzinfo=None)))


def _show(request: PublicRequest, template: str, context: Mapping[str, object]) -> HttpResponse:
    site = request.public_site
    other = next(one for one in SITES if one is not site)
    match = request.resolver_match
    keys = list(match.kwargs.values()) if match else []
    name = match.url_name if match and match.url_name else "home"
    everywhere = {
        "site": site,
        "other_site": other,
        "other_url": other.url(name, *keys),
        "front": FrontPage.objects.first(),
        "here": name,
        "today": clock.today(),
    }
    return render(request, f"public_site/{template}.html", {**everywhere, **context})
