"""The letter: plain words first, the way to complain from the register, and as it was for ever."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.citizens.models import DigitalPost
from helhed.core import clock
from helhed.decisions import registers, verbs
from helhed.decisions.guidance import guidance, guidance_for
from helhed.decisions.letter import letter_of, letter_pdf
from helhed.decisions.models import Decision, LegalBasis
from helhed.decisions.tests.conftest import TODAY
from helhed.decisions.verbs.decisions import (
    ExemptFromDigitalPost,
    NotMadeYet,
    TheyMayNotReadItThere,
)


@pytest.fixture
def written(written, case, kasper):
    verbs.note_fact(case, by=kasper, text="Flytter", source="Karen", dated_on=TODAY)
    return written


@pytest.fixture
def partly(written, kasper):
    return verbs.write_decision(
        written,
        by=kasper,
        based_on=written.version,
        outcome="partly",
        reasons_not="I weekenden kan din bror hjælpe.",
    )


@pytest.fixture
def made(partly, kasper):
    return verbs.make_decision(partly, by=kasper, on=TODAY)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_letter_says_the_help_first_and_the_law_last(made, kasper):
    words = letter_of(made, by=kasper, on=TODAY).words()

    assert words.index("10 timer om ugen") < words.index("weekenden kan din bror")
    assert words.index("weekenden kan din bror") < words.index("§ 85 a")
    assert words.index("§ 85 a") < words.index("Ankestyrelsen")


def test_the_paper_can_be_read_by_a_screen_reader(made, kasper):
    letter = letter_of(made, by=kasper, on=TODAY)
    document = PdfReader(BytesIO(letter_pdf(letter, draft=False)))
    catalogue = document.trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "da"
    assert "StructTreeRoot" in str(catalogue.keys())


def test_the_paper_says_what_the_page_says(made, kasper):
    paper = text_of(bytes(made.prints.get().pdf))

    for words in ("10 timer om ugen", "Ankestyrelsen", "inden 4 uger", "Kasper Lund"):
        assert words in paper, words


def paper_of(client, case) -> str:
    return text_of(client.get(reverse("decisions:letter-pdf", args=[case.pk])).content)


def test_an_old_decision_prints_as_it_was_after_the_register_has_changed(made, kasper, client):
    client.force_login(kasper)
    before = letter_of(made, by=kasper, on=TODAY)
    printed = paper_of(client, made.case)
    basis = registers.legal_basis("SEL85a", on=TODAY)
    verbs.change_rule(
        basis,
        by=None,
        from_day=date(2027, 1, 1),
        title="Noget helt andet",
        text="En ny lov",
        appeal="none",
        source="Ny lov",
        certainty="S",
    )
    weeks = registers.Parameter.objects.get(code="complaint_deadline_weeks")
    verbs.change_rule(
        weeks, by=None, from_day=date(2027, 1, 1), value=2, source="Ny lov", certainty="S"
    )

    row = Decision.objects.get(pk=made.pk)
    after = letter_of(row, by=kasper, on=date(2027, 6, 1))

    assert after == before
    with clock.frozen(datetime(2027, 6, 1, 9, 0, tzinfo=UTC)):
        opened_later = paper_of(client, made.case)
    assert opened_later == printed
    assert "inden 4 uger" in opened_later
    assert "Noget helt andet" not in opened_later
    assert "inden 4 uger" in after.guidance
    assert text_of(letter_pdf(after, draft=False)) == text_of(bytes(made.prints.get().pdf))
    new = registers.legal_basis("SEL85a", on=date(2027, 6, 1))
    assert guidance(new, contact="Kasper", on=date(2027, 6, 1)).body == ""


def test_whoever_reads_a_draft_sees_the_letter_of_the_one_who_decides(written, kasper, pernille):
    read = letter_of(written, by=pernille, on=TODAY)

    assert read == letter_of(written, by=kasper, on=TODAY)
    assert kasper.name in read.greeting


def test_whoever_speaks_for_the_citizen_gets_a_copy_of_the_letter(written, karen, kasper):
    verbs.name_representative(karen, by=kasper, name="Ulla Berg", scope="Alt", from_day=TODAY)
    quiet = verbs.name_representative(
        karen, by=kasper, name="Per Holm", scope="Alt", from_day=TODAY, gets_letters=False
    )
    over = verbs.name_representative(
        karen, by=kasper, name="Ida Falk", scope="Alt", from_day=date(2026, 1, 1)
    )
    verbs.end_representative(over, by=kasper, on=TODAY)

    made = verbs.make_decision(written, by=kasper, on=TODAY)

    words = letter_of(made, by=kasper, on=TODAY).greeting
    assert "Kopi til Ulla Berg" in words
    assert quiet.name not in " ".join(words)
    assert over.name not in " ".join(words)


# The matrix of law.md 11 --------------------------------------------------------------------

MATRIX = [
    ("SEL85", "appeals_board", "Ankestyrelsen"),
    ("SEL85a", "appeals_board", "Ankestyrelsen"),
    ("SEL101", "appeals_board", "Ankestyrelsen"),
    ("SEL107", "appeals_board", "Ankestyrelsen"),
    ("SEL108", "appeals_board", "Ankestyrelsen"),
    ("LAS81a", "appeals_board", "Ankestyrelsen"),
    ("FRIKORT", "appeals_board", "Ankestyrelsen"),
    ("SEL110", "appeals_board", "Ankestyrelsen"),
    ("SEL109", "appeals_board", "Ankestyrelsen"),
    ("SUL141", "patient_complaints", "Styrelsen for Patientklager"),
    ("SUL142", "patient_complaints", "Styrelsen for Patientklager"),
    ("SEL82a", "", ""),
    ("SEL82b", "", ""),
    ("SEL82d", "", ""),
    ("SEL99", "", ""),
    ("SEL110bortvisning", "", ""),
]


@pytest.mark.parametrize(("code", "body", "named"), MATRIX)
def test_law_11_the_matrix_of_complaint_bodies(code, body, named):
    basis = registers.legal_basis(code, on=TODAY)

    says = guidance(basis, contact="Kasper", on=TODAY)

    assert says.body == body
    assert named in says.text
    assert ("Ankestyrelsen" in says.text) == (body == "appeals_board")


def test_law_11_the_manager_of_a_shelter_looks_at_it_again():
    basis = registers.legal_basis("SEL110", on=TODAY)

    assert basis.decided_by == LegalBasis.By.SHELTER_MANAGER
    assert (
        guidance(basis, contact="x", on=TODAY).text
        != guidance(registers.legal_basis("SEL85", on=TODAY), contact="x", on=TODAY).text
    )


def test_law_3_expulsion_could_be_complained_about_before_2025_and_not_since():
    before, since = date(2025, 6, 30), date(2025, 7, 1)
    code = "SEL110bortvisning"

    assert guidance(registers.legal_basis(code, on=before), contact="x", on=before).body
    assert not guidance(registers.legal_basis(code, on=since), contact="x", on=since).body


def test_a_full_approval_has_no_complaint_guidance(written, kasper):
    basis = registers.legal_basis("SEL85a", on=TODAY)

    assert guidance_for(written, basis, contact="x", on=TODAY) is None
    assert letter_of(written, by=kasper, on=TODAY).guidance == ""


@pytest.mark.parametrize(
    "not_full", [{"provider_wish_followed": False}, {"conditions": "Du skal ringe."}]
)
def test_an_approval_that_is_not_full_has_guidance(written, kasper, not_full):
    row = verbs.write_decision(written, by=kasper, based_on=written.version, **not_full)
    basis = registers.legal_basis("SEL85a", on=TODAY)

    assert guidance_for(row, basis, contact="x", on=TODAY).body == "appeals_board"


# How it comes to the citizen ----------------------------------------------------------------


def deliver(made, kasper, how, **more):
    return verbs.deliver_decision(made, by=kasper, how=how, came_on=TODAY, **more)


def test_a_letter_is_not_sent_by_digital_post_to_somebody_exempt(made, karen, kasper):
    made.citizen.digital_post = DigitalPost.EXEMPT

    with pytest.raises(ExemptFromDigitalPost):
        deliver(made, kasper, "digital_post", although="Jeg ringer")


@pytest.mark.parametrize(
    ("post", "aloud"), [(DigitalPost.UNKNOWN, False), (DigitalPost.ACTIVE, True)]
)
def test_digital_post_warns_when_the_citizen_may_not_read_it_there(made, kasper, post, aloud):
    made.citizen.digital_post, made.citizen.needs_reading_aloud = post, aloud

    with pytest.raises(TheyMayNotReadItThere):
        deliver(made, kasper, "digital_post")
    assert deliver(made, kasper, "digital_post", although="Læst op samme dag").although


def test_a_draft_is_not_given_to_anybody(written, kasper):
    with pytest.raises(NotMadeYet):
        deliver(written, kasper, "handed_over")
