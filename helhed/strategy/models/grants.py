"""Support to associations under § 18 of the Social Services Act, from scheme to report.

Never what one citizen is granted: that stands in `decisions`.
"""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.initiatives import Initiative
from helhed.strategy.models.parties import AgendaItem, Party


@keep_history()
class GrantScheme(Noun):
    """What a committee sets aside for associations in a year, and for what (§ 18-ramme)."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    amount_dkk = models.DecimalField(_("amount in kr."), max_digits=14, decimal_places=2)
    priorities = models.TextField(_("priorities and target groups"), blank=True)
    # One criterion a line: what an application must meet.
    criteria = models.TextField(_("criteria"), blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="grant_schemes"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dkk__gte=0), name="strategy_grantscheme_is_not_negative"
            ),
        ]


class GrantRound(Noun):
    """When associations may apply (ansøgningsrunde)."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary round")
        ROLLING = "rolling", _("rolling pool")

    scheme = models.ForeignKey(GrantScheme, on_delete=models.PROTECT, related_name="rounds")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    opens_on = models.DateField(_("opens"))
    # The last day an application is received.
    closes_on = models.DateField(_("closes"))
    dialogue_meeting_on = models.DateField(_("dialogue meeting"), null=True, blank=True)

    class Meta:
        ordering = ["opens_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="strategy_grantround_closes_after_it_opens",
                violation_error_message=_("The round cannot close before it opens."),
            ),
        ]


@keep_history()
class GrantApplication(Noun):
    """An association asks for support (ansøgning)."""

    round = models.ForeignKey(GrantRound, on_delete=models.PROTECT, related_name="applications")
    association = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="applications")
    title = models.CharField(_("what for"), max_length=200)
    aims = models.TextField(_("local effect"), blank=True)
    asked_dkk = models.DecimalField(_("asked for in kr."), max_digits=14, decimal_places=2)
    budget_dkk = models.DecimalField(
        _("whole budget in kr."), null=True, blank=True, max_digits=14, decimal_places=2
    )
    received_on = models.DateField(_("received"))
    # The checklist: volunteers at the core, not support under § 79, child certificates in place.
    volunteers_at_core = models.BooleanField(_("volunteers carry it"), default=False)
    not_section_79 = models.BooleanField(_("is not covered by § 79"), default=False)
    child_certificates = models.BooleanField(
        _("child certificates are in place or not needed"), default=False
    )
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )

    class Meta:
        ordering = ["received_on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_dkk__gt=0),
                name="strategy_grantapplication_asks_for_something",
                violation_error_message=_("Write how much is asked for."),
            ),
        ]

    @property
    def checklist_met(self) -> bool:
        return self.volunteers_at_core and self.not_section_79 and self.child_certificates

    @property
    def last_decision(self) -> "GrantDecision | None":
        """The latest answer; no query where the decisions were fetched along."""
        decisions = list(self.decisions.all())
        return decisions[-1] if decisions else None


class GrantAssessment(Noun):
    """What the administration thinks of an application, and recommends (vurdering)."""

    application = models.OneToOneField(
        GrantApplication, on_delete=models.CASCADE, related_name="assessment"
    )
    # 0-10; how well it meets the year's criteria.
    score = models.PositiveSmallIntegerField(_("score 0-10"))
    recommended_dkk = models.DecimalField(_("recommended in kr."), max_digits=14, decimal_places=2)
    reason = models.TextField(_("reason"))
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    assessed_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(score__lte=10),
                name="strategy_grantassessment_scores_up_to_ten",
                violation_error_message=_("The score lies between 0 and 10."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="strategy_grantassessment_has_a_reason"
            ),
        ]


class GrantDecision(Noun):
    """What the committee answered the association (afgørelse om tilskud)."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted in full")
        PARTLY = "partly", _("granted in part")
        REFUSED = "refused", _("refused")
        POSTPONED = "postponed", _("postponed")

    application = models.ForeignKey(
        GrantApplication, on_delete=models.CASCADE, related_name="decisions"
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    granted_dkk = models.DecimalField(
        _("granted in kr."), default=0, max_digits=14, decimal_places=2
    )
    reason = models.TextField(_("reason"), blank=True)
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="grant_decisions"
    )
    decided_on = models.DateField()

    class Meta:
        ordering = ["decided_on", "created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(outcome="postponed"),
                name="strategy_grantdecision_final_once",
                violation_error_message=_("The application has been decided already."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["granted", "partly"], granted_dkk__gt=0)
                | Q(outcome__in=["refused", "postponed"], granted_dkk=0),
                name="strategy_grantdecision_amount_fits_the_answer",
                violation_error_message=_("The amount does not fit the answer."),
            ),
            models.CheckConstraint(
                condition=Q(outcome="granted") | ~Q(reason=""),
                name="strategy_grantdecision_less_has_a_reason",
                violation_error_message=_("Write why not everything was granted."),
            ),
        ]


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def running_on(self, day: date) -> Self:
        return self.filter(from_day__lte=day, last_day__gte=day)


@keep_history()
class Partnership(Noun):
    """An agreement with an association over years (partnerskabsaftale)."""

    association = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="partnerships")
    decision = models.OneToOneField(
        GrantDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="partnership"
    )
    initiative = models.ForeignKey(
        Initiative, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )
    title = models.CharField(_("title"), max_length=200)
    aims = models.TextField(_("aims"), blank=True)
    from_day = models.DateField(_("from"))
    last_day = models.DateField(_("to"))

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["from_day", "title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("from_day")),
                name="strategy_partnership_ends_after_it_begins",
                violation_error_message=_("The last day cannot lie before the first."),
            ),
        ]


class Instalment(Noun):
    """A part of the support that is paid out (rate)."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="instalments"
    )
    due_on = models.DateField(_("to be paid"))
    amount_dkk = models.DecimalField(_("amount in kr."), max_digits=14, decimal_places=2)
    paid_on = models.DateField(_("paid"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_dkk__gt=0),
                name="strategy_instalment_is_an_amount",
                violation_error_message=_("An instalment is more than 0 kr."),
            ),
        ]


class GrantReport(Noun):
    """What the association tells and accounts for a year (rapport og regnskab)."""

    class Unspent(models.TextChoices):
        NONE = "none", _("everything was used")
        PAID_BACK = "paid_back", _("paid back")
        MOVED = "moved", _("moved to next year")
        OPEN = "open", _("not settled yet")

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="reports")
    year = models.PositiveSmallIntegerField(_("year"))
    due_on = models.DateField(_("due on"))
    received_on = models.DateField(_("received"), null=True, blank=True)
    text = models.TextField(_("what was done"), blank=True)
    spent_dkk = models.DecimalField(
        _("used in kr."), null=True, blank=True, max_digits=14, decimal_places=2
    )
    unspent_dkk = models.DecimalField(
        _("not used in kr."), null=True, blank=True, max_digits=14, decimal_places=2
    )
    unspent = models.CharField(max_length=10, choices=Unspent.choices, default=Unspent.OPEN)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "year"], name="strategy_grantreport_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(unspent_dkk__isnull=True) | Q(unspent_dkk__gte=0),
                name="strategy_grantreport_unspent_is_not_negative",
                violation_error_message=_("The amount cannot be negative."),
            ),
        ]
