"""The committee's paper: drafted of the answers, put right by the secretary, and then it stands."""

from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from helhed.core.errors import Conflict
from helhed.strategy.models import PaperSection
from helhed.strategy.rounds.draft import drafts
from helhed.strategy.rounds.paper import Block, blocks, paper
from helhed.strategy.rounds.picture import picture
from helhed.strategy.tests.factories import a_plan, a_policy, an_initiative, funding
from helhed.strategy.tests.moments import NOW, TODAY
from helhed.strategy.verbs import papers, rounds
from helhed.strategy.verbs.initiatives import assign_owner

pytestmark = pytest.mark.django_db
ORDER = ["Resumé", "Indstilling", "Sagsfremstilling", "Økonomi", "Høring", "Bilag"]


@pytest.fixture
def follow_up(signe, amira):
    policy = a_policy(council="Udsatterådet")
    plan = a_plan(policy=policy, title="Handleplan for alle", first_year=2025, last_year=2026)
    homes = an_initiative(plan=plan, number=1, title="Ti små boliger")
    assign_owner(homes, by=signe, owner=amira)
    funding(initiative=homes, agreement="Budgetaftale 2025", amount_dkk=1_250_000)
    an_initiative(plan=plan, number=2, title="Åbent om søndagen")
    one = rounds.open_follow_up(plan, by=signe, year=2026, opens_on=TODAY, due_on=date(2026, 4, 1))
    rounds.answer_for(
        homes, by=amira, follow_up=one, status="at_risk", text="Grunden er ikke købt.", at=NOW
    )
    return one


@pytest.fixture
def written(follow_up, signe):
    papers.draft_paper(follow_up, by=signe, drafts=drafts(picture(follow_up, on=TODAY), None))
    return follow_up


def section(follow_up, kind="summary") -> PaperSection:
    return follow_up.sections.get(kind=kind)


def test_the_draft_tells_what_was_answered_what_it_costs_and_who_is_heard(written):
    said = {row.kind: row.text for row in written.sections.all()}
    assert list(PaperSection.Kind.values) == [
        *("summary", "recommendation", "presentation", "economy", "hearing", "annexes")
    ]
    assert "Handleplan for alle" in said["summary"]
    assert "Ti små boliger" in said["recommendation"]
    assert "Grunden er ikke købt." in said["presentation"]
    assert "1.250.000" in said["economy"]
    assert "Udsatterådet" in said["hearing"]


def test_what_the_secretary_wrote_stays_when_the_draft_is_made_anew(written, signe):
    papers.write_section(section(written), by=signe, based_on=1, text="Mine ord.", at=NOW)
    anew = dict.fromkeys(PaperSection.Kind.values, "Nyt udkast.")

    papers.draft_paper(written, by=signe, drafts=anew)

    assert section(written).text == "Mine ord."
    assert section(written, "economy").text == "Nyt udkast."


def test_earlier_words_are_kept_and_can_be_read(client, written, signe):
    before = section(written).text
    papers.write_section(section(written), by=signe, based_on=1, text="Mine ord.", at=NOW)
    papers.return_to_draft(section(written), by=signe, draft="Udkast igen.")

    assert section(written).text == "Udkast igen."
    client.force_login(signe)
    page = client.get(reverse("strategy:paper-versions", args=[written.pk, "summary"]))
    assert "Mine ord." in page.content.decode()
    assert before.split("\n")[0][:30] in page.content.decode()


def test_two_who_write_one_section_see_both_texts(written, signe, ulla):
    mine = section(written)
    papers.write_section(section(written), by=ulla, based_on=1, text="Ullas.", at=NOW)
    with pytest.raises(Conflict):
        papers.write_section(mine, by=signe, based_on=1, text="Signes.", at=NOW)


def test_a_frozen_paper_does_not_change(written, signe):
    rounds.freeze_follow_up(written, by=signe, at=NOW)

    with pytest.raises(papers.FrozenPaper):
        papers.write_section(section(written), by=signe, based_on=1, text="For sent.", at=NOW)
    with pytest.raises(papers.FrozenPaper):
        papers.draft_paper(written, by=signe, drafts=dict.fromkeys(PaperSection.Kind.values, ""))
    with pytest.raises(DatabaseError), transaction.atomic():
        written.sections.update(text="Uden om verberne.")


def test_word_has_the_sections_in_the_order_of_committees(client, written, signe):
    client.force_login(signe)
    answer = client.get(reverse("strategy:paper-word", args=[written.pk]))

    document = Document(BytesIO(answer.content))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:6] == ORDER
    assert document.core_properties.author == ""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Ti små boliger" in cells
    assert "Grunden er ikke købt." in cells
    assert "Amira" not in "".join(p.text for p in document.paragraphs) + "".join(cells)


def test_pdf_is_tagged_and_says_the_same(client, written, signe):
    client.force_login(signe)
    answer = client.get(reverse("strategy:paper-pdf", args=[written.pk]))

    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "da"
    places = [text.index(heading) for heading in ORDER[:5]]
    assert places == sorted(places)
    assert "Grunden er ikke købt." in text


def test_a_frozen_paper_prints_what_stood(client, written, signe, amira):
    rounds.freeze_follow_up(written, by=signe, at=NOW)
    homes = written.plan.initiatives.get(number=1)
    rounds.answer_for(
        homes, by=amira, follow_up=written, status="late", text="Nyt.", at=NOW, based_on=1
    )

    made = paper(picture(written, on=TODAY))

    assert "Grunden er ikke købt." in str(made)
    assert "Nyt." not in str(made)


def test_text_becomes_paragraphs_and_lists():
    assert blocks("Et.\r\n\r\n- a\n- b\nTo\nlinjer.") == [
        Block(text="Et."),
        Block(points=("a", "b")),
        Block(text="To linjer."),
    ]
