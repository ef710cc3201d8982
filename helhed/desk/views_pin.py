"""A computer that several share: choose your name, write your PIN, lock when you leave."""

from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from helhed.access.requests import StaffRequest
from helhed.accounts import shared_computers, verbs
from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.design.http import saved
from helhed.desk.forms_pin import PinForm, SetPinForm

HOURS = int(verbs.KNOWN_FOR.total_seconds() // 3600)


@never_cache
@require_GET
def pin(request: HttpRequest) -> HttpResponse:
    """Who signed in fully on this computer today."""
    people = [
        {"name": user.name, "url": reverse("desk:pin-of", args=[user.pk])}
        for user in _known_here(request)
    ]
    return render(request, "desk/pin.html", {"people": people, "hours": HOURS})


@never_cache
@sensitive_post_parameters("pin")
def pin_of(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Sign in with the PIN; anybody who cannot is sent on to sign in fully, with the same words."""
    who = next((user for user in _known_here(request) if user.pk == user_id), None)
    form = PinForm(request.POST or None)
    refusal = "" if who else str(verbs.SignInFully.message)
    if who and request.method == "POST" and form.is_valid():
        secret = shared_computers.secret_of(request)
        try:
            user = verbs.sign_in_with_pin(
                user_id, secret=secret, pin=form.cleaned_data["pin"], at=clock.now()
            )
        except verbs.SignInFully as refused:
            audit.record("accounts.refuse_pin", by=who)
            who, refusal = None, str(refused)
        except Refused as refused:
            audit.record("accounts.refuse_pin", by=who)
            form.add_error("pin", str(refused))
        else:
            return _welcome(request, user)
    context = {"who": who, "form": form if who else None, "refusal": refusal, "hours": HOURS}
    return render(request, "desk/pin.html", context)


def _known_here(request: HttpRequest) -> list[User]:
    secret = shared_computers.secret_of(request)
    return list(verbs.known_here(secret, at=clock.now())) if secret else []


def _welcome(request: HttpRequest, user: User) -> HttpResponse:
    setattr(request, shared_computers.WITH_PIN, True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[shared_computers.WITH_PIN] = True
    # The computer was made known by somebody who had shown it the same day.
    request.session[shared_computers.SECOND_FACTOR] = True
    audit.record("accounts.sign_in_with_pin", by=user)
    return redirect("desk:home")


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Leave the computer to the next one: signed out at once, and back to the names."""
    logout(request)
    return redirect("desk:pin" if _known_here(request) else "account_login")


@never_cache
@login_required
@sensitive_post_parameters("pin", "again")
def shared_computer(request: StaffRequest) -> HttpResponse:
    """Mark this computer as shared and choose a PIN. Only after a full sign-in."""
    form = SetPinForm(request.POST or None)
    refused = shared_computers.began_with_pin(request)
    if request.method == "POST" and not refused and form.is_valid():
        secret = shared_computers.secret_of(request) or verbs.new_secret()
        try:
            verbs.set_pin(request.user, pin=form.cleaned_data["pin"])
        except Refused as refusal:
            form.add_error("pin", str(refusal))
        else:
            verbs.know_device(request.user, secret=secret, at=clock.now())
            audit.record("accounts.know_device", by=request.user)
            saved(request, _("You can use your PIN on this computer for 12 hours."))
            response = redirect("desk:shared-computer")
            shared_computers.remember(response, secret)
            return response
    known = any(user.pk == request.user.pk for user in _known_here(request))
    context = {"form": form, "refused": refused, "known": known, "hours": HOURS}
    return render(request, "desk/shared_computer.html", context)


@login_required
@require_POST
def forget_computer(request: StaffRequest) -> HttpResponse:
    """The PIN of this user no longer works on this computer."""
    verbs.forget_device(request.user, secret=shared_computers.secret_of(request))
    audit.record("accounts.forget_device", by=request.user)
    saved(request, _("Your PIN no longer works on this computer."))
    return redirect("desk:shared-computer")
