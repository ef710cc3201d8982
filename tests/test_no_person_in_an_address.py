"""What is typed about a person travels in the body of a request: addresses end up in logs."""

import re

from tests.house import HOUSE, short, sources

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
METHOD = re.compile(r'method="(\w+)"')
INPUT = re.compile(r"<(?:input|textarea)\b[^>]*>")
KIND = re.compile(r'type="(\w+)"')
# A date, a month or a tick tells of nobody.
TELLS_OF_NOBODY = {"date", "month", "time", "number", "hidden", "checkbox", "radio", "submit"}
# What is read from an address: choices among what a page shows, days, pages and keys.
READ = re.compile(r"""request\.GET(?:\.get|\.getlist)?[(\[]\s*["'](\w+)["']""")
CHOICES = {
    *(
        "basis",
        "day",
        "days",
        "everyone",
        "for",
        "format",
        "from",
        "goal",
        "home",
        "hope",
        "house",
        "kind",
    ),
    *("known_at", "month", "nights", "only", "page", "reason", "scope", "show", "side", "theme"),
    *("time", "to", "topic", "user", "whose", "year"),
}


def templates():
    return sorted(HOUSE.glob("*/templates/**/*.html"))


def test_no_form_sends_text_in_an_address():
    typed = [
        f"{short(path)}: {field}"
        for path in templates()
        for attributes, inside in FORM.findall(path.read_text())
        if (METHOD.search(attributes) or ["", "get"])[1].lower() == "get"
        for field in INPUT.findall(inside)
        if (KIND.search(field) or ["", "text"])[1] not in TELLS_OF_NOBODY
    ]

    assert typed == []


def test_the_forms_are_found():
    found = [form for path in templates() for form in FORM.findall(path.read_text())]

    assert len(found) > 30
    assert any('method="get"' in attributes for attributes, _ in found)


def test_views_read_only_choices_from_an_address():
    read = {
        (short(path), name)
        for path in sources()
        if path.name.startswith("views") or path.parent.name == "views"
        for name in READ.findall(path.read_text())
    }

    assert len(read) > 5
    assert sorted((path, name) for path, name in read if name not in CHOICES) == []
