"""Fields that several questions share."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User

CITIZEN, SOMEBODY = "citizen", "somebody"


class Day(forms.DateField):
    """A day from the browser's own picker."""

    widget = forms.DateInput


class Lines(forms.CharField):
    """Names or lines, one on each. Cleans to a list without the empty ones."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        return [part for line in text.splitlines() if (part := line.strip())]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the colleagues around the citizen."""

    def __init__(self, *, colleagues: QuerySet[User] | None = None, **kwargs: Any) -> None:
        super().__init__(queryset=colleagues or User.objects.none(), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class VersionForm(forms.Form):
    """A text that somebody else may be writing too: carries the version it was read in."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        cleaned["based_on"] = cleaned.pop("version", None) or 1
        return cleaned


class WhoForm(forms.Form):
    """Who does it and when: the citizen, a colleague, or somebody written by name."""

    who = forms.ChoiceField(label=_("Who does it"))
    with_whom = forms.CharField(
        label=_("Together with"),
        max_length=120,
        required=False,
        help_text=_("A name, if somebody else does it or comes along."),
    )
    due_on = Day(label=_("When"), required=False)

    def __init__(
        self,
        *args: Any,
        citizen_name: str,
        colleagues: QuerySet[User],
        me: User,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(person.pk): person for person in colleagues}
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)  # noqa: S101 - for the type checker
        who.choices = [
            (str(me.pk), _("Me")),
            (CITIZEN, citizen_name),
            *((key, p.name) for key, p in self.colleagues.items() if key != str(me.pk)),
            (SOMEBODY, _("Somebody else (write who)")),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or self.cleaned_data)
        who = cleaned.pop("who", "")
        cleaned["by_citizen"] = who == CITIZEN
        cleaned["worker"] = self.colleagues.get(who)
        return cleaned


def later(field: forms.Field, on: date) -> None:
    """The browser offers no day up to and including `on`; the verb has the last word."""
    field.widget.attrs["min"] = on.isoformat()
