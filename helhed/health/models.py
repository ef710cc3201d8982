"""The nurse's and doctor's own record: an area of access of its own (sundhedsloven)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.citizens.models import AboutCitizen
from helhed.core import clock
from helhed.core.history import keep_history


class Area(models.TextChoices):
    """The twelve nursing areas (sygeplejefaglige problemområder)."""

    FUNCTION = "function", _("Level of function")
    MOVEMENT = "movement", _("Bones, joints and muscles")
    NUTRITION = "nutrition", _("Nutrition")
    SKIN = "skin", _("Skin and mucous membranes")
    COMMUNICATION = "communication", _("Communication")
    PSYCHOSOCIAL = "psychosocial", _("Psychosocial matters")
    BREATHING = "breathing", _("Breathing and circulation")
    SEXUALITY = "sexuality", _("Sexuality, gender and body image")
    PAIN = "pain", _("Pain and senses")
    SLEEP = "sleep", _("Sleep and rest")
    KNOWLEDGE = "knowledge", _("Knowledge and development")
    EXCRETION = "excretion", _("Excretion")


class Author(AboutCitizen):
    """What somebody wrote on a day, and may take back; the row itself stays."""

    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class AreaNote(Author):
    """How it is in one nursing area on a day; the latest one stands, earlier ones are the story."""

    class State(models.TextChoices):
        ACTUAL = "actual", _("a problem now")
        POTENTIAL = "potential", _("may become a problem")
        NONE = "none", _("no problem")

    area = models.CharField(_("area"), max_length=13, choices=Area.choices)
    state = models.CharField(_("how it is"), max_length=9, choices=State.choices)
    note = models.TextField(_("note"), blank=True)
    on = models.DateField(default=clock.today)

    class Meta:
        ordering = ("on", "created_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="none") | ~Q(note=""),
                name="health_areanote_problem_is_described",
                violation_error_message=_("Write what the problem is."),
            ),
        ]


class MedicationQuerySet(models.QuerySet["Medication"]):
    def current(self) -> Self:
        return self.filter(withdrawn_on__isnull=True, stopped_on__isnull=True)


@keep_history()
class Medication(Author):
    """A medicine as it is really taken (medicin). The shared medication record stands elsewhere."""

    name = models.CharField(_("medicine"), max_length=120)
    dose = models.CharField(_("how much and when"), max_length=160)
    given_by = models.CharField(_("who gives it, and where"), max_length=160, blank=True)
    substitution = models.BooleanField(_("substitution treatment"), default=False)
    from_day = models.DateField(_("from"), default=clock.today)
    stopped_on = models.DateField(null=True, blank=True)
    stopped_because = models.CharField(max_length=200, blank=True)

    objects = MedicationQuerySet.as_manager()

    class Meta:
        ordering = ("-substitution", "name", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | Q(stopped_on__gte=F("from_day")),
                name="health_medication_stops_after_it_begins",
                violation_error_message=_("It cannot stop before it begins."),
            ),
        ]


class Allergy(Author):
    """What somebody cannot stand, and what happens then (allergi)."""

    to = models.CharField(_("to what"), max_length=120)
    reaction = models.CharField(_("what happens"), max_length=200, blank=True)
    serious = models.BooleanField(_("can be dangerous"), default=False)

    class Meta:
        ordering = ("-serious", "to", "id")
        verbose_name_plural = "allergies"


class Overdose(Author):
    """An overdose that was lived through (overdosis); tells colleagues what helped."""

    at = models.DateTimeField(_("when"))
    substance = models.CharField(_("of what"), max_length=120, blank=True)
    naloxone = models.BooleanField(_("naloxone was given"), default=False)
    helped = models.CharField(_("what helped"), max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-id")


class Visit(Author):
    """An appointment at a clinic or hospital, and who goes along (ledsagelse)."""

    at = models.DateTimeField(_("when"))
    where = models.CharField(_("where"), max_length=160)
    about = models.CharField(_("about"), max_length=200)
    companion = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    goes_alone = models.BooleanField(_("wants to go alone"), default=False)
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(companion__isnull=False) | Q(goes_alone=True),
                name="health_visit_somebody_goes_along_or_is_not_wanted",
                violation_error_message=_(
                    "Choose who goes along, or write that the citizen wants to go alone."
                ),
            ),
        ]


class Summary(Author):
    """What the team may know of somebody's health, in words the citizen has agreed to."""

    text = models.TextField(_("what the team may know"))
    # Only what the citizen has said yes to leaves the record.
    agreed_on = models.DateField(_("the citizen said yes on"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        verbose_name_plural = "summaries"
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="health_summary_says_something",
                violation_error_message=_("Write what the team may know."),
            ),
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(withdrawn_on__isnull=True),
                name="health_summary_one_stands",
            ),
        ]
