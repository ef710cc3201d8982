"""Decisions that stay with other authorities are asked for, followed and shown from the plan."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.access.connection import acting_as
from helhed.core.checking import AgainstARule
from helhed.decisions.registers import NotInForce
from helhed.plans import verbs
from helhed.plans.models import AuthorityRequest
from helhed.plans.printing.statutory import statutory_plan
from helhed.teams.models import Duty

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 27)
LATE = date(2026, 11, 30)


def ask(plan, by, **more):
    fields = {
        "about": "benefit",
        "authority": "Ydelsescentret",
        "asked": "Kontanthjælp fra indflytningen",
        "answer_by": FRIDAY,
        **more,
    }
    return verbs.ask_authority(plan, by=by, on=MONDAY, **fields)


def of(row):
    return Duty.objects.get(kind=Duty.Kind.AUTHORITY_ANSWER, cause=f"authority:{row.pk}")


def test_what_is_asked_is_somebody_s_duty_until_it_is_answered(plan, amira, lene):
    row = ask(plan, lene)
    duty = of(row)
    assert (duty.owner, duty.due_at.date(), duty.done_at) == (amira, FRIDAY, None)

    verbs.note_authority_answer(row, by=lene, answered_on=FRIDAY, answer="Bevilget.")

    assert of(row).done_at is not None
    with pytest.raises(verbs.IsAnswered):
        verbs.drop_authority_request(row, by=lene, on=LATE, because="Fejl")


def test_an_answer_has_words_and_a_day_after_it_was_asked(plan, amira):
    row = ask(plan, amira)
    for wrong in ({"answer": " "}, {"answered_on": date(2026, 11, 1)}):
        fields = {"answer": "Ja.", "answered_on": FRIDAY, **wrong}
        with pytest.raises(AgainstARule):
            verbs.note_authority_answer(row, by=amira, **fields)


def test_what_is_dropped_by_mistake_is_asked_again(plan, amira):
    row = ask(plan, amira)
    row = verbs.drop_authority_request(row, by=amira, on=MONDAY, because="Spurgt før")
    assert of(row).withdrawn_at is not None

    verbs.keep_authority_request(row, by=amira)

    assert of(row).withdrawn_at is None
    assert AuthorityRequest.objects.get().dropped_because == ""


def test_sul_134a_the_social_test_is_ours_and_stands_beside_what_is_asked(plan, amira):
    with pytest.raises(AgainstARule):
        ask(plan, amira, about="dental", authority="Den sociale tandpleje")

    row = ask(plan, amira, about="dental", social_test="Sover på herberget.")

    assert row.social_test == "Sover på herberget."


def test_it_stands_in_the_plan_and_on_the_paper(client, plan, goal, amira, monkeypatch):
    ask(plan, amira)
    answered = ask(plan, amira, authority="Udbetaling Danmark", asked="Boligstøtte")
    verbs.note_authority_answer(answered, by=amira, answered_on=MONDAY, answer="Fra december.")
    client.force_login(amira)
    monkeypatch.setattr("helhed.core.clock.today", lambda: LATE)

    page = client.get(reverse("plans:plan", args=[plan.citizen_id])).content.decode()
    paper = client.get(reverse("plans:a4-pdf", args=[plan.citizen_id]))
    printed = PdfReader(BytesIO(b"".join(paper))).pages[0].extract_text()

    assert "svaret skulle være kommet" in page
    assert "Fra december." in page
    for text in ("Ydelsescentret", "Udbetaling Danmark", "Fra december."):
        assert text in printed


def test_sel_141_work_benefit_and_treatment_elsewhere_stand_in_the_action_plan(plan, amira):
    ask(plan, amira)

    paper = statutory_plan(plan.citizen, "141", on=MONDAY)

    lines = [line for section in paper.sections for line in section.lines]
    assert "Ydelsescentret: Kontanthjælp fra indflytningen" in lines


def test_asked_on_the_page_and_nothing_typed_is_lost(client, plan, amira):
    client.force_login(amira)
    address = reverse("plans:ask-authority", args=[plan.citizen_id])
    typed = {
        "about": "dental",
        "authority": "Den sociale tandpleje",
        "asked": "En tid",
        "answer_by": "2026-12-01",
    }

    wrong = client.post(address, typed)
    assert wrong.status_code == 422
    assert 'value="Den sociale tandpleje"' in wrong.content.decode()

    assert client.post(address, {**typed, "social_test": "Bor på gaden"}).status_code == 302
    assert AuthorityRequest.objects.get().asked_by == amira


def test_p8_it_is_read_by_those_who_read_the_plan_and_by_nobody_else(plan, amira, bo):
    with acting_as(amira):
        ask(plan, amira)
        assert AuthorityRequest.objects.count() == 1
    with acting_as(bo):
        assert not AuthorityRequest.objects.exists()


def asked_of_the_region(plan, by):
    return ask(plan, by, about="dual_diag", authority="Regionen", asked="Integreret behandling")


def test_sul_82c_we_ask_again_14_days_after_the_region_received_the_referral(plan, amira, lene):
    row = asked_of_the_region(plan, lene)
    row = verbs.note_authority_received(row, by=lene, on=LATE, received_on=date(2026, 11, 18))

    assert (row.received_on, row.answer_by) == (date(2026, 11, 18), date(2026, 12, 2))
    assert of(row).due_at.date() == date(2026, 12, 2)
    assert of(row).owner == amira

    late = verbs.note_authority_received(row, by=lene, on=LATE, received_on=date(2026, 10, 1))
    assert late.answer_by == MONDAY


def test_sul_82c_runs_from_a_day_that_has_been_and_for_the_region_only(plan, amira):
    row = asked_of_the_region(plan, amira)
    with pytest.raises(verbs.NotReceivedYet):
        verbs.note_authority_received(row, by=amira, on=MONDAY, received_on=FRIDAY)
    with pytest.raises(AgainstARule):
        verbs.note_authority_received(ask(plan, amira), by=amira, on=MONDAY, received_on=MONDAY)
    with pytest.raises(NotInForce):
        verbs.note_authority_received(row, by=amira, on=MONDAY, received_on=date(2024, 8, 31))


def test_an_answer_may_be_due_on_another_day_and_the_duty_moves_with_it(client, plan, amira):
    row = asked_of_the_region(plan, amira)
    client.force_login(amira)
    address = reverse("plans:move-authority-request", args=[row.pk])
    assert client.post(address, {"answer_by": "2026-11-01", "because": "x"}).status_code == 422
    moved = {"answer_by": "2026-12-07", "because": "De har bedt om mere tid"}
    assert client.post(address, moved).status_code == 302
    assert of(row).due_at.date() == date(2026, 12, 7)

    received = reverse("plans:note-authority-received", args=[row.pk])
    assert client.post(received, {"received_on": "2026-11-16"}).status_code == 302
    page = client.get(reverse("plans:plan", args=[plan.citizen_id])).content.decode()
    assert "modtaget hos dem" in page
    verbs.note_authority_answer(row, by=amira, answered_on=LATE, answer="De begynder i morgen.")
    with pytest.raises(verbs.IsAnswered):
        verbs.move_authority_request(row, by=amira, answer_by=LATE, because="x")
