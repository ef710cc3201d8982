"""Requests as the views of this room see them. Only for typing."""

from helhed.accounts.models import User
from helhed.design import http


class StaffRequest(http.StaffRequest):
    """A request from a colleague who is signed in."""

    user: User
