"""A small municipality built once by the verbs, and rolled back when its tests are done."""

from datetime import date

import pytest
from django.db import transaction

from helhed.core import clock
from helhed.demo.build import build
from helhed.demo.scale import Scale
from helhed.demo.simulate import now

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Twelve citizens of the cast and the persons without a name, over forty days."""
    scale = Scale(citizens=12, days=40, as_of=TODAY)
    with django_db_blocker.unblock(), clock.frozen(now(scale)), transaction.atomic():
        yield build(scale)
        transaction.set_rollback(True)
