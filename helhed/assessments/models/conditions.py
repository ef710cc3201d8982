"""Conditions with their levels over time, and the groups somebody belongs to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.assessments.models.assessments import Assessment
from helhed.citizens.models import AboutCitizen
from helhed.core import clock


class Condition(AboutCitizen):
    """One condition of one citizen (tilstand, FFB); follow-up adds a level to the same row."""

    code = models.CharField(max_length=36)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "code"], name="assessments_condition_once_for_each_citizen"
            ),
        ]


class Level(AboutCitizen):
    """How it is on a day: function 0-4 (0 = not reduced) and need of support 0-4; 9 = not assessed.

    Lower is better. Levels are drawn then and now and never made into one figure.
    """

    condition = models.ForeignKey(Condition, on_delete=models.PROTECT, related_name="levels")
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="levels"
    )
    function = models.PositiveSmallIntegerField(_("level of function"), null=True, blank=True)
    support = models.PositiveSmallIntegerField(_("need of support"), null=True, blank=True)
    note = models.TextField(_("why"), blank=True)
    on = models.DateField(default=clock.today)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(function__isnull=True) | Q(function__lte=4) | Q(function=9))
                & (Q(support__isnull=True) | Q(support__lte=4) | Q(support=9)),
                name="assessments_level_0_to_4_or_not_assessed",
                violation_error_message=_("A level goes from 0 to 4, or is not assessed."),
            ),
            models.CheckConstraint(
                condition=Q(function__isnull=False) | Q(support__isnull=False) | ~Q(note=""),
                name="assessments_level_says_something",
                violation_error_message=_("Choose a level, or write how it is."),
            ),
        ]


class TargetGroup(AboutCitizen):
    """A group the citizen belongs to (målgruppe); the first one is what weighs most."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, related_name="target_groups"
    )
    code = models.CharField(_("group"), max_length=36)
    rank = models.PositiveSmallIntegerField(_("place"), default=1)

    class Meta:
        ordering = ("rank", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "code"], name="assessments_targetgroup_named_once"
            ),
            models.UniqueConstraint(
                fields=["assessment", "rank"],
                deferrable=models.Deferrable.DEFERRED,
                name="assessments_targetgroup_one_in_each_place",
            ),
        ]
