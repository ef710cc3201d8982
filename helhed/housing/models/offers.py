"""A home offered to somebody: shown, said yes or no to."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.housing.models.rules import Rule
from helhed.housing.models.wishes import Wish
from helhed.stays.models import Bed, BedClaim


class OfferQuerySet(models.QuerySet["Offer"]):
    def open(self) -> Self:
        """Offers that neither citizen nor provider has said no to, and that led to no lease yet."""
        return self.filter(
            citizen_no_on__isnull=True, withdrawn_on__isnull=True, tenancies__isnull=True
        ).exclude(provider_no_on__isnull=False, upheld=True)

    def provider_said_no(self) -> Self:
        return self.filter(provider_no_on__isnull=False)


class Offer(AboutCitizen):
    """A home offered to the citizen (boligtilbud). A citizen's no never counts against them."""

    class State(models.TextChoices):
        OFFERED = "offered", _("offered")
        SHOWN = "shown", _("has seen it")
        ACCEPTED = "accepted", _("said yes")
        CITIZEN_NO = "citizen_no", _("said no")
        PROVIDER_NO = "provider_no", _("the provider said no: a second look is needed")
        UPHELD = "upheld", _("the provider's no stands")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LEASED = "leased", _("lease signed")

    class Condition(models.TextChoices):
        """Conditions that Housing First has none of; kept to be counted and taken away."""

        ABSTINENCE = "abstinence", _("no alcohol or drugs")
        TREATMENT = "treatment", _("must be in treatment")
        PROGRAMME = "programme", _("must take part in something")

    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="offers")
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, related_name="offers")
    claim = models.ForeignKey(BedClaim, null=True, on_delete=models.PROTECT, related_name="offers")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="offers")
    # The place in the order and the reasons as they were that day: what was decided on.
    place = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    reasons = models.JSONField(default=list)
    why = models.CharField(_("why this citizen"), max_length=300, blank=True)
    conditions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    offered_on = models.DateField()
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer_by = models.DateTimeField(_("answer by"))
    shown_on = models.DateField(_("seen on"), null=True, blank=True)
    yes_on = models.DateField(null=True, blank=True)
    citizen_no_on = models.DateField(null=True, blank=True)
    citizen_words = models.CharField(_("in the citizen's own words"), max_length=300, blank=True)
    provider_no_on = models.DateField(null=True, blank=True)
    provider_reason = models.CharField(_("the provider's reason"), max_length=400, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_look_on = models.DateField(null=True, blank=True)
    second_look_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    second_look = models.CharField(max_length=400, blank=True)
    upheld = models.BooleanField(null=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ("-offered_on", "-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(provider_no_on__isnull=True) | ~Q(provider_reason=""),
                name="housing_offer_provider_gives_a_reason",
                violation_error_message=_("Write the provider's reason."),
            ),
            models.CheckConstraint(
                condition=Q(upheld__isnull=True)
                | Q(second_look_by__isnull=False, noted_by__isnull=False)
                & ~Q(second_look_by=F("noted_by")),
                name="housing_offer_second_look_by_another",
                violation_error_message=_("Somebody else must take the second look."),
            ),
            models.CheckConstraint(
                condition=Q(yes_on__isnull=True) | Q(citizen_no_on__isnull=True),
                name="housing_offer_yes_or_no",
            ),
        ]

    @property
    def state(self) -> str:
        """Where the offer stands, from its dates."""
        state = self.State
        provider = state.UPHELD if self.upheld else state.PROVIDER_NO
        facts = (
            (self.withdrawn_on, state.WITHDRAWN),
            (self.citizen_no_on, state.CITIZEN_NO),
            (self.provider_no_on and self.upheld is not False, provider),
            (self.yes_on, state.ACCEPTED),
            (self.shown_on, state.SHOWN),
        )
        return str(next((name for fact, name in facts if fact), state.OFFERED))

    @property
    def state_words(self) -> str:
        return str(self.State(self.state).label)

    def lapsed_at(self, moment: datetime) -> bool:
        """Nobody answered in time, so the home is held no longer."""
        return self.state in (self.State.OFFERED, self.State.SHOWN) and self.answer_by <= moment
