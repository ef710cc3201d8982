"""Ranges for exclusion constraints. Meaning never changes: migrations import this."""

from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class SameKey(Func):
    """A range of one key: equality for an exclusion constraint without btree_gist."""

    function = "uuidrange"
    template = "%(function)s(%(expressions)s, '[]')"


class SameText(Func):
    """The same for a short text: equal texts always overlap; others by a chance of one in 2^64."""

    function = "int8range"
    template = (
        "%(function)s(hashtextextended(%(expressions)s, 0),"
        " hashtextextended(%(expressions)s, 0), '[]')"
    )

    def as_sql(self, compiler: Any, connection: Any, *names: Any, **extra: Any) -> Any:
        sql, params = super().as_sql(compiler, connection, *names, **extra)
        # The text stands twice in the template, and so do its parameters.
        return sql, (*params, *params)


class SameNumber(Func):
    """The same for a key that is a number."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, '[]')"


class Nights(Func):
    """The half-open range of nights between two days; open-ended without the second."""

    function = "DATERANGE"
    output_field = DateRangeField()
