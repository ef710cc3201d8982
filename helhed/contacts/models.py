"""Outreach, visits and appointments: tried, held, missed; and the enquiries that come to us."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen, Citizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.teams.models import Team


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

    class Meta:
        indexes = [
            models.Index(
                fields=["citizen", "at"],
                name="contacts_appointment_next",
                condition=Q(outcome="planned"),
            ),
            models.Index(fields=["worker", "at"], name="contacts_appointment_mine"),
        ]


class ContactQuerySet(models.QuerySet["Contact"]):
    def standing(self) -> Self:
        """Contacts that were not undone."""
        return self.filter(undone_at__isnull=True)

    def met(self) -> Self:
        """Contacts in which somebody and the citizen stood face to face."""
        return self.standing().filter(outcome__in=Contact.FACE_TO_FACE)

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
        PHONE = "phone", _("Telephone")
        NO_SHOW = "no_show", _("We did not meet")
        ACCOMPANIED = "accompanied", _("Accompanied")
        VISIT = "visit", _("Visit")
        NOTE = "note", _("Note")

    FACE_TO_FACE: ClassVar[tuple[str, ...]] = ("met", "accompanied", "visit")
    ATTEMPT: ClassVar[tuple[str, ...]] = ("not_found", "no_show")

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


class Enquiry(Noun):
    """Somebody asks or refers (henvendelse); a named person answers within the agreed time."""

    citizen_path: ClassVar[str] = "citizen"

    class From(models.TextChoices):
        CITIZEN = "citizen", _("the citizen")
        RELATIVE = "relative", _("a relative")
        DROP_IN = "drop_in", _("a drop-in centre")
        WARD = "ward", _("a hospital ward")
        POLICE = "police", _("the police")
        NEIGHBOUR = "neighbour", _("a neighbour or passer-by")
        COLLEAGUE = "colleague", _("a colleague in the municipality")
        OTHER = "other", _("somebody else")

    class Channel(models.TextChoices):
        PHONE = "phone", _("by telephone")
        IN_PERSON = "in_person", _("in person")
        PUBLIC_FORM = "public_form", _("by the form on the web")

    citizen = models.ForeignKey(
        Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    sender = models.CharField(_("who asks"), max_length=10, choices=From.choices)
    sender_name = models.CharField(_("name of who asks"), max_length=120, blank=True)
    sender_phone = models.CharField(_("telephone"), max_length=20, blank=True)
    about = models.CharField(_("about whom"), max_length=200, blank=True)
    place = models.CharField(_("where"), max_length=120, blank=True)
    text = models.TextField(_("what it is about"))
    urgent = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    received_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="enquiries")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="contacts_enquiry_is_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "answer_by"],
                name="contacts_enquiry_open",
                condition=Q(answered_at__isnull=True),
            ),
        ]


class EnquiryStep(Noun):
    """One line of an enquiry's way through the house: taken, forwarded, answered, linked."""

    citizen_path: ClassVar[str] = "enquiry__citizen"

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(max_length=12)
    to_team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
