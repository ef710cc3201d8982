"""The address of every room: `/<room>/`, and the desk at `/`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView, TemplateView
from django.views.i18n import set_language

from helhed.config import errors
from helhed.config.rooms import ROOMS
from helhed.config.security_txt import security_contact
from helhed.public_site.api import api
from helhed.public_site.urls_public import PUBLIC
from helhed.strategy.api import api as plan_api

AT_THE_ROOT = "desk"


def rooms() -> list[URLPattern | URLResolver]:
    """The rooms that have pages, the desk last because it answers at the root."""
    with_pages = [
        room for room in ROOMS if room != "config" and find_spec(f"helhed.{room}.urls") is not None
    ]
    return [
        path("" if room == AT_THE_ROOT else f"{room}/", include(f"helhed.{room}.urls"))
        for room in sorted(with_pages, key=AT_THE_ROOT.__eq__)
    ]


forgotten_password = TemplateView.as_view(template_name="account/password_reset.html")

urlpatterns = [
    path(".well-known/security.txt", security_contact, name="security_contact"),
    path("language/", set_language, name="set_language"),
    # Short enough to type on a phone in the street.
    path("outreach/", RedirectView.as_view(pattern_name="contacts:outreach")),
    # Everybody's pages, in Danish and in English; see helhed/public_site/middleware.py.
    *(path(f"{prefix}/", include(pages)) for prefix, pages in PUBLIC.items()),
    path("api/v1/", api.urls),
    # With a key: what stands now, for the municipality's own programs.
    path("api/plans/v1/", plan_api.urls),
    *rooms(),
    # A new password is given face to face: the page says so, and no e-mail opens an account.
    path("accounts/password/reset/", require_safe(forgotten_password)),
    re_path("^accounts/(?:password/reset|login/code)/", errors.no_such_page),
    path("accounts/", include("allauth.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
