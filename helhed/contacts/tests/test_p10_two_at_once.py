"""The same post twice at the same moment, and two who note for the same citizen."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from helhed.audit.models import Event
from helhed.contacts import verbs
from helhed.contacts.models import Contact
from helhed.contacts.tests.moments import moment
from helhed.core import clock
from helhed.core.ids import new_id
from helhed.teams.models import Duty

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(jobs):
    ready = Barrier(len(jobs))

    def run(job):
        try:
            with clock.frozen(moment()):
                ready.wait()
                return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_p10_the_same_post_twice_at_the_same_moment_is_one_contact(karen, amira):
    for _time in range(5):
        key = new_id()

        def post(key=key):
            return verbs.note_contact(
                karen, by=amira, contact_id=key, outcome="met", at=moment(), note="Ved havnen."
            )

        first, second = at_once([post, post])

        assert first.pk == second.pk == key
        assert Contact.objects.filter(pk=key).count() == 1
        assert Event.objects.filter(object_id=str(key)).count() == 1


def test_p10_two_colleagues_noting_at_once_lose_nothing_and_open_one_duty(karen, amira, lene):
    def noting(by):
        return lambda: verbs.note_contact(
            karen, by=by, contact_id=new_id(), outcome="phone", at=moment()
        )

    at_once([noting(amira), noting(lene), noting(amira)])

    assert Contact.objects.count() == 3
    assert Duty.objects.open().filter(citizen=karen, kind="not_met").count() == 1


def test_p10_two_who_take_the_same_enquiry_at_once_leave_one_owner(karen, amira, lene, syd):
    enquiry = verbs.receive_enquiry(
        by=amira,
        team=syd,
        sender="ward",
        text="Han udskrives i morgen.",
        channel="phone",
        received_at=moment(),
    )

    at_once([lambda by=by: verbs.take_enquiry(enquiry, by=by) for by in (amira, lene)])

    enquiry.refresh_from_db()
    assert enquiry.owner in (amira, lene)
    assert [step.what for step in enquiry.steps.order_by("pk")] == ["received", "taken", "taken"]
