"""The yearly follow-up: whom we ask, what they answer, the paper, and how it stood when frozen."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import Committee
from helhed.strategy.models.plans import ActionPlan
from helhed.strategy.status import Status


class FollowUpRoundQuerySet(models.QuerySet["FollowUpRound"]):
    def under_way_on(self, day: date) -> Self:
        """Rounds that ask for answers: opened, and not frozen."""
        return self.filter(opens_on__lte=day, frozen_at__isnull=True)

    def latest_first(self) -> Self:
        return self.order_by("-year", "-due_on", "plan__title")


@keep_history()
class FollowUpRound(Noun):
    """The follow-up of one plan in one year (opfølgningsrunde)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("year"))
    opens_on = models.DateField(_("opens"))
    due_on = models.DateField(_("answers are due"))
    # Where the paper goes.
    committee = models.ForeignKey(
        Committee, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    meeting_on = models.DateField(_("meeting on"), null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, editable=False)

    objects = FollowUpRoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year"],
                name="strategy_followupround_once_a_year",
                violation_error_message=_("The plan has a round for that year already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")),
                name="strategy_followupround_is_due_after_it_opens",
                violation_error_message=_("Answers cannot be due before the round opens."),
            ),
            models.CheckConstraint(
                condition=Q(meeting_on__isnull=True) | Q(meeting_on__gte=F("due_on")),
                name="strategy_followupround_meets_after_the_answers",
                violation_error_message=_("The meeting cannot lie before the answers are due."),
            ),
        ]


@keep_history()
class RoundAnswer(Noun):
    """What the owner says of one initiative in a round (statusmelding)."""

    round = models.ForeignKey(FollowUpRound, on_delete=models.PROTECT, related_name="answers")
    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(_("status"), max_length=16, choices=Status.choices)
    text = models.TextField(_("how it goes"))
    answered_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # Through the link in a digest, without signing in.
    by_link = models.BooleanField(default=False)
    # Came when the paper stood already; the frozen paper does not hold it.
    after_freeze = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "initiative"], name="strategy_roundanswer_one_per_initiative"
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="strategy_roundanswer_says_something",
                violation_error_message=_("Write a sentence or two on how it goes."),
            ),
        ]


class DigestLinkQuerySet(models.QuerySet["DigestLink"]):
    def open_at(self, at: datetime) -> Self:
        """Links that still open something."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, owner__is_active=True)


class DigestLink(Noun):
    """The personal link in a digest (personligt link). Only its hash is kept.

    Opens one page: the owner's own initiatives in rounds under way. See docs/decisions.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = DigestLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")),
                name="strategy_digestlink_ends_after_it_is_made",
            ),
        ]


class Reminder(Noun):
    """One digest to one person about everything that is asked of them (påmindelse)."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reminders"
    )
    sent_on = models.DateField()
    by_hand = models.BooleanField(default=False)
    initiatives = models.PositiveSmallIntegerField()
    # What the mail said: only where everything is invented, since it holds the link.
    demo_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "sent_on"], name="strategy_reminder_one_a_day_per_person"
            ),
        ]


@keep_history()
class PaperSection(Noun):
    """One section of the committee paper (afsnit i sagsfremstillingen)."""

    class Kind(models.TextChoices):
        SUMMARY = "summary", _("Summary")
        RECOMMENDATION = "recommendation", _("Recommendation")
        PRESENTATION = "presentation", _("Presentation of the case")
        ECONOMY = "economy", _("Economy")
        HEARING = "hearing", _("Hearing")
        ANNEXES = "annexes", _("Annexes")

    round = models.ForeignKey(FollowUpRound, on_delete=models.CASCADE, related_name="sections")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.TextField(_("text"), blank=True)
    # Nobody until somebody has written in it: then the draft is no longer made anew.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"], name="strategy_papersection_once_in_a_paper"
            ),
        ]


class RoundSnapshot(Noun):
    """A round as it stood when it was frozen (fastfrosset opfølgning). The database keeps it so."""

    round = models.OneToOneField(FollowUpRound, on_delete=models.PROTECT, related_name="snapshot")
    frozen_at = models.DateTimeField()
    # Its shape is told in helhed/strategy/rounds/picture.py.
    data = models.JSONField()
