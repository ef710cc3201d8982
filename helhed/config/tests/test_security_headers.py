"""What every page tells the browser, and what no page does."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

PAGES = ["/accounts/login/", "/no-such-address/", "/contacts/ask/"]
FORBIDDEN = re.compile(r"""<script(?![^>]*\ssrc=)|\sstyle=|<style|\son[a-z]+=["']|javascript:""")


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_page_carries_the_rules_for_browsers(client, page):
    headers = client.get(page).headers
    policy = headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for allowed in ("script-src 'self'", "style-src 'self'", "object-src 'none'"):
        assert allowed in policy
    for allowed in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert allowed in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_over_https_browsers_are_told_to_insist(client, page, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000

    answer = client.get(page, secure=True)

    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


@pytest.mark.django_db
def test_plain_http_is_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = client.get("/accounts/login/")

    assert answer.status_code == 301
    assert answer.url.startswith("https://")


@pytest.mark.django_db
def test_a_form_without_our_token_is_refused():
    forged = Client(enforce_csrf_checks=True)

    assert forged.post(reverse("account_login"), {"login": "amira"}).status_code == 403


@pytest.mark.django_db
def test_no_page_of_a_day_holds_script_or_style_of_its_own(client, amira, karen):
    client.force_login(amira)
    for name, keys in (
        ("desk:home", []),
        ("desk:search", []),
        ("desk:citizen", [karen.pk]),
        ("contacts:new-contact", [karen.pk]),
        ("plans:plan", [karen.pk]),
    ):
        page = client.get(reverse(name, args=keys), follow=True)
        assert page.status_code == 200, name
        assert FORBIDDEN.findall(page.content.decode()) == [], name


@pytest.mark.django_db
def test_a_page_about_a_citizen_is_kept_by_no_browser(client, amira, karen):
    client.force_login(amira)

    answer = client.get(reverse("desk:citizen", args=[karen.pk]))

    assert "no-store" in answer.headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_whoever_finds_a_hole_is_told_where_to_write(client, settings):
    settings.HELHED_SECURITY_CONTACT = "mailto:sikkerhed@example.dk"
    settings.HELHED_ADDRESS = "https://helhed.example.dk/"

    answer = client.get("/.well-known/security.txt")

    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:sikkerhed@example.dk"
    assert lines["Canonical"] == "https://helhed.example.dk/.well-known/security.txt"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", lines["Expires"])


@pytest.mark.django_db
@override_settings(HELHED_SECURITY_CONTACT="")
def test_with_nobody_to_write_to_there_is_no_such_file(client):
    assert client.get("/.well-known/security.txt").status_code == 404
