"""What components promise: nothing slips through unescaped, and nothing depends on colour alone."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from helhed.design import fields, http, icons, specimens
from helhed.design.context import Shell
from helhed.design.middleware import vary_on_htmx
from helhed.design.templatetags.helhed import undo_url

NASTY = '"><script>alert(1)</script>'
STATIC = Path(icons.SPRITE).parent


def draw(source, **context):
    request = RequestFactory().get("/")
    compiled = CottonCompiler().process("{% load i18n helhed %}" + source)
    return engines["django"].from_string(compiled).render(context, request)


@pytest.mark.parametrize(
    "source",
    [
        '<c-tag tone="red" icon="warning">{{ x }}</c-tag>',
        '<c-card title="{{ x }}">{{ x }}</c-card>',
        '<c-button href="{{ x }}" why="{{ x }}">{{ x }}</c-button>',
        '<c-button aria-label="{{ x }}">{{ x }}</c-button>',
        '<c-chip href="{{ x }}" count="{{ x }}">{{ x }}</c-chip>',
        '<c-own-words by="{{ x }}">{{ x }}</c-own-words>',
        '<c-tonight kind="{{ x }}" place="{{ x }}" sub="{{ x }}" />',
        '<c-tonight :kind="x" :place="x" :sub="x" />',
        '<c-person :name="x" :role="x" :phone="x" />',
        '<c-conflict :who="x" name="text" :mine="x" :theirs="x" action="#" :version="x" />',
        '<c-timeline-item when="{{ x }}" title="{{ x }}" by="{{ x }}">{{ x }}</c-timeline-item>',
        '<c-todo title="{{ x }}" sub="{{ x }}" due="{{ x }}" />',
        '<c-two-lines :citizen="view" :professional="view" :name="x" :today="today" />',
        '<c-nights-bar :stays="stays" :today="today" />',
    ],
)
def test_what_people_write_is_never_markup(source):
    shown = draw(
        source,
        x=NASTY,
        today=specimens.TODAY,
        view=specimens.readings(1, 2),
        stays=[specimens.stay("shelter", NASTY, 100, 0)],
    )

    assert "<c-" not in shown
    assert "<script>alert" not in shown


def test_a_protected_night_never_shows_the_place_it_is_given():
    shown = draw('<c-tonight kind="protected" place="Havnegade 3" />')

    assert "Havnegade" not in shown


def test_a_disabled_button_says_why_and_stays_focusable():
    with translation.override("da"):
        shown = draw('<c-button why="mangler 2 ting">Træf afgørelse</c-button>')

    assert "Træf afgørelse: mangler 2 ting" in shown
    assert 'aria-disabled="true"' in shown
    assert " disabled" not in shown
    assert 'type="button"' in shown


def test_a_component_sees_nothing_of_the_page_around_it():
    shown = draw('<c-card title="A">b</c-card>', extra="secret", tone="secret")

    assert "secret" not in shown


class Visit(forms.Form):
    day = forms.DateField(help_text="Any day")
    at = forms.TimeField()
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])
    note = forms.CharField(widget=forms.Textarea)


def test_every_field_has_a_label_a_help_and_an_error_tied_to_it():
    shown = draw("{{ form }}", form=Visit({}))

    assert 'type="date"' in shown
    assert 'type="time"' in shown
    for field in ("day", "at", "note"):
        assert f'for="id_{field}"' in shown
        assert f'id="id_{field}_error"' in shown
        assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_day_helptext id_day_error"' in shown
    assert "<legend" in shown


def test_the_summary_of_errors_leads_to_the_fields():
    form = Visit({})

    shown = draw('<c-error-summary :form="form" />', form=form)

    for field in form:
        assert f'href="#{fields.anchor(field)}"' in shown
        assert f'id="{fields.anchor(field)}"' in draw("{{ form }}", form=form)


def test_a_day_is_shown_and_read_in_the_browsers_own_form():
    form = Visit({"day": "2025-11-24", "at": "09:30", "kind": "a", "note": "x"})

    assert 'value="2025-11-24"' in draw('<c-field :field="form.day" />', form=form)
    assert form.is_valid()


def test_every_icon_named_in_a_template_exists():
    named = {
        (path.name, name)
        for path in Path(__file__).parents[2].rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([^"]+)"|\bicon="([\w-]+)"', path.read_text())
        for name in name
        if name
    }

    assert {
        (file, name) for file, name in named if name.replace("_", "-") not in icons.drawings()
    } == set()


def test_undo_leads_only_into_our_own_site():
    assert undo_url(Message(25, "Gemt", "saved undo=/contacts/1/undo/")) == "/contacts/1/undo/"
    assert undo_url(Message(25, "Gemt", "saved undo=//elsewhere.invalid/")) == ""
    assert undo_url(Message(25, "Gemt", "saved undo=https://elsewhere.invalid/")) == ""
    assert undo_url(Message(25, "Gemt")) == ""


def test_answers_vary_with_htmx():
    response = vary_on_htmx(lambda _request: http.HttpResponse("x"))(RequestFactory().get("/"))

    assert "HX-Request" in response["Vary"]


def test_an_entry_of_the_menu_needs_its_capability(monkeypatch):
    request = RequestFactory().get("/design/")
    request.capabilities = {"may_look"}
    config = type("Config", (), {"menu": [("Guide", "design:style-guide", "may_look", 10)]})
    monkeypatch.setattr("helhed.design.context.apps.get_app_configs", lambda: [config])

    assert [(e.label, e.current) for e in Shell(request).menu] == [("Guide", True)]

    request.capabilities = set()
    assert Shell(request).menu == []


def test_a_name_that_leads_nowhere_is_left_out_of_the_menu(monkeypatch):
    config = type("Config", (), {"menu": [("Ghost", "no:such-page")]})
    monkeypatch.setattr("helhed.design.context.apps.get_app_configs", lambda: [config])

    assert Shell(RequestFactory().get("/")).menu == []


def test_nothing_is_fetched_from_elsewhere():
    for path in [*STATIC.glob("*.css"), *STATIC.glob("*.js"), *STATIC.glob("*.svg")]:
        found = re.findall(
            r"""(?:url\(["']?|@import |src=["'])(?:https?:)?//[^)"']+""", path.read_text()
        )
        assert found == [], path.name


def test_no_component_is_given_an_expression_that_cotton_drops_in_silence():
    """`:current="a == b"` and `:title="x|day"` arrive as nothing: write {% if %} or {{ }}."""
    dropped = [
        f"{path.name}: {found}"
        for path in Path(__file__).parents[2].rglob("templates/**/*.html")
        for found in re.findall(
            r'<c-[^>]*?\s(:[\w-]+="[^"{\[]*(?:\|| == | and | or )[^"]*")', path.read_text()
        )
    ]

    assert dropped == []
