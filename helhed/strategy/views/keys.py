"""Keys for other programs: the list of them, a new one, and taking one back."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.strategy.entrance import steering
from helhed.strategy.forms.keys import KeyForm
from helhed.strategy.models import ReadingKey
from helhed.strategy.verbs import keys as verbs
from helhed.strategy.views.doing import do_or_say


@steering
@never_cache
def keys(request: StaffRequest) -> HttpResponse:
    """Every key with what it opens; a new one is made here and its secret shown this once."""
    form, secret = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _key, secret = verbs.make_key(by=request.user, on=clock.today(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            form = KeyForm()
    context = {
        "form": form,
        "secret": secret,
        "keys": ReadingKey.objects.select_related("made_by"),
        "today": clock.today(),
        "address": request.build_absolute_uri(reverse("plan_api:plans")),
        "openapi": reverse("plan_api:openapi-json"),
    }
    status = 422 if form.errors else 200
    return render(request, "strategy/keys.html", context, status=status)


@steering
@require_POST
def revoke_key(request: StaffRequest, key_id: UUID) -> HttpResponse:
    key = get_object_or_404(ReadingKey, pk=key_id)
    do = partial(verbs.revoke_key, key, by=request.user, at=clock.now())
    return do_or_say(request, do, _("The key opens nothing any longer."), reverse("strategy:keys"))
