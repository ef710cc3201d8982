"""Owners are asked once a year with little nagging, and what they said is kept as it was said."""

import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhed.audit.models import Event
from helhed.core import clock
from helhed.core.errors import Conflict
from helhed.strategy.models import DigestLink, Initiative, Reminder, RoundAnswer
from helhed.strategy.rounds.comparing import compared
from helhed.strategy.rounds.picture import picture, picture_of_last_year
from helhed.strategy.rounds.schedule import APART, STEPS, reminder_is_due
from helhed.strategy.tests.factories import a_plan, an_initiative
from helhed.strategy.tests.moments import NOW, TODAY
from helhed.strategy.verbs import digests, rounds
from helhed.strategy.verbs.initiatives import assign_owner
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 17)


def address(secret: str) -> str:
    return f"https://helhed.invalid{reverse('strategy:answer', args=[secret])}"


@pytest.fixture
def owen(db):
    """Answers for two initiatives."""
    owner = colleague(
        "owen", "Owen Dam", TeamFactory(name="Bolig", kind=Team.Kind.OTHER), "act_worker"
    )
    owner.email = "owen@example.invalid"
    owner.save()
    return owner


@pytest.fixture
def plan(signe, owen):
    plan = a_plan(title="Handleplan for alle", first_year=2025, last_year=2026)
    for number, title in enumerate(["Et sted om søndagen", "Ti boliger"], start=1):
        initiative = an_initiative(plan=plan, title=title, number=number)
        assign_owner(initiative, by=signe, owner=owen)
    an_initiative(plan=plan, title="Uden ejer", number=3)
    return plan


@pytest.fixture
def this_year(plan, signe):
    return rounds.open_follow_up(plan, by=signe, year=2026, opens_on=date(2026, 2, 1), due_on=DUE)


def sunday(plan) -> Initiative:
    return plan.initiatives.get(number=1)


def say(plan, follow_up, by, status="late", text="Nøglen mangler.", **more):
    return rounds.answer_for(
        sunday(plan), by=by, follow_up=follow_up, status=status, text=text, at=NOW, **more
    )


# The schedule


@given(st.sets(st.integers(min_value=-60, max_value=60), max_size=40).map(sorted))
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_reminded_more_than_the_schedule_says_and_never_twice_in_five_days(days):
    """Whichever days the job happens to run on."""
    sent: list[date] = []
    for number in days:
        on = DUE + timedelta(days=number)
        if reminder_is_due(DUE, on=on, last=sent[-1] if sent else None):
            sent.append(on)
    assert len(sent) <= len(STEPS)
    assert all(later - earlier >= APART for earlier, later in pairwise(sent))
    assert not sent or sent[0] >= DUE + timedelta(days=STEPS[0])


def test_reminded_every_day_the_job_runs_the_steps_are_kept():
    sent: list[int] = []
    for number in range(-40, 60):
        on, last = DUE + timedelta(days=number), DUE + timedelta(days=sent[-1]) if sent else None
        if reminder_is_due(DUE, on=on, last=last):
            sent.append(number)
    # The day after is two days after the day before, so it waits.
    assert sent == [-30, -7, -1, 4, 9, 30]


# The digest


def test_one_mail_to_one_person_about_everything(
    this_year, owen, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = digests.send_due_digests(at=NOW, address=address)

    assert [one.owner for one in sent] == [owen]
    assert len(mail.outbox) == 1
    body = mail.outbox[0].body
    assert "Et sted om søndagen" in body
    assert "Ti boliger" in body
    assert len(re.findall(r"https://", body)) == 1
    assert mail.outbox[0].to == ["owen@example.invalid"]


def test_the_secret_is_kept_as_a_hash_only(this_year, owen):
    digests.send_due_digests(at=NOW, address=address)
    secret = secret_in(Reminder.objects.get())
    assert secret not in DigestLink.objects.get().token_hash
    assert not Event.objects.filter(details__icontains=secret).exists()


def test_the_same_day_nobody_is_reminded_again(this_year):
    digests.send_due_digests(at=NOW, address=address)
    assert digests.send_due_digests(at=NOW, address=address) == []


def test_who_has_answered_is_left_in_peace(this_year, plan, owen):
    for initiative in plan.initiatives.filter(owner=owen):
        rounds.answer_for(
            initiative, by=owen, follow_up=this_year, status="late", text="Går.", at=NOW
        )
    assert digests.send_due_digests(at=NOW, address=address) == []


def test_the_secretary_reminds_those_who_are_late(this_year, signe):
    with pytest.raises(digests.NobodyToRemind):
        digests.remind_late(by=signe, at=NOW, address=address)
    later = NOW + timedelta(days=10)
    assert len(digests.remind_late(by=signe, at=later, address=address)) == 1
    with pytest.raises(digests.NobodyToRemind):
        digests.remind_late(by=signe, at=later, address=address)


# The link


def secret_in(reminder: Reminder) -> str:
    return re.search(r"/answer/([\w-]+)/", reminder.demo_text)[1]


@pytest.fixture
def link(this_year):
    [reminder] = digests.send_due_digests(at=NOW, address=address)
    return reverse("strategy:answer", args=[secret_in(reminder)])


def fields(page: str, *, status: str, text: str, which: int = 0) -> dict[str, str]:
    """What the page's form would post for one of its initiatives."""
    names = re.findall(r'name="(q[0-9a-f]+)-text"', page)
    versions = dict(re.findall(r'name="(q[0-9a-f]+-version)" value="(\d+)"', page))
    prefix = names[which]
    return {**versions, f"{prefix}-status": status, f"{prefix}-text": text}


def test_the_link_opens_the_owners_initiatives_and_signs_nobody_in(client, link):
    answer = client.get(link)

    page = answer.content.decode()
    assert "Et sted om søndagen" in page
    assert "Ti boliger" in page
    assert "Uden ejer" not in page
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert "sessionid" not in client.cookies
    assert client.get(reverse("strategy:rounds")).status_code == 302


def test_an_answer_by_the_link_is_the_owners(client, link, plan, owen):
    page = client.get(link).content.decode()
    client.post(link, fields(page, status="at_risk", text="Ingen har nøglen."))

    answer = RoundAnswer.objects.get()
    assert (answer.initiative, answer.answered_by, answer.by_link) == (sunday(plan), owen, True)
    assert sunday(plan).status_said == "at_risk"
    assert RoundAnswer.objects.count() == 1


def test_a_page_sent_with_nothing_in_it_says_so(client, link):
    page = client.get(link).content.decode()
    assert "Der blev ikke sendt noget" not in page

    sent = client.post(link, {})

    assert "Der blev ikke sendt noget" in sent.content.decode()
    assert RoundAnswer.objects.count() == 0


def test_late_is_not_too_late(client, link):
    assert "det er ikke for sent" not in client.get(link).content.decode()
    with clock.frozen(NOW + timedelta(days=9)):
        assert "det er ikke for sent" in client.get(link).content.decode()


def test_looking_at_the_link_changes_nothing(client, link):
    before = Event.objects.count()
    client.get(link)
    assert Event.objects.count() == before
    assert RoundAnswer.objects.count() == 0


@pytest.mark.parametrize("why", ["expired", "revoked", "newer", "left", "wrong"])
def test_a_link_that_is_closed_opens_nothing(client, link, owen, signe, why):
    at = NOW
    if why == "expired":
        at = NOW + timedelta(days=46)
    elif why == "revoked":
        digests.revoke_links(owen, by=signe, at=NOW)
    elif why == "newer":
        digests.remind_late(by=signe, at=NOW + timedelta(days=10), address=address)
    elif why == "left":
        owen.is_active = False
        owen.save()
    else:
        link = link[:-2] + "x/"
    with clock.frozen(at):
        answer = client.get(link)
        assert client.post(link, {"q-text": "x"}).status_code == 404
    assert answer.status_code == 404
    assert "søndagen" not in answer.content.decode()


def test_the_link_does_not_reach_the_initiatives_of_others(client, link, plan, signe):
    page = client.get(link).content.decode()
    posted = fields(page, status="late", text="Går langsomt.")
    assign_owner(sunday(plan), by=signe, owner=None)

    client.post(link, posted)

    assert RoundAnswer.objects.count() == 0


def test_two_who_answer_at_once_lose_nothing(client, link, plan, this_year, signe):
    page = client.get(link).content.decode()
    posted = fields(page, status="late", text="Min tekst.")
    say(plan, this_year, signe, text="Sekretærens tekst.")

    shown = client.post(link, posted).content.decode()

    assert "Min tekst." in shown
    assert "Sekretærens tekst." in shown
    assert RoundAnswer.objects.get().text == "Sekretærens tekst."
    client.post(link, fields(shown, status="late", text="Min tekst."))
    assert RoundAnswer.objects.get().text == "Min tekst."


def test_text_without_status_is_asked_about_and_kept(client, link):
    page = client.get(link).content.decode()
    shown = client.post(link, fields(page, status="", text="Jeg skrev noget.")).content.decode()
    assert "Jeg skrev noget." in shown
    assert RoundAnswer.objects.count() == 0


# Answers and freezing


def test_only_owner_and_secretary_answer(client, this_year, plan, owen, signe, amira):
    door = reverse("strategy:round-answer", args=[this_year.pk, sunday(plan).pk])
    for user, status in ((owen, 200), (signe, 200), (amira, 404)):
        client.force_login(user)
        assert client.get(door).status_code == status


def test_answering_again_needs_the_version_one_saw(plan, this_year, owen):
    say(plan, this_year, owen)
    with pytest.raises(Conflict):
        say(plan, this_year, owen, text="Noget andet.", based_on=0)
    say(plan, this_year, owen, text="Noget andet.", based_on=1)
    assert RoundAnswer.objects.get().events.get().text == "Nøglen mangler."


def test_an_answer_that_agrees_with_the_rule_says_nothing_of_its_own(plan, this_year, owen):
    say(plan, this_year, owen, status="at_risk")
    assert sunday(plan).status_said == "at_risk"


def test_how_it_ends_is_not_an_owners_answer(plan, this_year, owen):
    with pytest.raises(rounds.NotAnAnswer):
        say(plan, this_year, owen, status="in_operations")


def test_a_frozen_round_is_kept_by_the_database(plan, this_year, owen, signe):
    say(plan, this_year, owen, text="Som det var.")
    snapshot = rounds.freeze_follow_up(this_year, by=signe, at=NOW)

    for write in (
        lambda: type(snapshot).objects.update(data={}),
        snapshot.delete,
        lambda: type(this_year).objects.filter(pk=this_year.pk).update(frozen_at=None),
        lambda: type(this_year).objects.filter(pk=this_year.pk).update(due_on=date(2030, 1, 1)),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()
    with pytest.raises(rounds.AlreadyFrozen):
        rounds.freeze_follow_up(this_year, by=signe, at=NOW)


def test_a_late_answer_is_kept_apart_from_the_frozen_picture(plan, this_year, owen, signe):
    say(plan, this_year, owen, text="Som det var.")
    rounds.freeze_follow_up(this_year, by=signe, at=NOW)

    late = say(plan, this_year, owen, status="at_risk", text="Kom for sent.", based_on=1)

    assert late.after_freeze
    lines = {line["title"]: line for line in picture(this_year, on=TODAY)["lines"]}
    assert lines["Et sted om søndagen"]["text"] == "Som det var."


def test_the_frozen_picture_names_no_owner(plan, this_year, owen, signe):
    say(plan, this_year, owen)
    snapshot = rounds.freeze_follow_up(this_year, by=signe, at=NOW)
    assert "Owen" not in str(snapshot.data)


def test_last_year_stands_beside_this_year(plan, owen, signe):
    last = rounds.open_follow_up(
        plan, by=signe, year=2025, opens_on=date(2025, 2, 1), due_on=date(2025, 3, 1)
    )
    at = timezone.make_aware(datetime(2025, 3, 2, 12))
    rounds.answer_for(sunday(plan), by=owen, follow_up=last, status="at_risk", text="Slemt.", at=at)
    rounds.freeze_follow_up(last, by=signe, at=at)
    now = rounds.open_follow_up(plan, by=signe, year=2026, opens_on=TODAY, due_on=DUE)
    say(plan, now, owen, status="on_track", text="Bedre.")
    an_initiative(plan=plan, title="Helt ny", number=9)

    found = compared(picture(now, on=TODAY), picture_of_last_year(now))

    assert [(one.title, one.before, one.now) for one in found.better] == [
        ("Et sted om søndagen", "at_risk", "on_track")
    ]
    assert found.new == ["Helt ny"]
    assert found.worse == []


def test_pages_of_a_round_ask_few_questions(
    client, this_year, plan, signe, django_assert_max_num_queries
):
    for number in range(10, 40):
        an_initiative(plan=plan, number=number)
    client.force_login(signe)
    with django_assert_max_num_queries(45):
        client.get(reverse("strategy:round", args=[this_year.pk]))
