"""The rule of the waiting order: data with versions, in words anybody can check."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun


class Rule(Noun):
    """One version of how those who wait are ordered (ventelisteregel).

    `must` names wishes that a home has to meet to be matched at all; `order` what parts two, the
    first that differs counting. There are no points.
    """

    number = models.PositiveIntegerField(unique=True)
    must = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    order = ArrayField(models.CharField(max_length=10))
    why = models.CharField(_("why"), max_length=400)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    # What the simulation said before it was published: kept, so that it can be held against it.
    simulated = models.JSONField(default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-number", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(order__contains=["waiting"]) & Q(order__contains=["lot"]),
                name="housing_rule_waiting_time_and_lot_count",
                violation_error_message=_("Waiting time must count, and a lot parts the last two."),
            ),
        ]
