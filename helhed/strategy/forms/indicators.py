"""What is asked of an indicator and of its figures."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.core import clock
from helhed.insights.delivering import DELIVERERS
from helhed.insights.suppression import DEFAULT_THRESHOLD
from helhed.strategy.forms.asked import Anew, long_text
from helhed.strategy.models import Criterion, Goal, Indicator, Initiative, Party
from helhed.strategy.periods import whole_periods
from helhed.strategy.verbs.indicators import Links, Target

NO_BASELINE = _("Leave it empty if nobody knows: “no starting point yet” is an honest answer.")
NO_NAMES = _("No names of citizens: what you write may become public.")
BACK_YEARS = 4


def number(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=14,
        decimal_places=2,
        localize=True,
        help_text=help_text,
    )


class TargetFields(forms.Form):
    """Where it is to go, who answers for it, and what it tells about."""

    title = forms.CharField(label=_("What is followed"), max_length=200)
    target_kind = forms.ChoiceField(label=_("Kind of goal"), choices=Indicator.Target.choices)
    target = number(_("Goal"), help_text=_("Only for a number, a share or so many each year."))
    target_text = forms.CharField(label=_("Goal in words"), required=False, max_length=300)
    target_on = forms.DateField(label=_("To be reached by"), required=False)
    baseline = number(_("Starting point"), help_text=NO_BASELINE)
    baseline_period = forms.CharField(
        label=_("The starting point is of"), required=False, max_length=40
    )
    owner = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=User.objects.none(),
        required=False,
    )
    department = forms.ModelChoiceField(
        label=_("Department"),
        queryset=Party.objects.none(),
        required=False,
    )
    goals = forms.ModelMultipleChoiceField(
        label=_("Goals it tells about"),
        queryset=Goal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    initiatives = forms.ModelMultipleChoiceField(
        label=_("Initiatives it tells about"),
        queryset=Initiative.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    criteria = forms.ModelMultipleChoiceField(
        label=_("Success criteria it tells about"),
        queryset=Criterion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    public = forms.BooleanField(label=_("Shown to everybody when published"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._let_choose("owner", User.objects.filter(is_active=True).order_by("name"), _name)
        self._let_choose("department", Party.objects.order_by("name"), _name)
        self._let_choose("goals", Goal.objects.select_related("policy"), _title)
        self._let_choose("initiatives", Initiative.objects.in_order(), _title)
        self._let_choose("criteria", Criterion.objects.filter(measurable=True), _text)

    def _let_choose(self, name: str, rows: Any, label: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        field.label_from_instance = label

    def clean(self) -> dict[str, Any]:
        """What the verbs take: the goal and the links as one each."""
        said = dict(super().clean() or {})
        target = Target(
            kind=said.pop("target_kind", ""),
            number=said.pop("target", None),
            text=said.pop("target_text", ""),
            by_day=said.pop("target_on", None),
            baseline=said.pop("baseline", None),
            baseline_period=said.pop("baseline_period", ""),
        )
        links = Links(
            goals=said.pop("goals", ()),
            initiatives=said.pop("initiatives", ()),
            criteria=said.pop("criteria", ()),
        )
        return {**said, "target": target, "links": links}


def _name(row: Any) -> str:
    return str(row.name)


def _title(row: Any) -> str:
    return str(row.title)


def _text(row: Any) -> str:
    return str(row.text)[:120]


class DefinitionFields(forms.Form):
    """How it is counted."""

    text = long_text(
        _("What is counted, and what is not"), help_text=_("A measure brings its own words.")
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    threshold = forms.IntegerField(
        label=_("Hide counts below"),
        min_value=0,
        max_value=100,
        initial=DEFAULT_THRESHOLD,
        help_text=_("0 where the figure is not about people, such as a number of homes."),
    )
    zero_shown = forms.BooleanField(
        label=_("A zero tells of nobody, and may be shown"),
        required=False,
    )


class NewIndicatorForm(TargetFields, DefinitionFields):
    unit = forms.ChoiceField(label=_("Counted in"), choices=Indicator.Unit.choices)
    direction = forms.ChoiceField(label=_("Direction"), choices=Indicator.Direction.choices)
    frequency = forms.ChoiceField(label=_("How often"), choices=Indicator.Frequency.choices)
    measure = forms.ChoiceField(
        label=_("Counted in the unit's own work"),
        required=False,
        help_text=_("Choose “by hand” when the figure comes from elsewhere."),
    )
    field_order = [
        "title",
        "measure",
        "unit",
        "direction",
        "frequency",
        "text",
        "source",
        "threshold",
        "zero_shown",
        "target_kind",
        "target",
        "target_text",
        "target_on",
        "baseline",
        "baseline_period",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = [(name, one.title) for name, one in DELIVERERS.items()]
        choice: Any = self.fields["measure"]
        choice.choices = [("", _("by hand")), *measures]


class EditIndicatorForm(Anew, TargetFields):
    """What may change without counting otherwise."""


class RedefineForm(Anew, DefinitionFields):
    why = forms.CharField(label=_("Why it is changed"), max_length=300)
    in_force_from = forms.DateField(label=_("In force from"), initial=clock.today)


class ValueForm(forms.Form):
    """The figure of one whole period."""

    day = forms.TypedChoiceField(label=_("Period"), coerce=date.fromisoformat)
    number = number(_("Figure"), help_text=_("Leave it empty if nobody knows it."))
    people = forms.IntegerField(
        label=_("How many people it tells of"),
        required=False,
        min_value=0,
        help_text=_("So that few cannot be recognised. It is not stored."),
    )
    missing_share = forms.DecimalField(
        label=_("Part that is missing, per cent"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    source = forms.CharField(
        label=_("Source"), required=False, max_length=300, help_text=_("Empty: as always.")
    )

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        since = date(today.year - BACK_YEARS, 1, 1)
        published = set(indicator.values.published().values_list("first_day", flat=True))
        due = whole_periods(indicator.frequency, since=since, today=today)
        free = [(p.first_day.isoformat(), p.name) for p in due if p.first_day not in published]
        days: Any = self.fields["day"]
        days.choices = free[::-1]
        if indicator.unit not in (Indicator.Unit.SHARE, Indicator.Unit.MEAN):
            del self.fields["people"]


class CorrectForm(forms.Form):
    """A figure beside one that is published."""

    number = number(_("Right figure"), help_text=_("Leave it empty if nobody knows it."))
    people = forms.IntegerField(label=_("How many people it tells of"), required=False, min_value=0)
    missing_share = forms.DecimalField(
        label=_("Part that is missing, per cent"),
        required=False,
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, help_text=NO_NAMES)

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.measure:
            # Counted anew: nobody writes the figure.
            for name in ("number", "people", "missing_share"):
                del self.fields[name]
        elif indicator.unit not in (Indicator.Unit.SHARE, Indicator.Unit.MEAN):
            del self.fields["people"]


class PublishForm(forms.Form):
    """Nothing is asked but whether."""


class RetireForm(forms.Form):
    """Nothing is asked but whether."""
