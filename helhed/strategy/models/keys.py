"""Keys for other programs that read plans and figures."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun


class ReadingKeyQuerySet(models.QuerySet["ReadingKey"]):
    def open_on(self, day: date) -> Self:
        """Keys that still open something."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


class ReadingKey(Noun):
    """What another program shows to read plans and figures (adgangsnøgle). Only its hash is kept.

    Opens what its scopes name, for reading, until its last day. No person is ever in the answers.
    """

    class Scope(models.TextChoices):
        PLANS = "plans", _("plans and goals")
        INITIATIVES = "initiatives", _("initiatives with status and milestones")
        INDICATORS = "indicators", _("indicators and published figures")

    name = models.CharField(_("what it is for"), max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=16, choices=Scope.choices))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    expires_on = models.DateField(_("last day"))
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    last_used_on = models.DateField(null=True, blank=True)

    objects = ReadingKeyQuerySet.as_manager()

    class Meta:
        ordering = [F("revoked_at").asc(nulls_first=True), "name", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="strategy_readingkey_has_a_name"),
            models.CheckConstraint(
                condition=~Q(scopes=[]),
                name="strategy_readingkey_opens_something",
                violation_error_message=_("Choose what the key may read."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="strategy_readingkey_is_revoked_by_somebody",
            ),
        ]

    def get_scopes_display(self) -> list[str]:
        """What it opens, in words."""
        return [str(self.Scope(scope).label) for scope in self.scopes]
