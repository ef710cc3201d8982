"""What an initiative is followed by: criteria, milestones, and what came before and after."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import AgendaItem


@keep_history()
class Criterion(Noun):
    """One success criterion of an initiative, typed by a person (succeskriterium)."""

    class Kind(models.TextChoices):
        NUMBER = "number", _("number")
        SHARE = "share", _("share")
        COUNT_PER_YEAR = "count_per_year", _("count per year")
        MILESTONE = "milestone", _("milestone with a date")
        DIRECTION = "direction", _("direction")
        TEXT = "text", _("text")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")
        NONE = "", _("not said")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="criteria")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(_("criterion as written"))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices, default=Kind.TEXT)
    # False: nobody can tell from the words whether it was reached ("not measurable as written").
    measurable = models.BooleanField(default=False)
    suggestion = models.TextField(_("how it could be written"), blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices, blank=True)
    baseline = models.DecimalField(null=True, blank=True, max_digits=14, decimal_places=2)
    target = models.DecimalField(null=True, blank=True, max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="strategy_criterion_says_something"),
        ]


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def open(self) -> Self:
        return self.filter(state__in=[Milestone.State.PLANNED, Milestone.State.UNDER_WAY])

    def overdue_on(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)


@keep_history()
class Milestone(Noun):
    """A step of an initiative with a date (milepæl, opgave)."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    criterion = models.ForeignKey(
        Criterion, null=True, blank=True, on_delete=models.SET_NULL, related_name="milestones"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_milestone_has_a_title"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="strategy_milestone_done_has_a_day",
                violation_error_message=_("Say which day the milestone was done."),
            ),
        ]


class Lineage(Noun):
    """How an initiative went on, or why it did not (sammenhæng mellem indsatser).

    Many-to-many: a merged initiative has several rows to it, a split one several from it.
    """

    class Kind(models.TextChoices):
        CONTINUED = "continued", _("continued")
        NEW_PHASE = "new_phase", _("new phase")
        SPLIT = "split", _("split")
        MERGED = "merged", _("merged")
        OPERATIONS = "operations", _("anchored in operations")
        POSTPONED = "postponed", _("postponed")
        CLOSED = "closed", _("closed")

    from_initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="went_on"
    )
    to_initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.CASCADE, related_name="came_from"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField(default=clock.today)
    note = models.CharField(_("note"), max_length=300, blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_initiative__isnull=True) | ~Q(from_initiative=F("to_initiative")),
                name="strategy_lineage_between_two_initiatives",
                violation_error_message=_("An initiative cannot go on as itself."),
            ),
            models.CheckConstraint(
                condition=Q(kind="postponed")
                | Q(
                    kind__in=["continued", "new_phase", "split", "merged"],
                    to_initiative__isnull=False,
                )
                | Q(kind__in=["operations", "closed"], to_initiative__isnull=True),
                name="strategy_lineage_goes_on_in_another_or_ends",
                violation_error_message=_("Choose the initiative that it goes on in."),
            ),
            models.UniqueConstraint(
                fields=["from_initiative", "to_initiative"],
                name="strategy_lineage_once_per_pair",
                nulls_distinct=False,
                violation_error_message=_("That is noted already."),
            ),
        ]
