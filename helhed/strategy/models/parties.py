"""Those who decide, those who carry out and those who take part."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core.models import Noun


class Party(Noun):
    """A department, an association or another who takes part (afdeling eller samarbejdspartner)."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("department or unit of the municipality")
        ASSOCIATION = "association", _("association")
        COUNCIL = "council", _("advisory council")
        REGION = "region", _("region")
        STATE = "state", _("state authority")
        COMPANY = "company", _("company")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    # Other spellings in documents, misspellings among them.
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    cvr = models.CharField(_("CVR number"), max_length=8, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="strategy_party_has_a_name"),
            models.CheckConstraint(
                condition=Q(cvr="") | Q(cvr__regex=r"^\d{8}$"),
                name="strategy_party_cvr_has_eight_digits",
                violation_error_message=_("A CVR number has eight digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Committee(Noun):
    """A political committee or the council itself (politisk udvalg, magistrat, byråd)."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    # "SU", as agenda references are printed.
    short = models.CharField(_("short form"), max_length=12, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="strategy_committee_has_a_name"),
            models.UniqueConstraint(
                fields=["short"],
                condition=~Q(short=""),
                name="strategy_committee_short_form_is_its_own",
                violation_error_message=_("Another committee has that short form."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def latest_first(self) -> Self:
        return self.select_related("committee").order_by(
            "-held_on", "committee__name", "number", "id"
        )


class AgendaItem(Noun):
    """One item of one meeting, and what was decided (dagsordenspunkt)."""

    class Kind(models.TextChoices):
        DECISION = "decision", _("for decision")
        ORIENTATION = "orientation", _("for information")
        DISCUSSION = "discussion", _("for discussion")
        HEARING = "hearing", _("for hearing")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="agenda_items")
    held_on = models.DateField(_("meeting on"))
    number = models.PositiveSmallIntegerField(_("item number"))
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DECISION)
    title = models.CharField(_("title"), max_length=300, blank=True)
    decision = models.TextField(_("what was decided"), blank=True)
    # KLE based, such as 27.00.00-A00-1-24.
    journal_no = models.CharField(_("journal number"), max_length=40, blank=True)
    # As printed where it was read.
    raw = models.CharField(max_length=300, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "held_on", "number"],
                name="strategy_agendaitem_once_per_meeting",
                violation_error_message=_("That item of that meeting is known already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gt=0), name="strategy_agendaitem_is_numbered_from_one"
            ),
        ]
