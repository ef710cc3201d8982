"""The addresses of indicators, hearings and proposals."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
