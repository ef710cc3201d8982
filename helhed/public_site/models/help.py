"""Where to get help now: places, telephones and opening hours."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun

HOLIDAY = 7


class HelpPlaceQuerySet(models.QuerySet["HelpPlace"]):
    def shown(self) -> Self:
        """What everybody may see, in the order the editors chose."""
        return self.filter(shown=True).order_by("position", "name")


class HelpPlace(Noun):
    """Somewhere to call or to come (sted i hjælpelisten). Holds no person and no secret address."""

    class Kind(models.TextChoices):
        SLEEP = "sleep", _("a place to sleep")
        DAY = "day", _("a place to be")
        DANGER = "danger", _("danger to life")
        TALK = "talk", _("somebody to talk to")
        VIOLENCE = "violence", _("violence")
        HEALTH = "health", _("health")
        ADDICTION = "addiction", _("alcohol and drugs")
        RELATIVES = "relatives", _("relatives")

    class Holidays(models.TextChoices):
        USUAL = "usual", _("open as usual")
        CLOSED = "closed", _("closed")
        OWN = "own", _("hours of their own")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    # In a sentence or two: what one gets there.
    what = models.CharField(max_length=400)
    what_en = models.CharField(max_length=400, blank=True)
    # Written by a person for those who read with difficulty; empty means `what` is used.
    easy = models.CharField(max_length=400, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    area = models.CharField(max_length=200, blank=True)
    # A crisis centre: reached by telephone only, its address is nowhere in this database.
    hidden = models.BooleanField(default=False)
    always_open = models.BooleanField(default=False)
    holidays = models.CharField(max_length=6, choices=Holidays.choices, default=Holidays.USUAL)
    # Among the few on top of the front page.
    first = models.BooleanField(default=False)
    shown = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=50)

    objects = HelpPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden=False) | Q(area="") & ~Q(phone=""),
                name="public_site_helpplace_hidden_by_phone_only",
                violation_error_message=_(
                    "A hidden place is shown with its telephone only. Take the address away."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(area=""),
                name="public_site_helpplace_can_be_reached",
                violation_error_message=_("Write a telephone number or where it lies."),
            ),
        ]


class OpenHours(Noun):
    """Open from and until on one day of the week (åbningstid). Until before from: past midnight."""

    place = models.ForeignKey(HelpPlace, on_delete=models.CASCADE, related_name="hours")
    # Monday is 0; HOLIDAY is 7.
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=HOLIDAY),
                name="public_site_openhours_weekday_is_known",
                violation_error_message=_("There is no such day of the week."),
            ),
            models.UniqueConstraint(
                fields=["place", "weekday", "opens"],
                name="public_site_openhours_opens_once_at_a_time",
            ),
        ]


class OtherDay(Noun):
    """A day that is not as usual (særlig dag): closed, or open at other hours."""

    place = models.ForeignKey(HelpPlace, on_delete=models.CASCADE, related_name="other_days")
    day = models.DateField()
    # Both empty: closed all day.
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    why = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "day"],
                name="public_site_otherday_one_a_day",
                violation_error_message=_("That day is written already."),
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="public_site_otherday_opens_and_closes",
                violation_error_message=_("Write both times, or none when it is closed."),
            ),
        ]


class FrontPage(Noun):
    """The words of the front page (forside). One row."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    municipality = models.CharField(max_length=120)
    intro = models.CharField(max_length=300, blank=True)
    intro_en = models.CharField(max_length=300, blank=True)
    easy = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(only=True), name="public_site_frontpage_is_the_only_one"
            ),
        ]
