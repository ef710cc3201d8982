"""The rules of the model, met as a sentence before the database says no."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from helhed.core.errors import Refused
from helhed.core.models import Noun

Row = TypeVar("Row", bound=Noun)


class AgainstARule(Refused):
    """A constraint or a field's limit; the sentence is the model's own."""


def checked(row: Row) -> Row:
    """The row, if its fields and constraints hold. Raises AgainstARule with the model's words."""
    # Keys come from rows already fetched through the door; asking again would cost a query each.
    keys = [f.name for f in row._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    try:
        row.clean_fields(exclude=keys)
        row.validate_constraints()
    except ValidationError as error:
        raise AgainstARule(" ".join(error.messages)) from error
    return row


def check_fields(row: Noun, **fields: object) -> None:
    """The same for values about to be written to `row`, which is left as it was."""
    before = {name: getattr(row, name) for name in fields}
    try:
        for name, value in fields.items():
            setattr(row, name, value)
        checked(row)
    finally:
        for name, value in before.items():
            setattr(row, name, value)
