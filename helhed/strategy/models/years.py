"""A period of whole years."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun


class Years(Noun):
    """Something that holds from the beginning of one year to the end of another."""

    first_year = models.PositiveSmallIntegerField(_("first year"))
    last_year = models.PositiveSmallIntegerField(_("last year"))

    class Meta:
        abstract = True

    @property
    def period(self) -> str:
        """Both years with a dash, or the one year."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}\N{EN DASH}{self.last_year}"
