"""The style guide shows invented people only, and only where the whole set-up is invented."""

import pytest
from django.urls import reverse

from helhed.design import urls
from helhed.design.views import LOOKS

DOORS = {"style-guide": [], "style-guide-page": ["citizen"]}


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOORS)
def test_in_production_there_is_no_style_guide(client, settings, name):
    settings.DEBUG = settings.HELHED_DEMO = False

    assert client.get(reverse(f"design:{name}", args=DOORS[name])).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("look", LOOKS)
def test_every_look_can_be_shown(client, settings, look):
    settings.HELHED_DEMO = True

    response = client.get(reverse("design:style-guide-page", args=[look]))

    assert response.status_code == 200
    assert "style=" not in response.content.decode()
    assert "<script>" not in response.content.decode()
