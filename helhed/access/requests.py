"""Requests as the views of staff see them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from helhed.accounts.models import User


class StaffRequest(HttpRequest):
    """A request from a colleague who is signed in. Only for typing."""

    htmx: HtmxDetails
    user: User
