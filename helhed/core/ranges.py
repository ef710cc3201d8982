"""Ranges for exclusion constraints. Meaning never changes: migrations import this."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class SameKey(Func):
    """A range of one key: equality for an exclusion constraint without btree_gist."""

    function = "uuidrange"
    template = "%(function)s(%(expressions)s, '[]')"


class Nights(Func):
    """The half-open range of nights between two days; open-ended without the second."""

    function = "DATERANGE"
    output_field = DateRangeField()
