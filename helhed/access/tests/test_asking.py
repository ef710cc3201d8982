"""One page, one form, one verb: nothing typed is lost."""

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from helhed.access.asking import Question, ask
from helhed.core.errors import Conflict, Refused


class TextForm(forms.Form):
    text = forms.CharField(label="Tekst")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


QUESTION = Question(title="Et spørgsmål", done="Det står der nu.")


@pytest.fixture
def post(db, amira):
    def _post(**fields):
        request = RequestFactory().post("/x/", fields)
        request.user, request.htmx, request.session = amira, False, SessionStore()
        request._messages = FallbackStorage(request)
        return request

    return _post


def refuse(**fields):
    raise Refused("Det kan ikke lade sig gøre i dag.")


def meet_another(**fields):
    raise Conflict(mine={"text": fields["text"]}, theirs={"text": "Den andens"}, version=7)


def test_a_refusal_keeps_what_was_typed(post):
    request = post(text="Skrevet i kulden")
    answer = ask(request, TextForm(request.POST), QUESTION, refuse, back="/back/")
    page = answer.content.decode()
    assert "Det kan ikke lade sig gøre i dag." in page
    assert "Skrevet i kulden" in page


def test_a_conflict_shows_both_texts_and_goes_on_from_theirs(post):
    request = post(text="Min", version="3")
    answer = ask(request, TextForm(request.POST), QUESTION, meet_another, back="/back/")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Den andens" in page
    assert 'value="Min"' in page
    assert 'name="version" value="7"' in page


def test_what_came_of_it_decides_where_to_go(post):
    request = post(text="Ja")
    answer = ask(
        request,
        TextForm(request.POST),
        QUESTION,
        lambda **fields: fields["text"],
        back="/back/",
        then=lambda came: f"/there/{came}/",
    )
    assert answer.status_code == 302
    assert answer.url == "/there/Ja/"
