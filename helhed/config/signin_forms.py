"""Where the writing mark stands when a page of signing in opens."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms


def _begins_in(form: forms.Form, name: str) -> None:
    # A page that comes back with errors begins at the errors.
    if not form.is_bound:
        form.fields[name].widget.attrs["autofocus"] = True


class SignIn(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begins_in(self, "login")


class SecondFactor(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _begins_in(self, "code")
