"""Messages received and answered, what is kept of them, and how the receiver is set up."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.core.models import Noun
from helhed.exchange.words import in_words


class MessageQuerySet(models.QuerySet["Message"]):
    def of_letter(self, message_id: str) -> Self:
        """The one row that answered this MessageHeader.id for good."""
        return self.filter(message_id=message_id, holds_id=True)

    def needing_support(self) -> Self:
        """Messages that were refused or failed: somebody must talk to the sender."""
        return self.exclude(ack="ok").exclude(outcome="duplicate")


class Message(Noun):
    """One message as it came, and the answer (modtaget meddelelse). Tells nothing of any citizen.

    What it holds about a citizen stands in `Original`, which is not made for messages about
    people we have no basis to know of: of those only ids, type, sender, time and answer remain.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("received and told")
        DUPLICATE = "duplicate", _("seen before")
        HISTORY = "history", _("history only")
        NOT_OURS = "not_ours", _("no case with legal basis")
        REJECTED = "rejected", _("not accepted")

    class Ack(models.TextChoices):
        OK = "ok", _("acknowledged")
        FATAL = "fatal-error", _("refused")
        TRANSIENT = "transient-error", _("asked to send again")

    class Channel(models.TextChoices):
        HTTP = "http", _("sent by a system")
        FILE = "file", _("read from a file")

    received_at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=4, choices=Channel.choices)
    message_id = models.CharField(max_length=200, blank=True)
    bundle_id = models.CharField(max_length=200, blank=True)
    # MedCom's code, such as STIN or AN_SLHJ; empty where it could not be read.
    kind = models.CharField(max_length=10, blank=True)
    sender_sor = models.CharField(max_length=200, blank=True)
    sender_gln = models.CharField(max_length=200, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    receiver_sor = models.CharField(max_length=200, blank=True)
    receiver_gln = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    ack = models.CharField(max_length=15, choices=Ack.choices)
    # [{"code", "path", "text"}]: never a CPR number or a name.
    issues = models.JSONField(default=list, blank=True)
    effects = models.JSONField(default=list, blank=True)
    # The answer that a repeated letter is given again; false for repetitions and our own faults.
    holds_id = models.BooleanField(default=False)
    # The envelope's id is used up; not so for what was cut off on its way or failed here.
    counts = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    @property
    def in_words(self) -> str:
        """The type in MedCom's words."""
        return in_words(self.kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message_id"],
                condition=Q(holds_id=True),
                name="exchange_message_is_answered_once",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="not_ours")
                | Q(ack="ok", issues=[], effects=[], receiver_sor="", receiver_gln=""),
                name="exchange_message_not_ours_keeps_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(ack="transient-error") | Q(holds_id=False, counts=False),
                name="exchange_message_our_fault_may_come_again",
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at"], name="exchange_message_newest"),
            models.Index(fields=["message_id"], name="exchange_message_letter"),
            models.Index(fields=["bundle_id"], name="exchange_message_envelope"),
        ]


class Original(Noun):
    """The message byte for byte (original). Of a citizen, or refused and not yet anybody's."""

    citizen_path: ClassVar[str] = "citizen"

    citizen = models.ForeignKey(
        Citizen, null=True, on_delete=models.PROTECT, related_name="originals"
    )
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="original")
    format = models.CharField(max_length=4, choices=[("json", "JSON"), ("xml", "XML")])
    data = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["citizen", "created_at"], name="exchange_original_citizen")]


class Acknowledgement(Noun):
    """The answer sent to a message, as it was sent (kvittering)."""

    message = models.OneToOneField(
        Message, on_delete=models.PROTECT, related_name="acknowledgement"
    )
    content = models.JSONField()


class ReceiverAddress(Noun):
    """An address we answer for besides our organisations' own (modtageradresse)."""

    sor = models.CharField(_("SOR"), max_length=20, unique=True)
    gln = models.CharField(_("GLN"), max_length=13, blank=True)
    name = models.CharField(_("name"), max_length=120)
    closed_on = models.DateField(null=True, blank=True)


class GateCode(models.Model):
    """A legal basis that lets a hospital notification in (hjemmel i retssikkerhedsloven § 12 c).

    Configuration: the municipality verifies the list against the law in force.
    """

    code = models.CharField(max_length=20, primary_key=True)
    source = models.CharField(max_length=200)
    from_day = models.DateField(null=True, blank=True)
    until_day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code

    @classmethod
    def codes_on(cls, day: date) -> set[str]:
        """The codes in force on the day."""
        rows = cls.objects.exclude(from_day__gt=day).exclude(until_day__lte=day)
        return set(rows.values_list("code", flat=True))


class ReceiverToken(Noun):
    """A key with which another system may deliver messages here (adgangsnøgle); only its hash."""

    name = models.CharField(max_length=80, unique=True)
    secret_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
