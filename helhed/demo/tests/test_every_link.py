"""No page offers a way that is closed to the one who looks at it, and no page fails."""

import os
import re
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from helhed.accounts.models import User
from helhed.demo.places import ACCOUNTS

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NUMBER = re.compile(r"\d+")
WAYS = re.compile(r'\b(?:href|hx-get|data-hx-get)="([^"#][^"]*)"')
# Papers are drawn in tests of their own: each takes a second.
PAPERS = (".pdf", "/pdf/", "/word/", "/static/", "/accounts/logout/")


def shape(address: str) -> str:
    """The address without the keys and numbers in it: one page of each shape is looked at."""
    return NUMBER.sub("<number>", KEY.sub("<key>", urlsplit(address).path))


def ways_on(page: str, *, at: str) -> list[str]:
    found = (urldefrag(urljoin(at, way.replace("&amp;", "&"))).url for way in WAYS.findall(page))
    return [way for way in found if way.startswith("/") and not any(p in way for p in PAPERS)]


# Left to `make campaign NAME=every_link`, which looks through everybody's pages.
LEFT_OUT = {"leder", "rusmiddel", "skp", "gade", "bolig", "enhedsleder"}
EVERYBODY = os.environ.get("HELHED_CAMPAIGN") == "long"
LOOKING = [one for one in ACCOUNTS if EVERYBODY or one not in LEFT_OUT]


@pytest.mark.parametrize("username", LOOKING)
def test_every_link_on_every_page_is_open(built, username):
    client = Client()
    client.force_login(User.objects.get(username=username))
    todo, seen, closed = deque([("/", "the start")]), set(), []
    while todo:
        address, found_on = todo.popleft()
        if shape(address) in seen:
            continue
        seen.add(shape(address))
        answer = client.get(address, follow=True)
        if answer.status_code >= 400:
            closed.append(f"{answer.status_code} {shape(address)} from {shape(found_on)}")
        elif answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            page = answer.content.decode()
            todo += [(way, address) for way in ways_on(page, at=answer.request["PATH_INFO"])]

    assert closed == []
    assert len(seen) > 10
