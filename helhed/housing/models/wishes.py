"""What the citizen wishes for, in the citizen's words and as facts."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock


class Floor(models.TextChoices):
    ANY = "any", _("any floor")
    LIFT = "lift", _("ground floor or a lift")
    GROUND = "ground", _("ground floor")


class Support(models.TextChoices):
    NOT_ASKED = "not_asked", _("not asked yet")
    YES = "yes", _("wishes for support")
    NO = "no", _("wishes for no support")


class WishQuerySet(models.QuerySet["Wish"]):
    def waiting(self) -> Self:
        """Wishes of those who wait for a home."""
        return self.filter(ended_on__isnull=True)


class Wish(AboutCitizen):
    """The citizen waits for a home (boligønske). The words may change, the waiting time stays."""

    class Ended(models.TextChoices):
        MOVED_IN = "moved_in", _("moved into a home")
        OWN_WISH = "own_wish", _("wishes no longer to wait")
        LEFT = "left", _("has left the municipality")
        DIED = "died", _("has died")

    waiting_since = models.DateField(_("waiting since"))
    # The last thing that parts two who have waited alike: drawn once, kept, and shown.
    lot = models.PositiveIntegerField()
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(ended_on__isnull=True),
                name="housing_wish_one_place_in_the_order",
                violation_error_message=_("The citizen waits already. Write down the new words."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                name="housing_wish_end_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since", "lot"],
                name="housing_wish_order",
                condition=Q(ended_on__isnull=True),
            ),
        ]


class Said(AboutCitizen):
    """What was wished for on a day; the newest counts and the older ones stay (ønske)."""

    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="said")
    words = models.TextField(_("in the citizen's own words"))
    said_on = models.DateField(_("said on"), default=clock.today)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    current = models.BooleanField(default=True)
    # Empty means: not asked or no wish. Nothing here is a demand on the citizen.
    areas = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=13), default=list, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms, at least"), null=True, blank=True)
    rent_max_dkk = models.PositiveIntegerField(_("can pay a month, kroner"), null=True, blank=True)
    pets = models.BooleanField(_("an animal comes along"), null=True, blank=True)
    alone = models.BooleanField(_("wants kitchen and bath alone"), null=True, blank=True)
    couple = models.BooleanField(_("two move in"), null=True, blank=True)
    floor = models.CharField(_("floor"), max_length=6, choices=Floor.choices, default=Floor.ANY)
    support = models.CharField(max_length=9, choices=Support.choices, default=Support.NOT_ASKED)

    class Meta:
        ordering = ("-said_on", "-created_at", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["wish"], condition=Q(current=True), name="housing_said_newest_counts"
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="housing_said_has_words",
                violation_error_message=_("Write what the citizen wishes for, in their own words."),
            ),
        ]

    @property
    def pets_words(self) -> str:
        """Whether an animal comes along; nothing when nobody has asked."""
        if self.pets is None:
            return ""
        return gettext("an animal") if self.pets else gettext("no animal")
