"""An assessment: what the citizen, the network and professionals say, and what is not known."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from helhed.citizens.models import AboutCitizen, Consent, of_the_person
from helhed.core import clock
from helhed.core.history import keep_history


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def going_on(self) -> Self:
        return self.filter(state=Assessment.State.GOING_ON)

    def of_the_person(self, citizen: Any) -> Self:
        """The citizen's, also one that was being written in a record merged into theirs."""
        return self.filter(of_the_person(citizen))


@keep_history()
class Assessment(AboutCitizen):
    """Opening, information and assessment of VUM 2.0 (udredning), over as many visits as it takes.

    A decision higher up cites it as its ground.
    """

    class State(models.TextChoices):
        GOING_ON = "going_on", _("being written")
        CONCLUDED = "concluded", pgettext_lazy("assessment", "concluded")
        SET_ASIDE = "set_aside", _("set aside")

    class Urgency(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        SOON = "soon", _("soon")
        TODAY = "today", _("today")

    reason = models.CharField(_("what it is about"), max_length=300)
    own_need = models.TextField(_("what the citizen asks for, in own words"), blank=True)
    asked_by = models.CharField(_("who turned to us"), max_length=120, blank=True)
    urgency = models.CharField(
        _("how soon"), max_length=8, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    others = models.CharField(_("other authorities involved"), max_length=300, blank=True)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField(default=clock.today)
    state = models.CharField(max_length=9, choices=State.choices, default=State.GOING_ON)
    ended_on = models.DateField(null=True, blank=True)
    # Sagsvurdering: one text and one level of need, written by a person and never computed.
    summary = models.TextField(_("our assessment"), blank=True)
    purpose = models.TextField(_("what help is for"), blank=True)
    support_need = models.PositiveSmallIntegerField(_("need of support"), null=True, blank=True)
    set_aside_because = models.CharField(_("why"), max_length=300, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="going_on", ended_on__isnull=True)
                | (~Q(state="going_on") & Q(ended_on__isnull=False)),
                name="assessments_assessment_ends_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="concluded") | (~Q(summary="") & Q(support_need__isnull=False)),
                name="assessments_assessment_concludes_in_words_and_a_level",
                violation_error_message=_("Write our assessment, and how much support is needed."),
            ),
            models.CheckConstraint(
                condition=~Q(state="set_aside") | ~Q(set_aside_because=""),
                name="assessments_assessment_is_set_aside_for_a_reason",
                violation_error_message=_("Write why it is set aside."),
            ),
            models.CheckConstraint(
                condition=Q(support_need__isnull=True) | Q(support_need__lte=4),
                name="assessments_assessment_support_need_0_to_4",
            ),
            # Two at once would each be half; the other is found and written on in.
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(state="going_on"),
                name="assessments_assessment_one_at_a_time",
                violation_error_message=_("An assessment is already being written. Go on in it."),
            ),
        ]


class View(AboutCitizen):
    """What one side says on a theme (perspektiv), with source and day; several may stand."""

    class Side(models.TextChoices):
        CITIZEN = "citizen", _("the citizen")
        NETWORK = "network", _("the network")
        PROFESSIONAL = "professional", _("professionals")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="views")
    theme = models.CharField(_("theme"), max_length=36)
    condition = models.CharField(_("subtheme"), max_length=36, blank=True)
    side = models.CharField(_("who says it"), max_length=12, choices=Side.choices)
    text = models.TextField(_("what is said"), blank=True)
    # Asked and left alone is an answer too; it is never filled in by somebody else.
    skipped = models.BooleanField(_("would rather not talk about it now"), default=False)
    source = models.CharField(_("from whom"), max_length=160, blank=True)
    said_on = models.DateField(_("when"), default=clock.today)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("said_on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(skipped=True),
                name="assessments_view_says_something_or_skips",
                violation_error_message=_("Write what is said, or that it waits."),
            ),
            models.CheckConstraint(
                condition=Q(side="citizen") | ~Q(source=""),
                name="assessments_view_of_others_names_its_source",
                violation_error_message=_("Write from whom it comes."),
            ),
        ]


class Gap(AboutCitizen):
    """What we do not know yet, and who has it (hvad ved vi ikke)."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="gaps")
    theme = models.CharField(_("theme"), max_length=36, blank=True)
    what = models.CharField(_("what we lack"), max_length=300)
    who_has_it = models.CharField(_("who has it"), max_length=160)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answer = models.TextField(_("the answer"), blank=True)
    answered_on = models.DateField(null=True, blank=True)
    given_up_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("answered_on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer="") | ~Q(given_up_because=""),
                name="assessments_gap_closes_with_an_answer_or_a_reason",
                violation_error_message=_("Write the answer, or why we go on without it."),
            ),
        ]

    @property
    def open(self) -> bool:
        return self.answered_on is None
