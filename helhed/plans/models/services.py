"""Help given under the plan, and its pauses."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.plans.models.goals import Goal
from helhed.plans.models.plans import Plan


class ServiceQuerySet(models.QuerySet["Service"]):
    def given_on(self, day: date) -> Self:
        """Services whose period covers the day, paused or not."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)

    def paused_on(self, day: date) -> Self:
        return self.filter(Exists(Pause.objects.covering(day).filter(service=OuterRef("pk"))))

    def running_on(self, day: date) -> Self:
        """Services the citizen can expect to receive on the day."""
        return self.given_on(day).exclude(pk__in=self.paused_on(day).values("pk"))


@keep_history()
class Service(AboutCitizen):
    """Help the citizen receives (indsats/hjælp): type, provider, from day, goal."""

    class End(models.TextChoices):
        COMPLETED = "completed", _("completed")
        OWN_WISH = "own_wish", _("the citizen's own wish")
        REPLACED = "replaced", _("replaced by other help")
        PROVIDER_STOPPED = "provider_stopped", _("the provider has stopped")
        DEATH = "death", _("death")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="services")
    goal = models.ForeignKey(
        Goal, null=True, blank=True, on_delete=models.PROTECT, related_name="services"
    )
    name = models.CharField(_("help"), max_length=120)
    # Code of the service type in Fælles Faglige Begreber, where there is one.
    service_type = models.CharField(_("type"), max_length=36, blank=True)
    provider = models.CharField(_("who gives it"), max_length=120)
    how_often = models.CharField(_("how often"), max_length=120, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=20, blank=True)
    is_treatment = models.BooleanField(default=False)
    from_day = models.DateField(_("from"), default=clock.today)
    until_day = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=20, choices=End.choices, blank=True)
    end_note = models.CharField(max_length=300, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ("from_day", "id")
        constraints = [
            # P1: a no-show is no reason, so there is no code for it.
            models.CheckConstraint(
                condition=Q(until_day__isnull=True, end="")
                | Q(
                    until_day__isnull=False,
                    end__in=["completed", "own_wish", "replaced", "provider_stopped", "death"],
                ),
                name="plans_service_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="plans_service_ends_after_it_begins",
                violation_error_message=_("The help cannot end before it begins."),
            ),
        ]


class PauseQuerySet(models.QuerySet["Pause"]):
    def covering(self, day: date) -> Self:
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)


class Pause(AboutCitizen):
    """A service rests while something else comes first (pause); it is taken up again (P4)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="pauses")
    from_day = models.DateField()
    comes_first = models.CharField(_("what comes first"), max_length=200)
    resume_on = models.DateField(_("taken up again on"))
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who takes it up again"),
    )
    # Made by an admission, so that the discharge takes up the same help and no other.
    for_hospital = models.BooleanField(default=False)
    # First day the service runs again; None while it rests.
    until_day = models.DateField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ("from_day", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(comes_first=""),
                name="plans_pause_names_what_comes_first",
                violation_error_message=_("Write what comes first instead."),
            ),
            models.CheckConstraint(
                condition=Q(resume_on__gt=F("from_day")),
                name="plans_pause_is_taken_up_again_later",
                violation_error_message=_("Choose a later day to take it up again."),
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=Q(until_day__isnull=True),
                name="plans_pause_one_at_a_time",
                violation_error_message=_("The help is already paused."),
            ),
        ]
