"""The by-name list: what is worked out of facts, what named workers decided, what was reported."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun


class Scope(models.TextChoices):
    """Whom the list counts; Denmark counts those who sleep on a sofa, others do not."""

    DK_ALL = "DK_ALL", _("All nine situations of the Danish count")
    LITERAL = "LITERAL", _("Street, night shelter, shelter and acute home only")


class ListState(models.TextChoices):
    ACTIVE = "active", _("on the list")
    INACTIVE = "inactive", _("inactive")
    HOUSED = "housed", _("has a home")
    OFF_LIST = "off_list", _("no longer on the list")


class ListReason(models.TextChoices):
    LOST_CONTACT = "lost_contact", _("we have lost sight of the citizen")
    LEFT_AREA = "left_area", _("has left the municipality")
    INSTITUTION = "institution", _("more than 90 days in hospital, treatment or prison")
    OTHER_PLACE = "other_non_literal", _("lives somewhere the list does not count")
    NO_LONGER_MEETS = "no_longer_meets", _("is not homeless by the definition")
    WITHDREW = "withdrew", _("does not wish to be on the list")


class Came(models.TextChoices):
    NEW = "newly_identified", _("new on the list")
    FROM_HOUSING = "returned_from_housing", _("back from a home")
    FROM_INACTIVE = "returned_from_inactive", _("back after a time away")


class Went(models.TextChoices):
    PLACED = "housing_placement", _("moved into a home")
    INACTIVE = "moved_to_inactive", _("set inactive")
    OFF = "no_longer_meets", _("taken off the list")


class ListSpellQuerySet(models.QuerySet["ListSpell"]):
    def on_day(self, day: date) -> Self:
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)

    def came_in(self, first: date, past: date) -> Self:
        return self.filter(state="active", from_day__gte=first, from_day__lt=past)

    def went_in(self, first: date, past: date) -> Self:
        return self.filter(state="active", until_day__gte=first, until_day__lt=past)


class ListSpell(AboutCitizen):
    """A period in one state of the list (navnelisten). Worked out; never written by hand."""

    scope = models.CharField(max_length=7, choices=Scope.choices)
    state = models.CharField(max_length=8, choices=ListState.choices)
    reason = models.CharField(max_length=20, blank=True)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    came = models.CharField(max_length=24, choices=Came.choices, blank=True)
    went = models.CharField(max_length=20, choices=Went.choices, blank=True)

    objects = ListSpellQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "scope", "from_day"], name="stays_listspell_one_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_day")),
                name="stays_listspell_has_days",
            ),
            # What keeps the flow in balance: every way in and out of the list has a name.
            models.CheckConstraint(
                condition=~Q(state="active") | ~Q(came=""),
                name="stays_listspell_active_came_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(until_day__isnull=True) | ~Q(went=""),
                name="stays_listspell_active_went_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["scope", "state", "from_day"], name="stays_listspell_began"),
            models.Index(
                fields=["scope", "until_day"],
                name="stays_listspell_ended",
                condition=Q(state="active"),
            ),
        ]


@keep_history()
class ListDecision(AboutCitizen):
    """A named worker sets somebody inactive or takes them off the list, and says why.

    A timer only asks. Any newer sign brings the person back by itself.
    """

    state = models.CharField(max_length=8, choices=ListState.choices)
    reason = models.CharField(_("why"), max_length=20, choices=ListReason.choices)
    because = models.CharField(_("in your words"), max_length=300)
    on = models.DateField(_("from"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state="inactive",
                    reason__in=["lost_contact", "left_area", "institution", "other_non_literal"],
                )
                | Q(state="off_list", reason__in=["no_longer_meets", "withdrew"]),
                name="stays_listdecision_reason_fits_the_state",
            ),
            models.CheckConstraint(
                condition=~Q(because=""),
                name="stays_listdecision_says_why",
                violation_error_message=_("Write why, in a few words."),
            ),
        ]
        indexes = [models.Index(fields=["citizen", "on"], name="stays_listdecision_of")]


class ListReport(Noun):
    """The flow of a month as it was reported (som indberettet): frozen, and never changed."""

    month = models.DateField()
    scope = models.CharField(max_length=7, choices=Scope.choices)
    reported_at = models.DateTimeField(default=clock.now)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    active_start = models.PositiveIntegerField()
    newly_identified = models.PositiveIntegerField()
    returned_from_housing = models.PositiveIntegerField()
    returned_from_inactive = models.PositiveIntegerField()
    housing_placement = models.PositiveIntegerField()
    moved_to_inactive = models.PositiveIntegerField()
    no_longer_meets = models.PositiveIntegerField()
    active_end = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "scope"], name="stays_listreport_once"),
            models.CheckConstraint(
                condition=Q(
                    active_end=F("active_start")
                    + F("newly_identified")
                    + F("returned_from_housing")
                    + F("returned_from_inactive")
                    - F("housing_placement")
                    - F("moved_to_inactive")
                    - F("no_longer_meets")
                ),
                name="stays_listreport_balances",
            ),
        ]
