"""P10 for money: the same file, month or correction twice at the same moment is booked once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections

from helhed.audit.models import Event
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.decisions.tests.conftest import NOW
from helhed.money import verbs
from helhed.money.models import ImportedFile, Posting
from helhed.money.tests.test_verbs import csv, running

__all__ = ["running"]

pytestmark = pytest.mark.django_db(transaction=True)
NOVEMBER = date(2026, 11, 1)


def at_once(job, times=3):
    """What each of them came back with: a result, or the refusal."""
    ready = Barrier(times)

    def run(_number):
        try:
            with clock.frozen(NOW):
                ready.wait()
                return job()
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_p10_the_same_file_at_the_same_moment_is_read_in_once(running, gram):
    lines = [f"{running.pk};2026-{month:02};10.000,01;Faktura {month}" for month in (9, 10, 11)]

    came = at_once(lambda: verbs.import_actuals("nov.csv", csv(*lines), by=gram))

    assert sum(isinstance(one, ImportedFile) for one in came) == 1
    assert sum(isinstance(one, verbs.AlreadyImported) for one in came) == 2
    assert sum(Posting.objects.values_list("oere", flat=True)) == 3 * 1_000_001
    assert Event.objects.filter(action="money.import_actuals").count() == 1


def test_p10_a_month_committed_by_two_at_once_is_booked_once(running, gram):
    came = at_once(lambda: verbs.commit_month(NOVEMBER, by=gram))

    assert sorted(len(lines) for lines in came) == [0, 0, 2]
    assert sum(Posting.objects.values_list("oere", flat=True)) == 1_000_001


def test_p10_a_mistake_met_by_two_at_once_is_met_once(running, gram):
    line = verbs.commit_month(NOVEMBER, by=gram)[0]

    came = at_once(lambda: verbs.reverse_posting(line, by=gram, because="Forkert måned"))

    assert sum(isinstance(one, Posting) for one in came) == 1
    assert sum(isinstance(one, verbs.AlreadyReversed) for one in came) == 2
