"""The pages of the program, and a view that makes one query, to measure the others by."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from helhed.config.urls import handler404, handler500
from helhed.config.urls import urlpatterns as pages
from helhed.teams.models import Team


def bare(request: HttpRequest) -> HttpResponse:
    team = Team.objects.order_by("name").first()
    return HttpResponse(f"<!doctype html><title>{team}</title>")


urlpatterns = [path("bare/", bare), *pages]
__all__ = ["handler404", "handler500", "urlpatterns"]
