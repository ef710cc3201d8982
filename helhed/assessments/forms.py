"""What we ask in an assessment."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from helhed.assessments import ffb
from helhed.assessments.instruments import Instrument, Item
from helhed.assessments.models import Assessment, View
from helhed.core import clock

LONG = forms.Textarea(attrs={"rows": 4})
SKIPPED = ""


class DescribeForm(forms.Form):
    """What it is about."""

    reason = forms.CharField(label=_("What is it about?"), max_length=300)
    own_need = forms.CharField(
        label=_("What does the citizen ask for, in own words?"), widget=LONG, required=False
    )
    asked_by = forms.CharField(label=_("Who turned to us?"), max_length=120, required=False)
    urgency = forms.ChoiceField(
        label=_("How soon?"),
        choices=[(value, capfirst(label)) for value, label in Assessment.Urgency.choices],
        widget=forms.RadioSelect,
        initial=Assessment.Urgency.ORDINARY,
    )
    others = forms.CharField(label=_("Other authorities involved"), max_length=300, required=False)


class RewriteForm(DescribeForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        cleaned["based_on"] = cleaned.pop("version", None) or 1
        return cleaned


class ViewForm(forms.Form):
    """What one side says on a theme."""

    side = forms.ChoiceField(
        label=_("Who says it?"),
        choices=[(v, capfirst(label)) for v, label in View.Side.choices],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What is said?"),
        widget=LONG,
        required=False,
        help_text=_("In the words that were used, as far as you can."),
    )
    skipped = forms.BooleanField(
        label=_("Asked, and would rather not talk about it now"), required=False
    )
    source = forms.CharField(
        label=_("From whom?"),
        max_length=160,
        required=False,
        help_text=_("Not needed when the citizen says it."),
    )
    condition = forms.ChoiceField(label=_("Subtheme"), required=False)
    said_on = forms.DateField(label=_("When?"), initial=clock.today)

    def __init__(self, *args: Any, theme: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        condition = self.fields["condition"]
        assert isinstance(condition, forms.ChoiceField)  # noqa: S101 - for the type checker
        condition.choices = [
            ("", _("The theme as a whole")),
            *((row.code, row.label) for row in ffb.conditions_of(theme)),
        ]


def _levels(kind: str) -> list[tuple[str, str]]:
    return [("", str(_("Not asked about"))), *((row.value, row.label) for row in ffb.of_kind(kind))]


class LevelForm(forms.Form):
    """How it is with a condition."""

    code = forms.ChoiceField(label=_("Subtheme"))
    function = forms.TypedChoiceField(
        label=_("Level of function"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: _levels("severity"),
        help_text=_("Only for what somebody does in daily life. Less is better."),
    )
    support = forms.TypedChoiceField(
        label=_("Need of support"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=lambda: _levels("support_need"),
    )
    note = forms.CharField(label=_("Why?"), widget=LONG, required=False)
    on = forms.DateField(label=_("When?"), initial=clock.today)

    def __init__(self, *args: Any, theme: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        assert isinstance(code, forms.ChoiceField)  # noqa: S101 - for the type checker
        code.choices = (
            [(row.code, row.label) for row in ffb.conditions_of(theme)]
            if theme
            else ffb.choices("condition")
        )


class GroupsForm(forms.Form):
    """Up to four groups; the first weighs most."""

    first = forms.ChoiceField(label=_("Weighs most"))
    second = forms.ChoiceField(label=_("Next"), required=False)
    third = forms.ChoiceField(label=_("After that"), required=False)
    fourth = forms.ChoiceField(label=_("And"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [("", _("None")), *ffb.choices("target_group")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {"codes": [code for name in self.fields if (code := cleaned.get(name))]}


class GapForm(forms.Form):
    """What we do not know yet."""

    what = forms.CharField(label=_("What do we lack?"), max_length=300)
    who_has_it = forms.CharField(label=_("Who has it?"), max_length=160)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    asked_on = forms.DateField(label=_("Asked on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ChoiceField)  # noqa: S101 - for the type checker
        themes = ((row.code, row.label) for row in ffb.of_kind("theme"))
        theme.choices = [("", _("No theme of its own")), *themes]


class AnswerGapForm(forms.Form):
    answer = forms.CharField(label=_("What is the answer?"), widget=LONG)


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Why?"), max_length=300)


class NothingForm(forms.Form):
    """A page that only asks whether one is sure."""


class ConcludeForm(forms.Form):
    """Our assessment in words, and one level."""

    summary = forms.CharField(
        label=_("Our assessment"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Write it so that it can be read aloud to the citizen."),
    )
    purpose = forms.CharField(label=_("What is help for?"), widget=LONG, required=False)
    support_need = forms.TypedChoiceField(
        label=_("How much support is needed, all in all?"), coerce=int, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        support = self.fields["support_need"]
        assert isinstance(support, forms.ChoiceField)  # noqa: S101 - for the type checker
        rows = ffb.of_kind("support_need")
        support.choices = [(r.value, r.label) for r in rows if int(r.value) <= 4]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        cleaned["based_on"] = cleaned.pop("version", None) or 1
        return cleaned


class InstrumentForm(forms.Form):
    """The items of an instrument; every one may be left alone."""

    about = forms.CharField(label=_("What is it about?"), max_length=120, required=False)

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        if not instrument.asks_what_about:
            del self.fields["about"]
        for number, item in enumerate(instrument.items, start=1):
            self.fields[f"item-{item.key}"] = _scale(item, number)
        self.fields["proxy"] = forms.CharField(
            label=_("If somebody else answers: who?"),
            max_length=120,
            required=False,
            help_text=_("Only when the citizen cannot. It is shown beside the answer."),
        )
        self.fields["spoken"] = forms.BooleanField(label=_("Read aloud"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        answers = {i.key: cleaned.pop(f"item-{i.key}", None) for i in self.instrument.items}
        if not self.errors and all(number is None for number in answers.values()):
            raise forms.ValidationError(_("Nothing is answered yet. Go back if it can wait."))
        return {**cleaned, "answers": answers}


def _scale(item: Item, number: int) -> forms.TypedChoiceField:
    """The numbers of an item as buttons; the ends say what they mean, and skipping is one."""
    words = {item.least: item.low, item.most: item.high}
    choices = [(str(n), f"{n}: {words[n]}" if words.get(n) else str(n)) for n in item.numbers]
    return forms.TypedChoiceField(
        label=item.text or _("Question %(number)s, as it stands on your form") % {"number": number},
        choices=[*choices, (SKIPPED, _("Would rather not say"))],
        coerce=int,
        empty_value=None,
        required=False,
        initial=SKIPPED,
        widget=forms.RadioSelect,
    )
