"""The documents as municipalities have them: counts, line numbers and hashes, never words."""

import hashlib
import json
import re
import time
from pathlib import Path

import pytest

from helhed.strategy.reading.documents import read_document
from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.refusals import CannotRead
from helhed.strategy.reading.shapes import as_data

FOLDER = Path(__file__).parents[5] / "shared/data/documents"
PLANS = ("handleplan-udsattepolitik-2021-2022.txt", "handicaphandleplan-2021-2022.txt")
POLICY = "udsattepolitik-2023-2026.txt"
LABELS = load_labels()

pytestmark = pytest.mark.skipif(
    not (FOLDER / PLANS[0]).exists(), reason="the municipal documents are not kept with the program"
)

# First and last line of each field of each card, and a hash of the letters of its texts.
PLACES = json.loads((Path(__file__).parent.parent / "documents/places.json").read_text())
NAMES = (
    "committees", "goals", "target_group", "carried_over", "challenge", "description",
    "success_criteria", "partners", "contacts",
)  # fmt: skip
TEXTS = (
    "title", "carried_over_text", "target_group", "challenge", "description",
    "success_criteria", "partners",
)  # fmt: skip


def read(name, labels=LABELS):
    return as_data(read_document((FOLDER / name).read_bytes(), name, labels))


@pytest.fixture(scope="module", params=PLANS)
def plan(request):
    return request.param, read(request.param)


def digest(card):
    text = re.sub(r"\W", "", " ".join(card[name] for name in TEXTS)).casefold()
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_all_cards_are_there(plan):
    name, data = plan

    assert [card["number"] for card in data["cards"]] == list(
        range(1, len(PLACES[name]["lines"]) + 1)
    )
    assert data["period"] == [2021, 2022]


def test_every_line_of_the_cards_is_in_a_field(plan):
    _, data = plan

    assert data["coverage"]["share"] == 1.0
    assert data["coverage"]["placed"] == data["coverage"]["lines"]
    assert not any(card["unplaced"] for card in data["cards"])


def test_each_field_stands_where_it_stands(plan):
    name, data = plan

    for card in data["cards"]:
        found = [card["fields"].get(it, {"lines": [0, 0]})["lines"] for it in NAMES]
        assert found == PLACES[name]["lines"][str(card["number"])], card["number"]


def test_the_text_of_each_card(plan):
    name, data = plan

    assert {str(card["number"]): digest(card) for card in data["cards"]} == PLACES[name]["hashes"]


def test_how_often_each_goal_is_used():
    """The figures of the data model: seven goals, one unused in each plan."""
    counts = []
    for name in PLANS:
        data = read(name)
        used = [goal for card in data["cards"] for goal in card["goals"]]
        counts.append([used.count(goal) for goal in data["goals"]])

    assert counts == [[8, 6, 2, 0, 7, 4, 5], [3, 3, 2, 1, 4, 3, 0]]


def test_who_decides_and_whom_to_ask():
    first, second = (read(name)["cards"] for name in PLANS)

    assert [len(card["contacts"]) for card in first] == [1, 1, 2, 3, 1, 1, 2, 1, 1, 1]
    assert [len(card["contacts"]) for card in second] == [
        1,
        1,
        1,
        2,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        1,
        2,
    ]
    people = [it for card in [*first, *second] for it in card["contacts"]]
    assert all(it["department"] and it["title"] and len(it["person"].split()) >= 2 for it in people)
    assert [len(card["committees"]) for card in first] == [1] * 7 + [2] + [1] * 2
    assert [len(card["committees"]) for card in second] == [1] * 3 + [2] + [1] * 11
    assert sum(card["carried_over"] for card in [*first, *second]) == 23


def test_six_headings_stand_above_the_second_plans_groups():
    cards = read(PLANS[1])["cards"]

    assert len({card["section_goal"] for card in cards}) == 6
    assert all(card["section_goal"] in card["goals"] for card in cards)


def test_titles_of_the_overview_differ_on_six_cards():
    def letters(text):
        return re.sub(r"\W", "", text).casefold()

    cards = read(PLANS[0])["cards"]
    differ = [c["number"] for c in cards if letters(c["title"]) != letters(c["overview_title"])]

    # Card 7 differs by one space only.
    assert differ == [1, 2, 3, 4, 5]
    assert cards[6]["title"] != cards[6]["overview_title"]


PRINTED = {
    PLANS[0]: [
        ("headings", "card", "Indsats nr. {number}"),
        ("fields", "committees", "Politisk udvalg"),
        ("fields", "goals", "Mål fra {policy}"),
        ("fields", "target_group", "Målgruppe"),
        ("fields", "carried_over", "Videreføres indsatsen fra {year}"),
        ("fields", "challenge", "Udfordring"),
        ("fields", "description", "Beskrivelse af indsatsen"),
        ("fields", "success_criteria", "Succeskriterier og forventede resultater"),
        ("fields", "partners", "Samarbejdspartnere"),
        ("fields", "contacts", "Kontaktperson og afdeling"),
        ("fields", "contacts", "Kontaktperson"),
    ],
    PLANS[1]: [
        ("headings", "card", "Indsats {number}:"),
        ("headings", "section_goal", "Mål:"),
        ("headings", "furniture", "Indsatsbeskrivelse"),
        ("fields", "committees", "Udvalg"),
        ("fields", "goals", "Mål fra {policy}"),
        ("fields", "carried_over", "Videreføres indsatsen fra handleplan {year}"),
        ("fields", "challenge", "Udfordring"),
        ("fields", "description", "Beskrivelse af indsatsen"),
        ("fields", "success_criteria", "Resultater og indikatorer {period}"),
        ("fields", "partners", "Inddragelse af ressourcer"),
        ("fields", "contacts", "Kontaktperson og afdeling"),
    ],
}


@pytest.mark.parametrize(
    ("name", "label"), [(name, label) for name in PLANS for label in PRINTED[name]]
)
def test_deleting_a_label_that_is_printed_lowers_the_coverage(name, label):
    try:
        share = read(name, LABELS.without(*label))["coverage"]["share"]
    except CannotRead:
        share = 0

    assert share < 1


def test_the_policy():
    data = read(POLICY)

    assert (data["kind"], data["period"]) == ("policy", [2023, 2026])
    assert (len(data["vision"]), len(data["principles"]), len(data["focus_areas"])) == (3, 8, 4)
    areas = data["focus_areas"]
    assert [len(it["why"]) for it in areas] == [3, 3, 3, 2]
    assert [len(it["how"]) for it in areas] == [5, 5, 3, 5]
    assert [len(it["supporting_plans"]) for it in areas] == [7, 6, 6, 6]
    assert [it["fields"]["focus_area"]["lines"] for it in data["focus_areas"]] == [
        [109, 109], [127, 127], [145, 145], [161, 161],
    ]  # fmt: skip
    assert data["coverage"]["share"] == 1.0


@pytest.mark.parametrize("name", [*PLANS, POLICY])
def test_a_document_is_read_in_a_moment(name):
    began = time.process_time()

    read(name)

    assert time.process_time() - began < 2
