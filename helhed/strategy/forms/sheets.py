"""Choosing a file to read a plan from."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    file = forms.FileField(
        label=_("Excel file"),
        help_text=_("The one you took out of the plan and changed (.xlsx)."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
