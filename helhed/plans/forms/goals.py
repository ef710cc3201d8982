"""Questions about goals, steps and how far it is."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.plans import ffb
from helhed.plans.forms.asking import Day, VersionForm, WhoForm
from helhed.plans.models import Goal, Hope

UNKNOWN = ("", _("Not chosen"))
SCALE = [("", _("Skipped")), *((level, str(level)) for level in range(11))]


class HopeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Hope.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        words = str(obj.words)
        return f"”{words[:90]}…”" if len(words) > 90 else f"”{words}”"


class WordingForm(forms.Form):
    """The goal itself, and the codes that let it be counted."""

    wording = forms.CharField(
        label=_("Goal"),
        max_length=200,
        help_text=_("Something one can see has happened, in plain words."),
    )
    citizen_says = forms.CharField(
        label=_("What the citizen says about it"), max_length=300, required=False
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    change = forms.ChoiceField(label=_("Kind of change"), required=False)
    wished_level = forms.IntegerField(
        label=_("Wished level, 0 to 10"), min_value=0, max_value=10, initial=10
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("theme", "change"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [UNKNOWN, *_ungrouped(ffb.choices(name))]


def _ungrouped(groups: list[tuple[str, list[tuple[str, str]]]]) -> list[Any]:
    return groups if len(groups) > 1 else [pair for _group, pairs in groups for pair in pairs]


class GoalForm(WordingForm):
    hope = HopeField(
        label=_("The hope behind it"),
        required=False,
        empty_label=_("It points at no hope yet"),
    )
    no_hope_reason = forms.CharField(
        label=_("If it points at no hope yet: why?"), max_length=300, required=False
    )
    ask_again_on = Day(label=_("When do we ask again?"), required=False)
    field_order = ("hope", "wording", "citizen_says", "no_hope_reason", "ask_again_on")

    def __init__(self, *args: Any, hopes: QuerySet[Hope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hope"]
        assert isinstance(field, HopeField)  # noqa: S101 - for the type checker
        field.queryset = hopes


class RewordGoalForm(WordingForm, VersionForm):
    """The same words, and the version they were read in."""


class PointGoalForm(forms.Form):
    hope = HopeField(label=_("The hope behind it"), empty_label=None)

    def __init__(self, *args: Any, hopes: QuerySet[Hope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["hope"]
        assert isinstance(field, HopeField)  # noqa: S101 - for the type checker
        field.queryset = hopes


class AskLaterForm(forms.Form):
    no_hope_reason = forms.CharField(label=_("Why not yet?"), max_length=300)
    ask_again_on = Day(label=_("When do we ask again?"))


class EndGoalForm(forms.Form):
    end = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[(value, capfirst(label)) for value, label in Goal.End.choices],
        widget=forms.RadioSelect,
    )


class DisagreementForm(VersionForm):
    text = forms.CharField(
        label=_("We see this differently"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Write both views. Leave it empty when you agree again."),
    )


class HowFarForm(forms.Form):
    """Two answers side by side. Either may be skipped; neither is filled in for the other."""

    citizen_level = forms.TypedChoiceField(
        choices=SCALE, coerce=int, empty_value=None, required=False
    )
    professional_level = forms.TypedChoiceField(
        label=_("How we see it"), choices=SCALE, coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(label=_("In a few words"), max_length=300, required=False)

    def __init__(self, *args: Any, citizen_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citizen_level"].label = _("How %(name)s sees it") % {"name": citizen_name}


class StepForm(WhoForm):
    text = forms.CharField(
        label=_("Next small thing"), max_length=200, help_text=_("Small enough to get done.")
    )
    field_order = ("text", "who", "with_whom", "due_on")
