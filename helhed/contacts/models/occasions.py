"""Occasions: agreed, held and missed; and what was promised on them."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.days import day_begins
from helhed.core.history import keep_history
from helhed.teams.models import Team

# A contact this long before or after an agreed time is taken for the meeting that was agreed.
NEARLY = timedelta(hours=2)


class Loose(models.TextChoices):
    """Times looser than the clock; whatever else stands in the field is shown as it is."""

    DAY = "day", _("during the day")
    EVENING = "evening", _("in the evening")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def planned(self) -> Self:
        """Appointments of which nobody has noted how they went."""
        return self.filter(outcome="planned")

    def ahead_on(self, day: date) -> Self:
        """Planned ones on the day or later: one of this morning counts until the day is over."""
        return self.planned().filter(at__gte=day_begins(day))

    def about(self, moment: datetime) -> Self:
        """Planned ones that a contact at the moment most likely is; the earliest first."""
        near = Q(at__gte=moment - NEARLY, at__lte=moment + NEARLY)
        day = day_begins(timezone.localdate(moment))
        loosely = Q(at__gte=day, at__lt=day + timedelta(days=1)) & ~Q(loose_time="")
        return self.planned().filter(near | loosely).order_by("at", "id")


class Appointment(AboutCitizen):
    """An agreed next contact (aftale)."""

    class Outcome(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("we did not meet")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("called off")

    at = models.DateTimeField(_("when"))
    # "in the evening" rather than a time: shown as the words.
    loose_time = models.CharField(max_length=40, blank=True)
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name=_("who meets the citizen"),
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("where"), max_length=120, blank=True)
    what = models.CharField(_("what about"), max_length=200, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PLANNED)
    outcome_at = models.DateTimeField(null=True, blank=True)
    moved_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="planned", outcome_at__isnull=True)
                | (~Q(outcome="planned") & Q(outcome_at__isnull=False)),
                name="contacts_appointment_outcome_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="moved", moved_to__isnull=False)
                | (~Q(outcome="moved") & Q(moved_to__isnull=True)),
                name="contacts_appointment_moved_to_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen", "at"],
                name="contacts_appointment_next",
                condition=Q(outcome="planned"),
            ),
            models.Index(fields=["worker", "at"], name="contacts_appointment_mine"),
        ]

    @property
    def loose_words(self) -> Any:
        """`in the evening` where no time of the clock was agreed, else nothing."""
        return dict(Loose.choices).get(self.loose_time, self.loose_time)


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> Self:
        """Contacts that were not undone."""
        return self.filter(undone_at__isnull=True)

    def met(self) -> Self:
        """Contacts in which somebody and the citizen stood face to face."""
        return self.standing().filter(outcome__in=Contact.FACE_TO_FACE)

    def attempts(self) -> Self:
        """Times we looked or waited in vain."""
        return self.standing().filter(outcome__in=Contact.ATTEMPT)

    def since(self, moment: datetime) -> Self:
        return self.filter(at__gte=moment)


@keep_history()
class Contact(AboutCitizen):
    """An occasion on which we met, saw, looked for or spoke with the citizen (kontakt).

    The key is made on the device, so a repeated post changes nothing (P10).
    """

    class Outcome(models.TextChoices):
        MET = "met", _("Met")
        SEEN = "seen", _("Seen")
        NOT_FOUND = "not_found", _("Not found")
        PHONE = "phone", _("Called")
        NO_SHOW = "no_show", _("We did not meet")
        ACCOMPANIED = "accompanied", _("Accompanied")
        VISIT = "visit", _("Visit")
        NOTE = "note", _("Note")

    FACE_TO_FACE: ClassVar[tuple[str, ...]] = ("met", "accompanied", "visit")
    ATTEMPT: ClassVar[tuple[str, ...]] = ("not_found", "no_show")
    # Where the citizen was, and not only where we looked.
    SOMEWHERE: ClassVar[tuple[str, ...]] = ("met", "accompanied", "visit", "seen")

    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    at = models.DateTimeField(_("when"), default=clock.now)
    place = models.CharField(_("where"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contacts"
    )
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    # Keys of colleagues who took part beside `by`.
    with_colleagues = ArrayField(models.UUIDField(), default=list, blank=True)
    network_present = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    own_words = models.TextField(_("in the citizen's own words"), blank=True)
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    # P9: told to this team; others see it only when the citizen wants it (then it is None).
    kept_by = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["citizen", "-at"], name="contacts_contact_latest"),
        ]


class PromiseQuerySet(models.QuerySet["Promise"]):
    def open(self) -> Self:
        """Promises neither kept nor dropped."""
        return self.filter(kept_on__isnull=True, dropped_on__isnull=True)


class Promise(AboutCitizen):
    """Something we said we would do (løfte): shown until it is kept."""

    text = models.CharField(_("we have promised"), max_length=200)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="promises"
    )
    promised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    promised_on = models.DateField(default=clock.today)
    due_on = models.DateField(null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    kept_by = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_on__isnull=True) | Q(dropped_on__isnull=True),
                name="contacts_promise_is_kept_or_dropped",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contacts_promise_says_what",
                violation_error_message=_("Write what you promised."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen", "promised_on"],
                name="contacts_promise_open",
                condition=Q(kept_on__isnull=True, dropped_on__isnull=True),
            ),
        ]
