"""Organisations, teams, who works there and who answers now."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.models import Noun


class Organisation(Noun):
    """A municipality, region, association or other that has teams (organisation)."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("municipality")
        REGION = "region", _("region")
        ASSOCIATION = "association", _("association")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # Our own municipality's teams live in this database; others receive shares and hand-overs.
    ours = models.BooleanField(default=True)
    sor = models.CharField(max_length=20, blank=True)
    gln = models.CharField(max_length=13, blank=True)

    def __str__(self) -> str:
        return self.name


class Team(Noun):
    """A group of colleagues with citizens or a house in common (team)."""

    class Kind(models.TextChoices):
        ACT = "act", _("ACT team")
        OUTREACH = "outreach", _("outreach team")
        AUTHORITY = "authority", _("authority")
        SUPPORT = "support", _("support team")
        TREATMENT = "treatment", _("treatment")
        SITE = "site", _("staff of a house")
        OTHER = "other", _("other")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    phone = models.CharField(_("telephone that is answered"), max_length=20, blank=True)
    # Shown when nobody has a shift; the number is the same day and night where it can be.
    night_phone = models.CharField(max_length=20, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Memberships in force on the day."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)


class Membership(Noun):
    """A colleague's place in a team: role, profession, share of full time (medarbejder)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    # The roles and what each may do stand in access.
    role = models.CharField(max_length=40)
    profession = models.CharField(_("profession"), max_length=60, blank=True)
    full_time_share = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    from_day = models.DateField(default=clock.today)
    until_day = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "user", "role"],
                condition=Q(until_day__isnull=True),
                name="teams_membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(full_time_share__gt=0) & Q(full_time_share__lte=1),
                name="teams_membership_share_of_full_time",
                violation_error_message=_("The share of full time lies between 0 and 1."),
            ),
        ]
        indexes = [models.Index(fields=["user", "team"], name="teams_membership_user")]


class Absence(Noun):
    """Holiday or illness: days on which a colleague has no duties to keep (fravær)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    from_day = models.DateField()
    until_day = models.DateField()
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__gt=F("from_day")), name="teams_absence_has_days"
            ),
        ]


class ShiftQuerySet(models.QuerySet["Shift"]):
    def answering_at(self, moment: datetime) -> Self:
        """Shifts that cover the moment, those that end first in front."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment).order_by("ends_at", "id")


class Shift(Noun):
    """Somebody answers the telephone from when to when (vagt)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="shifts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="shifts"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    phone = models.CharField(max_length=20)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="teams_shift_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["team", "ends_at"], name="teams_shift_now")]
