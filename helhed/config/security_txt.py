"""Whom to tell of a hole, as RFC 9116 wants it told."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

# The file must say until when it may be believed; it is written anew whenever somebody asks.
BELIEVED = timedelta(days=180)


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    contact = settings.HELHED_SECURITY_CONTACT
    if not contact:
        raise Http404
    until = (timezone.now() + BELIEVED).replace(microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {until.isoformat()}",
        "Preferred-Languages: da, en",
        f"Canonical: {settings.HELHED_ADDRESS.rstrip('/')}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
