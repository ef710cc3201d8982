"""What the municipality wants: policies, their principles and goals, and how old became new."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.parties import AgendaItem
from helhed.strategy.models.years import Years


class PolicyQuerySet(models.QuerySet["Policy"]):
    def in_force_on(self, day: date) -> Self:
        return self.filter(first_year__lte=day.year, last_year__gte=day.year)

    def latest_first(self) -> Self:
        return self.order_by("-last_year", "-first_year", "title")


@keep_history()
class Policy(Years):
    """A policy of the municipality for some years (politik, fx udsattepolitik)."""

    title = models.CharField(_("title"), max_length=200)
    vision = models.TextField(_("vision"), blank=True)
    # The advisory council that is heard, such as the Udsatteråd.
    council = models.CharField(_("advisory council"), max_length=120, blank=True)
    adopted_in = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="policies"
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_policy_has_a_title"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="strategy_policy_ends_after_it_begins",
                violation_error_message=_("The last year cannot lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["title", "first_year"],
                name="strategy_policy_once_for_a_period",
                violation_error_message=_("A policy with that title and first year exists."),
            ),
        ]


@keep_history()
class Principle(Noun):
    """What runs through everything a policy asks for (princip, pejlemærke)."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="principles")
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_principle_has_a_title"),
        ]


@keep_history()
class Goal(Noun):
    """A goal or a focus area of a policy (mål, fokusområde)."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("goal")
        FOCUS_AREA = "focus_area", _("focus area")

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="goals")
    # The same goal in two policies carries the same key, so that they can be seen together.
    key = models.SlugField(_("key"), max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.GOAL)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=300)
    why = models.TextField(_("why"), blank=True)
    how = models.TextField(_("how"), blank=True)
    # Plans outside this system that carry the goal too, one a line.
    supporting_plans = models.TextField(_("supporting plans"), blank=True)

    class Meta:
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_goal_has_a_title"),
            models.UniqueConstraint(
                fields=["policy", "key"],
                name="strategy_goal_key_once_in_a_policy",
                violation_error_message=_("The policy has a goal with that key already."),
            ),
        ]


class Crosswalk(Noun):
    """Somebody's judgement that an old goal lives on in a new one (overgang mellem mål)."""

    from_goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="leads_to")
    to_goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="comes_from")
    note = models.CharField(_("note"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_on = models.DateField(default=clock.today)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_goal", "to_goal"], name="strategy_crosswalk_once_per_pair"
            ),
            models.CheckConstraint(
                condition=~Q(from_goal=F("to_goal")),
                name="strategy_crosswalk_between_two_goals",
                violation_error_message=_("A goal cannot lead to itself."),
            ),
        ]
