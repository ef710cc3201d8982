"""Cards of other rooms on one page: each made by its own view, behind the door, in one request.

A view is reached by its address, as the browser would, so no room knows another's views.
"""

import copy
import logging

from django.http import Http404, HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.urls import resolve
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_htmx.middleware import HtmxDetails

log = logging.getLogger(__name__)
NOTHING = SafeString("")


def made_by_its_room(request: HttpRequest, address: str) -> SafeString:
    """What the address answers to the same user, or nothing where it is closed.

    A card that fails does not take the page with it: the browser asks for it once more.
    """
    view = resolve(address)
    try:
        answer = view.func(_asking_for(request, address), *view.args, **view.kwargs)
    except Http404:
        return NOTHING
    except Exception:
        log.exception("The card %s failed.", view.view_name)
        return format_html('<div hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></div>', address)
    # A template of our own has been rendered, with what was typed escaped there.
    return SafeString(answer.content.decode()) if answer.status_code == 200 else NOTHING


def _asking_for(request: HttpRequest, address: str) -> HttpRequest:
    """The request as if htmx had asked for the address: same user, session and connection."""
    # The page's token, made before the copy, so that forms of all cards carry the same secret.
    get_token(request)
    inner = copy.copy(request)
    inner.META = {
        **request.META,
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "HTTP_HX_REQUEST": "true",
    }
    inner.GET = QueryDict()
    inner.path = inner.path_info = address
    inner.__dict__.pop("headers", None)
    inner.resolver_match = resolve(address)
    inner.htmx = HtmxDetails(inner)  # type: ignore[attr-defined]
    return inner
