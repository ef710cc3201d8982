"""Questions about rules and mandates: always with a first day, a source, and how sure one is."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.core import clock
from helhed.decisions.models import Authority, LegalBasis, Mandate, Price, Register
from helhed.decisions.prices import priced_things

LAST = ("source", "certainty", "note")
# Kinds of authorities that officials decide for; boards only look at it afterwards.
DECIDES = ("municipality", "region")


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A choice that is not made says so in words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                offered: Any = field.choices
                field.choices = [
                    (value, label if value else _("Not chosen")) for value, label in offered
                ]


class PriceForm(RuleForm):
    """A price belongs to a place or a type of help of the registers: it is chosen by its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"] = forms.ChoiceField(
                label=_("What has the price?"),
                choices=[("", _("Not chosen")), *priced_things(on=clock.today()).items()],
            )


def _form_of(model: type[Register]) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    return PriceForm if model is Price else RuleForm


def rule_form(model: type[Register]) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """A form for a new rule of the register."""
    fields = ["code", "from_day", "until_day", *model.says, *LAST]
    return forms.modelform_factory(model, form=_form_of(model), fields=fields)


def change_form(model: type[Register]) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """A form for what the rule says from a later day; its code stays."""
    fields = ["from_day", *model.says, *LAST]
    return forms.modelform_factory(model, form=_form_of(model), fields=fields)


class EndForm(forms.Form):
    on = forms.DateField(label=_("No longer in force from"))


class MandateForm(forms.ModelForm):  # type: ignore[type-arg]
    basis_code = forms.ChoiceField(label=_("Paragraph"))
    authority_code = forms.ChoiceField(label=_("On behalf of"))

    class Meta:
        model = Mandate
        fields = (
            *("official", "basis_code", "authority_code", "hours_limit", "amount_limit_dkk"),
            *("may_approve", "stands_in_for", "from_day", "until_day", "given_by"),
        )

    def __init__(self, *args: Any, officials: QuerySet[User], on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("official", "stands_in_for"):
            field: Any = self.fields[name]
            field.queryset, field.empty_label = officials, _("Not chosen")
            field.label_from_instance = lambda person: person.name
        self.fields["official"].label = _("Colleague")
        bases: Any = self.fields["basis_code"]
        bases.choices = [
            (row.code, f"{row.label} · {row.title}")
            for row in LegalBasis.objects.on(on).order_by("act", "paragraph", "id")
        ]
        authorities: Any = self.fields["authority_code"]
        authorities.choices = [
            (row.code, row.name) for row in Authority.objects.on(on).filter(kind__in=DECIDES)
        ]
