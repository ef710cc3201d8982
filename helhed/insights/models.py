"""What a leader declares about a team, where no fact can tell; no table about citizens."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun
from helhed.teams.models import Team


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def in_force(self, day: date) -> Self:
        """The latest declaration of each item of each team on the day."""
        return (
            self.filter(declared_on__lte=day)
            .order_by("team", "item", "-declared_on", "-id")
            .distinct("team", "item")
        )


class Declaration(Noun):
    """A score from 1 to 5 a leader gives the team in an item of fidelity (egenvurdering)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="declarations")
    item = models.CharField(max_length=4)
    score = models.PositiveSmallIntegerField(_("score"))
    because = models.CharField(_("what it rests on"), max_length=300)
    declared_on = models.DateField()
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="insights_declaration_score_is_one_to_five",
                violation_error_message=_("A score lies between 1 and 5."),
            ),
            models.CheckConstraint(
                condition=~Q(because=""),
                name="insights_declaration_says_why",
                violation_error_message=_("Write what the score rests on."),
            ),
        ]
        indexes = [models.Index(fields=["team", "item"], name="insights_declaration_item")]


class OfficePlace(Noun):
    """A place that is our own office: meeting there is not meeting where the citizen lives."""

    name = models.CharField(_("place"), max_length=120, unique=True)
