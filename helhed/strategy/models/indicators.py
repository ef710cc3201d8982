"""What tells whether it goes the right way: indicators, their definitions and their values."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.following import Criterion
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import Party
from helhed.strategy.models.policies import Goal


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def running(self) -> Self:
        return self.filter(retired_on__isnull=True)

    def fed(self) -> Self:
        """Indicators whose values are counted in the unit's own work."""
        return self.running().exclude(measure="")


@keep_history()
class Indicator(Noun):
    """A figure a goal, an initiative or a criterion is followed by (indikator)."""

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")
        TIMES = "times", _("times")
        SHARE = "share", _("per cent")
        MEAN = "mean", _("on average")
        DAYS = "days", _("days")
        HOMES = "homes", _("homes")
        PLACES = "places", _("places")
        DKK = "dkk", _("kr.")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    class Target(models.TextChoices):
        NUMBER = "number", _("a number")
        SHARE = "share", _("a share")
        COUNT_PER_YEAR = "count_per_year", _("so many each year")
        MILESTONE = "milestone", _("done by a day")
        DIRECTION = "direction", _("a direction")
        TEXT = "text", _("in words")

    class Frequency(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF_YEAR = "half_year", _("every half-year")
        YEAR = "year", _("every year")

    title = models.CharField(_("title"), max_length=200, unique=True)
    unit = models.CharField(_("counted in"), max_length=8, choices=Unit.choices)
    direction = models.CharField(_("direction"), max_length=4, choices=Direction.choices)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices)
    # None: nobody knows how it was before ("intet udgangspunkt endnu").
    baseline = models.DecimalField(
        _("starting point"), null=True, blank=True, max_digits=14, decimal_places=2
    )
    baseline_period = models.CharField(_("of when"), max_length=40, blank=True)
    target_kind = models.CharField(_("kind of goal"), max_length=16, choices=Target.choices)
    target = models.DecimalField(_("goal"), null=True, blank=True, max_digits=14, decimal_places=2)
    target_text = models.CharField(_("goal in words"), max_length=300, blank=True)
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    # Who answers for it: internal, never on the public site.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="indicators",
    )
    department = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators"
    )
    goals = models.ManyToManyField(Goal, related_name="indicators", blank=True)
    initiatives = models.ManyToManyField(Initiative, related_name="indicators", blank=True)
    criteria = models.ManyToManyField(Criterion, related_name="indicators", blank=True)
    # Nothing of it is public before somebody says so.
    public = models.BooleanField(_("shown to everybody"), default=False)
    retired_on = models.DateField(null=True, blank=True)

    objects = IndicatorQuerySet.as_manager()

    # As the current definition says; written by the verbs that write definitions.
    measure = models.CharField(max_length=80, blank=True)
    # The category of the measure that is followed; empty: all together, with their distribution.
    category = models.CharField(max_length=60, blank=True)
    definition_version = models.PositiveSmallIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_indicator_has_a_title"),
            models.CheckConstraint(
                condition=~Q(target_kind__in=["number", "share", "count_per_year"])
                | Q(target__isnull=False),
                name="strategy_indicator_goal_has_its_number",
                violation_error_message=_("Write the number of the goal."),
            ),
            models.CheckConstraint(
                condition=~Q(target_kind="milestone") | Q(target_on__isnull=False),
                name="strategy_indicator_milestone_has_a_day",
                violation_error_message=_("Write which day it is to be reached."),
            ),
            models.CheckConstraint(
                condition=~Q(target_kind="text") | ~Q(target_text=""),
                name="strategy_indicator_goal_in_words_says_something",
                violation_error_message=_("Write the goal in words."),
            ),
            models.CheckConstraint(
                condition=Q(target_kind__in=["number", "share", "count_per_year"])
                | Q(target__isnull=True),
                name="strategy_indicator_number_only_where_there_is_one",
                violation_error_message=_("That kind of goal has no number."),
            ),
        ]

    @property
    def definition(self) -> "Definition":
        """The definition in force."""
        return self.definitions.get(number=self.definition_version)


class Definition(Noun):
    """How an indicator is computed (definition). Never changed: a new version is written."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="definitions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("what is counted, and what is not"))
    source = models.CharField(_("source"), max_length=300)
    # Empty: entered by hand.
    measure = models.CharField(max_length=80, blank=True)
    measure_version = models.PositiveSmallIntegerField(null=True, blank=True)
    # Counts below it are hidden; 0 where the figure is not about people.
    threshold = models.PositiveSmallIntegerField(_("hide counts below"), default=5)
    zero_shown = models.BooleanField(_("a zero tells of nobody and is shown"), default=False)
    why = models.CharField(_("why it was changed"), max_length=300, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    in_force_from = models.DateField(default=clock.today)

    class Meta:
        ordering = ["-number", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"], name="strategy_definition_numbered_once"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="strategy_definition_says_what_is_counted",
                violation_error_message=_("Write what is counted."),
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="strategy_definition_has_a_source",
                violation_error_message=_("Write where the figure comes from."),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(why=""),
                name="strategy_definition_change_has_a_reason",
                violation_error_message=_("Write why the definition is changed."),
            ),
        ]


class IndicatorValueQuerySet(models.QuerySet["IndicatorValue"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(published_at__isnull=True)

    def latest_editions(self) -> Self:
        """Of each period and category only the value that has not been corrected."""
        corrections = IndicatorValue.objects.filter(corrects=OuterRef("pk"))
        return self.exclude(Exists(corrections.published()))

    def whole(self) -> Self:
        """The figures themselves, without their distribution."""
        return self.filter(category="")

    def in_order(self) -> Self:
        return self.order_by("first_day", "place", "category", "edition", "id")


class IndicatorValue(Noun):
    """The figure of one whole period (værdi). Once published it is frozen by the database.

    A hidden value holds no number: what was counted is not kept. A later correction is a row of its
    own, shown beside the one it corrects.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("shown")
        HIDDEN = "hidden", _("hidden")
        MISSING = "missing", _("missing")

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="values")
    first_day = models.DateField()
    last_day = models.DateField()
    # Empty for the whole; else a part of it, such as where the discharge was from.
    category = models.CharField(max_length=60, blank=True)
    label = models.CharField(max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State.choices)
    number = models.DecimalField(null=True, blank=True, max_digits=14, decimal_places=2)
    # Per cent of what there was to count that nobody could tell; None where it is not known.
    missing_share = models.DecimalField(null=True, blank=True, max_digits=5, decimal_places=1)
    source = models.CharField(max_length=300)
    computed_at = models.DateTimeField(default=clock.now)
    definition_version = models.PositiveSmallIntegerField()
    # The measure that delivered it; empty when it was entered by hand, and then by whom.
    measure = models.CharField(max_length=80, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    edition = models.PositiveSmallIntegerField(default=1)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    correction_reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "first_day", "last_day", "category", "edition"],
                name="strategy_indicatorvalue_once_for_a_period",
                violation_error_message=_("That period has a value already."),
            ),
            models.CheckConstraint(
                condition=Q(state="shown", number__isnull=False)
                | (~Q(state="shown") & Q(number__isnull=True)),
                name="strategy_indicatorvalue_only_shown_ones_hold_a_number",
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="strategy_indicatorvalue_period_ends_after_it_begins",
                violation_error_message=_("The period ends before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(missing_share__isnull=True) | Q(missing_share__range=(0, 100)),
                name="strategy_indicatorvalue_missing_share_is_a_share",
                violation_error_message=_("The missing share is between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(measure="", entered_by__isnull=False)
                | (~Q(measure="") & Q(entered_by__isnull=True)),
                name="strategy_indicatorvalue_is_delivered_or_entered",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | (~Q(source="") & Q(missing_share__isnull=False)),
                name="strategy_indicatorvalue_published_with_source_and_missing",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="strategy_indicatorvalue_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True, edition=1)
                | (Q(corrects__isnull=False, edition__gt=1) & ~Q(correction_reason="")),
                name="strategy_indicatorvalue_correction_has_a_reason",
                violation_error_message=_("Write why the figure is corrected."),
            ),
        ]
        indexes = [
            # The latest published figure of each of thousands of indicators, on one page.
            models.Index(
                fields=["indicator", "-last_day", "-edition"],
                include=["number"],
                condition=Q(published_at__isnull=False, category=""),
                name="strategy_indicatorvalue_latest",
            )
        ]

    @property
    def is_hidden(self) -> bool:
        return self.state == self.State.HIDDEN

    @property
    def is_missing(self) -> bool:
        return self.state == self.State.MISSING

    @property
    def period(self) -> tuple[date, date]:
        return self.first_day, self.last_day
