"""From the lease to the keys and through what may go wrong; an end is dated and says why."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.housing.models.offers import Offer
from helhed.stays.models import Bed, Stay
from helhed.teams.models import Organisation


class TenancyQuerySet(models.QuerySet["Tenancy"]):
    def standing(self) -> Self:
        """Leases that have not ended, moved into or not."""
        return self.filter(ended_on__isnull=True)

    def lived_in_on(self, day: date) -> Self:
        """Moved into by the day, and not over: a lease alone is no home."""
        return self.filter(moved_in_on__lte=day).exclude(ended_on__lte=day)


class Tenancy(AboutCitizen):
    """A home of one's own, from lease to end (lejemål). It counts from moving in."""

    class End(models.TextChoices):
        AGREED_MOVE = "agreed_move", _("moved to another home of their own")
        OWN_WISH = "own_wish", _("gave notice")
        EVICTED = "evicted", _("put out by the bailiff")
        LEFT = "left", _("left it without notice")
        TIME_UP = "time_up", _("the time of the home was up")
        DIED = "died", _("the citizen has died")

    LOST = ("evicted", "left", "time_up")

    offer = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="tenancies"
    )
    bed = models.ForeignKey(
        Bed, null=True, blank=True, on_delete=models.PROTECT, related_name="tenancies"
    )
    address = models.CharField(_("address"), max_length=120, blank=True)
    landlord = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="tenancies"
    )
    rent_dkk = models.PositiveIntegerField(_("rent a month, kroner"), null=True, blank=True)
    lease_signed_on = models.DateField(_("lease signed on"))
    keys_on = models.DateField(_("keys on"), null=True, blank=True)
    moved_in_on = models.DateField(_("moved in on"), null=True, blank=True)
    stay = models.ForeignKey(Stay, null=True, on_delete=models.PROTECT, related_name="tenancies")
    # Housing First: the home does not hang on accepting support.
    support_is_condition = models.BooleanField(_("the lease demands support"), default=False)
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(_("why it ended"), max_length=12, choices=End.choices, blank=True)
    end_words = models.CharField(max_length=300, blank=True)

    objects = TenancyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(moved_in_on__isnull=True) | Q(moved_in_on__gte=F("lease_signed_on")),
                name="housing_tenancy_lease_before_moving_in",
                violation_error_message=_("The lease is signed before anybody moves in."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, end="") | Q(ended_on__isnull=False) & ~Q(end=""),
                name="housing_tenancy_end_says_why",
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(ended_on__isnull=True, moved_in_on__isnull=False),
                name="housing_tenancy_one_home_lived_in",
                violation_error_message=_("The citizen lives in another home of ours already."),
            ),
        ]
        indexes = [models.Index(fields=["citizen", "-lease_signed_on"], name="housing_tenancy_of")]

    @property
    def where(self) -> str:
        return self.address or (self.bed.name if self.bed else "")


class TroubleQuerySet(models.QuerySet["Trouble"]):
    def open(self) -> Self:
        return self.filter(settled_on__isnull=True)


class Trouble(AboutCitizen):
    """Something that puts the home at risk, until it is settled (lejemål i fare)."""

    class Kind(models.TextChoices):
        ARREARS = "arrears", _("rent is behind")
        COMPLAINT = "complaint", _("a complaint from the neighbours or the landlord")
        NOTICE = "notice", _("the lease is cancelled")
        COURT = "court", _("the case is in court")
        BAILIFF = "bailiff", _("the bailiff comes on a day")

    tenancy = models.ForeignKey(Tenancy, on_delete=models.PROTECT, related_name="troubles")
    kind = models.CharField(_("what"), max_length=9, choices=Kind.choices)
    noted_on = models.DateField(_("known since"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    months = models.PositiveSmallIntegerField(_("months behind"), null=True, blank=True)
    # The day after which it is too late: of court, of the bailiff, of a deadline.
    date = models.DateField(_("the date"), null=True, blank=True)
    text = models.CharField(_("in a few words"), max_length=200, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_how = models.CharField(_("how it was settled"), max_length=200, blank=True)

    objects = TroubleQuerySet.as_manager()

    class Meta:
        ordering = ("noted_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=("court", "bailiff")) | Q(date__isnull=False),
                name="housing_trouble_court_and_bailiff_have_a_date",
                violation_error_message=_("Write the date. The duty must come before it."),
            ),
        ]
