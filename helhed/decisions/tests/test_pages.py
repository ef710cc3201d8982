"""The pages say what stands in the case, and lose nothing that was typed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from helhed.decisions import verbs
from helhed.decisions.models import CaseFile, Decision, Hearing, Parameter
from helhed.decisions.tests.conftest import TODAY
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

    with django_assert_max_num_queries(25):
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
