"""The coverage figure cannot be had by pushing text into a neighbour."""

import pytest

from helhed.strategy.reading.documents import read_document
from helhed.strategy.reading.labels import load_labels
from helhed.strategy.reading.refusals import CannotRead
from helhed.strategy.reading.shapes import as_data
from helhed.strategy.tests.documents.made import CARD, as_pdf, as_word, content, data

LABELS = load_labels()
FORMS = {
    "lines of their own": ("{label}\n\n \n{value}\n\n \n", 3),
    "one line": ("{label} {value}\n\n", 3),
    "colon": ("{label}: {value}\n", 3),
    "bold": ("**{label}:** {value}\n\n", 3),
    "no blank lines": ("{label}\n{value}\n", 4),
}
TEXTS = {
    "committees": "Havneudvalget",
    "goals": "Indsatsen understøtter følgende mål:\n- finder en kaj\n- har nogen at tale med",
    "target_group": "Både uden plads i havnen.",
    "carried_over": "Ja. Den går videre.",
    "challenge": "Der mangler læ.",
    "description": "Der bygges en bro med ti pladser. Broen har strøm.",
    "success_criteria": "Mindst ti både ligger i læ.",
    "partners": "Sejlerne hjælper til.",
    "contacts": "Havneafdelingen, Havnechef Ida Holm",
}
GOALS = "Målene er:\n\n- finder en kaj\n- har nogen at tale med\n\n"


def printed(label):
    filled = label.replace("{year}", "2026").replace("{period}", "2027-2028")
    return filled.replace("{policy}", "bådpolitikken").replace("{number}", "{n}").rstrip(":?")


def plan(form, chosen):
    """A plan whose cards print, for one field, the label chosen."""
    shape, cards = FORMS[form]
    field, label = chosen
    first = {name: LABELS.table["fields"][name][0] for name in TEXTS} | {field: label}
    text = f"Bådhandleplan 2027-2028\n\n{GOALS}"
    for number in range(1, cards + 1):
        text += f"Indsats {number}: Bro {number}\n\n"
        for name, value in TEXTS.items():
            text += shape.format(label=printed(first[name]), value=value)
        text += "\n"
    return text.encode()


def share(content, name, labels):
    try:
        return as_data(read_document(content, name, labels))["coverage"]["share"]
    except CannotRead:
        return 0


FIELD_LABELS = [
    (name, label) for section, name, label in LABELS.every_label() if section == "fields"
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("chosen", FIELD_LABELS, ids=lambda it: it[1])
def test_each_label_of_the_table_is_read_and_missed(form, chosen):
    document = plan(form, chosen)
    whole = share(document, "plan.md", LABELS)

    assert whole == 1.0
    assert share(document, "plan.md", LABELS.without("fields", *chosen)) < whole


@pytest.mark.parametrize("label", [label for label, _ in CARD])
@pytest.mark.parametrize(("name", "made"), [("plan.docx", as_word), ("plan.pdf", as_pdf)])
def test_a_label_is_missed_in_word_and_pdf(name, made, label):
    document = made()
    used = next(
        (field, known)
        for field, known in FIELD_LABELS
        if printed(known) == label.rstrip("?").replace("fra handleplan", "fra")
    )

    assert share(document, name, LABELS) == 1.0
    assert share(document, name, LABELS.without("fields", *used)) < 1.0


@pytest.mark.parametrize("document", ["havn.txt", "skov.txt"])
def test_each_label_a_document_uses_is_missed_when_it_goes(document):
    whole = data(document)
    used = {it["label"] for card in whole["cards"] for it in card["fields"].values()}

    fallen = [
        label
        for label in LABELS.every_label()
        if share(content(document), document, LABELS.without(*label)) < whole["coverage"]["share"]
    ]

    # The heading of the cards has no label of its own, and one label is printed in two ways.
    assert len(fallen) >= len(
        {label.split(" fra ")[0].split(" 20")[0].rstrip("?") for label in used} - {""}
    )


def test_text_under_an_unknown_label_is_shown_and_its_field_guessed():
    plan = as_data(
        read_document(
            content("skov.txt"), "skov.txt", LABELS.without("fields", "challenge", "Udfordring")
        )
    )

    assert [card["unplaced"][0]["suggestion"] for card in plan["cards"]] == ["challenge"] * 4
    assert all(card["challenge"] == "" for card in plan["cards"])
    assert not any("Udfordring" in card["goals"][-1] for card in plan["cards"])


def test_a_label_missing_in_one_card_only_is_noticed():
    text = content("skov.txt").decode().replace("Udfordring Der støjer", "Der støjer")

    plan = as_data(read_document(text.encode(), "skov.txt", LABELS))

    assert plan["coverage"]["share"] < 1


def test_nothing_of_a_card_is_dropped():
    """Every line with text is in a field, in doubt, or shown as unplaced."""
    for name, label in FIELD_LABELS:
        reading = read_document(
            content("havn.txt"), "havn.txt", LABELS.without("fields", name, label)
        )
        for card in (it.card for it in reading.cards):
            pieces = [card.heading, *card.furniture, *card.fields.values(), *card.unplaced]
            held = {number for piece in pieces for number in piece.numbers}
            assert {line.number for line in card.lines if not line.blank} <= held


def test_a_third_plan_is_read_by_adding_its_labels():
    more = ("fjord_labels.toml", content("fjord_labels.toml").decode())

    with pytest.raises(CannotRead):
        data("fjord.md")
    plan = data("fjord.md", more)

    assert [card["title"] for card in plan["cards"]] == ["Badebro", "Sauna"]
    assert plan["cards"][0]["contacts"][0]["person"] == "Mia Vang"
    assert plan["coverage"]["share"] == 1.0


def test_word_and_pdf_give_the_same_cards():
    word = as_data(read_document(as_word(), "plan.docx", LABELS))
    pdf = as_data(read_document(as_pdf(), "plan.pdf", LABELS))

    for one, other in zip(word["cards"], pdf["cards"], strict=True):
        for name in ("title", "committees", "goals", "carried_over", "challenge", "contacts"):
            assert one[name] == other[name]
