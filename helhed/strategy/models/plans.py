"""The action plans that carry a policy out."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.history import keep_history
from helhed.strategy.models.parties import AgendaItem
from helhed.strategy.models.policies import Policy
from helhed.strategy.models.years import Years


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    def running_on(self, day: date) -> Self:
        """Plans whose years cover the day, a prolonged one until its effective end."""
        return self.filter(first_year__lte=day.year).filter(
            Q(ends_on__isnull=True, last_year__gte=day.year) | Q(ends_on__gte=day)
        )

    def latest_first(self) -> Self:
        return self.order_by("-last_year", "-first_year", "title")


@keep_history()
class ActionPlan(Years):
    """The municipality's plan to carry out a policy (handleplan); never a citizen's plan."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="plans")
    title = models.CharField(_("title"), max_length=200)
    # Set when the plan runs longer (or shorter) than its years say.
    ends_on = models.DateField(_("runs until"), null=True, blank=True)
    prolonged_because = models.CharField(_("why it was prolonged"), max_length=300, blank=True)
    prolonged_in = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="prolonged_plans"
    )
    adopted_in = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="adopted_plans"
    )
    adopted_on = models.DateField(null=True, blank=True)

    objects = ActionPlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_actionplan_has_a_title"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="strategy_actionplan_ends_after_it_begins",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | ~Q(prolonged_because=""),
                name="strategy_actionplan_another_end_has_a_reason",
                violation_error_message=_("Write why the plan ends on another day."),
            ),
            models.UniqueConstraint(
                fields=["policy", "title", "first_year"],
                name="strategy_actionplan_once_for_a_period",
                violation_error_message=_("The policy has a plan with that title and first year."),
            ),
        ]

    @property
    def last_day(self) -> date:
        """The last day the plan is in force: the effective end, else the end of its last year."""
        return self.ends_on or date(self.last_year, 12, 31)
