from datetime import timedelta

import pytest
from django.test import RequestFactory

from helhed.access.header import header
from helhed.access.may import May
from helhed.core import clock
from helhed.teams.models import Shift

pytestmark = pytest.mark.django_db


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

    assert seen_by(amira).on_call.name == "Mads Holt"


def test_outside_all_shifts_the_night_line_answers(amira, syd):
    assert seen_by(amira).on_call.phone == syd.night_phone


def test_the_menu_is_told_what_the_roles_of_the_user_give(amira, dan):
    assert May.WRITE_CONTACTS in seen_by(amira).capabilities
    assert May.WRITE_CONTACTS not in seen_by(dan).capabilities


def test_a_page_without_a_header_asks_nothing(amira, django_assert_num_queries):
    with django_assert_num_queries(0):
        seen_by(amira)


def test_the_header_costs_two_queries(amira, django_assert_num_queries):
    request = seen_by(amira)

    with django_assert_num_queries(2):
        assert request.on_call
        assert request.capabilities
