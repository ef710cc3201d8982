"""The decision, how it came to the citizen, and complaints about it."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.decisions.models.cases import CaseFile
from helhed.decisions.models.mandates import Mandate
from helhed.decisions.models.registers import Authority, LegalBasis


class Outcome(models.TextChoices):
    GRANTED = "granted", _("granted")
    PARTLY = "partly", _("partly granted")
    REFUSED = "refused", pgettext_lazy("decision", "refused")


# P7: what every completed decision names; the rest of the list needs other rows.
COMPLETE = (
    Q(basis__isnull=False, authority__isnull=False, official__isnull=False)
    & Q(mandate__isnull=False, decided_on__isnull=False, snapshot__isnull=False)
    & ~Q(outcome="")
    & ~Q(facts="")
    & ~Q(considerations="")
    & (~Q(citizen_view="") | Q(view_declined=True))
    & (Q(outcome="granted") | ~Q(reasons_not=""))
    & (
        Q(outcome="refused")
        | ~Q(content="") & Q(from_day__isnull=False) & Q(review_on__isnull=False)
    )
    & (~Q(provider_wish_followed=False) | ~Q(reason_if_not=""))
    & ~Q(approval_asked=True, approved_by__isnull=True)
    & (~Q(reduces_help=True) | Q(notice_applies__isnull=False, less_from__isnull=False))
    & (
        ~Q(reduces_help=True, notice_applies=True)
        | Q(notice_until__gt=F("decided_on"), less_from__gte=F("notice_until"))
        & Q(notice_until__isnull=False)
    )
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def complete(self) -> Self:
        return self.filter(completed_at__isnull=False)

    def with_notice(self) -> Self:
        """Those that reduce or end earlier help, with notice by § 3 a."""
        return self.filter(reduces_help=True, notice_applies=True)

    def in_force_on(self, day: date) -> Self:
        """Grants, whole or partly, that give help on the day."""
        return (
            self.complete()
            .exclude(outcome=Outcome.REFUSED)
            .filter(from_day__lte=day)
            .exclude(until_day__lte=day)
            .filter(ended_on__isnull=True)
        )


@keep_history()
class Decision(AboutCitizen):
    """An administrative decision (afgørelse): a draft until it is complete, then it stands."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="decisions")
    basis = models.ForeignKey(
        LegalBasis, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    authority = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    content = models.TextField(_("the help, in plain words"), blank=True)
    service_type = models.CharField(_("type of help"), max_length=70, blank=True)
    hours_a_week = models.DecimalField(
        _("hours a week"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    dkk_a_month = models.DecimalField(
        _("kroner a month"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    facility_code = models.CharField(_("place"), max_length=70, blank=True)
    provider = models.CharField(_("who gives it"), max_length=120, blank=True)
    provider_wish = models.CharField(_("the citizen's wish"), max_length=200, blank=True)
    # None: the citizen was not asked, or has no wish.
    provider_wish_followed = models.BooleanField(_("the wish is followed"), null=True, blank=True)
    reason_if_not = models.TextField(_("why the wish is not followed"), blank=True)
    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    # None: not said. Whether somebody belongs to those of § 3 a is judged, never worked out.
    reduces_help = models.BooleanField(_("earlier help is less or stops"), null=True, blank=True)
    notice_applies = models.BooleanField(_("notice by § 3 a"), null=True, blank=True)
    less_from = models.DateField(_("the earlier help goes on until"), null=True, blank=True)
    # The first day the law allowed when it was decided: a later register moves it not.
    notice_until = models.DateField(_("the first day the law allowed"), null=True, blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    facts = models.TextField(_("the facts that weigh"), blank=True)
    considerations = models.TextField(_("reasons"), blank=True)
    reasons_not = models.TextField(_("why not all of it"), blank=True)
    citizen_view = models.TextField(_("what the citizen thinks of it"), blank=True)
    view_declined = models.BooleanField(_("the citizen was asked and would not say"), default=False)
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    mandate = models.ForeignKey(Mandate, null=True, on_delete=models.PROTECT, related_name="+")
    approval_asked = models.BooleanField(default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)
    # Everything known that day and every word of the letter: a later register changes nothing.
    snapshot = models.JSONField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | COMPLETE,
                name="decisions_decision_has_all_the_law_requires",
                violation_error_message=_("Something the law requires is missing."),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("official")),
                name="decisions_decision_nobody_approves_their_own",
                violation_error_message=_("Another official approves it."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__isnull=True)
                | Q(from_day__isnull=True)
                | Q(review_on__gte=F("from_day")),
                name="decisions_decision_is_looked_at_after_it_begins",
                violation_error_message=_(
                    "The day it is looked at again lies after the first day."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True)
                | Q(from_day__isnull=True)
                | Q(until_day__gt=F("from_day")),
                name="decisions_decision_ends_after_it_begins",
                violation_error_message=_("The last day lies after the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["citizen", "-decided_on"], name="decisions_decision_latest"),
            models.Index(fields=["review_on"], name="decisions_decision_review"),
        ]

    @property
    def must_give_notice(self) -> bool:
        """Whether it takes away help from somebody whom § 3 a gives notice first."""
        return bool(self.reduces_help and self.notice_applies)


class Delivery(AboutCitizen):
    """How the decision came to the citizen (meddelelse); starts the complaint's clock."""

    class How(models.TextChoices):
        HANDED_OVER = "handed_over", _("handed over")
        READ_ALOUD = "read_aloud", _("read aloud and handed over")
        PAPER = "paper", _("by letter on paper")
        DIGITAL_POST = "digital_post", _("Digital Post")
        REPRESENTATIVE = "representative", _("to the citizen's representative")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="deliveries")
    how = models.CharField(_("how"), max_length=14, choices=How.choices)
    came_on = models.DateField(_("came to the citizen on"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    # Digital Post although the citizen cannot read it there: somebody says how they learn of it.
    although = models.CharField(max_length=300, blank=True)
    delivered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def waiting_for_us(self) -> Self:
        """Complaints we have neither reassessed nor had withdrawn."""
        return self.filter(reassessed_on__isnull=True, withdrawn_on__isnull=True)


@keep_history()
class Complaint(AboutCitizen):
    """A complaint about a decision (klage): taken down, reassessed, sent on, answered."""

    class How(models.TextChoices):
        ORAL = "oral", _("orally, noted")
        WRITTEN = "written", _("in writing")

    class Reassessed(models.TextChoices):
        CHANGED = "changed", _("the citizen is right: a new decision is made")
        PARTLY = "partly", _("the citizen is partly right: sent on with the rest")
        UPHELD = "upheld", _("we keep to it: sent on")

    # As the Danmarkskort counts: stadfæstet, ændret/ophævet, hjemvist; the rest is not on merits.
    class Result(models.TextChoices):
        UPHELD = "upheld", _("upheld")
        CHANGED = "changed", _("changed or set aside")
        REMITTED = "remitted", _("sent back to be decided again")
        DISMISSED = "dismissed", _("not dealt with")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="complaints")
    received_on = models.DateField(_("came on"))
    how = models.CharField(_("how"), max_length=8, choices=How.choices)
    words = models.TextField(_("in the citizen's own words"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # After the deadline: the board decides whether it is too late, not we.
    late = models.BooleanField(default=False)
    reassess_by = models.DateField()
    reassessed_on = models.DateField(null=True, blank=True)
    reassessed = models.CharField(max_length=8, choices=Reassessed.choices, blank=True)
    reassessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reasons = models.TextField(_("why"), blank=True)
    sent_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    result_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""),
                name="decisions_complaint_is_in_words",
                violation_error_message=_("Write what the citizen says."),
            ),
            models.CheckConstraint(
                condition=Q(reassessed_on__isnull=True, reassessed="")
                | Q(reassessed_on__isnull=False, reassessed_by__isnull=False)
                & ~Q(reassessed="")
                & ~Q(reasons=""),
                name="decisions_complaint_is_reassessed_with_reasons",
                violation_error_message=_("Write why."),
            ),
            models.CheckConstraint(
                condition=Q(sent_on__isnull=True) | Q(reassessed_on__isnull=False),
                name="decisions_complaint_is_reassessed_before_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | Q(result_on__isnull=False, sent_on__isnull=False) & ~Q(result=""),
                name="decisions_complaint_result_comes_from_the_board",
            ),
        ]


class LetterPrint(AboutCitizen):
    """The paper as it went out (brevet): its bytes, kept beside its words."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="prints")
    printed_at = models.DateTimeField(default=clock.now)
    pdf = models.BinaryField()
