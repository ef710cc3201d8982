"""Where the money of an initiative comes from."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.grants import Partnership
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import AgendaItem


@keep_history()
class Funding(Noun):
    """Money set aside for an initiative (finansiering); the amount is often not known."""

    class Kind(models.TextChoices):
        ORDINARY_BUDGET = "ordinary_budget", _("ordinary budget")
        BUDGET_AGREEMENT = "budget_agreement", _("budget agreement")
        STATE_POOL = "state_pool", _("state pool")
        SOCIAL_RESERVE = "social_reserve", _("social reserve (formerly satspulje)")
        SECTION_18 = "section_18", _("§ 18 support")
        FOUNDATION = "foundation", _("foundation")
        OTHER = "other", _("other")

    class Per(models.TextChoices):
        TOTAL = "total", _("in all")
        YEAR = "year", _("per year")
        UNKNOWN = "unknown", _("not said whether in all or per year")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="funding")
    kind = models.CharField(_("source"), max_length=20, choices=Kind.choices)
    agreement = models.CharField(_("act or agreement"), max_length=300, blank=True)
    amount_dkk = models.DecimalField(
        _("amount in kr."), null=True, blank=True, max_digits=14, decimal_places=2
    )
    per = models.CharField(max_length=8, choices=Per.choices, default=Per.TOTAL)
    from_day = models.DateField(_("from"), null=True, blank=True)
    # The last day the money may be used.
    last_day = models.DateField(_("to"), null=True, blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="funding"
    )
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, on_delete=models.PROTECT, related_name="funding"
    )

    class Meta:
        ordering = ["from_day", "created_at", "id"]
        verbose_name_plural = "funding"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dkk__isnull=True) | Q(amount_dkk__gte=0),
                name="strategy_funding_is_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
            models.CheckConstraint(
                condition=Q(from_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("from_day")),
                name="strategy_funding_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]
