"""Documents read in, before and after a person accepted what was read."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun
from helhed.strategy.models.plans import ActionPlan
from helhed.strategy.models.policies import Policy


class PrintedLabel(Noun):
    """Words that plans print before a field, added to the table of labels (feltnavn)."""

    class Field(models.TextChoices):
        COMMITTEES = "committees", _("committees")
        GOALS = "goals", _("goals")
        TARGET_GROUP = "target_group", _("target group")
        CARRIED_OVER = "carried_over", _("carried over or new")
        CHALLENGE = "challenge", _("challenge")
        DESCRIPTION = "description", _("what is done")
        SUCCESS_CRITERIA = "success_criteria", _("success criteria")
        PARTNERS = "partners", _("partners")
        CONTACTS = "contacts", _("contact persons")
        FURNITURE = "furniture", _("words of the form itself")

    field = models.CharField(_("field"), max_length=20, choices=Field.choices)
    text = models.CharField(_("words printed before the field"), max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["field", "text", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="strategy_printedlabel_has_words"),
            models.UniqueConstraint(
                Lower("text"),
                name="strategy_printedlabel_words_name_one_field",
                violation_error_message=_("Those words name a field already."),
            ),
        ]


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def without_content(self) -> Self:
        """The file itself stays in the database: it may be 20 MB."""
        return self.defer("content", "text")

    def latest_first(self) -> Self:
        return self.order_by("-created_at", "-id")


class ImportDraft(Noun):
    """A document and what was read of it, until a person accepts (indlæst dokument). Internal."""

    class Kind(models.TextChoices):
        ACTION_PLAN = "action_plan", _("action plan")
        POLICY = "policy", _("policy")

    class State(models.TextChoices):
        OPEN = "open", _("to be looked through")
        ACCEPTED = "accepted", _("accepted")
        DISCARDED = "discarded", _("discarded")

    name = models.CharField(_("document"), max_length=150)
    # The original, kept so that a later reading can be compared with it.
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Its lines as they were numbered, shown beside the fields.
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # What the reader found, in the shape `--json` prints.
    data = models.JSONField()
    # What a person put right: {"<card>": {"<field>": text}}.
    corrections = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    # Where it went.
    policy = models.ForeignKey(
        Policy, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )
    plan = models.ForeignKey(
        ActionPlan, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents"
    )

    objects = ImportDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="strategy_importdraft_has_a_name"),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False, accepted_at__isnull=False)
                | ~Q(state="accepted"),
                name="strategy_importdraft_accepted_by_somebody",
            ),
        ]
