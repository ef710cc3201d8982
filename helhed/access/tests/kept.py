"""Whether a form gives back all that was typed when something in it is wrong."""

from html import unescape

from django import forms

NO_DAY, NO_NUMBER = "ikke en dag", "ti tusind"
WITHOUT_TEXT = (forms.ChoiceField, forms.ModelChoiceField, forms.BooleanField, forms.FileField)


def typed_wrongly(form):
    """{field: text} for every field one types in, with something no form takes; else nothing.

    What is no day, no number or too long cannot be read; a choice is left unmade.
    """
    typed, wrong = {}, False
    for name, field in form.fields.items():
        if isinstance(field, WITHOUT_TEXT) or isinstance(field.widget, forms.HiddenInput):
            wrong = wrong or (field.required and not isinstance(field, forms.BooleanField))
            continue
        typed[name], unreadable = _text(name, field)
        wrong = wrong or unreadable
    if not wrong and typed:
        wrong = _too_long(form, typed)
    return typed if wrong else {}


def _text(name, field):
    if isinstance(field, forms.DateField | forms.DateTimeField):
        return NO_DAY, True
    if isinstance(field, forms.IntegerField):
        return NO_NUMBER, True
    return f"Skrevet i {name}"[: getattr(field, "max_length", None)], False


def _too_long(form, typed):
    """Whether some field takes no more than so many signs; then it is given more."""
    for name in typed:
        longest = getattr(form.fields[name], "max_length", None)
        if longest:
            typed[name] = "x" * (longest + 1)
            return True
    return False


def lost(client, address):
    """What was typed at the address and is not there again after the error; None: nothing typed."""
    asked = client.get(address)
    form = (asked.context or {}).get("form") if asked.status_code == 200 else None
    typed = typed_wrongly(form) if form is not None else {}
    if not typed:
        return None
    answer = client.post(address, typed)
    assert answer.status_code in (200, 422), (address, answer.status_code)
    page = unescape(answer.content.decode())
    return {name: text for name, text in typed.items() if text not in page}
