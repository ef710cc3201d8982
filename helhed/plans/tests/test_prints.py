"""The two papers: one page each, readable aloud, and nothing that betrays the holder."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from helhed.audit.models import Event
from helhed.plans import verbs
from helhed.plans.printing.sheets import pocket_card, pocket_code, sheet
from helhed.plans.tests.factories import GoalFactory, HopeFactory, StepFactory
from helhed.plans.upcoming import Upcoming
from helhed.teams.models import Shift

MONDAY = date(2026, 11, 16)
NOON = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
MILLIMETRE = 72 / 25.4


@pytest.fixture
def karens_papers(client, amira, syd, plan, goal):
    """Karen has a person with a telephone, somebody on call, and a step on Tuesday."""
    amira.phone = "55550102"
    amira.save()
    Shift.objects.create(
        team=syd,
        user=amira,
        starts_at=datetime(2026, 11, 16, 6, 0, tzinfo=UTC),
        ends_at=datetime(2026, 11, 16, 22, 0, tzinfo=UTC),
        phone="55550199",
    )
    StepFactory(
        goal=goal,
        text="Rusmiddelsamtale på Lindevej 4",
        worker=amira,
        due_on=date(2026, 11, 24),
    )
    client.force_login(amira)
    return client


def pdf(client, name, plan) -> PdfReader:
    answer = client.get(reverse(f"plans:{name}", args=[plan.citizen_id]))
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(answer.content))


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def size_in_millimetres(page) -> tuple[int, int]:
    return (
        round(float(page.mediabox.width) / MILLIMETRE),
        round(float(page.mediabox.height) / MILLIMETRE),
    )


def is_tagged(document: PdfReader) -> bool:
    root = document.trailer["/Root"]
    return "/StructTreeRoot" in root and root["/MarkInfo"]["/Marked"].value is True


def test_the_plan_is_one_a4_page_with_own_words_first(karens_papers, plan, hope, goal):
    document = pdf(karens_papers, "a4-pdf", plan)

    assert [size_in_millimetres(page) for page in document.pages] == [(210, 297)]
    text = text_of(document)
    assert text.index(hope.words) < text.index(goal.wording)
    assert "55 55 01 02" in text
    assert "leder vi efter dig" in text


def test_the_page_tells_no_number_and_no_surname(karens_papers, plan):
    text = text_of(pdf(karens_papers, "a4-pdf", plan))

    assert "Karen" in text
    assert "Mølle" not in text
    assert "ACT-team" not in text


@pytest.mark.parametrize("letters", [1, 40, 400])
def test_however_long_the_plan_it_is_one_page(karens_papers, plan, hope, letters):
    for number in range(12):
        another = HopeFactory(plan=plan, words=f"Håb {number} " + "ønske " * letters)
        goal = GoalFactory(plan=plan, hope=another, wording=f"Mål {number} " + "langt " * 30)
        for step in range(4):
            StepFactory(goal=goal, text=f"Skridt {step} " + "ord " * 40)

    document = pdf(karens_papers, "a4-pdf", plan)

    assert len(document.pages) == 1
    text = text_of(document)
    assert hope.words in text
    assert "Resten står i Helhed" in text


def test_one_word_without_an_end_still_fits(karens_papers, plan):
    HopeFactory(plan=plan, words="å" * 3000, rank=1)

    assert len(pdf(karens_papers, "a4-pdf", plan).pages) == 1


def test_a_short_plan_hides_nothing(karens_papers, plan):
    assert "Resten står i Helhed" not in text_of(pdf(karens_papers, "a4-pdf", plan))


def test_an_empty_plan_leaves_room_to_write(client, amira, karen):
    client.force_login(amira)

    page = client.get(reverse("plans:a4-pdf", args=[karen.pk]))

    document = PdfReader(BytesIO(page.content))
    assert len(document.pages) == 1
    assert "Det vigtigste for mig" in text_of(document)


@pytest.mark.parametrize("name", ["a4-pdf", "pocket-pdf"])
def test_a_screen_reader_can_read_it(karens_papers, plan, name):
    document = pdf(karens_papers, name, plan)

    assert is_tagged(document)
    assert document.trailer["/Root"]["/Lang"] == "da"


def test_the_card_has_two_sides_for_a_pocket(karens_papers, plan):
    document = pdf(karens_papers, "pocket-pdf", plan)

    assert [size_in_millimetres(page) for page in document.pages] == [(85, 54), (85, 54)]


def test_the_card_names_my_person_and_the_number_answered_now(karens_papers, plan):
    text = text_of(pdf(karens_papers, "pocket-pdf", plan))

    assert "Amira" in text
    assert "55 55 01 02" in text
    assert "55 55 01 99" in text
    assert "Tirsdag 24. november" in text


@pytest.mark.parametrize(
    "secret",
    ["Karen", "Mølle", "Kaja", "Kaya", "ACT", "Syd", "Rusmiddel", "Lindevej", "Bostøtte", "Helhed"],
)
def test_the_card_betrays_nothing(karens_papers, plan, service, secret):
    assert secret not in text_of(pdf(karens_papers, "pocket-pdf", plan))
    page = karens_papers.get(reverse("plans:pocket-pdf", args=[plan.citizen_id]))
    assert secret.encode() not in page["Content-Disposition"].encode()


def test_the_code_is_the_same_on_every_card_and_leads_nowhere_alone(plan, settings):
    code = pocket_code(plan.citizen_id)

    assert code == pocket_card(plan.citizen, at=NOON).code
    assert len(code) == 7
    assert code.replace(" ", "").lower() not in str(plan.citizen_id)
    settings.SECRET_KEY = "another municipality"
    assert pocket_code(plan.citizen_id) != code


@pytest.mark.parametrize("what", ["a4", "pocket"])
def test_every_print_is_a_line_in_the_log(karens_papers, plan, what):
    karens_papers.get(reverse(f"plans:{what}", args=[plan.citizen_id]))
    assert not Event.objects.filter(channel="print").exists()

    pdf(karens_papers, f"{what}-pdf", plan)

    line = Event.objects.get(channel="print")
    assert (line.action, line.citizen_id) == (f"plans.print_{what}", plan.citizen_id)


def test_a_protected_citizens_paper_names_no_place(plan, amira):
    verbs.plan_network_meeting(
        plan, by=amira, at=NOON.replace(day=20), purpose="Julen", place="Fyrvej 12"
    )
    assert sheet(plan.citizen, at=NOON).next.place == "Fyrvej 12"

    plan.citizen.protected = True

    assert sheet(plan.citizen, at=NOON).next.place == ""


def test_what_rests_stands_as_a_promise(karens_papers, plan, service, amira):
    verbs.pause_service(
        service,
        by=amira,
        from_day=MONDAY,
        comes_first="et sted at sove",
        resume_on=date(2026, 12, 12),
        resumed_by=amira,
    )

    text = text_of(pdf(karens_papers, "a4-pdf", plan))

    assert "Først et sted at sove. Vi taler om det 12. december." in text


def test_the_next_thing_is_the_first_of_all_that_is_agreed():
    lunch = Upcoming(on=MONDAY, what="frokost", at=NOON)
    some_time_today = Upcoming(on=MONDAY, what="ringe")
    tomorrow = Upcoming(on=date(2026, 11, 17), what="møde", at=NOON)

    in_order = sorted([tomorrow, some_time_today, lunch], key=lambda thing: thing.order)

    assert in_order == [lunch, some_time_today, tomorrow]
