from datetime import date

import pytest
from django.urls import reverse

from helhed.core.checking import AgainstARule
from helhed.core.errors import Conflict
from helhed.strategy.models import Hearing, Initiative, Party, Proposal, Reply
from helhed.strategy.tests.factories import a_party, a_plan, a_policy, an_initiative
from helhed.strategy.tests.following import a_council, a_hearing, a_proposal
from helhed.strategy.tests.moments import TODAY
from helhed.strategy.verbs import hearings as verbs

pytestmark = pytest.mark.django_db
LATER = date(2026, 5, 1)


def response(hearing, signe, *points, **fields):
    known = {"received_on": TODAY, "on": TODAY, "points": points or ("Mere om pårørende.",)}
    return verbs.note_response(hearing, by=signe, **{**known, **fields})


def test_a_proposal_is_noted_in_the_councils_own_words_also_when_told(signe):
    proposal = verbs.note_proposal(
        a_council(),
        by=signe,
        title="Åbent om søndagen",
        words=" Søndag er den længste dag. ",
        proposed_on=date(2026, 2, 3),
        on=TODAY,
        noted_orally=True,
    )

    assert proposal.words == "Søndag er den længste dag."
    assert proposal.noted_orally
    assert proposal.outcome == Proposal.Outcome.WAITING


def test_only_councils_propose_and_are_heard(signe):
    party = a_party(kind=Party.Kind.COMPANY)

    with pytest.raises(verbs.NotACouncil):
        verbs.note_proposal(party, by=signe, title="x", words="x", proposed_on=TODAY, on=TODAY)
    with pytest.raises(verbs.NotACouncil):
        verbs.send_hearing(
            a_plan(),
            by=signe,
            council=party,
            question="?",
            sent_on=TODAY,
            deadline=date(2026, 5, 1),
        )


def test_an_answered_proposal_is_the_origin_of_its_initiative(signe):
    proposal, initiative = a_proposal(), an_initiative()

    verbs.answer_proposal(
        proposal,
        by=signe,
        on=TODAY,
        based_on=1,
        outcome="followed",
        answer="Det giver mening.",
        became="Åbent hver søndag siden marts.",
        initiatives=[initiative],
    )

    assert list(proposal.initiatives.all()) == [initiative]
    assert Initiative.objects.get(pk=initiative.pk).origin == Initiative.Origin.COUNCIL


def test_an_initiative_that_changed_meanwhile_still_gets_its_origin(signe):
    proposal, held = a_proposal(), an_initiative()
    Initiative.objects.filter(pk=held.pk).update(version=7)

    verbs.answer_proposal(
        proposal,
        by=signe,
        on=TODAY,
        based_on=1,
        outcome="partly",
        answer="Delvist.",
        initiatives=[held],
    )

    assert Initiative.objects.get(pk=held.pk).origin == Initiative.Origin.COUNCIL


def test_an_answer_says_why(signe):
    with pytest.raises(AgainstARule):
        verbs.answer_proposal(
            a_proposal(), by=signe, on=TODAY, based_on=1, outcome="not_followed", answer=" "
        )


def test_a_hearing_is_about_a_plan_or_a_policy_and_gives_time(signe):
    hearing = verbs.send_hearing(
        a_policy(),
        by=signe,
        council=a_council(),
        question="Hvad mangler?",
        sent_on=TODAY,
        deadline=date(2026, 4, 21),
    )

    assert hearing.days_given == 42
    with pytest.raises(AgainstARule):
        verbs.send_hearing(
            a_plan(), by=signe, council=a_council(), question="?", sent_on=TODAY, deadline=TODAY
        )


def test_late_is_whoever_has_not_answered_when_the_deadline_is_over(signe):
    late, open_still = a_hearing(deadline=date(2026, 3, 9)), a_hearing(deadline=TODAY)
    answered = a_hearing(deadline=date(2026, 3, 9))
    response(answered, signe)

    assert list(Hearing.objects.late_on(TODAY)) == [late]
    assert set(Hearing.objects.open()) == {late, open_still}


def test_every_point_waits_for_its_own_reply(signe):
    hearing = a_hearing()
    noted = response(hearing, signe, "Mere om pårørende.", " ", "Færre fremmedord.")
    first, second = noted.points.all()
    verbs.reply_to_point(first, by=signe, on=TODAY, outcome="followed", why="Enig.")

    assert hearing in Hearing.objects.to_answer()

    verbs.reply_to_point(second, by=signe, on=TODAY, outcome="not_followed", why="Loven binder os.")
    assert hearing not in Hearing.objects.to_answer()
    assert (first.place, second.place) == (1, 2)


def test_an_answer_has_a_point_and_a_day_that_has_been(signe):
    hearing = a_hearing()

    with pytest.raises(verbs.NothingSaid):
        response(hearing, signe, " ")
    with pytest.raises(verbs.ReceivedBeforeSent):
        response(hearing, signe, received_on=date(2026, 2, 1))
    with pytest.raises(verbs.NotYet):
        response(hearing, signe, received_on=date(2026, 3, 11))


def test_two_who_reply_to_the_same_point_see_each_other(signe):
    (point,) = response(a_hearing(), signe).points.all()
    verbs.reply_to_point(point, by=signe, on=TODAY, outcome="followed", why="Enig.")

    with pytest.raises(Conflict):
        verbs.reply_to_point(point, by=signe, on=TODAY, outcome="partly", why="Næsten.")
    reply = Reply.objects.get(point=point)
    verbs.reply_to_point(
        point, by=signe, on=TODAY, outcome="partly", why="Næsten.", based_on=reply.version
    )
    assert Reply.objects.get(point=point).outcome == "partly"


def test_the_whole_hearing_on_the_pages(client, signe):
    plan = a_plan()
    council = a_council()
    client.force_login(signe)
    client.post(
        reverse("strategy:hearing-new"),
        {
            "council": council.pk,
            "subject": plan.pk,
            "question": "Hvad mangler i planen?",
            "sent_on": "2026-02-02",
            "deadline": "2026-03-20",
            "public": "on",
        },
    )
    hearing = Hearing.objects.get()
    client.post(
        reverse("strategy:hearing-respond", args=[hearing.pk]),
        {
            "received_on": "2026-03-09",
            "noted_orally": "on",
            "point_1": "Søndagene.",
            "point_2": "Hunde.",
        },
    )
    for point in hearing.responses.get().points.all():
        client.post(
            reverse("strategy:hearing-reply", args=[point.pk]),
            {"outcome": "followed", "why": "Det har I ret i.", "became": "Åbent om søndagen."},
        )

    page = client.get(reverse("strategy:hearing", args=[hearing.pk])).content.decode()
    assert page.count("Det har I ret i.") == 2
    assert "fortalt på et møde" in page
    assert hearing not in Hearing.objects.to_answer()


def test_late_hearings_are_seen_on_the_list(client, amira):
    a_hearing(deadline=date(2026, 3, 9))
    client.force_login(amira)

    assert "intet svar i tide" in client.get(reverse("strategy:proposals")).content.decode()
