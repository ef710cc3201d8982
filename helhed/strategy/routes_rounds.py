"""The addresses of follow-up rounds, papers and open data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
