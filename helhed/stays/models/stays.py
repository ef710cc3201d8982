"""Who sleeps where, from when to when."""

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.core.ranges import Nights, SameKey
from helhed.teams.models import Team

A_NIGHT = timedelta(days=1)


class Kind(models.TextChoices):
    """Where somebody sleeps; each maps to a category of the Danish count and to ETHOS Light."""

    STREET = "street", _("Outdoors")
    NIGHT_SHELTER = "night_shelter", _("Night shelter")
    SHELTER = "shelter", _("Shelter (§ 110)")
    HOTEL = "hotel", _("Hotel or hostel")
    FAMILY_FRIENDS = "family_friends", _("With others")
    TRANSITIONAL = "transitional", _("Transitional home")
    PRISON = "prison", _("Prison or custody")
    HOSPITAL = "hospital", _("Hospital")
    TREATMENT = "treatment", _("Treatment")
    OTHER = "other", _("Hut, caravan or other")
    ACUTE_HOME = "acute_home", _("Acute home")
    ACUTE_OFFER = "acute_offer", _("Social acute offer (§ 82 c)")
    CRISIS_CENTRE = "crisis_centre", _("Crisis centre (§ 109)")
    RESIDENCE = "residence", _("Residence (§ 107 or § 108)")
    OWN_HOME = "own_home", _("Own home")
    UNKNOWN = "unknown", _("Not known")


# The nine categories of the Danish count (measures.md 8); what is not here is not counted.
DANISH_COUNT: dict[str, int] = {
    Kind.STREET: 1,
    Kind.NIGHT_SHELTER: 2,
    Kind.SHELTER: 3,
    Kind.ACUTE_HOME: 3,
    Kind.HOTEL: 4,
    Kind.FAMILY_FRIENDS: 5,
    Kind.TRANSITIONAL: 6,
    Kind.PRISON: 7,
    Kind.HOSPITAL: 8,
    Kind.TREATMENT: 8,
    Kind.OTHER: 9,
}
# ETHOS Light, FEANTSA 2017: operational categories 1-6.
ETHOS_LIGHT: dict[str, int] = {
    Kind.STREET: 1,
    Kind.NIGHT_SHELTER: 2,
    Kind.SHELTER: 3,
    Kind.ACUTE_HOME: 3,
    Kind.HOTEL: 3,
    Kind.TRANSITIONAL: 3,
    Kind.CRISIS_CENTRE: 3,
    Kind.PRISON: 4,
    Kind.HOSPITAL: 4,
    Kind.TREATMENT: 4,
    Kind.OTHER: 5,
    Kind.FAMILY_FRIENDS: 6,
}
# An answer to "where tonight?" that raises an acute duty (P3).
WITHOUT_ADDRESS: tuple[str, ...] = (Kind.STREET, Kind.UNKNOWN)
# The houses of § 110 and § 109, which the law says how to come to and how to leave.
SHELTERS: tuple[str, ...] = (Kind.SHELTER, Kind.CRISIS_CENTRE)
# Somewhere to go back to after a hospital or a prison: the end still asks, but less acutely.
HAS_HOME: tuple[str, ...] = (Kind.OWN_HOME, Kind.RESIDENCE, Kind.ACUTE_HOME, Kind.TRANSITIONAL)


class Site(Noun):
    """A house with beds or a known place (sted)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    # Staff of the house see those who stay there, while they stay.
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="sites")
    sor = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    # A crisis centre appears nowhere: no name, no address, no list (P8).
    hidden = models.BooleanField(default=False)
    beds = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="crisis_centre") | Q(hidden=True),
                name="stays_site_crisis_centre_is_hidden",
            ),
        ]


class StayQuerySet(models.QuerySet["Stay"]):
    def standing(self) -> Self:
        """Stays that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def on_night(self, night: date) -> Self:
        """Stays that cover the night; a night carries the date of its evening."""
        return self.standing().filter(from_night__lte=night).exclude(until_day__lte=night)

    def open(self) -> Self:
        return self.standing().filter(until_day__isnull=True)


@keep_history()
class Stay(AboutCitizen):
    """Somebody sleeps somewhere (ophold); `until_day` is the first night elsewhere."""

    class Source(models.TextChoices):
        WORKER = "worker", _("a colleague")
        CITIZEN = "citizen", _("the citizen")
        HOSPITAL_MESSAGE = "hospital_message", _("message from the hospital")
        HOUSE = "house", _("the house")
        OTHER = "other", _("others")

    class Evidence(models.TextChoices):
        BED_NIGHT = "bed_night", _("a bed was used")
        CONTACT = "contact", _("seen there")
        PROVIDER_RECORD = "provider_record", _("the house's record")
        SELF_REPORT = "self_report", _("told by the citizen")
        INFERRED = "inferred", _("concluded")

    kind = models.CharField(_("where"), max_length=16, choices=Kind.choices)
    site = models.ForeignKey(
        Site, null=True, blank=True, on_delete=models.PROTECT, related_name="stays"
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    from_night = models.DateField(_("from the night of"))
    until_day = models.DateField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # A guess does not keep others out; a fact does.
    certain = models.BooleanField(default=True)
    source = models.CharField(max_length=16, choices=Source.choices, default=Source.WORKER)
    evidence = models.CharField(max_length=16, choices=Evidence.choices, default=Evidence.INFERRED)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # The stay this one interrupts; where the citizen can go back to (own home during hospital).
    interrupts = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    acute_ambulant = models.BooleanField(default=False)
    on_leave_from = models.DateTimeField(null=True, blank=True)
    # The day the ward said the citizen is ready to leave (færdigbehandlet). No message carries it.
    ready_on = models.DateField(null=True, blank=True)
    episode_ids = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    # P3: every end asks "where tonight?". "unanswered" is an answer nobody has given yet.
    tonight = models.CharField(max_length=16, blank=True)
    tonight_answered_at = models.DateTimeField(null=True, blank=True)
    tonight_answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    citizen_said_yes = models.BooleanField(null=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    UNANSWERED: ClassVar[str] = "unanswered"
    # The citizen has died: nobody is asked any more.
    DECEASED: ClassVar[str] = "deceased"

    objects = StayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_night")),
                name="stays_stay_leaves_after_arriving",
                violation_error_message=_("The citizen cannot leave before arriving."),
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True)
                | ~Q(tonight="")
                | Q(cancelled_at__isnull=False),
                name="stays_stay_end_answers_where_tonight",
                violation_error_message=_("Answer where the citizen sleeps tonight."),
            ),
            models.CheckConstraint(
                condition=Q(ready_on__isnull=True) | Q(kind="hospital"),
                name="stays_stay_only_a_ward_says_ready",
                violation_error_message=_("Only a hospital says that somebody is ready to leave."),
            ),
            # § 82 c: looked at anew after each night, so each night is a stay of its own.
            models.CheckConstraint(
                condition=~Q(kind="acute_offer")
                | Q(cancelled_at__isnull=False)
                | Q(until_day__isnull=False, until_day__lte=F("from_night") + A_NIGHT),
                name="stays_stay_acute_offer_is_one_night_at_a_time",
                violation_error_message=_("Nights at an acute offer are noted one at a time."),
            ),
            ExclusionConstraint(
                expressions=[
                    (SameKey("citizen", "citizen"), RangeOperators.OVERLAPS),
                    (Nights("from_night", "until_day", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(certain=True, cancelled_at__isnull=True),
                name="stays_stay_one_place_a_night",
                violation_error_message=_(
                    "The citizen already sleeps somewhere else on one of those nights."
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["citizen", "-from_night"], name="stays_stay_latest"),
        ]


class Ward(AboutCitizen):
    """Hospital and department of a stay: health information, an area of its own (afdeling)."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="wards")
    hospital = models.CharField(max_length=160, blank=True)
    department = models.CharField(max_length=160, blank=True)
    from_at = models.DateTimeField(default=clock.now)
