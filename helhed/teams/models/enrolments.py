"""How a citizen belongs to teams, and by what way colleagues come to the record."""

from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.teams.models.teams import Team


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def open_on(self, day: date) -> Self:
        """Enrolments begun and not ended on the day."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)


class Enrolment(AboutCitizen):
    """The citizen belongs to the team (indskrivning). Has no end date of its own (P5).

    Ends only for one of the four reasons of P1, decided by a named person.
    """

    class EndReason(models.TextChoices):
        OWN_WISH = "own_wish", _("own wish, after real attempts to stay in touch")
        HANDED_OVER = "handed_over", _("another unit has taken over")
        AFTERCARE_COMPLETED = "aftercare_completed", _("aftercare is completed")
        DEATH = "death", _("death")

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="enrolments")
    from_day = models.DateField(default=clock.today)
    until_day = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_note = models.TextField(blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "team"],
                condition=Q(until_day__isnull=True),
                name="teams_enrolment_once_at_a_time",
                violation_error_message=_("The citizen already belongs to the team."),
            ),
            # P1: no end without one of the four reasons and a named person.
            models.CheckConstraint(
                condition=Q(until_day__isnull=True, end_reason="", ended_by__isnull=True)
                | Q(
                    until_day__isnull=False,
                    end_reason__in=["own_wish", "handed_over", "aftercare_completed", "death"],
                    ended_by__isnull=False,
                ),
                name="teams_enrolment_ends_only_for_four_reasons",
                violation_error_message=_(
                    "An enrolment ends by own wish, hand-over, completed aftercare or death,"
                    " and somebody decides it."
                ),
            ),
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gte=F("from_day")),
                name="teams_enrolment_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["team", "until_day"], name="teams_enrolment_team")]


class LegalBasisPeriod(AboutCitizen):
    """A legal basis on which the citizen is helped, from when to when (hjemmel).

    `code` is a paragraph as data, such as "SEL85a"; which codes let a hospital notification in is
    configuration in exchange.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="legal_bases")
    code = models.CharField(max_length=20)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)


class MeetingAgreement(AboutCitizen):
    """How often we have agreed to meet, in days (aftale om hvor tit)."""

    days = models.PositiveSmallIntegerField(default=7)
    agreed_on = models.DateField(default=clock.today)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(until_day__isnull=True),
                name="teams_meetingagreement_one_at_a_time",
            ),
        ]


class Caseload(AboutCitizen):
    """Who is the citizen's own person in the team (fast kontakt)."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="caseloads")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="caseloads"
    )
    from_day = models.DateField(default=clock.today)
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "team"],
                condition=Q(until_day__isnull=True),
                name="teams_caseload_one_own_person",
            ),
        ]
        indexes = [models.Index(fields=["worker", "until_day"], name="teams_caseload_worker")]


class RelationQuerySet(models.QuerySet["Relation"]):
    def active_at(self, moment: datetime) -> Self:
        """Relations open at the moment."""
        return self.filter(starts_at__lte=moment, revoked_at__isnull=True).filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=moment)
        )


class Relation(AboutCitizen):
    """A dated working relation: the way by which a team or a person comes to the record.

    `access` reads it and nothing else: enrolment, share, stay, asked hand-over, break-glass.
    """

    # When a merge is undone, these go back last.
    opens_the_record: ClassVar[int] = 2

    class Kind(models.TextChoices):
        ENROLMENT = "enrolment", _("belongs to the team")
        OUTREACH = "outreach", _("known by the outreach team")
        SHARE = "share", _("shared")
        STAY = "stay", _("stays with us")
        HANDOVER = "handover", _("asked to take over")
        BREAK_GLASS = "break_glass", _("emergency access")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="relations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="relations"
    )
    areas = ArrayField(models.CharField(max_length=10))
    purpose = models.CharField(_("what for"), max_length=500)
    starts_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    # The fact that opened it ("enrolment:<key>", "stay:<key>"), so that the fact can close it.
    cause = models.CharField(max_length=60)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.ForeignKey(
        "citizens.Consent", null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_note = models.CharField(max_length=500, blank=True)

    objects = RelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(team__isnull=False, user__isnull=True)
                | Q(team__isnull=True, user__isnull=False),
                name="teams_relation_is_with_a_team_or_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(kind="break_glass")
                | Q(user__isnull=False, ends_at__isnull=False, team__isnull=True),
                name="teams_relation_emergency_access_ends",
            ),
            models.CheckConstraint(
                condition=~Q(kind="share") | Q(ends_at__isnull=False),
                name="teams_relation_share_ends",
                violation_error_message=_("Sharing has an end. Write until when."),
            ),
            models.UniqueConstraint(
                fields=["citizen", "team", "cause"],
                condition=Q(revoked_at__isnull=True, team__isnull=False),
                name="teams_relation_once_for_a_cause",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "citizen"],
                name="teams_relation_team",
                condition=Q(revoked_at__isnull=True),
            ),
            models.Index(
                fields=["user", "citizen"],
                name="teams_relation_user",
                condition=Q(revoked_at__isnull=True, user__isnull=False),
            ),
        ]


class TrustedWorker(AboutCitizen):
    """One of the named colleagues who may open a protected citizen's page (navngiven adgang)."""

    opens_the_record: ClassVar[int] = 1

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    until_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen", "user"],
                condition=Q(until_day__isnull=True),
                name="teams_trustedworker_once",
            ),
        ]


class Handover(AboutCitizen):
    """Responsibility asked to pass to another team (overdragelse); passes when accepted (P6)."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")

    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="handovers_out")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="handovers_in")
    reason = models.TextField(_("why"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", answered_by__isnull=True)
                | (~Q(state="asked") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                name="teams_handover_is_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer_note=""),
                name="teams_handover_declined_with_a_reason",
                violation_error_message=_("Write why you cannot take over."),
            ),
            models.UniqueConstraint(
                fields=["citizen", "from_team", "to_team"],
                condition=Q(state="asked"),
                name="teams_handover_asked_once",
            ),
            models.CheckConstraint(
                condition=~Q(from_team=F("to_team")), name="teams_handover_between_two_teams"
            ),
        ]
