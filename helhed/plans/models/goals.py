"""Goals, the steps towards them, and how far it is, seen by two pairs of eyes."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.plans.models.plans import Hope, Plan


class GoalQuerySet(models.QuerySet["Goal"]):
    def current_on(self, day: date) -> Self:
        """Goals begun and neither reached nor put away on the day."""
        return self.filter(from_day__lte=day).exclude(ended_on__lte=day)


@keep_history()
class Goal(AboutCitizen):
    """Something to reach (indsatsmål). Points at a hope, or says why it cannot yet (P4)."""

    class End(models.TextChoices):
        REACHED = "reached", _("reached")
        PUT_AWAY = "put_away", _("put away")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    hope = models.ForeignKey(
        Hope, null=True, blank=True, on_delete=models.PROTECT, related_name="goals"
    )
    no_hope_reason = models.CharField(_("why it points at no hope yet"), max_length=300, blank=True)
    ask_again_on = models.DateField(_("asked again on"), null=True, blank=True)
    wording = models.CharField(_("goal"), max_length=200)
    citizen_says = models.CharField(_("the citizen says"), max_length=300, blank=True)
    # Codes of Fælles Faglige Begreber: theme and kind of change (måltype).
    theme = models.CharField(_("theme"), max_length=36, blank=True)
    change = models.CharField(_("kind of change"), max_length=36, blank=True)
    wished_level = models.PositiveSmallIntegerField(_("wished level"), default=10)
    disagreement = models.TextField(_("we see this differently"), blank=True)
    from_day = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    rank = models.PositiveSmallIntegerField(default=1)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ("rank", "from_day", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(hope__isnull=False)
                | (~Q(no_hope_reason="") & Q(ask_again_on__isnull=False)),
                name="plans_goal_points_at_a_hope_or_says_why_not",
                violation_error_message=_(
                    "Choose the hope behind the goal, or write why there is none yet"
                    " and when you will ask again."
                ),
            ),
            models.CheckConstraint(
                condition=Q(wished_level__gte=0, wished_level__lte=10),
                name="plans_goal_wished_level_0_to_10",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end="")
                | (Q(ended_on__isnull=False) & ~Q(end="")),
                name="plans_goal_ends_by_being_reached_or_put_away",
            ),
        ]


class Step(AboutCitizen):
    """The next small thing, by whom and when (skridt)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField(_("step"), max_length=200)
    by_citizen = models.BooleanField(_("the citizen does it"), default=False)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    with_whom = models.CharField(_("together with"), max_length=120, blank=True)
    due_on = models.DateField(_("when"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("done_on", "due_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(by_citizen=True) | Q(worker__isnull=False) | ~Q(with_whom=""),
                name="plans_step_is_somebodys",
                violation_error_message=_("Choose who does it. If in doubt, choose yourself."),
            ),
        ]


class Progress(AboutCitizen):
    """How far it is on the 0-10 scale, seen by the citizen or by a professional; never averaged."""

    class View(models.TextChoices):
        CITIZEN = "citizen", _("the citizen's view")
        PROFESSIONAL = "professional", _("professional view")

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="progress")
    view = models.CharField(max_length=12, choices=View.choices)
    level = models.PositiveSmallIntegerField()
    on = models.DateField(default=clock.today)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__gte=0, level__lte=10),
                name="plans_progress_0_to_10",
                violation_error_message=_("The scale goes from 0 to 10."),
            ),
        ]
