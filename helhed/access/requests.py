"""Requests as the views of staff see them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from helhed.accounts.models import User
from helhed.teams.answering import Answering


class StaffRequest(HttpRequest):
    """A request from a colleague who is signed in. Only for typing."""

    htmx: HtmxDetails
    user: User
    # Who answers the telephone of the user's own team: asked for when somebody looks.
    on_call: Answering | None
