"""A case from the first word to the decision: what is asked for, known, collected and heard."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.assessments.models import Assessment
from helhed.citizens.models import AboutCitizen, Consent
from helhed.core import clock
from helhed.core.history import keep_history
from helhed.core.models import Noun
from helhed.teams.models import Team


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def open(self) -> Self:
        """Cases without an answer yet."""
        return self.filter(closed_on__isnull=True)

    def late_on(self, day: date) -> Self:
        """Open cases past the day the citizen was promised an answer."""
        return self.open().filter(answer_by__lt=day)


@keep_history()
class CaseFile(AboutCitizen):
    """What a citizen asks for, until it is decided (sag). The clock starts at the first enquiry."""

    class How(models.TextChoices):
        ORAL = "oral", _("orally, noted")
        PHONE = "phone", _("by telephone")
        WRITTEN = "written", _("in writing")
        REFERRED = "referred", _("by others on the citizen's behalf")
        AUTHORITY = "authority", _("we took it up ourselves")

    class Closing(models.TextChoices):
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("the citizen no longer asks for it")
        FORWARDED = "forwarded", _("sent on to the right authority")
        DEATH = "death", _("death")

    title = models.CharField(_("what is asked for"), max_length=120)
    basis_code = models.CharField(_("legal basis"), max_length=70)
    case_type = models.CharField(max_length=70, blank=True)
    received_at = models.DateTimeField(_("asked for"))
    how = models.CharField(_("how it was asked for"), max_length=10, choices=How.choices)
    # The citizen's own words, or that they were asked and would not say.
    words = models.TextField(_("in the citizen's own words"), blank=True)
    words_declined = models.BooleanField(
        _("the citizen was asked and would not say"), default=False
    )
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="case_files")
    # What the decision rests on, when more was found out than a few facts.
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="case_files"
    )
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_files"
    )
    # Forvaltningsloven § 3: who decides has no part in it.
    impartial = models.BooleanField(_("I have no part in it myself"), default=True)
    answer_by = models.DateField()
    start_by = models.DateField(null=True, blank=True)
    # The day the citizen leaves a shelter or another place, when it is known.
    leaves_on = models.DateField(_("moves out on"), null=True, blank=True)
    leaves_from = models.CharField(_("moves out from"), max_length=120, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing = models.CharField(max_length=10, choices=Closing.choices, blank=True)
    closing_note = models.CharField(max_length=300, blank=True)

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="decisions_casefile_says_what",
                violation_error_message=_("Write what is asked for."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closing="")
                | Q(closed_on__isnull=False) & ~Q(closing=""),
                name="decisions_casefile_closes_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["caseworker", "answer_by"],
                name="decisions_casefile_mine",
                condition=Q(closed_on__isnull=True),
            ),
        ]


class DelayNotice(AboutCitizen):
    """The citizen is told that the answer comes later, and when (retssikkerhedsloven § 3)."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="delay_notices")
    told_on = models.DateField(_("told on"))
    new_day = models.DateField(_("answer by"))
    reason = models.CharField(_("why"), max_length=300)
    how = models.CharField(_("how"), max_length=12)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_day__gt=F("told_on")) & ~Q(reason=""),
                name="decisions_delaynotice_names_a_new_day_and_why",
                violation_error_message=_("Say why, and give a new day that lies ahead."),
            ),
        ]


class Collection(AboutCitizen):
    """Information asked for from others, on what basis (indhentning)."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("the citizen's consent (retssikkerhedsloven § 11 a)")
        GROUND = "ground", _("without consent, by law (§ 11 c)")
        ECONOMIC = "economic", _("about money, without consent (§ 11 a)")
        WITHOUT = "without", _("not collected: the citizen said no (§ 11 b)")

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="collections")
    from_whom = models.CharField(_("from whom"), max_length=160)
    what = models.CharField(_("what"), max_length=300)
    basis = models.CharField(_("on what basis"), max_length=10, choices=Basis.choices)
    consent = models.ForeignKey(
        Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ground = models.CharField(_("which ground, and why"), max_length=300, blank=True)
    asked_on = models.DateField(_("asked on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("the answer"), blank=True)
    # We decide on what is there; the reason is told in the decision (§ 11 b).
    done_without = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(basis="consent") | Q(consent__isnull=False),
                name="decisions_collection_has_the_consent_it_names",
                violation_error_message=_("Choose the consent. Ask the citizen first."),
            ),
            models.CheckConstraint(
                condition=~Q(basis="ground") | ~Q(ground=""),
                name="decisions_collection_names_its_ground",
                violation_error_message=_("Write which ground in the law, and why."),
            ),
        ]

    @property
    def waiting(self) -> bool:
        return self.basis != self.Basis.WITHOUT and not self.answered_on and not self.done_without


class Hearing(AboutCitizen):
    """The citizen hears the facts before the decision and answers (partshøring)."""

    # Never by Digital Post alone: somebody reads it aloud or hands it over.
    class How(models.TextChoices):
        READ_ALOUD = "read_aloud", _("read aloud")
        HANDED_OVER = "handed_over", _("handed over")
        PHONE = "phone", _("by telephone")
        PAPER = "paper", _("by letter on paper")

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="hearings")
    how = models.CharField(_("how"), max_length=12, choices=How.choices)
    started_on = models.DateField(_("heard on"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer_by = models.DateField(_("answer by"))
    agreed = models.BooleanField(_("the day is agreed with the citizen"), default=False)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("the citizen's answer"), blank=True)
    answered_orally = models.BooleanField(default=False)
    # Heard, and nothing to add: then nobody needs to wait for the day.
    nothing_to_add = models.BooleanField(_("the citizen has nothing to add"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("started_on")),
                name="decisions_hearing_gives_time",
                violation_error_message=_("The day for the answer lies ahead."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(answer="") | Q(nothing_to_add=True),
                name="decisions_hearing_is_answered_in_words",
                violation_error_message=_("Write what the citizen answered."),
            ),
        ]

    def over_on(self, day: date) -> bool:
        """Whether the citizen has answered, or the agreed day has passed."""
        return self.answered_on is not None or self.answer_by < day


class CaseFact(AboutCitizen):
    """One thing we know, from whom and when (oplysning)."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="facts")
    text = models.CharField(_("what we know"), max_length=500)
    source = models.CharField(_("from whom"), max_length=160)
    dated_on = models.DateField(_("dated"))
    # Forvaltningsloven § 19: what is unknown to the citizen, against them and weighs.
    known_to_citizen = models.BooleanField(_("the citizen knows it"), default=True)
    against = models.BooleanField(_("it speaks against what is asked for"), default=False)
    weighs = models.BooleanField(_("it weighs in the decision"), default=True)
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    hearing = models.ForeignKey(
        Hearing, null=True, blank=True, on_delete=models.PROTECT, related_name="facts"
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("dated_on", "created_at", "id")

    @property
    def must_be_heard(self) -> bool:
        return self.weighs and self.against and not self.known_to_citizen


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def on(self, day: date) -> Self:
        """Those who speak for the citizen on the day."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)


class Representative(AboutCitizen):
    """Somebody who speaks for the citizen (partsrepræsentant, forvaltningsloven § 8)."""

    name = models.CharField(_("name"), max_length=120)
    scope = models.CharField(_("in what"), max_length=200)
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    gets_letters = models.BooleanField(_("gets a copy of letters"), default=True)

    objects = RepresentativeQuerySet.as_manager()


class AnonymousTreatment(Noun):
    """Somebody asks for treatment without a name (serviceloven § 101 a, sundhedsloven § 141).

    Leads to no citizen: only the team knows what the person wants to be called.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    called = models.CharField(_("called"), max_length=60)
    basis_code = models.CharField(_("legal basis"), max_length=70)
    asked_at = models.DateTimeField(default=clock.now)
    start_by = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    # The person chose another place or a later day: then the guarantee is theirs to move.
    waits_because = models.CharField(max_length=300, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(_("how it ended"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(ended_because=""),
                name="decisions_anonymoustreatment_ends_for_a_reason",
                violation_error_message=_("Write how it ended. Not having come is no end."),
            ),
        ]
