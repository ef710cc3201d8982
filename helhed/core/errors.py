"""What the program says when it will not do what was asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """A rule says no. One subclass per rule, with words fit for the screen.

    Views and the API catch this and nothing else; every other exception is a bug. The sentence says
    what happened and what to do, never blames and never reveals what the user may not see.
    """

    message: Any = _("That cannot be done now.")

    def __init__(self, message: Any = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class Conflict(Refused):
    """Somebody saved the same text meanwhile. Carries both texts, so that nothing is lost (P10)."""

    message = _("Somebody saved the same text while you were writing. Nothing is lost.")

    def __init__(self, *, mine: dict[str, Any], theirs: dict[str, Any], version: int) -> None:
        self.mine = mine
        self.theirs = theirs
        self.version = version
        super().__init__()
