"""The plan itself and what the citizen says."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history


class Plan(AboutCitizen):
    """The citizen's one plan (borgerens fælles plan). One row for each citizen."""

    # Tovholder: one colleague keeps the threads together.
    lead_coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The projected board is seen by the whole room: own words stand there only after a yes.
    words_on_board = models.BooleanField(default=False)
    next_review_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["citizen"], name="plans_plan_one_for_each_citizen"),
        ]


@keep_history()
class Hope(AboutCitizen):
    """A hope, wish or dream in the citizen's own words (håb, ønske, drøm)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="hopes")
    words = models.TextField(_("in the citizen's own words"))
    said_on = models.DateField(default=clock.today)
    written_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # 1 is what matters most right now.
    rank = models.PositiveSmallIntegerField(default=1)
    put_away_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("rank", "said_on", "id")
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="plans_hope_has_words"),
        ]


class Strength(AboutCitizen):
    """Something the citizen is good at or can lean on (styrke)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="strengths")
    text = models.CharField(_("strength"), max_length=200)
    removed_on = models.DateField(null=True, blank=True)


class Review(AboutCitizen):
    """The plan gone through together (opfølgning på planen)."""

    class Agreement(models.TextChoices):
        YES = "yes", _("agrees")
        PARTLY = "partly", _("agrees in part")
        NO = "no", _("does not agree")
        NOT_ASKED = "not_asked", _("was not asked")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField(_("held on"))
    took_part = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    citizen_took_part = models.BooleanField(default=True)
    agreement = models.CharField(max_length=10, choices=Agreement.choices)
    note = models.TextField(_("what was said"), blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )


@keep_history()
class CrisisPlan(AboutCitizen):
    """What helps when it gets hard, agreed beforehand (kriseplan)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="crisis_plans")
    signs = models.TextField(_("how we notice"), blank=True)
    helps = models.TextField(_("what helps"), blank=True)
    does_not_help = models.TextField(_("what does not help"), blank=True)
    call = models.TextField(_("who to call"), blank=True)
    written_on = models.DateField(default=clock.today)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], name="plans_crisisplan_one_for_each_plan"),
        ]


class NetworkMeeting(AboutCitizen):
    """A meeting with the people the citizen chooses (netværksmøde)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="network_meetings")
    at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=120, blank=True)
    purpose = models.CharField(_("what for"), max_length=300)
    participants = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    chosen_by_citizen = models.BooleanField(default=True)
    held = models.BooleanField(default=False)
    agreed = models.TextField(_("what was agreed"), blank=True)
