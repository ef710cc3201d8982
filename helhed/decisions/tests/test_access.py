"""Every URL of the decisions: open to those who decide, closed and silent to others."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from helhed.access.connection import acting_as
from helhed.access.tests.kept import lost
from helhed.audit.models import Event
from helhed.core.ids import new_id
from helhed.decisions import urls, verbs
from helhed.decisions.models import (
    CaseFile,
    Collection,
    Complaint,
    Decision,
    FreeCard,
    Hearing,
    ServiceOrder,
    Transition,
)
from helhed.decisions.tests.conftest import NOW, TODAY
from helhed.teams.models import Relation

READ, DECIDE, APPROVE, PLAN, EDIT_PLAN = "read", "decide", "approve", "plan", "edit"
ADMIN, HOUSE, ANYBODY = "admin", "house", "anybody"

# name: (method, keys of what it is about, what one must be allowed)
DOORS = {
    "cases": ("get", (), READ),
    "card": ("get", ("citizen",), READ),
    "orders-card": ("get", ("citizen",), PLAN),
    "open-case": ("get", ("citizen",), DECIDE),
    "case": ("get", ("case",), READ),
    "read-aloud": ("get", ("case",), READ),
    "letter-pdf": ("get", ("case",), READ),
    "note-words": ("get", ("case",), DECIDE),
    "choose-basis": ("get", ("case",), DECIDE),
    "note-leaving": ("get", ("case",), DECIDE),
    "pass-case": ("get", ("case",), DECIDE),
    "choose-assessment": ("get", ("case",), DECIDE),
    "tell-delay": ("get", ("case",), DECIDE),
    "close-case": ("get", ("case",), DECIDE),
    "note-fact": ("get", ("case",), DECIDE),
    "collect": ("get", ("case",), DECIDE),
    "answer-collection": ("get", ("collection",), DECIDE),
    "start-hearing": ("get", ("case",), DECIDE),
    "answer-hearing": ("get", ("hearing",), DECIDE),
    "write-decision": ("get", ("case",), DECIDE),
    "ask-approval": ("get", ("case",), DECIDE),
    "divide-decision": ("get", ("draft",), DECIDE),
    "approve-decision": ("post", ("draft",), APPROVE),
    "make-decision": ("post", ("draft",), DECIDE),
    "deliver-decision": ("get", ("made",), DECIDE),
    "take-complaint": ("get", ("made",), DECIDE),
    "reassess": ("get", ("complaint",), DECIDE),
    "send-on": ("post", ("complaint",), DECIDE),
    "note-result": ("get", ("complaint",), DECIDE),
    "send-order": ("get", ("made",), DECIDE),
    "order": ("get", ("order",), PLAN),
    "report": ("get", ("order",), EDIT_PLAN),
    "standing": ("get", ("citizen",), READ),
    "note-responsible": ("get", ("citizen",), DECIDE),
    "note-residence": ("get", ("citizen",), DECIDE),
    "name-representative": ("get", ("citizen",), DECIDE),
    "end-representative": ("get", ("representative",), DECIDE),
    "note-counselling": ("get", ("citizen",), DECIDE),
    "tell-municipality": ("get", ("notice",), HOUSE),
    "give-free-card": ("get", ("made",), DECIDE),
    "note-earning": ("get", ("card",), DECIDE),
    "recheck-card": ("post", ("card",), DECIDE),
    "begin-transition": ("post", ("citizen",), DECIDE),
    "settle-topic": ("get", ("transition",), DECIDE),
    "plan-transition-meeting": ("get", ("transition",), DECIDE),
    "note-transition-meeting": ("get", ("meeting",), DECIDE),
    "anonymous": ("get", (), ANYBODY),
    "ask-anonymously": ("get", (), ANYBODY),
    "start-anonymously": ("post", ("anonymous",), ANYBODY),
    "end-anonymously": ("get", ("anonymous",), ANYBODY),
    "reversals": ("get", (), READ),
    "registers": ("get", (), ADMIN),
    "mandates": ("get", (), ADMIN),
    "give-mandate": ("get", (), ADMIN),
    "end-mandate": ("get", ("mandate",), ADMIN),
    "register": ("get", ("register",), ADMIN),
    "add-rule": ("get", ("register",), ADMIN),
    "change-rule": ("get", ("register", "rule"), ADMIN),
    "end-rule": ("get", ("register", "rule"), ADMIN),
}
ABOUT_SOMEBODY = [
    name for name, (_m, keys, may) in DOORS.items() if keys and may not in (ADMIN, ANYBODY)
]
OF_THE_CASE = [name for name in ABOUT_SOMEBODY if DOORS[name][2] in (READ, DECIDE, APPROVE)]


@pytest.fixture
def keys(karen, case, written, kasper, mandate, syd):
    """A key for everything a door can lead to, all of it Karen's."""
    about = {"citizen": karen}
    hearing = Hearing.objects.create(
        **about,
        case=case,
        how="read_aloud",
        started_on=TODAY,
        started_by=kasper,
        answer_by=date(2026, 11, 20),
    )
    collection = Collection.objects.create(
        **about,
        case=case,
        from_whom="Psykiatrien",
        what="Udtalelse",
        basis="ground",
        ground="§ 11 c",
        asked_on=TODAY,
        asked_by=kasper,
    )
    made = a_made_decision(karen, kasper, syd)
    complaint = verbs.take_complaint(made, by=kasper, received_on=TODAY, how="oral", words="Nej.")
    order = verbs.send_order(
        made,
        by=kasper,
        on=TODAY,
        provider="ACT-team Syd",
        goals=["Holde fast i hjemmet"],
        start_on=TODAY,
        report_by=date(2027, 2, 1),
    )
    notice = verbs.open_notice(
        karen, by=kasper, what="shelter_in", stay_key=new_id(), happened_on=TODAY
    )
    card = FreeCard.objects.create(
        **about, number="X1", from_day=TODAY, recheck_by=date(2028, 12, 31)
    )
    transition = Transition.objects.create(**about, begun_on=TODAY, adult_on=date(2028, 1, 1))
    meeting = verbs.plan_transition_meeting(
        transition, by=kasper, what="meeting", on=TODAY, with_whom="Karen"
    )
    anonymous = verbs.ask_anonymously(
        by=kasper, team=syd, called="Violinen", basis_code="SUL141", asked_at=NOW
    )
    representative = verbs.name_representative(
        karen, by=kasper, name="Ulla Berg", scope="Alt", from_day=TODAY
    )
    return {
        "representative": representative.pk,
        "notice": notice.pk,
        "card": card.pk,
        "transition": transition.pk,
        "meeting": meeting.pk,
        "anonymous": anonymous.pk,
        "citizen": karen.pk,
        "case": case.pk,
        "hearing": hearing.pk,
        "collection": collection.pk,
        "draft": written.pk,
        "made": made.pk,
        "complaint": complaint.pk,
        "order": order.pk,
        "mandate": mandate.pk,
        "register": "parameters",
        "rule": "shelter_refund_max_days:2026-04-01",
    }


def a_made_decision(karen, kasper, syd):
    case = verbs.open_case(
        karen,
        by=kasper,
        team=syd,
        title="Støtte nu",
        basis_code="SEL85a",
        received_at=datetime(2026, 11, 2, 10, 0, tzinfo=UTC),
        how=CaseFile.How.ORAL,
        words="Nu.",
    )
    verbs.note_fact(case, by=kasper, text="Noget", source="Karen", dated_on=TODAY)
    draft = verbs.draft_decision(case, by=kasper)
    fields = {
        "outcome": "partly",
        "content": "Støtte",
        "provider_wish": "Ingen",
        "provider_wish_followed": True,
        "from_day": TODAY,
        "review_on": date(2027, 1, 1),
        "facts": "F",
        "considerations": "G",
        "reasons_not": "H",
        "view_declined": True,
    }
    draft = verbs.write_decision(draft, by=kasper, based_on=draft.version, **fields)
    return verbs.make_decision(draft, by=kasper, on=TODAY)


def ask(client, user, name, keys):
    method, wanted, _may = DOORS[name]
    client.force_login(user)
    address = reverse(f"decisions:{name}", args=[keys[key] for key in wanted])
    return getattr(client, method)(address)


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


def names(*mays):
    return [name for name, door in DOORS.items() if door[2] in mays]


def answers(client, user, wanted, keys):
    """{name: status} for each of the doors."""
    return {name: ask(client, user, name, keys).status_code for name in wanted}


def all_closed(client, user, wanted, keys):
    return set(answers(client, user, wanted, keys).values()) == {404}


def test_the_caseworker_comes_in(client, kasper, keys):
    wanted = names(READ, DECIDE, PLAN, EDIT_PLAN, HOUSE, ANYBODY)

    assert set(answers(client, kasper, wanted, keys).values()) <= {200, 302}


def test_the_leader_approves_and_reads_but_does_not_decide(client, pernille, keys):
    assert ask(client, pernille, "approve-decision", keys).status_code == 302
    assert set(answers(client, pernille, names(READ), keys).values()) == {200}
    assert all_closed(client, pernille, names(DECIDE), keys)


def test_the_team_reads_the_order_and_tells_how_it_goes_but_not_the_case(client, amira, keys):
    assert set(answers(client, amira, names(PLAN, EDIT_PLAN), keys).values()) == {200}
    assert all_closed(client, amira, OF_THE_CASE, keys)


@pytest.mark.parametrize("who", ["bo", "mads", "nora", "dan", "ulla"])
def test_a_stranger_is_told_nothing(client, request, keys, who):
    stranger = request.getfixturevalue(who)
    for name in OF_THE_CASE:
        answer = ask(client, stranger, name, keys)
        assert answer.status_code == 404, name
        assert "Karen" not in answer.content.decode(), name


def test_a_stranger_reads_no_order(client, bo, keys):
    assert all_closed(client, bo, names(PLAN, EDIT_PLAN, HOUSE), keys)


def test_who_asks_without_a_name_is_known_to_the_team_alone(client, amira, bo, keys):
    assert ask(client, bo, "start-anonymously", keys).status_code == 404
    assert "Violinen" not in ask(client, bo, "anonymous", keys).content.decode()
    assert "Violinen" in ask(client, amira, "anonymous", keys).content.decode()
    assert ask(client, amira, "start-anonymously", keys).status_code == 302


def test_an_ended_relation_opens_nothing(client, kasper, keys):
    Relation.objects.update(revoked_at=datetime(2026, 1, 1, tzinfo=UTC))

    assert all_closed(client, kasper, ABOUT_SOMEBODY, keys)


def test_a_protected_citizen_opens_to_named_colleagues_only(client, kasper, karen, keys):
    karen.protected = True
    karen.save()

    assert all_closed(client, kasper, ABOUT_SOMEBODY, keys)


def test_registers_are_kept_by_administrators_alone(client, ulla, kasper, keys):
    assert set(answers(client, ulla, names(ADMIN), keys).values()) == {200}
    assert all_closed(client, kasper, names(ADMIN), keys)


def test_nobody_signed_in_is_asked_to_sign_in(client, keys):
    for name, (method, wanted, _may) in DOORS.items():
        address = reverse(f"decisions:{name}", args=[keys[key] for key in wanted])
        answer = getattr(client, method)(address)
        assert answer.status_code == 302, name
        assert "/accounts/" in answer["Location"], name


def test_p8_the_database_closes_the_rows_too(keys, kasper, amira, bo):
    with acting_as(kasper):
        assert CaseFile.objects.count() == 2
    with acting_as(amira):
        assert (CaseFile.objects.count(), Decision.objects.count()) == (0, 0)
        assert Complaint.objects.count() == 0
        assert ServiceOrder.objects.count() == 1
    with acting_as(bo):
        assert ServiceOrder.objects.count() == 0


def test_a_look_and_a_print_are_logged(client, kasper, keys):
    ask(client, kasper, "case", keys)
    ask(client, kasper, "letter-pdf", keys)

    actions = set(Event.objects.filter(actor_id=kasper.pk).values_list("action", flat=True))
    assert {"access.open", "decisions.print_letter"} <= actions


def test_forms_keep_what_was_typed(client, kasper, ulla, keys):
    found = {}
    for name, (method, wanted, may) in DOORS.items():
        if method == "get":
            client.force_login(ulla if may == ADMIN else kasper)
            found[name] = lost(
                client, reverse(f"decisions:{name}", args=[keys[key] for key in wanted])
            )
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert sum(texts is not None for texts in found.values()) >= 20
