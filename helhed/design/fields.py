"""How a field of a form is shown: which kind it is, and its input dressed the DKFDS way."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# The first that fits decides, so the special stand before the general.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.MultiWidget, "several"),
    (forms.DateTimeInput, "moment"),
    (forms.DateInput, "date"),
    (forms.TimeInput, "time"),
    (forms.FileInput, "file"),
)
CLASSES = {
    "select": "form-select",
    "checkbox": "form-checkbox",
    "checkboxes": "form-checkbox",
    "radios": "form-radio",
    "date": "form-input hh-input-date",
    "time": "form-input hh-input-time",
    "moment": "form-input hh-input-moment",
    "file": "form-input hh-input-file",
}
# The browser's own pickers speak ISO whatever the language of the page.
NATIVE = {
    "date": ("date", "%Y-%m-%d"),
    "time": ("time", "%H:%M"),
    "moment": ("datetime-local", "%Y-%m-%dT%H:%M"),
}


# Django's own sentences, said in kinder Danish by our catalogue.
REQUIRED = gettext_noop("This field is required.")
SAID_KINDER = (
    REQUIRED,
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
)


class HelhedRenderer(TemplatesSetting):
    """Dresses every form, also `{{ form }}`. Set as FORM_RENDERER."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"


def kind(field: Any) -> str:
    """One word for how the field is shown; `text` when nothing special is known."""
    widget = field.field.widget
    return next((word for cls, word in KINDS if isinstance(widget, cls)), "text")


def control(field: Any) -> SafeString:
    """The input of a bound field with classes, native pickers and a ring around errors."""
    word = kind(field)
    widget = field.field.widget
    # A placeholder that repeats the label is only in the way.
    if widget.attrs.get("placeholder", "") == field.label:
        del widget.attrs["placeholder"]
    for part in getattr(widget, "widgets", [widget]):
        go_native(part)
    attrs = {"class": joined(widget.attrs.get("class"), CLASSES.get(word, "form-input"))}
    if word == "textarea" and str(widget.attrs.get("rows", "10")) == "10":
        attrs["rows"] = "4"
    return field.as_widget(attrs=attrs)  # type: ignore[no-any-return]


def options(field: Any) -> list[Any]:
    """The choices of radios or checkboxes, each with `tag`, `choice_label` and `id_for_label`."""
    widget = field.field.widget
    widget.attrs["class"] = CLASSES[kind(field)]
    return list(field.subwidgets)


def anchor(field: Any) -> str:
    """The id to go to from the summary of errors: the first input of the field."""
    if kind(field) in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return str(field.id_for_label or field.auto_id)


def problems(form: Any) -> list[tuple[str, str]]:
    """What the summary of errors says: (id to go to, sentence), in the order of the form."""
    return [
        (anchor(field), _("Fill in: %(label)s") % {"label": field.label})
        if error == _(REQUIRED)
        else (anchor(field), error)
        for field in form
        for error in field.errors
    ]


def go_native(widget: Any) -> None:
    word = next((w for cls, w in KINDS if isinstance(widget, cls)), "")
    if word in NATIVE and getattr(widget, "input_type", "") == "text":
        widget.input_type, widget.format = NATIVE[word]


def joined(*classes: str | None) -> str:
    return " ".join(name for name in classes if name)
