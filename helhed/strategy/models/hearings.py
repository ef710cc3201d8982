"""What councils propose, what they are heard about, and what became of it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import AgendaItem, Party
from helhed.strategy.models.plans import ActionPlan
from helhed.strategy.models.policies import Policy


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def latest_first(self) -> Self:
        return self.order_by("-proposed_on", "-created_at", "-id")

    def unanswered(self) -> Self:
        return self.filter(outcome=Proposal.Outcome.WAITING)


@keep_history()
class Proposal(Noun):
    """Something a council proposes (forslag), in its own words."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("not answered yet")
        FOLLOWED = "followed", _("followed")
        PARTLY = "partly", _("partly followed")
        NOT_FOLLOWED = "not_followed", _("not followed")

    council = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="proposals")
    title = models.CharField(_("title"), max_length=200)
    words = models.TextField(_("in the council's own words"))
    proposed_on = models.DateField(_("proposed on"))
    # Told at a meeting and written down by somebody.
    noted_orally = models.BooleanField(_("told, and written down by the secretary"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.TextField(_("answer of the municipality"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    became = models.TextField(_("what became of it"), blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals"
    )
    # The initiatives it is the origin of.
    initiatives = models.ManyToManyField(Initiative, related_name="proposals", blank=True)
    public = models.BooleanField(_("shown to everybody"), default=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_proposal_has_a_title"),
            models.CheckConstraint(condition=~Q(words=""), name="strategy_proposal_has_its_words"),
            models.CheckConstraint(
                condition=Q(outcome="waiting", answered_on__isnull=True)
                | (~Q(outcome="waiting") & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="strategy_proposal_answer_says_why",
                violation_error_message=_("Write why."),
            ),
        ]


class HearingQuerySet(models.QuerySet["Hearing"]):
    def open(self) -> Self:
        """Hearings nobody has responded to yet."""
        return self.exclude(Exists(HearingResponse.objects.filter(hearing=OuterRef("pk"))))

    def late_on(self, day: date) -> Self:
        """Open ones whose deadline lies before the day."""
        return self.open().filter(deadline__lt=day)

    def to_answer(self) -> Self:
        """Hearings with a point the municipality has not answered."""
        points = HearingPoint.objects.filter(response__hearing=OuterRef("pk"))
        return self.filter(Exists(points.filter(reply__isnull=True)))

    def by_deadline(self) -> Self:
        return self.order_by("-deadline", "council__name")


@keep_history()
class Hearing(Noun):
    """A council is asked about a plan or a policy (høring)."""

    council = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="hearings")
    plan = models.ForeignKey(
        ActionPlan, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings"
    )
    policy = models.ForeignKey(
        Policy, null=True, blank=True, on_delete=models.PROTECT, related_name="hearings"
    )
    question = models.TextField(_("what we ask about"))
    sent_on = models.DateField(_("sent on"))
    # The last day for an answer.
    deadline = models.DateField(_("answer at the latest"))
    public = models.BooleanField(_("shown to everybody"), default=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(plan__isnull=False, policy__isnull=True)
                | Q(plan__isnull=True, policy__isnull=False),
                name="strategy_hearing_of_a_plan_or_a_policy",
                violation_error_message=_("Choose either a plan or a policy."),
            ),
            models.CheckConstraint(
                condition=~Q(question=""),
                name="strategy_hearing_asks_something",
                violation_error_message=_("Write what you ask about."),
            ),
            models.CheckConstraint(
                condition=Q(deadline__gt=F("sent_on")),
                name="strategy_hearing_gives_time",
                violation_error_message=_("The deadline must lie after the day it is sent."),
            ),
        ]

    @property
    def subject(self) -> ActionPlan | Policy:
        """The plan or the policy it is about."""
        about = self.plan or self.policy
        assert about is not None  # noqa: S101 - a constraint says so
        return about

    @property
    def days_given(self) -> int:
        return (self.deadline - self.sent_on).days


class HearingResponse(Noun):
    """What a council answers, written or told (høringssvar)."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="responses")
    received_on = models.DateField(_("received on"))
    noted_orally = models.BooleanField(_("told, and written down by the secretary"), default=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    summary = models.TextField(_("the answer as a whole"), blank=True)

    class Meta:
        ordering = ["received_on", "created_at", "id"]


class HearingPoint(Noun):
    """One thing the council says, answered by itself (punkt i høringssvar)."""

    response = models.ForeignKey(HearingResponse, on_delete=models.CASCADE, related_name="points")
    place = models.PositiveSmallIntegerField()
    words = models.TextField(_("in the council's own words"))

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="strategy_hearingpoint_has_words"),
            models.UniqueConstraint(
                fields=["response", "place"], name="strategy_hearingpoint_has_its_place"
            ),
        ]


@keep_history()
class Reply(Noun):
    """The administration's answer to one point, and what became of it (forvaltningens svar)."""

    class Outcome(models.TextChoices):
        FOLLOWED = "followed", _("followed")
        PARTLY = "partly", _("partly followed")
        NOT_FOLLOWED = "not_followed", _("not followed")

    point = models.OneToOneField(HearingPoint, on_delete=models.CASCADE, related_name="reply")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    why = models.TextField(_("why"))
    became = models.TextField(_("what became of it"), blank=True)
    # Which text or initiative was changed, and how.
    change = models.CharField(_("which change it led to"), max_length=300, blank=True)
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="replies"
    )
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    replied_on = models.DateField(default=clock.today)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(why=""),
                name="strategy_reply_says_why",
                violation_error_message=_("Write why."),
            ),
        ]
