"""A business case: what an effort costs and what follows, for each payer and year."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.core.history import keep_history
from helhed.core.models import Noun


@keep_history()
class BusinessCase(Noun):
    """Assumptions, each with its source (businesscase); the result is always computed from them.

    `assumptions` has the shape that `helhed.money.som.read` describes.
    """

    title = models.CharField(_("what it is about"), max_length=160)
    assumptions = models.JSONField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("title", "id")
