"""Rules as data: what is in force from when to when, with source and certainty."""

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helhed.core.ranges import Nights, SameText


class Certainty(models.TextChoices):
    """How sure we are of a rule; the marks of the specification."""

    V = "V", _("read in a public text")
    S = "S", _("stated by the municipality")
    K1 = "K1", _("own knowledge, high confidence")
    K2 = "K2", _("own knowledge, medium: let a lawyer check")
    K3 = "K3", _("an open question")


class RegisterQuerySet(models.QuerySet[Any]):
    def on(self, day: date) -> Self:
        """Rows in force on the day."""
        return self.filter(from_day__lte=day).exclude(until_day__lte=day)

    def with_code(self, code: str, *, on: date) -> Any:
        """The one row of that code in force on the day, or None."""
        return self.on(on).filter(code=code).first()


def no_overlap(model: str) -> ExclusionConstraint:
    """One row of a code at a time."""
    return ExclusionConstraint(
        expressions=[
            (SameText("code"), RangeOperators.OVERLAPS),
            (Nights("from_day", "until_day", RangeBoundary()), RangeOperators.OVERLAPS),
        ],
        name=f"decisions_{model}_one_at_a_time",
        violation_error_message=_("Another row of the same rule is in force on some of the days."),
    )


def ends_later(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until_day__isnull=True) | Q(until_day__gt=F("from_day")),
        name=f"decisions_{model}_ends_after_it_begins",
        violation_error_message=_("The last day lies after the first."),
    )


class Register(models.Model):
    """One rule in one period. The key is its code and first day, the same in every municipality.

    A rule is never changed backwards: a new row begins when the old one ends.
    """

    id = models.CharField(primary_key=True, max_length=90, editable=False)
    code = models.CharField(_("code"), max_length=70)
    from_day = models.DateField(_("in force from"))
    until_day = models.DateField(_("no longer in force from"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    certainty = models.CharField(_("certainty"), max_length=2, choices=Certainty.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    # Came with the program and nobody has touched it since.
    shipped = models.BooleanField(default=False, editable=False)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("code", "from_day", "id")

    # The columns that say what the rule is, beside its period and its source.
    says: ClassVar[tuple[str, ...]] = ()

    def __str__(self) -> str:
        return self.id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.id:
            self.id = f"{self.code}:{self.from_day.isoformat()}"
        super().save(*args, **kwargs)


class LegalBasis(Register):
    """A paragraph by which somebody is helped (hjemmel), and what it asks of a decision."""

    class Appeal(models.TextChoices):
        APPEALS_BOARD = "appeals_board", "Ankestyrelsen"
        PATIENT_COMPLAINTS = "patient_complaints", "Styrelsen for Patientklager"
        PSYCHIATRIC_BOARD = "psychiatric_board", "Det Psykiatriske Patientklagenævn"
        CITIZENS_ADVISER = "citizens_adviser", _("the citizens' adviser")
        NONE = "none", _("cannot be complained about")

    class By(models.TextChoices):
        COUNCIL = "council", _("the municipality")
        SHELTER_MANAGER = "shelter_manager", _("the manager of the shelter")
        CRISIS_MANAGER = "crisis_manager", _("the manager of the crisis centre")
        REGION = "region", _("the region")

    class Hearing(models.TextChoices):
        FACTS = "facts", _("when there are facts the citizen does not know")
        NONE = "none", _("not asked for")

    act = models.CharField(_("act"), max_length=40)
    paragraph = models.CharField(_("paragraph"), max_length=40)
    title = models.CharField(_("in plain words"), max_length=120)
    text = models.TextField(_("the rule in short"))
    decided_by = models.CharField(_("who decides"), max_length=16, choices=By.choices)
    appeal = models.CharField(_("complaints go to"), max_length=20, choices=Appeal.choices)
    # Parameters by code: so that a changed deadline is changed in one place.
    appeal_within = models.CharField(_("complaint deadline"), max_length=70, blank=True)
    start_within = models.CharField(_("start guarantee"), max_length=70, blank=True)
    longest = models.CharField(_("longest period"), max_length=70, blank=True)
    refund_rule = models.CharField(_("refund rule"), max_length=70, blank=True)
    consent_kind = models.CharField(_("consent needed first"), max_length=24, blank=True)
    anonymous_allowed = models.BooleanField(_("the citizen may be anonymous"), default=False)
    hearing = models.CharField(
        _("hearing"), max_length=8, choices=Hearing.choices, default=Hearing.FACTS
    )
    asks_for_provider_wish = models.BooleanField(
        _("the wish for a provider is asked, and answered with reasons"), default=False
    )
    case_type = models.CharField(_("case type"), max_length=70, blank=True)

    says = (
        *("act", "paragraph", "title", "text", "decided_by", "appeal", "appeal_within"),
        *("start_within", "longest", "refund_rule", "consent_kind", "anonymous_allowed"),
        *("hearing", "asks_for_provider_wish", "case_type"),
    )

    class Meta(Register.Meta):
        constraints = [no_overlap("legalbasis"), ends_later("legalbasis")]

    @property
    def label(self) -> str:
        """`Serviceloven § 85 a`."""
        return f"{self.act} {self.paragraph}"


class Parameter(Register):
    """A legal number in one period (lovens tal): days, hours, kroner, per cent."""

    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=30)
    # Yearly regulated amounts are entered, not worked out.
    indexed = models.BooleanField(_("regulated every year"), default=False)
    base_year = models.PositiveSmallIntegerField(_("level of the year"), null=True, blank=True)

    says = ("value", "unit", "indexed", "base_year")

    class Meta(Register.Meta):
        constraints = [no_overlap("parameter"), ends_later("parameter")]


class ServiceType(Register):
    """A type of help or place in Fælles Faglige Begreber (ydelsestype): code and short label."""

    label = models.CharField(_("label"), max_length=120)
    group = models.CharField(_("group"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=20)

    says = ("label", "group", "kind")

    class Meta(Register.Meta):
        constraints = [no_overlap("servicetype"), ends_later("servicetype")]


class Facility(Register):
    """A place or provider that gives help (tilbud), in the time it is approved."""

    name = models.CharField(_("name"), max_length=120)
    service_type = models.CharField(_("type"), max_length=36, blank=True)
    provider = models.CharField(_("provider"), max_length=120, blank=True)
    needs_approval = models.BooleanField(_("must be approved by the supervision"), default=True)
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)
    # P8: the name of a crisis centre stands nowhere.
    hidden = models.BooleanField(_("named nowhere"), default=False)

    says = ("name", "service_type", "provider", "needs_approval", "approved_by", "hidden")

    class Meta(Register.Meta):
        constraints = [no_overlap("facility"), ends_later("facility")]


class Price(Register):
    """What something costs in one period (takst). `code` is a facility's or a type of help's."""

    class Per(models.TextChoices):
        HOUR = "hour", _("hour")
        DAY = "day", _("day")
        WEEK = "week", _("week")
        MONTH = "month", _("month")
        ONCE = "once", _("once")

    amount_dkk = models.DecimalField(_("amount in kroner"), max_digits=12, decimal_places=2)
    per = models.CharField(_("per"), max_length=20, choices=Per.choices)

    says = ("amount_dkk", "per")

    class Meta(Register.Meta):
        constraints = [no_overlap("price"), ends_later("price")]


class Authority(Register):
    """Who a decision belongs to, or where complaints go (myndighed)."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=20)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)

    says = ("name", "kind", "phone", "address")

    class Meta(Register.Meta):
        verbose_name_plural = "authorities"
        constraints = [no_overlap("authority"), ends_later("authority")]


class CaseTypeDeadline(Register):
    """The council's own published deadline for a kind of case (sagsbehandlingsfrist)."""

    name = models.CharField(_("kind of case"), max_length=120)
    days = models.PositiveSmallIntegerField(_("days"))

    says = ("name", "days")

    class Meta(Register.Meta):
        constraints = [no_overlap("casetypedeadline"), ends_later("casetypedeadline")]
