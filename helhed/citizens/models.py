"""The person, their network, how to reach them, protection of address, consents."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helhed.core import clock
from helhed.core.models import Noun


class DigitalPost(models.TextChoices):
    UNKNOWN = "unknown", _("not known")
    ACTIVE = "active", _("active")
    EXEMPT = "exempt", _("exempt")


class CitizenQuerySet(models.QuerySet["Citizen"]):
    def present(self) -> Self:
        """Citizens that are not merged into another and not dead."""
        return self.filter(merged_into__isnull=True, deceased_on__isnull=True)


class Citizen(Noun):
    """A person the unit knows (borger). May be unnamed, and needs neither address nor CPR."""

    citizen_path: ClassVar[str] = "pk"

    name = models.CharField(_("name"), max_length=120, blank=True)
    street_name = models.CharField(_("called"), max_length=60, blank=True)
    sort_key = models.CharField(max_length=200, editable=False)
    # P9: known only to the outreach team, by a street name and how we recognise them.
    unnamed = models.BooleanField(default=False)
    description = models.TextField(_("how we recognise them"), blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("about the year"), null=True, blank=True)
    cpr_encrypted = models.BinaryField(null=True, editable=False)
    cpr_index = models.BinaryField(null=True, editable=False, unique=True, max_length=32)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    needs_reading_aloud = models.BooleanField(_("letters are read aloud"), default=False)
    digital_post = models.CharField(
        max_length=10, choices=DigitalPost.choices, default=DigitalPost.UNKNOWN
    )
    # Navne- og adressebeskyttelse: only named colleagues open the page, no place is shown.
    protected = models.BooleanField(_("address protected"), default=False)
    protected_until = models.DateField(null=True, blank=True)
    deceased_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    objects = CitizenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="", street_name=""),
                name="citizens_citizen_is_called_something",
                violation_error_message=_("Write a name or what the person is called."),
            ),
            models.CheckConstraint(
                condition=Q(unnamed=False) | Q(name="", cpr_index__isnull=True),
                name="citizens_citizen_unnamed_has_no_name_or_cpr",
                violation_error_message=_("A person without a name has no CPR number here."),
            ),
            models.CheckConstraint(
                condition=Q(unnamed=True) | ~Q(name=""),
                name="citizens_citizen_named_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(cpr_index__isnull=True, cpr_encrypted__isnull=True)
                | Q(cpr_index__isnull=False, cpr_encrypted__isnull=False),
                name="citizens_citizen_cpr_is_kept_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key"], name="citizens_citizen_sort"),
            # Asked for at each search of a colleague who sees all but these.
            models.Index(
                fields=["id"],
                name="citizens_citizen_closed",
                condition=Q(unnamed=True) | Q(protected=True),
            ),
        ]

    @property
    def shown_name(self) -> str:
        """The name, or the street name in Danish quotation marks for an unnamed person."""
        return f"”{self.street_name}”" if self.unnamed else self.name

    @property
    def first_name(self) -> str:
        return f"”{self.street_name}”" if self.unnamed else self.name.split(" ", 1)[0]

    def age_on(self, day: date) -> int | None:
        """Whole years on the day, or None when no birth date is known."""
        born = self.birth_date
        if born is None:
            return None if self.birth_year is None else day.year - self.birth_year
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class AboutCitizen(Noun):
    """Everything that tells of one citizen."""

    citizen_path: ClassVar[str] = "citizen"

    citizen = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


def of_the_person(citizen: Any) -> Q:
    """Rows about the person: also those that stayed with a record merged into this one.

    What both records had and a person has but one of stays where it was, so that a merge can be
    undone exactly; it is still read here. `citizen` is a key, or an expression for one.
    """
    return Q(citizen=citizen) | Q(citizen__merged_into=citizen)


class StreetName(AboutCitizen):
    """One more thing the person is called (kaldenavn)."""

    text = models.CharField(max_length=60)


class NameToken(AboutCitizen):
    """A piece of a name, folded for search: as written, or as it sounds."""

    class Kind(models.TextChoices):
        NAME = "name", _("name")
        STREET = "street", _("street name")
        SOUND = "sound", _("sounds like")
        PLACE = "place", _("place")

    kind = models.CharField(max_length=6, choices=Kind.choices)
    token = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(
                fields=["token"], name="citizens_token_prefix", opclasses=["text_pattern_ops"]
            ),
        ]


class WayToReach(AboutCitizen):
    """A telephone, a place or a person through whom the citizen is reached (kontaktvej)."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("telephone")
        PLACE = "place", _("place")
        PERSON = "person", _("through somebody")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("number or place"), max_length=120)
    note = models.CharField(_("note"), max_length=200, blank=True)
    from_day = models.DateField(default=clock.today)
    # First day it no longer works: telephones are lost often, the history is kept.
    until_day = models.DateField(null=True, blank=True)


class GoodToKnow(AboutCitizen):
    """What helps and what does not when meeting the citizen (godt at vide)."""

    helps = models.BooleanField(_("this helps"), default=True)
    text = models.CharField(_("in a few words"), max_length=160)
    written_with_citizen = models.BooleanField(default=False)
    written_on = models.DateField(default=clock.today)
    removed_on = models.DateField(null=True, blank=True)


class NetworkMember(AboutCitizen):
    """A relative, friend, animal or community around the citizen (netværk)."""

    class Kind(models.TextChoices):
        RELATIVE = "relative", _("family")
        FRIEND = "friend", _("friend")
        COMMUNITY = "community", _("community")
        PROFESSIONAL = "professional", _("professional")
        ANIMAL = "animal", _("animal")

    class Telling(models.TextChoices):
        YES = "yes", _("may be told")
        NO = "no", _("is told nothing")
        NOT_ASKED = "not_asked", _("not asked yet")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    relation = models.CharField(_("relation"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    telling = models.CharField(max_length=10, choices=Telling.choices, default=Telling.NOT_ASKED)
    may_be_told = models.CharField(_("may be told"), max_length=300, blank=True)
    told_until = models.DateField(null=True, blank=True)
    removed_on = models.DateField(null=True, blank=True)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def valid_on(self, day: date) -> Self:
        """Consents given, not withdrawn and not run out on the day."""
        return (
            self.filter(given_on__lte=day)
            .exclude(withdrawn_on__lte=day)
            .exclude(until_day__lte=day)
        )


class Consent(AboutCitizen):
    """A yes from the citizen (samtykke), of the kinds in retssikkerhedsloven and sundhedsloven."""

    class Kind(models.TextChoices):
        COLLECTION = "RSL11a", _("to collect information (retssikkerhedsloven § 11 a)")
        HEALTH = "SUL_disclosure", _("to pass on health information (sundhedsloven)")
        HOLISTIC_PLAN = "holistic_plan", _("to one plan across laws (serviceloven § 141)")
        VOLUNTEERS = "volunteer_referral", _("to be put in touch with volunteers")
        RELATIVES = "relative_involvement", _("to involve relatives")
        PHOTO_SURVEY = "photo_survey", _("to pictures or surveys")

    class How(models.TextChoices):
        WRITTEN = "written", _("in writing")
        ORAL = "oral", _("orally, noted")

    kind = models.CharField(_("to what"), max_length=24, choices=Kind.choices)
    purpose = models.CharField(_("what for"), max_length=300)
    parties = models.CharField(_("between whom"), max_length=300)
    areas = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    how = models.CharField(_("how it was given"), max_length=8, choices=How.choices)
    given_on = models.DateField(_("given on"))
    until_day = models.DateField(_("until"), null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day__isnull=True) | Q(until_day__gt=models.F("given_on")),
                name="citizens_consent_ends_after_it_is_given",
                violation_error_message=_("The consent must end after the day it is given."),
            ),
        ]


class Merge(AboutCitizen):
    """Two records found to be one person (sammenlægning); knows what it moved and can be undone.

    `citizen` is the record that remains; `moved` = {model label: [row keys]}.
    """

    source = models.ForeignKey(Citizen, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    source_before = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    merged_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    # One of the two is protected, and a second colleague has not looked yet: nothing has moved.
    waiting = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("merged_by")),
                name="citizens_merge_confirmed_by_another",
            ),
            models.UniqueConstraint(
                fields=["citizen", "source"],
                condition=Q(waiting=True),
                name="citizens_merge_asked_once",
            ),
        ]


class Remark(AboutCitizen):
    """The citizen's own words to something that is written about them (bemærkning).

    Nothing is overwritten: what stood goes on standing, and this stands beside it.
    """

    about = models.CharField(_("what it is about"), max_length=200)
    words = models.TextField(_("in the citizen's own words"))
    said_on = models.DateField(_("said on"))
    noted_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="citizens_remark_says_something"),
        ]


class Hold(AboutCitizen):
    """The record may not be erased, until somebody says so (må ikke slettes).

    It holds also after the day of review: nothing is let go by being forgotten.
    """

    why = models.CharField(_("why it must stay"), max_length=300)
    from_day = models.DateField()
    review_on = models.DateField(_("look at it again on"))
    set_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        "accounts.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_because = models.CharField(_("why it may go now"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["citizen"],
                condition=Q(lifted_on__isnull=True),
                name="citizens_hold_stands_once",
                violation_error_message=_("It is held back already."),
            ),
            models.CheckConstraint(
                condition=Q(review_on__gt=models.F("from_day")),
                name="citizens_hold_is_looked_at_later",
                violation_error_message=_("Choose a later day to look at it again."),
            ),
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True, lifted_by__isnull=True, lifted_because="")
                | (Q(lifted_on__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="citizens_hold_is_lifted_by_somebody_with_a_reason",
            ),
        ]
