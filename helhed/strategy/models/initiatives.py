"""The initiatives of a plan, and from where in a document each of their fields was read."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.strategy.models.parties import AgendaItem, Committee, Party
from helhed.strategy.models.plans import ActionPlan
from helhed.strategy.models.policies import Goal
from helhed.strategy.status import Status


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def development(self) -> Self:
        return self.filter(kind=Initiative.Kind.DEVELOPMENT)

    def without_goal(self) -> Self:
        return self.filter(goals__isnull=True)

    def in_order(self) -> Self:
        """Development initiatives by their number, then the ongoing ones."""
        return self.order_by("kind", F("number").asc(nulls_last=True), "title")


@keep_history()
class Initiative(Noun):
    """Something a plan sets going (indsats); never what one citizen is granted."""

    class Kind(models.TextChoices):
        DEVELOPMENT = "development", _("development initiative")
        # Bound by law or already part of daily work; has no card of its own in the documents.
        ONGOING = "ongoing", _("ongoing work")

    class CarriedOver(models.TextChoices):
        YES = "yes", _("continued from an earlier plan")
        NO = "no", _("new")
        UNKNOWN = "unknown", _("not known")

    class Origin(models.TextChoices):
        COUNCIL = "council", _("proposal of an advisory council")
        BUDGET = "budget", _("budget agreement")
        LAW = "law", _("law")
        COMMITTEE = "committee", _("decision of a committee")
        ADMINISTRATION = "administration", _("the administration")
        UNKNOWN = "unknown", _("not known")

    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="initiatives")
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    # Some documents name the initiative otherwise in their overview.
    overview_title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind.choices, default=Kind.DEVELOPMENT
    )
    goals = models.ManyToManyField(Goal, related_name="initiatives", blank=True)
    committees: "models.ManyToManyField[Committee, CommitteeOfInitiative]" = models.ManyToManyField(
        Committee, through="CommitteeOfInitiative", related_name="initiatives"
    )
    target_group = models.TextField(_("target group"), blank=True)
    carried_over = models.CharField(
        max_length=8, choices=CarriedOver.choices, default=CarriedOver.UNKNOWN
    )
    carried_over_text = models.TextField(blank=True)
    challenge = models.TextField(_("challenge"), blank=True)
    description = models.TextField(_("what is done"), blank=True)
    success_criteria = models.TextField(_("success criteria as written"), blank=True)
    partners_text = models.TextField(_("partners as written"), blank=True)
    partners = models.ManyToManyField(Party, related_name="takes_part_in", blank=True)
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.UNKNOWN)
    origin_text = models.CharField(max_length=300, blank=True)
    # Who carries it out; this is what everyone may read.
    department = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="carries_out"
    )
    # Who answers for it: internal, never on the public site.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="initiatives",
    )
    # Dates of its own; without them the years of the plan stand.
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    due_on = models.DateField(_("deadline"), null=True, blank=True)
    # Facts the status is computed of.
    started_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    paused_from = models.DateField(null=True, blank=True)
    paused_because = models.CharField(max_length=300, blank=True)
    # What somebody says in place of the computed status, and why.
    status_said = models.CharField(max_length=16, choices=Status.choices, blank=True)
    status_reason = models.TextField(blank=True)
    status_said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    status_said_on = models.DateField(null=True, blank=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="strategy_initiative_has_a_title"),
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="strategy_initiative_number_once_in_a_plan",
                violation_error_message=_("The plan has an initiative with that number already."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(due_on__gte=F("starts_on")),
                name="strategy_initiative_is_due_after_it_begins",
                violation_error_message=_("The deadline cannot lie before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(status_said="")
                | (
                    ~Q(status_reason="")
                    & Q(status_said_by__isnull=False)
                    & Q(status_said_on__isnull=False)
                ),
                name="strategy_initiative_said_status_has_a_reason",
                violation_error_message=_("Write why the status is another than the computed one."),
            ),
            models.CheckConstraint(
                condition=Q(paused_from__isnull=True) | ~Q(paused_because=""),
                name="strategy_initiative_pause_has_a_reason",
                violation_error_message=_("Write why the initiative is paused."),
            ),
        ]
        indexes = [models.Index(fields=["owner"], name="strategy_initiative_owner")]


class CommitteeOfInitiative(Noun):
    """A committee an initiative belongs under; one of them leads (udvalg)."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="under_committees"
    )
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    approved_in = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-leads", "committee__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "committee"], name="strategy_committee_once_per_initiative"
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(leads=True),
                name="strategy_committee_one_leads",
                violation_error_message=_("Only one committee leads an initiative."),
            ),
        ]


class ImportedField(Noun):
    """What stood in the document, where, and how sure the reading is (indlæst felt)."""

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="imported_fields"
    )
    field = models.CharField(max_length=40)
    # As printed: labels vary from document to document.
    label = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200, blank=True)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    raw = models.TextField(blank=True)
    sure = models.BooleanField(default=True)

    class Meta:
        ordering = ["first_line", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_line__gte=F("first_line")),
                name="strategy_importedfield_ends_after_it_begins",
            ),
        ]


class ContactPerson(Noun):
    """Whom a document names as contact (kontaktperson): internal, never shown to the public."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="contacts")
    place = models.PositiveSmallIntegerField(default=0)
    department = models.CharField(_("department"), max_length=200, blank=True)
    title = models.CharField(_("job title"), max_length=200, blank=True)
    person = models.CharField(_("name"), max_length=200, blank=True)
    raw = models.TextField(blank=True)

    class Meta:
        ordering = ["place", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(department="", title="", person="", raw=""),
                name="strategy_contactperson_is_somebody",
                violation_error_message=_("Write a department, a job title or a name."),
            ),
        ]
