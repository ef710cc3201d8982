"""Why a document cannot be read. Each names the file and says what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Refused


class CannotRead(Refused):
    """A document, or a table of labels, that the reader will not take."""

    sentence: Any = _("%(name)s cannot be read.")

    def __init__(self, name: str, **facts: Any) -> None:
        super().__init__(self.sentence % {"name": name, **facts})


class NoSuchFile(CannotRead):
    sentence = _("%(name)s is not a file that can be opened. Check the path and its permissions.")


class WrongKind(CannotRead):
    sentence = _(
        "%(name)s is not a PDF, Word (.docx), text or Markdown file. Save it as one of them."
    )


class Damaged(CannotRead):
    sentence = _(
        "%(name)s is damaged or locked. Open it, save it again without a password and retry."
    )


class Empty(CannotRead):
    sentence = _("%(name)s is empty. Choose the file that holds the plan.")


class Scanned(CannotRead):
    sentence = _(
        "%(name)s holds pictures and no text: it is scanned. Ask for the Word file it was made "
        "from, or let a program recognise the text first."
    )


class TooLarge(CannotRead):
    sentence = _("%(name)s is larger than %(most)s MB. Take out pictures, or divide it.")


class TooLong(CannotRead):
    sentence = _(
        "%(name)s is longer than %(most)s pages. Divide it, and read the part that holds the cards."
    )


class TooManyLines(TooLong):
    sentence = _(
        "%(name)s is longer than %(most)s lines. Divide it, and read the part that holds the cards."
    )


class Unsafe(CannotRead):
    sentence = _(
        "%(name)s is made in a way that can harm the program that opens it. Save it again from "
        "Word."
    )


class NothingFound(CannotRead):
    sentence = _(
        "%(name)s holds neither cards of an action plan nor focus areas of a policy that we know "
        "the labels of. Add the labels it prints, and read it again."
    )


class BadLabels(CannotRead):
    sentence = _("The labels in %(name)s cannot be used: %(why)s.")
