"""Those who ask or refer, and the way of their question through the house."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.models import Noun
from helhed.teams.models import Team


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def waiting(self) -> Self:
        """Enquiries that nobody has answered yet."""
        return self.filter(answered_at__isnull=True)

    def overdue_at(self, moment: datetime) -> Self:
        return self.waiting().filter(answer_by__lt=moment)


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
    # Keys of teams that sent it on: they follow it to the answer ("never wrong door").
    passed_by = ArrayField(models.UUIDField(), default=list, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="enquiries"
    )
    answer_by = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(_("answer"), blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="contacts_enquiry_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="contacts_enquiry_says_what",
                violation_error_message=_("Write what it is about."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "answer_by"],
                name="contacts_enquiry_open",
                condition=Q(answered_at__isnull=True),
            ),
        ]

    @property
    def state(self) -> str:
        """`answered`, `taken` or `new`."""
        if self.answered_at is not None:
            return "answered"
        return "taken" if self.owner_id else "new"


class EnquiryStep(Noun):
    """One line of an enquiry's way through the house: taken, forwarded, answered, linked."""

    citizen_path: ClassVar[str] = "enquiry__citizen"

    class What(models.TextChoices):
        RECEIVED = "received", _("received")
        TAKEN = "taken", _("taken")
        FORWARDED = "forwarded", _("sent on")
        ANSWERED = "answered", _("answered")
        LINKED = "linked", _("linked to a citizen")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    what = models.CharField(max_length=12, choices=What.choices)
    to_team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
