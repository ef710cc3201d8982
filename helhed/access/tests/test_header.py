from datetime import timedelta

import pytest
from django.test import RequestFactory

from helhed.access.connection import acting_as
from helhed.access.header import header
from helhed.access.may import May
from helhed.core import clock
from helhed.teams.models import Shift

pytestmark = pytest.mark.django_db


def told(user):
    """The connection is told who asks, as at every request, and learns the user's places."""
    with acting_as(user):
        return user


def seen_by(user):
    request = RequestFactory().get("/")
    request.user = user
    header(lambda _request: None)(request)
    return request


def test_the_header_says_who_answers_for_the_users_team(amira, mads, syd):
    now = clock.now()
    Shift.objects.create(
        team=syd,
        user=mads,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
        phone="55550100",
    )

    assert seen_by(told(amira)).on_call.name == "Mads Holt"


def test_outside_all_shifts_the_night_line_answers(amira, syd):
    assert seen_by(told(amira)).on_call.phone == syd.night_phone


def test_the_menu_is_told_what_the_roles_of_the_user_give(amira, dan):
    assert May.WRITE_CONTACTS in seen_by(told(amira)).capabilities
    assert May.WRITE_CONTACTS not in seen_by(told(dan)).capabilities


def test_a_page_without_a_header_asks_nothing(amira, django_assert_num_queries):
    told(amira)
    with django_assert_num_queries(0):
        seen_by(amira)


def test_the_header_costs_two_queries(amira, django_assert_num_queries):
    request = seen_by(told(amira))

    with django_assert_num_queries(2):
        assert request.on_call
        assert request.capabilities
