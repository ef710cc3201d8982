"""The edge cases of real documents, one by one, on invented ones."""

import pytest

from helhed.strategy.reading.lines import number_lines, set_aside
from helhed.strategy.tests.documents.made import content, data

GOALS = [
    "finder en kaj, hvor de kan ligge trygt",
    "får hjælp, når motoren ikke vil starte",
    "tager del i havnens klub- og foreningsliv",
    "møder én havn, hvor alle taler sammen",
]


@pytest.fixture(scope="module")
def havn():
    return data("havn.txt")


@pytest.fixture(scope="module")
def skov():
    return data("skov.txt")


def card(plan, number):
    return next(it for it in plan["cards"] if it["number"] == number)


def lines_of_field(plan, number, name):
    return card(plan, number)["fields"][name]["lines"]


def line_number(name, beginning, after=0):
    lines = content(name).decode().split("\n")
    return next(
        n for n, text in enumerate(lines, 1) if n > after and text.strip().startswith(beginning)
    )


def test_every_card_is_found_once(havn, skov):
    assert [it["number"] for it in havn["cards"]] == [1, 2, 3]
    assert [it["number"] for it in skov["cards"]] == [1, 2, 3, 4]


def test_the_period_of_the_plan_is_not_that_of_its_policy(havn, skov):
    assert havn["period"] == [2027, 2028]
    assert skov["period"] == [2027, 2028]


def test_a_title_goes_on_to_the_first_blank_line(havn):
    assert card(havn, 1)["title"] == "Vinterpladser i havnen - nye pladser til både uden anlæg"


def test_the_title_of_the_overview_is_found_by_number_and_may_differ(havn):
    assert card(havn, 1)["overview_title"].endswith("nye bropladser til dem uden anlæg")
    assert card(havn, 3)["overview_title"] == "Fælles kaffe"


def test_items_of_the_overview_are_no_cards(havn):
    assert card(havn, 1)["lines"][0] == line_number("havn.txt", "Indsats nr. 1")


def test_a_heading_with_a_dot_after_a_page_number_begins_a_card(havn):
    assert card(havn, 2)["title"] == "Motorhjælp på vandet"
    assert card(havn, 2)["lines"][0] == line_number("havn.txt", "Indsats nr. 2.")


def test_a_heading_right_under_the_goal_above_it_begins_a_card(skov):
    assert card(skov, 4)["title"] == "Ro ved søen"
    assert card(skov, 4)["section_goal"] == "lever nær rolige og åbne gange- og hvilesteder"


def test_page_numbers_are_set_aside_and_not_text():
    lines = set_aside(number_lines(content("havn.txt").decode().split("\n")))

    assert [line.text for line in lines if line.aside] == ["14"]


def test_a_label_on_two_lines_is_one_label(havn):
    field = card(havn, 1)["fields"]["goals"]

    assert field["label"] == "Mål fra bådpolitikken"
    assert field["lines"][0] == line_number("havn.txt", "Mål fra")


def test_a_label_and_its_value_share_a_line(havn, skov):
    assert card(skov, 1)["partners"] == "Skovens venner maler."
    assert card(havn, 3)["fields"]["contacts"]["label"] == "Kontaktperson"


def test_a_label_can_be_cut_by_its_value(skov):
    field = card(skov, 2)["fields"]["success_criteria"]

    assert field["label"] == "Resultater og indikatorer 2027- 2028"
    assert card(skov, 2)["success_criteria"] == "Flere ældre går tur."


def test_a_label_without_a_value_beside_it_takes_the_text_below(skov):
    assert card(skov, 3)["challenge"].startswith("Hunde løber løse på stien")


def test_blank_lines_mean_nothing_where_every_second_is_blank(skov):
    first, second = card(skov, 3)["challenge"].split("\n\n")

    assert first.endswith("uden at forstyrre andre.")
    assert second == "Hegnet, der står nu, er faldet ned. Det var lavet af pil."


def test_a_goal_cut_by_a_blank_line_is_one_goal(havn):
    assert card(havn, 1)["goals"] == GOALS[:3]


def test_goals_are_matched_but_for_case_dots_and_bullets(havn, skov):
    assert card(havn, 2)["goals"] == GOALS[3:]
    assert card(skov, 2)["goals"] == ["finder vej på egen hånd", "har plads til deres hund"]


def test_goals_without_bullets_are_found_under_their_lead_in(skov):
    assert card(skov, 3)["goals"] == ["er med i skovens dugnad- og klubliv"]


def test_a_goal_worded_otherwise_is_matched_and_marked(skov):
    shown = card(skov, 4)

    assert shown["goals"] == ["lever nær rolige og åbne gange- og hvilesteder"]
    assert shown["goals_printed"] == ["lever nær rolige og åbne gange- og/eller stille hvilesteder"]
    assert "goal-unsure" in shown["fields"]["goals"]["uncertain"]


def test_the_goal_above_a_group_holds_until_the_next(skov):
    above = [it["section_goal"] for it in skov["cards"]]

    assert above[0] == above[1] == "finder vej på egen hånd"
    assert above[2] == "er med i skovens dugnad- og klubliv"


def test_the_goal_above_a_group_is_not_in_the_contacts_before_it(skov):
    last = lines_of_field(skov, 2, "contacts")[1]

    assert last == line_number("skov.txt", "Kontaktperson og afdeling Vej, Skov")
    assert card(skov, 2)["unplaced"] == []


def test_prose_that_begins_like_a_label_is_prose(havn, skov):
    assert card(havn, 1)["challenge"].startswith("Målgruppen er blevet større")
    assert "\nMålet med flere pladser" in card(havn, 1)["challenge"]
    assert card(havn, 1)["partners"].startswith("Samarbejdsflader")
    assert card(skov, 1)["description"].startswith("Målgruppen: Alle")
    assert card(skov, 1)["target_group"] == ""


def test_a_word_of_a_label_inside_a_sentence_is_no_label(havn):
    assert "”Beskrivelse af indsats”" in card(havn, 1)["success_criteria"]


def test_a_label_after_a_page_break_is_seen(havn):
    assert lines_of_field(havn, 2, "contacts")[0] == line_number(
        "havn.txt", " Kontaktperson".strip(), 165
    )


@pytest.mark.parametrize(
    ("plan", "number", "carried_over"),
    [
        ("havn", 1, True),
        ("havn", 2, False),
        ("havn", 3, True),
        ("skov", 3, True),
        ("skov", 4, False),
    ],
)
def test_the_first_words_tell_whether_it_is_carried_over(request, plan, number, carried_over):
    assert card(request.getfixturevalue(plan), number)["carried_over"] is carried_over


def test_the_whole_text_of_carrying_over_is_kept(havn):
    assert card(havn, 2)["carried_over_text"] == "Ny. Der blev sat penge af i 2026."


def test_hyphens_at_the_end_of_a_line(havn, skov):
    assert "sejlerhjælp" in card(havn, 1)["challenge"]
    assert "NOR-holdet" in card(havn, 1)["description"]
    assert "Nordhavn-klubben" in card(havn, 1)["description"]
    assert "hundepasser" in card(skov, 3)["description"]


def test_bullets_and_paragraphs_stay_apart(havn):
    description = card(havn, 1)["description"]

    assert "- Flydebro med bl.a. strøm, vand og lys\n- Indvielse" in description
    assert "lærlinge" in card(havn, 2)["partners"].split("\n")[1]


def test_two_committees_are_parted_and_an_og_in_a_name_is_not(skov):
    assert card(skov, 1)["committees"] == ["Skov- og Stiudvalget"]
    assert card(skov, 2)["committees"] == ["Skov- og Stiudvalget", "Sundhedsudvalget"]


def test_a_short_form_of_a_committee_is_uncertain_until_its_name_is_known(havn):
    known = data(
        "havn.txt", ("more", '[committees.aliases]\n"Klub og Fritid" = "Klub- og Fritidsudvalget"')
    )

    assert card(havn, 2)["fields"]["committees"]["uncertain"] == ["committee-unread"]
    assert card(known, 2)["committees"] == ["Havneudvalget", "Klub- og Fritidsudvalget"]
    assert known["coverage"]["share"] == 1 > havn["coverage"]["share"]


def test_words_of_the_form_are_placed_and_no_text(skov):
    assert card(skov, 1)["fields"]["furniture"]["label"] == "Indsatsbeskrivelse"


def test_every_field_tells_its_label_its_lines_and_what_stood_there(skov):
    field = card(skov, 2)["fields"]["carried_over"]

    assert field == {
        "label": "Videreføres indsatsen fra handleplan 2026?",
        "lines": [field["lines"][0], field["lines"][0] + 3],
        "raw": "Indsatsen videreføres med samme fokus.",
        "uncertain": [],
    }


def test_all_lines_of_a_plan_in_inline_form_are_placed(skov):
    assert skov["coverage"] == {"share": 1.0, "placed": 81, "lines": 81}
