"""Whole chains through the database, crosswise: stays and deaths end where the hospital is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.casework.verbs import current_admission
from helhed.core import clock
from helhed.exchange import verbs
from helhed.exchange.hospital.state import Status
from helhed.exchange.tests.conftest import give_number
from helhed.exchange.tests.messages import MONDAY, TOWN
from helhed.exchange.tests.test_any_order import chains
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db


@contextmanager
def on_a_clean_sheet() -> Iterator[None]:
    """Every example begins with the same rows: what it wrote is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def where_the_house_believes(citizen) -> Status:
    citizen.refresh_from_db()
    if citizen.deceased_on is not None:
        return Status.DECEASED
    stay = current_admission(citizen)
    if stay is None:
        return Status.NOT_ADMITTED
    return Status.ON_LEAVE if stay.on_leave_from else Status.ADMITTED


@pytest.mark.slow
@given(chain=chains(), data=st.data())
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_p10_the_house_ends_where_the_hospital_is_whatever_the_order(chain, data, karen):
    sent, statuses = chain
    arrivals = data.draw(st.permutations(sent))
    with on_a_clean_sheet(), clock.frozen(MONDAY + timedelta(days=30)):
        verbs.answer_for(sor=TOWN[0], gln=TOWN[1], name=TOWN[2])
        give_number(karen)
        for one in arrivals:
            answer = verbs.receive(one.data, channel="http").answer
            assert answer.ack == "ok"
            assert where_the_house_believes(karen) == answer.status, (one, arrivals)
        assert answer.status == statuses[-1]
        misfits = Duty.objects.filter(citizen=karen, cause__startswith="misfit")
        assert not misfits.exists(), (arrivals, misfits.first().reason)
