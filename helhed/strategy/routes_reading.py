"""The addresses of reading documents in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
