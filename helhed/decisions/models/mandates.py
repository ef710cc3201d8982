"""Who may decide what, on whose behalf, up to how much."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun
from helhed.core.ranges import Nights, SameKey, SameText


class MandateQuerySet(models.QuerySet["Mandate"]):
    def on(self, day: date) -> Self:
        """Mandates in force on the day."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)


class Mandate(Noun):
    """A named official decides by one paragraph for one authority (mandat), up to a limit.

    Without an amount or hours there is no limit. A stand-in decides only while the one covered for
    is away.
    """

    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates"
    )
    # Code of a legal basis and of an authority; the row in force is found by the day.
    basis_code = models.CharField(_("legal basis"), max_length=70)
    authority_code = models.CharField(_("authority"), max_length=70)
    amount_limit_dkk = models.DecimalField(
        _("up to kroner a month"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    hours_limit = models.DecimalField(
        _("up to hours a week"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    may_approve = models.BooleanField(_("approves what lies above others' mandates"), default=False)
    stands_in_for = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("only while this colleague is away"),
    )
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    given_by = models.CharField(_("given by"), max_length=200)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ("official", "basis_code", "from_day", "id")
        constraints = [
            ExclusionConstraint(
                expressions=[
                    (SameKey("official", "official"), RangeOperators.OVERLAPS),
                    (SameText("basis_code"), RangeOperators.OVERLAPS),
                    (Nights("from_day", "until_day", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(stands_in_for__isnull=True),
                name="decisions_mandate_one_at_a_time",
                violation_error_message=_(
                    "The colleague has a mandate for that paragraph on some of the days."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_day")),
                name="decisions_mandate_ends_after_it_begins",
                violation_error_message=_("The last day lies after the first."),
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for__isnull=True) | ~Q(stands_in_for=F("official")),
                name="decisions_mandate_stands_in_for_another",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
            models.CheckConstraint(
                condition=~Q(given_by=""),
                name="decisions_mandate_says_who_gave_it",
                violation_error_message=_("Write who gave the mandate."),
            ),
        ]
