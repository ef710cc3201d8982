"""The pages say what stands in the case, and lose nothing that was typed."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from helhed.assessments import verbs as assessments
from helhed.assessments.models import Assessment
from helhed.decisions import verbs
from helhed.decisions.models import CaseFile, Decision, Hearing, Parameter
from helhed.decisions.tests.conftest import TODAY
from helhed.decisions.tests.writing import know, missing
from helhed.decisions.verbs.cases import AnotherPerson, SetAside
from helhed.teams.tests.factories import enrolled


@pytest.fixture
def page(client, kasper, case):
    client.force_login(kasper)
    return lambda name="case", key=None: client.get(
        reverse(f"decisions:{name}", args=[key or case.pk])
    ).content.decode()


def test_the_case_shows_its_clock_its_words_and_how_much_is_missing(page, case):
    text = page()

    assert "24 dage" in text
    assert "Der skal være nogen, også når det ikke er kontortid." in text
    assert "Træf afgørelse" in text
    assert "mangler 6 ting" in text


def test_no_page_of_a_case_tells_of_refunds_or_of_missed_appointments(page):
    for name in ("case", "write-decision", "read-aloud"):
        assert "refusion" not in page(name).lower()
        assert "udeblevet" not in page(name).lower()


def test_moving_out_before_one_can_decide_is_shown_with_three_ways_out(page, case, kasper):
    verbs.note_leaving(case, by=kasper, leaves_on=date(2026, 12, 1), leaves_from="Lindegården")
    assert "Udflytning før afgørelse" not in page()
    verbs.note_fact(
        case,
        by=kasper,
        text="Væk i weekenden",
        source="Lindegården",
        dated_on=TODAY,
        known_to_citizen=False,
        against=True,
    )
    verbs.start_hearing(case, by=kasper, how=Hearing.How.READ_ALOUD, answer_by=date(2026, 12, 2))

    text = page()

    assert "Udflytning før afgørelse" in text
    assert "du først afgøre 3. december" in text
    for way in ("Skriv svaret ned", "Spørg Lindegården om mere tid", "Afgør det, ingen er uenige"):
        assert way in text, way


def test_two_colleagues_writing_at_once_see_both_texts(client, kasper, case, draft):
    client.force_login(kasper)
    address = reverse("decisions:write-decision", args=[case.pk])
    verbs.write_decision(draft, by=kasper, based_on=draft.version, facts="Det ene")

    answer = client.post(address, {"facts": "Det andet", "version": 1})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Det ene" in text
    assert "Det andet" in text
    again = client.post(address, {"facts": "Det ene. Det andet", "version": 2})
    assert again.status_code == 302
    assert Decision.objects.get(pk=draft.pk).facts == "Det ene. Det andet"


def test_what_was_typed_comes_back_with_the_refusal(client, kasper, case):
    client.force_login(kasper)

    answer = client.post(
        reverse("decisions:collect", args=[case.pk]),
        {
            "from_whom": "Psykiatrien",
            "what": "En udtalelse",
            "basis": "consent",
            "asked_on": "2026-11-16",
        },
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Vælg samtykket. Spørg borgeren først." in text
    assert "En udtalelse" in text


TYPED = {
    "outcome": "partly",
    "content": "Støtte fra ACT-teamet, når det brænder på.",
    "provider_wish": "Bo fra herberget",
    "facts": "Du flytter tirsdag.",
    "considerations": "Du har brug for en at ringe til.",
    "reasons_not": "Om natten er vagttelefonen åben.",
    "citizen_view": "Det er i orden.",
}


def keeps_all_that_was_typed(text):
    return all(escape(words) in text for name, words in TYPED.items() if name != "outcome") and (
        re.search(r'value="partly"[^>]*checked', text) is not None
    )


def test_the_decision_form_keeps_what_was_typed_when_a_field_is_wrong(client, kasper, case, draft):
    client.force_login(kasper)
    address = reverse("decisions:write-decision", args=[case.pk])

    answer = client.post(address, {**TYPED, "hours_a_week": "mange", "version": draft.version})

    text = answer.content.decode()
    assert answer.status_code == 200
    assert keeps_all_that_was_typed(text)
    assert 'value="mange"' in text
    assert Decision.objects.get(pk=draft.pk).facts == ""


def test_the_decision_form_keeps_what_was_typed_when_it_is_refused(client, kasper, case, written):
    client.force_login(kasper)
    address = reverse("decisions:write-decision", args=[case.pk])
    version = written.version
    know(case, kasper, "Flytter i egen bolig")
    # A colleague has decided meanwhile.
    verbs.make_decision(written, by=kasper, on=TODAY)

    answer = client.post(address, {**TYPED, "version": version})

    assert keeps_all_that_was_typed(answer.content.decode())
    assert Decision.objects.get(pk=written.pk).outcome == "granted"


def test_a_case_rests_on_an_assessment_and_waits_until_it_is_concluded(
    client, kasper, karen, case, written
):
    client.force_login(kasper)
    found_out = assessments.open_assessment(karen, by=kasper, reason="Støtte", on=TODAY)
    address = reverse("decisions:choose-assessment", args=[case.pk])
    client.post(address, {"assessment": str(found_out.pk)})

    case.refresh_from_db()
    assert case.assessment == found_out
    assert "assessment" in missing(written, kasper)
    page = client.get(reverse("decisions:case", args=[case.pk])).content.decode()
    assert reverse("assessments:assessment", args=[found_out.pk]) in page

    Assessment.objects.filter(pk=found_out.pk).update(
        state="concluded", summary="Klarer det meste.", support_need=2, ended_on=TODAY
    )
    assert missing(written, kasper) == set()
    made = verbs.make_decision(written, by=kasper, on=TODAY)
    assert made.snapshot["assessment"]["summary"] == "Klarer det meste."


def test_a_case_rests_on_no_assessment_of_somebody_else_nor_one_set_aside(
    kasper, karen, case, syd, pernille
):
    other = enrolled(syd, by=pernille, name="Ib Opdigtet")
    theirs = assessments.open_assessment(other, by=kasper, reason="Støtte", on=TODAY)
    with pytest.raises(AnotherPerson):
        verbs.rest_on(case, by=kasper, assessment=theirs)

    left = assessments.open_assessment(karen, by=kasper, reason="Støtte", on=TODAY)
    assessments.set_aside(left, by=kasper, because="Vil noget andet nu", on=TODAY)
    with pytest.raises(SetAside):
        verbs.rest_on(case, by=kasper, assessment=left)


def test_the_boards_answers_are_counted_year_by_year(client, kasper, case, written):
    know(case, kasper, "Flytter i egen bolig")
    made = verbs.make_decision(written, by=kasper, on=TODAY)
    for number, result in enumerate(["upheld", "changed", "remitted", "dismissed"]):
        row = verbs.take_complaint(
            made, by=kasper, received_on=TODAY, how="oral", words=f"Nej {number}"
        )
        row = verbs.reassess(row, by=kasper, on=TODAY, reassessed="upheld", reasons="x")
        row = verbs.send_on(row, by=kasper, on=TODAY)
        verbs.note_result(row, by=kasper, on=TODAY, result=result)
    client.force_login(kasper)

    text = client.get(reverse("decisions:reversals")).content.decode()

    assert "66,7 %" in text
    assert "0 klager venter på svar." in text


def test_the_list_has_the_nearest_clock_first_whatever_their_number(
    client, kasper, syd, case, django_assert_max_num_queries
):
    client.force_login(kasper)
    for number in range(8):
        citizen = enrolled(syd, by=kasper, name=f"Nummer {number} Opdigtet")
        verbs.open_case(
            citizen,
            by=kasper,
            team=syd,
            title=f"Sag {number}",
            basis_code="SEL85a",
            received_at=datetime(2026, 10, 1, 10, 0, tzinfo=UTC) + timedelta(days=number),
            how=CaseFile.How.ORAL,
        )

    with django_assert_max_num_queries(17):
        text = client.get(reverse("decisions:cases")).content.decode()

    assert text.index("Sag 0") < text.index("Sag 7") < text.index(case.title)
    assert "over tiden" in text


def test_an_administrator_ends_one_number_and_begins_the_next(client, ulla):
    client.force_login(ulla)
    row = Parameter.objects.get(code="social_free_card_cap", from_day=date(2024, 1, 1))

    answer = client.post(
        reverse("decisions:change-rule", args=["parameters", row.pk]),
        {
            "from_day": "2027-01-01",
            "value": "43000",
            "unit": "kr. om året",
            "indexed": "on",
            "base_year": "2027",
            "source": "Satsregulering 2027",
            "certainty": "S",
        },
    )

    assert answer.status_code == 302, answer.content.decode()[-600:]
    row.refresh_from_db()
    new = Parameter.objects.get(code="social_free_card_cap", from_day=date(2027, 1, 1))
    assert (row.value, row.until_day, new.value) == (41280, date(2027, 1, 1), 43000)
    backwards = client.post(
        reverse("decisions:change-rule", args=["parameters", new.pk]),
        {
            "from_day": "2026-01-01",
            "value": "1",
            "unit": "kr.",
            "source": "x",
            "certainty": "S",
        },
    )
    assert "ændres ikke bagud" in backwards.content.decode()


@pytest.mark.parametrize("key", ["findes-ikke", "\0"])
def test_a_rule_that_is_not_there_is_missing(client, ulla, key):
    client.force_login(ulla)
    assert client.get(reverse("decisions:change-rule", args=["parameters", key])).status_code == 404
