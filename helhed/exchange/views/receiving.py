"""Where other systems deliver messages: no session, no user, a key that opens only this."""

import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from helhed.exchange import verbs
from helhed.exchange.answers import Ack
from helhed.exchange.fhir.acknowledgement import outcome_of
from helhed.exchange.fhir.issues import Issue
from helhed.exchange.fhir.reading import MAX_BYTES, Format, looks_like, too_large
from helhed.exchange.fhir.to_xml import to_xml
from helhed.exchange.models import Message, ReceiverToken

_TYPES = {Format.JSON: "application/fhir+json", Format.XML: "application/fhir+xml"}


# A key in a header cannot be sent along by a foreign page, so there is no request to forge.
@csrf_exempt
@require_POST
def hospital_notifications(request: HttpRequest) -> HttpResponse:
    """Take in one HospitalNotification; answers its Acknowledgement in the format it came in.

    200 with an Acknowledgement, whatever its code. 400 with an OperationOutcome where nobody can
    be acknowledged, 413 for more than 10 MiB, 503 where not even a fault could be noted.
    """
    if not _has_key(request):
        refused = HttpResponse(status=401)
        refused["WWW-Authenticate"] = 'Bearer realm="helhed"'
        return refused
    # Not request.body: Django's own limit is for forms.
    data = request.read(MAX_BYTES + 1)
    form = looks_like(data)
    if len(data) > MAX_BYTES:
        return _answer(outcome_of([too_large(MAX_BYTES).issue]), form, status=413)
    received = verbs.receive(data, channel=Message.Channel.HTTP)
    if received.acknowledgement is not None:
        return _answer(received.acknowledgement, form)
    status = 503 if received.answer.ack is Ack.TRANSIENT else 400
    issues: list[Issue] = list(received.answer.issues)
    return _answer(outcome_of(issues), form, status=status)


def _has_key(request: HttpRequest) -> bool:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return False
    # Looked up by hash, so that how long it takes tells nothing of the key.
    hashed = verbs.hash_of(secret.strip())
    return ReceiverToken.objects.filter(secret_hash=hashed, revoked_at__isnull=True).exists()


def _answer(resource: dict[str, object], form: Format, *, status: int = 200) -> HttpResponse:
    body = to_xml(resource) if form is Format.XML else json.dumps(resource, ensure_ascii=False)
    return HttpResponse(body, content_type=f"{_TYPES[form]}; charset=utf-8", status=status)
