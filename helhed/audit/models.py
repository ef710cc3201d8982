"""What happened and who looked: append-only, no foreign keys, outlives what it tells of."""

from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.ids import new_id


class Channel(models.TextChoices):
    PAGE = "page", _("page")
    PRINT = "print", _("print")
    EXPORT = "export", _("export")
    SEARCH = "search", _("search")
    MESSAGE = "message", _("message from another system")
    COMMAND = "command", _("command")
    JOB = "job", _("background job")


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, citizen_id: UUID) -> Self:
        return self.filter(citizen_id=citizen_id)

    def looks(self) -> Self:
        """Rows that tell that somebody saw something, changed nothing."""
        return self.filter(action__in=("access.open", "access.list", "access.search"))


class Event(models.Model):
    """One thing somebody did or saw (logget hændelse).

    Rows lie in monthly partitions; a trigger forbids changing and deleting them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    actor_id = models.UUIDField(null=True)
    # A system actor's name; staff are found by their key, so that a log line holds no names.
    actor = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=80)
    citizen_id = models.UUIDField(null=True)
    model = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PAGE)
    details = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["citizen_id", "-at"], name="audit_event_citizen"),
            models.Index(fields=["actor_id", "-at"], name="audit_event_actor"),
            # What is about no citizen (a plan, an initiative) is found by its own key.
            models.Index(
                fields=["object_id", "-at"],
                condition=models.Q(citizen_id__isnull=True) & ~models.Q(object_id=""),
                name="audit_event_object",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Seal(models.Model):
    """A link of the hash chain over a batch of events (forsegling)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    # Lines are numbered by the database as they are written (`seq`, unknown to the model Event).
    first_line = models.PositiveBigIntegerField()
    last_line = models.PositiveBigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.number}"


class Horizon(models.Model):
    """A line up to which everything is decided once the transactions of that moment are over.

    There is one row: what the sealing job saw last time (horisont).
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    line = models.PositiveBigIntegerField()
    # The first transaction number that had not begun when the line was seen.
    next_transaction = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.line}"


class Bookmark(models.Model):
    """How far a follower of the log has read (bogmærke)."""

    follower = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
    event_id = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.follower
