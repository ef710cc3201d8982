"""Beds, rooms and homes: when they are open, and who has a claim on them on which night."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.ids import new_id
from helhed.core.models import Noun
from helhed.core.ranges import Nights, SameNumber
from helhed.stays.models.stays import Kind, Site, Stay
from helhed.teams.models import Organisation, Shift


class BedKind(models.TextChoices):
    """What sort of bed or home it is (botilbud, bolig)."""

    NIGHT_SHELTER = "night_shelter", _("Night shelter")
    SHELTER = "shelter", _("Shelter")
    ACUTE_HOME = "acute_home", _("Acute home")
    ALTERNATIVE_HOME = "alternative", _("Alternative home")
    TRANSITIONAL_HOME = "transitional", _("Transitional home")
    SHARED_FLAT = "shared_flat", _("Shared flat")
    SPECIAL_HOME = "special_home", _("Special-allocation home")
    RESIDENCE_107 = "residence_107", _("Residence, for a time")
    RESIDENCE_108 = "residence_108", _("Residence, for as long as needed")
    CARE_HOME = "care_home", _("Alternative care home")
    FLAT = "flat", _("Ordinary flat")


# The law each kind usually stands on; a bed may say otherwise. SEL = lov om social service.
LEGAL_BASIS: dict[str, str] = {
    BedKind.SHELTER: "SEL § 110",
    BedKind.ALTERNATIVE_HOME: "ABL § 149 a",
    BedKind.TRANSITIONAL_HOME: "ABL § 63, SEL § 163 a",
    BedKind.SHARED_FLAT: "ABL § 63",
    BedKind.SPECIAL_HOME: "ABL § 59",
    BedKind.RESIDENCE_107: "SEL § 107",
    BedKind.RESIDENCE_108: "SEL § 108",
    BedKind.CARE_HOME: "ABL § 5",
    BedKind.FLAT: "ABL § 59",
}
# Which kind of night somebody spends in it.
NIGHT_OF: dict[str, str] = {
    BedKind.NIGHT_SHELTER: Kind.NIGHT_SHELTER,
    BedKind.SHELTER: Kind.SHELTER,
    BedKind.ACUTE_HOME: Kind.ACUTE_HOME,
    BedKind.ALTERNATIVE_HOME: Kind.OWN_HOME,
    BedKind.TRANSITIONAL_HOME: Kind.TRANSITIONAL,
    BedKind.SHARED_FLAT: Kind.TRANSITIONAL,
    BedKind.SPECIAL_HOME: Kind.OWN_HOME,
    BedKind.RESIDENCE_107: Kind.RESIDENCE,
    BedKind.RESIDENCE_108: Kind.RESIDENCE,
    BedKind.CARE_HOME: Kind.OWN_HOME,
    BedKind.FLAT: Kind.OWN_HOME,
}
# With a lease: offered to those who wish for a home, not given for a night.
HOMES: tuple[str, ...] = (
    BedKind.ALTERNATIVE_HOME,
    BedKind.TRANSITIONAL_HOME,
    BedKind.SHARED_FLAT,
    BedKind.SPECIAL_HOME,
    BedKind.CARE_HOME,
    BedKind.FLAT,
)


class Bed(models.Model):
    """A bed, room or home (plads, bolig). Addresses show `key`, never the number."""

    key = models.UUIDField(default=new_id, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="places")
    name = models.CharField(_("name or address"), max_length=80)
    kind = models.CharField(_("kind"), max_length=13, choices=BedKind.choices)
    legal_basis = models.CharField(_("legal basis"), max_length=60, blank=True)
    landlord = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="homes"
    )
    rent_dkk = models.PositiveIntegerField(_("rent a month, kroner"), null=True, blank=True)
    size_m2 = models.PositiveSmallIntegerField(_("size, m²"), null=True, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    area = models.CharField(_("part of town"), max_length=60, blank=True)
    # 0 is the ground floor; unknown is unknown, not "upstairs".
    floor = models.SmallIntegerField(_("floor"), null=True, blank=True)
    lift = models.BooleanField(_("lift"), default=False)
    step_free = models.BooleanField(_("no steps"), default=False)
    pets = models.BooleanField(_("pets may come along"), default=False)
    couples = models.BooleanField(_("room for two"), default=False)
    shared = models.BooleanField(_("kitchen or bath is shared"), default=False)
    rules = models.CharField(_("house rules"), max_length=400, blank=True)
    # Opened by a step of the cold-weather plan, closed otherwise.
    extra = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ("site__name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                name="stays_bed_name_is_its_own_in_the_house",
                violation_error_message=_("The house has a bed of that name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def night_kind(self) -> str:
        return NIGHT_OF[self.kind]

    @property
    def is_home(self) -> bool:
        return self.kind in HOMES


class ColdStep(Noun):
    """A step of the cold-weather plan: how many extra beds, and when (koldtvejrsplan, trin)."""

    number = models.PositiveSmallIntegerField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="cold_steps")
    when = models.CharField(_("when"), max_length=120)
    extra_beds = models.PositiveSmallIntegerField(default=0)
    extra_shifts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("number", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "number"], name="stays_coldstep_once_in_a_house"
            ),
        ]


class ColdShift(Noun):
    """An extra shift outdoors that a step asked for (ekstra gadevagt)."""

    step = models.ForeignKey(ColdStep, on_delete=models.PROTECT, related_name="planned")
    shift = models.OneToOneField(Shift, on_delete=models.CASCADE, related_name="cold")


class BedPeriodQuerySet(models.QuerySet["BedPeriod"]):
    def on_night(self, night: date) -> Self:
        return self.filter(from_night__lte=night).exclude(until_day__lte=night)

    def touching(self, first: date, past: date | None) -> Self:
        """Periods with a night in `[first, past)`; `past` None is until further notice."""
        rows = self.exclude(until_day__lte=first)
        return rows if past is None else rows.filter(from_night__lt=past)


class BedPeriod(Noun):
    """Nights on which the bed is open, being made ready or closed (åben, holdt, lukket)."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        HELD = "held", _("being made ready")
        CLOSED = "closed", _("closed")

    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="periods")
    state = models.CharField(max_length=6, choices=State.choices)
    from_night = models.DateField(_("from the night of"))
    until_day = models.DateField(_("first day it no longer holds"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=160, blank=True)
    cold_step = models.ForeignKey(
        ColdStep, null=True, blank=True, on_delete=models.PROTECT, related_name="periods"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = BedPeriodQuerySet.as_manager()

    class Meta:
        ordering = ("from_night", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_night")),
                name="stays_bedperiod_has_nights",
                violation_error_message=_("The last day lies before the first. Look at the two."),
            ),
            ExclusionConstraint(
                expressions=[
                    (SameNumber("bed", "bed"), RangeOperators.OVERLAPS),
                    (Nights("from_night", "until_day", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                name="stays_bedperiod_one_state_a_night",
            ),
        ]


class BedClaimQuerySet(models.QuerySet["BedClaim"]):
    def standing(self) -> Self:
        """Claims nobody has let go."""
        return self.filter(released_at__isnull=True)

    def in_force(self, at: datetime) -> Self:
        """Standing claims, without holds whose time is up."""
        return self.standing().exclude(kind="hold", answer_by__lte=at)

    def on_night(self, night: date) -> Self:
        return self.standing().filter(from_night__lte=night).exclude(until_day__lte=night)

    def touching(self, first: date, past: date | None) -> Self:
        rows = self.standing().exclude(until_day__lte=first)
        return rows if past is None else rows.filter(from_night__lt=past)


@keep_history()
class BedClaim(AboutCitizen):
    """Somebody has the bed on these nights: held, slept in, or kept while they are away."""

    class Kind(models.TextChoices):
        HOLD = "hold", _("held for")
        STAY = "stay", _("sleeps here")
        KEPT = "kept", _("kept free for")

    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=4, choices=Kind.choices)
    from_night = models.DateField(_("from the night of"))
    until_day = models.DateField(_("first night free again"), null=True, blank=True)
    # The stay that sleeps in it; for a bed kept free, the stay that was interrupted.
    stay = models.ForeignKey(Stay, null=True, on_delete=models.PROTECT, related_name="claims")
    # A hold lapses by itself when nobody has answered by then.
    answer_by = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=160, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_because = models.CharField(max_length=160, blank=True)

    objects = BedClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_night")),
                name="stays_bedclaim_has_nights",
                violation_error_message=_("The last day lies before the first. Look at the two."),
            ),
            models.CheckConstraint(
                condition=Q(kind="hold", answer_by__isnull=False, stay__isnull=True)
                | Q(kind__in=("stay", "kept"), answer_by__isnull=True, stay__isnull=False),
                name="stays_bedclaim_hold_lapses_and_others_have_a_stay",
            ),
            ExclusionConstraint(
                expressions=[
                    (SameNumber("bed", "bed"), RangeOperators.OVERLAPS),
                    (Nights("from_night", "until_day", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True),
                name="stays_bedclaim_one_person_a_night",
                violation_error_message=_("The bed is taken on one of those nights."),
            ),
        ]
        indexes = [models.Index(fields=["stay"], name="stays_bedclaim_of_stay")]
