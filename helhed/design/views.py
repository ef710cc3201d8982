"""The style guide: every component in every state, to look at and to test. Not in production."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from helhed.design import icons, specimens

LOOKS = {
    "phone": "design/guide_phone.html",
    "meeting": "design/guide_meeting.html",
    "citizen": "design/guide_citizen.html",
    "maintenance": "design/maintenance.html",
    "404": "design/404.html",
    "403": "design/403.html",
    "500": "design/500.html",
    "pin": "design/pin.html",
}


def style_guide(request: HttpRequest) -> HttpResponse:
    return show(request, "design/guide.html")


def style_guide_page(request: HttpRequest, look: str) -> HttpResponse:
    if look not in LOOKS:
        raise Http404
    return show(request, LOOKS[look])


def show(request: HttpRequest, template: str) -> HttpResponse:
    if not (settings.DEBUG or getattr(settings, "HELHED_DEMO", False)):
        raise Http404
    context = {**specimens.everything(), "icon_names": sorted(icons.drawings())}
    return render(request, template, context)
