"""Refund clocks: for leaders and economists, never a limit on anybody's right to help."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.decisions.models import Decision


class ShelterYear(AboutCitizen):
    """A running year of § 110 nights (refusionsår), reckoned from all shelters anywhere.

    Source: serviceloven § 177 and law.md 3; `limit` is the register's number on `anchor_day`.
    """

    anchor_day = models.DateField()
    limit = models.PositiveSmallIntegerField()
    nights = models.PositiveSmallIntegerField()
    reckoned_on = models.DateField(default=clock.today)

    class Meta:
        ordering = ("-anchor_day", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "anchor_day"], name="money_shelteryear_begins_once"
            ),
        ]

    @property
    def refunded(self) -> int:
        return min(self.nights, self.limit)

    @property
    def left(self) -> int:
        return max(self.limit - self.nights, 0)

    @property
    def beyond(self) -> int:
        return max(self.nights - self.limit, 0)


class SupportRefund(AboutCitizen):
    """The refund of Housing First support (§ 176 a): two years from the first discharge."""

    class State(models.TextChoices):
        RUNS = "runs", _("runs")
        LOST = "lost", _("lost")
        ENDED = "ended", _("ended")

    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="support_refund"
    )
    discharged_on = models.DateField()
    until_day = models.DateField()
    state = models.CharField(max_length=5, choices=State.choices)
    why = models.CharField(_("why"), max_length=300, blank=True)
    reckoned_on = models.DateField(default=clock.today)

    class Meta:
        ordering = ("-discharged_on", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "discharged_on"], name="money_supportrefund_one_a_discharge"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="lost") | ~models.Q(why=""),
                name="money_supportrefund_lost_says_why",
            ),
        ]
