"""What help costs, expected and granted, and whose it is to pay."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helhed.citizens.models import AboutCitizen
from helhed.core.history import keep_history
from helhed.decisions.models import CaseFile, Decision


class Payer(models.TextChoices):
    """Who pays (betaler)."""

    MUNICIPALITY = "municipality", _("the municipality")
    REGION = "region", _("the region")
    STATE = "state", _("state refund")
    OTHER_MUNICIPALITY = "other_municipality", _("another municipality")
    FUND = "fund", _("a fund")
    CITIZEN = "citizen", _("the citizen")


class CostQuerySet(models.QuerySet["Cost"]):
    def counted_on(self, day: date) -> Self:
        """Costs that count on the day: not ended before, and not replaced by a change."""
        return (
            self.filter(from_day__lte=day)
            .exclude(until_day__lte=day)
            .filter(given_up_on__isnull=True, replaced_by__isnull=True)
        )


@keep_history()
class Cost(AboutCitizen):
    """A service at a price in a period (udgift). An expected change stands beside the granted one.

    `oere` is the price of one unit in øre; nothing here is a fraction of an øre.
    """

    class Kind(models.TextChoices):
        EXPECTED = "expected", pgettext_lazy("cost", "expected")
        GRANTED = "granted", pgettext_lazy("cost", "granted")

    class Per(models.TextChoices):
        DAY = "day", _("day")
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        ONCE = "once", _("once")

    what = models.CharField(_("what"), max_length=120)
    basis_code = models.CharField(_("legal basis"), max_length=70, blank=True)
    provider = models.CharField(_("who gives it"), max_length=120, blank=True)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.EXPECTED)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="costs"
    )
    # Expected by the caseworker before the decision; whoever reads the case reads this cost too.
    case = models.ForeignKey(
        CaseFile, null=True, blank=True, on_delete=models.PROTECT, related_name="costs"
    )
    oere = models.BigIntegerField(_("price in øre"))
    per = models.CharField(_("for each"), max_length=5, choices=Per.choices)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    # A change replaces the granted one from its own first day, when it is granted itself.
    changes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_by"
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    given_up_on = models.DateField(null=True, blank=True)
    given_up_because = models.CharField(_("why it will not come"), max_length=200, blank=True)
    # The words of the register on the day it was noted: a later price changes nothing here.
    source = models.CharField(_("where the price stands"), max_length=300, blank=True)

    objects = CostQuerySet.as_manager()

    class Meta:
        ordering = ("from_day", "created_at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(oere__gte=0), name="money_cost_is_not_negative"),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="money_cost_ends_after_it_begins",
                violation_error_message=_("The last day lies after the first."),
            ),
            models.CheckConstraint(
                condition=Q(kind="expected") | Q(decision__isnull=False),
                name="money_cost_is_granted_by_a_decision",
                violation_error_message=_("A cost is granted by a decision. Choose which one."),
            ),
        ]


class Share(AboutCitizen):
    """A payer's part of a cost in hundredths of a percent; the parts of a cost make 10,000."""

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="shares")
    payer = models.CharField(_("payer"), max_length=18, choices=Payer.choices)
    name = models.CharField(_("which one"), max_length=120, blank=True)
    parts = models.PositiveIntegerField(_("parts of 10,000"))
    place = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("place", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(parts__gte=1, parts__lte=10_000), name="money_share_1_to_10000_parts"
            ),
            models.UniqueConstraint(
                fields=["cost", "payer", "name"], name="money_share_each_payer_once"
            ),
        ]
