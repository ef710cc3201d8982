"""Whatever happens, in whatever order: duties are what the facts demand; nobody is forgotten."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.contacts import duties, verbs
from helhed.contacts.models import Appointment, Contact, Enquiry
from helhed.contacts.tests.moments import moment
from helhed.core import clock
from helhed.core.errors import Refused
from helhed.core.ids import new_id
from helhed.teams import verbs as teams
from helhed.teams.models import Duty, Enrolment, MeetingAgreement
from helhed.teams.tests.factories import enrolled

pytestmark = pytest.mark.django_db(transaction=False)

# Enrolled ten days before the story begins, so that "not met" is true from its first line.
OUTCOMES = st.sampled_from(Contact.Outcome.values)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("note"), OUTCOMES),
        st.tuples(st.just("note"), st.sampled_from(["met", "no_show"])),
        st.tuples(st.just("agree"), st.integers(0, 12)),
        st.tuples(st.just("move"), st.integers(0, 12)),
        st.tuples(st.just("call_off"), st.none()),
        st.tuples(st.just("outcome"), st.sampled_from(["held", "no_show"])),
        st.tuples(st.just("undo"), st.none()),
        st.tuples(st.just("tick_off"), st.integers(0, 3)),
        st.tuples(st.just("how_often"), st.integers(1, 14)),
        st.tuples(st.just("ask"), st.none()),
        st.tuples(st.just("answer"), st.none()),
        st.tuples(st.just("nights"), st.integers(1, 9)),
    ),
    min_size=6,
    max_size=16,
)


class Story:
    """Plays steps on one citizen; a step that makes no sense at the time does nothing."""

    def __init__(self, citizen, worker, team):
        self.citizen, self.worker, self.team = citizen, worker, team
        self.now = moment(date(2026, 3, 2), 8)

    def play(self, step, value):
        self.now += timedelta(minutes=7)
        with clock.frozen(self.now):
            try:
                getattr(self, step)(value)
            except Refused:
                return

    def newest(self, rows):
        return rows.filter(citizen=self.citizen).order_by("-created_at", "-pk").first()

    def note(self, outcome):
        verbs.note_contact(
            self.citizen, by=self.worker, contact_id=new_id(), outcome=outcome, at=self.now
        )

    def agree(self, days):
        at = self.now + timedelta(days=days)
        verbs.make_appointment(self.citizen, by=self.worker, at=at, worker=self.worker)

    def move(self, days):
        if appointment := self.newest(Appointment.objects.planned()):
            at = self.now + timedelta(days=days)
            verbs.move_appointment(appointment, by=self.worker, at=at)

    def call_off(self, _value):
        if appointment := self.newest(Appointment.objects.planned()):
            verbs.cancel_appointment(appointment, by=self.worker)

    def outcome(self, outcome):
        if appointment := self.newest(Appointment.objects.planned()):
            verbs.note_outcome(appointment, by=self.worker, outcome=outcome, at=self.now)

    def undo(self, _value):
        if contact := self.newest(Contact.objects.standing()):
            verbs.undo_contact(contact, by=self.worker)

    def tick_off(self, number):
        is_open = list(Duty.objects.open().filter(citizen=self.citizen).order_by("pk"))
        if is_open:
            verbs.complete_duty(is_open[number % len(is_open)], by=self.worker)

    def how_often(self, days):
        verbs.agree_how_often(
            self.citizen, by=self.worker, days=days, on=timezone.localdate(self.now)
        )

    def ask(self, _value):
        asked = verbs.receive_enquiry(
            by=self.worker,
            team=self.team,
            sender="relative",
            text="Hvordan går det?",
            channel="phone",
            received_at=self.now,
        )
        verbs.link_enquiry(asked, by=self.worker, citizen=self.citizen)

    def answer(self, _value):
        if enquiry := self.newest(Enquiry.objects.waiting()):
            verbs.answer_enquiry(enquiry, by=self.worker, answer="Det går.", at=self.now)

    def nights(self, count):
        for _night in range(count):
            tomorrow = timezone.localdate(self.now) + timedelta(days=1)
            self.now = moment(tomorrow, 0, 10)
            with clock.frozen(self.now):
                duties.recompute(at=self.now)


def told_plainly(story):
    """The open duties as the rules say them, told without the code that keeps them."""
    today = timezone.localdate(story.now)
    citizen = story.citizen
    contacts = [c for c in Contact.objects.filter(citizen=citizen) if c.undone_at is None]
    contacts.sort(key=lambda c: (c.at, c.created_at))
    ahead = [
        a
        for a in Appointment.objects.filter(citizen=citizen, outcome="planned")
        if timezone.localdate(a.at) >= today
    ]
    agreement = MeetingAgreement.objects.filter(citizen=citizen, until_day=None).first()
    done = set(
        Duty.objects.filter(citizen=citizen, done_at__isnull=False).values_list("kind", "cause")
    )
    wanted = set()

    met = [c for c in contacts if c.outcome in ("met", "visit", "accompanied")]
    in_vain = {"no_show", "not_found"} if agreement else {"no_show"}
    since = contacts[contacts.index(met[-1]) + 1 :] if met else contacts
    tried = [c for c in since if c.outcome in in_vain]
    if tried and not any(a.created_at > tried[-1].created_at for a in ahead):
        wanted.add(("outreach", f"contact:{tried[-1].pk}"))

    enrolment = Enrolment.objects.get(citizen=citizen)
    last = timezone.localdate(met[-1].at) if met else enrolment.from_day
    if (today - last).days >= (agreement.days if agreement else 7):
        wanted.add(("not_met", f"since:{met[-1].pk if met else enrolment.pk}"))

    wanted -= done
    if not ahead and not wanted:
        times = sum(kind == "next_contact" for kind, _cause in done)
        wanted.add(("next_contact", f"none:{citizen.pk}" + (f":{times}" if times else "")))

    for enquiry in Enquiry.objects.filter(citizen=citizen, answered_at=None):
        wanted.add(("enquiry", f"enquiry:{enquiry.pk}"))
    return wanted - done


def kept(citizen):
    return set(Duty.objects.open().filter(citizen=citizen).values_list("kind", "cause"))


@given(steps=STEPS)
@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_p2_after_every_verb_duties_are_those_the_facts_demand(syd, amira, steps):
    citizen = enrolled(syd, by=amira, from_day=date(2026, 2, 20))
    teams.set_own_person(citizen, by=amira, team=syd, worker=amira, from_day=date(2026, 2, 20))
    story = Story(citizen, amira, syd)
    with clock.frozen(story.now):
        verbs.follow_up(citizen, by=amira)

    for step, value in steps:
        story.play(step, value)

        agreed = Appointment.objects.ahead_on(timezone.localdate(story.now)).filter(citizen=citizen)
        assert kept(citizen) == told_plainly(story)
        assert agreed.exists() or kept(citizen)
        assert duties.recompute([citizen.pk], at=story.now) == []
