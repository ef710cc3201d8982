"""A note in the database that its people are invented, and how they came to be."""

from django.db import models

from helhed.core import clock
from helhed.core.models import Noun


class Built(Noun):
    """The invented municipality in this database (demokommune). One row, or none in real use."""

    citizens = models.PositiveIntegerField()
    days = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    # The day that is today in the story; the data are moved along when time has passed.
    as_of = models.DateField()
    copies = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(default=clock.now)
    # Not yet while it is being built: what was interrupted is invented too, and begun again.
    whole = models.BooleanField(default=True)
