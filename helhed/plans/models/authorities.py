"""What others are asked to decide: they decide, we ask, follow and remember."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.plans.models.plans import Plan

# So long an answer is still news on the plan's page.
FRESH = timedelta(days=90)


class AuthorityRequestQuerySet(models.QuerySet["AuthorityRequest"]):
    def waiting(self) -> Self:
        return self.filter(answered_on__isnull=True, dropped_on__isnull=True)


class AuthorityRequest(AboutCitizen):
    """Something asked of an authority that decides by its own law (henvendelse til myndighed)."""

    class About(models.TextChoices):
        EMPLOYMENT = "employment", _("work and employment")
        BENEFIT = "benefit", _("benefit and money to live on")
        SANCTION = "sanction", _("a sanction: what we say of missed appointments")
        DENTAL = "dental", _("teeth: the social dental care")
        DUAL_DIAGNOSIS = "dual_diag", _("treatment of mental illness and addiction together")
        OTHER = "other", _("something else")

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="authority_requests")
    about = models.CharField(_("what it is about"), max_length=10, choices=About.choices)
    authority = models.CharField(_("which authority"), max_length=120)
    asked = models.CharField(_("what is asked"), max_length=500)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer_by = models.DateField(_("an answer is due by"))
    # Dental care: who it is for is found here; what the teeth need is found there.
    social_test = models.TextField(_("why the citizen belongs to those it is for"), blank=True)
    # Sanctions: what was tried to reach the citizen, as it was known that day.
    tried = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    # SUL § 82 c: the region's clock runs from its receipt of the referral, and we follow it.
    received_on = models.DateField(_("received by them on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("the answer"), blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_because = models.CharField(_("why it is no longer asked"), max_length=200, blank=True)

    objects = AuthorityRequestQuerySet.as_manager()

    class Meta:
        ordering = ("answer_by", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("asked_on")),
                name="plans_authorityrequest_answered_after_it_is_asked",
                violation_error_message=_("The answer cannot be due before it is asked for."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answer="")
                | Q(answered_on__gte=F("asked_on")) & ~Q(answer=""),
                name="plans_authorityrequest_answer_has_words_and_a_day",
                violation_error_message=_("Write the answer, and a day after it was asked for."),
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | ~Q(dropped_because=""),
                name="plans_authorityrequest_dropped_with_a_reason",
                violation_error_message=_("Write why."),
            ),
            models.CheckConstraint(
                condition=~Q(about="dental") | ~Q(social_test=""),
                name="plans_authorityrequest_dental_rests_on_a_social_test",
                violation_error_message=_("Write why the citizen belongs to those it is for."),
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(about="dual_diag"),
                name="plans_authorityrequest_received_starts_the_region_s_clock_only",
                violation_error_message=_("Only the region's clock runs from a receipt."),
            ),
            # P1: nothing is said of missed appointments without what was done to reach somebody.
            models.CheckConstraint(
                condition=~Q(about="sanction") | Q(tried__len__gt=0),
                name="plans_authorityrequest_sanction_beside_what_was_tried",
                violation_error_message=_("Try to reach the citizen first."),
            ),
        ]
