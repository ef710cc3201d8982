"""What somebody must do for a citizen, and the one line of the morning meeting."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.teams.models.teams import Team


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> Self:
        """Duties neither done nor withdrawn."""
        return self.filter(done_at__isnull=True, withdrawn_at__isnull=True)

    def overdue_at(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lt=moment)


class Duty(AboutCitizen):
    """Something somebody must do, caused by a fact or asked for by a colleague (pligt).

    One row per (citizen, kind, cause): the fact that opens it also withdraws it.
    """

    class Kind(models.TextChoices):
        OUTREACH = "outreach", _("Look for the citizen")
        NEXT_CONTACT = "next_contact", _("Agree the next contact")
        NOT_MET = "not_met", _("Meet the citizen: it is too long ago")
        TONIGHT = "tonight", _("Answer: where tonight?")
        WARD = "ward", _("Contact the ward and plan the discharge")
        TRANSFERRED = "transferred", _("The citizen has been moved to another hospital")
        ON_LEAVE = "on_leave", _("On leave from hospital: ask about bed and medicine")
        AFTER_DISCHARGE = "after_discharge", _("Follow up after the discharge")
        AFTERCARE = "aftercare", _("Follow up: help has ended")
        RESUME_SERVICE = "resume_service", _("Take the help up again")
        ASK_HOPE = "ask_hope", _("Ask about the hope behind the goal")
        HOME_LOST = "home_lost", _("The home is lost: find a place and keep the support")
        ENQUIRY = "enquiry", _("Answer the enquiry")
        HANDOVER = "handover", _("Answer: will you take over?")
        DEATH = "death", _("A death: take care of those around")
        REVIEW_PLAN = "review_plan", _("Go through the plan together")
        KEEP_HOME = "keep_home", _("Keep the home: act before the date")
        PROTECTION_ENDS = "protection_ends", _("The address protection ends soon")
        DECIDE = "decide", _("Decide the case")
        DELAY_NOTICE = "delay_notice", _("Tell that the answer comes later")
        START_TREATMENT = "start_treatment", _("Start the treatment")
        REVIEW_HELP = "review_help", _("Look at the help again")
        REASSESS = "reassess", _("Look at the decision again: a complaint has come")
        TELL_PLACE = "tell_place", _("Tell the acting municipality")
        RECHECK_CARD = "recheck_card", _("Look at the free card again")
        GROWING_UP = "growing_up", _("Prepare for adult life")
        AUTHORITY_ANSWER = "authority_answer", _("Follow up: the answer of another authority")
        REVIEW_HOLD = "review_hold", _("Look again: must the record still stay?")
        ASKED = "asked", _("Asked for by a colleague")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    # "contact:<key>", "stay:<key>", "none:<citizen>": the fact, so that it opens one duty only.
    cause = models.CharField(max_length=60)
    text = models.CharField(_("what"), max_length=300, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="duties")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="duties"
    )
    due_at = models.DateTimeField()
    acute = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_note = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "kind", "cause"], name="teams_duty_one_for_a_cause"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="teams_duty_is_done_or_withdrawn",
            ),
        ]
        indexes = [
            models.Index(
                fields=["citizen", "due_at"],
                name="teams_duty_open",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["team", "due_at"],
                name="teams_duty_team",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["owner", "due_at"],
                name="teams_duty_owner",
                condition=Q(done_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]


class DutyStep(AboutCitizen):
    """One line of a duty's history: opened, given to somebody, moved, done, withdrawn, reopened."""

    class What(models.TextChoices):
        OPENED = "opened", _("opened")
        ASSIGNED = "assigned", _("given to")
        MOVED = "moved", _("moved to another day")
        DONE = "done", _("done")
        WITHDRAWN = "withdrawn", _("no longer needed")
        REOPENED = "reopened", _("opened again")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)


class BoardLine(AboutCitizen):
    """One line about the citizen from the morning meeting (en linje til tavlen)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=140)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["citizen", "-written_at"], name="teams_boardline_latest")]
