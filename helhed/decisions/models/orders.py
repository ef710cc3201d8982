"""What is ordered from a provider, what they tell, and whether it still helps."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core.history import keep_history
from helhed.decisions.models.decisions import Decision
from helhed.teams.models import Team


class ServiceOrderQuerySet(models.QuerySet["ServiceOrder"]):
    def running(self) -> Self:
        return self.filter(ended_on__isnull=True)

    def to_report_by(self, day: date) -> Self:
        """Running orders whose next report is due by the day."""
        return self.running().filter(report_by__lte=day)


@keep_history()
class ServiceOrder(AboutCitizen):
    """Help ordered from a provider with goals (bestilling). The provider reads it, not the case.

    `service_key` is the plan's help once it has begun; the plan stands above this room.
    """

    # The provider may read the order and not the decision, so it carries what they need.
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="orders")
    provider = models.CharField(_("provider"), max_length=120)
    provider_team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.PROTECT, related_name="service_orders"
    )
    content = models.TextField(_("what is ordered"))
    extent = models.CharField(_("how much"), max_length=120, blank=True)
    goals = ArrayField(models.CharField(max_length=300))
    basis_label = models.CharField(max_length=90)
    service_type = models.CharField(max_length=70, blank=True)
    start_on = models.DateField(_("starts on"))
    report_by = models.DateField(_("next report by"))
    sent_on = models.DateField()
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    accepted_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    service_key = models.UUIDField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(goals__len__gt=0),
                name="decisions_serviceorder_has_goals",
                violation_error_message=_("Write at least one goal."),
            ),
            models.CheckConstraint(
                condition=Q(report_by__gte=F("sent_on")),
                name="decisions_serviceorder_is_reported_on_later",
                violation_error_message=_("The day of the report lies ahead."),
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(service_key__isnull=False),
                name="decisions_serviceorder_started_stands_in_the_plan",
            ),
        ]


class ProviderReport(AboutCitizen):
    """What the provider tells of the help (statusrapport), with the citizen's own view."""

    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField(_("day"))
    text = models.TextField(_("how it goes"))
    citizen_view = models.TextField(_("what the citizen says of it"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="decisions_providerreport_tells_something",
                violation_error_message=_("Write how it goes."),
            ),
        ]


class FollowUp(AboutCitizen):
    """Does the help still serve its purpose? (opfølgning, serviceloven § 148)."""

    # Codes of Fælles Faglige Begreber, "Status på indsats".
    class Result(models.TextChoices):
        GO_ON = "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a", "Træf afgørelse om fortsættelse af indsats"
        OTHER = (
            "b4c01aa8-82fd-44e4-83ff-ca19ec02c779",
            "Træf afgørelse om afslutning af indsats og visiter til ny",
        )
        END = "d7d03656-4c87-4e67-9146-aa5990460f16", "Træf afgørelse om afslutning af indsats"

    order = models.ForeignKey(ServiceOrder, on_delete=models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("day"))
    result = models.CharField(_("result"), max_length=36, choices=Result.choices)
    citizen_view = models.TextField(_("what the citizen says of it"), blank=True)
    note = models.TextField(_("what we saw together"))
    next_on = models.DateField(_("looked at again on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-on", "-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(result="1e971d84-10a4-4ef8-a8b3-0daa4c7d088a")
                | Q(next_on__isnull=False, next_on__gt=F("on")),
                name="decisions_followup_going_on_has_a_next_day",
                violation_error_message=_("Help that goes on is looked at again: choose the day."),
            ),
        ]
