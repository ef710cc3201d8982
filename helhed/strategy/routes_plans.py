"""The addresses of policies, plans, initiatives and support to associations."""

from django.urls import path

from helhed.strategy.views import desk

urlpatterns = [
    path("", desk.desk, name="desk"),
]
