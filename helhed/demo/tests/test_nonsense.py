"""Whatever is written into any form: no page fails, and nothing written is run."""

import os
from collections import deque
from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from helhed.accounts.models import User
from helhed.demo.places import ACCOUNTS
from helhed.demo.tests.conftest import TODAY
from helhed.demo.tests.test_every_link import shape, ways_on

MARK = "<script>alert(7)</script>"
NASTY = f"=1+1|'\"&{MARK}\N{RIGHT-TO-LEFT OVERRIDE}\N{GRINNING FACE}\N{COMBINING ACUTE ACCENT}"
LONG = NASTY + "Å" * 20_000
NOT_POSTED = ("/accounts/", "/language/", "/i18n/")
# `make campaign NAME=nonsense` writes as everybody, `make test` as the one with the most forms.
EVERYBODY = os.environ.get("HELHED_CAMPAIGN") == "long"
WRITERS = ACCOUNTS if EVERYBODY else ("sagsbehandler",)


class Forms(HTMLParser):
    """The forms of a page. Shape: [(method, action, [(name, kind, given, choices)])]."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, list]] = []
        self._open: list | None = None
        self._select: list | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._open = []
            method = (given.get("method") or "get").lower()
            self.found.append((method, given.get("action") or "", self._open))
        elif self._open is None:
            return
        elif tag == "option" and self._select is not None:
            self._select.append(given.get("value", ""))
        elif tag in ("input", "textarea", "select", "button") and given.get("name"):
            kind = tag if tag != "input" else given.get("type", "text")
            choices: list[str] = []
            self._select = choices if tag == "select" else None
            self._open.append((given["name"], kind, given.get("value") or "", choices))

    def handle_endtag(self, tag):
        if tag == "form":
            self._open = None
        if tag == "select":
            self._select = None


def nonsense(name, kind, given, choices):
    """Nothing that the field can mean."""
    if kind == "file":
        return SimpleUploadedFile(f"../{name}\N{RIGHT-TO-LEFT OVERRIDE}.csv", b"\xff\x00;=1\n" * 50)
    return {"number": "9" * 40, "date": "9999-99-99", "time": "99.99"}.get(kind, LONG)


def sense(name, kind, given, choices):
    """What the field can mean, with words that browsers and sheets might run."""
    plain = {
        "hidden": given,
        "radio": given,
        "checkbox": given or "on",
        "button": given,
        "submit": given,
        "date": TODAY.isoformat(),
        "time": "10.30",
        "number": "3",
        "select": next((choice for choice in reversed(choices) if choice), ""),
        "file": SimpleUploadedFile("brev.txt", NASTY.encode()),
    }
    return plain.get(kind, NASTY)


def filled(fields, fill):
    data: dict = {}
    for name, kind, given, choices in fields:
        # The first of several buttons or radio buttons of a name.
        if name not in data or kind not in ("radio", "submit", "button"):
            data[name] = fill(name, kind, given, choices)
    return data


def crawl(client: Client, *, faults: list[str]) -> int:
    todo, seen, sent = deque(["/"]), set(), set()
    cookies = client.cookies.copy()
    while todo:
        address = todo.popleft()
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        answer = client.get(address, follow=True)
        page = _words(answer, f"GET {shape(address)}", faults)
        at = answer.request["PATH_INFO"]
        todo += ways_on(page, at=at)
        for method, action, fields in Forms(page).found:
            where = action or at
            key = (method, shape(where), tuple(name for name, *_ in fields))
            if key in sent or where.startswith(NOT_POSTED) or not where.startswith("/"):
                continue
            sent.add(key)
            for fill in (nonsense, sense):
                told = f"{method.upper()} {shape(where)} with {fill.__name__}"
                send = client.post if method == "post" else client.get
                with transaction.atomic():
                    answer = send(where, filled(fields, fill))
                    _words(answer, told, faults)
                    # What was saved is looked at before it is taken back.
                    if answer.status_code in (301, 302):
                        _words(client.get(answer["Location"], follow=True), told, faults)
                    transaction.set_rollback(True)
                # A form that signs out has taken these with it.
                client.cookies = cookies.copy()
    return len(sent)


def _words(answer, told: str, faults: list[str]) -> str:
    if answer.status_code >= 500:
        fault = getattr(answer, "exc_info", None)
        faults.append(f"{told}: {answer.status_code} {fault[1] if fault else ''}"[:300])
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    page = answer.content.decode()
    if MARK in page:
        faults.append(f"{told}: shown as it was written")
    return page


@pytest.mark.parametrize("username", WRITERS)
def test_no_form_fails_whatever_is_written_in_it(built, username):
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(username=username))
    faults: list[str] = []
    with transaction.atomic():
        sent = crawl(client, faults=faults)
        transaction.set_rollback(True)

    assert faults == []
    assert sent > 5
