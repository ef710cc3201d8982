"""Every URL of money: open to the controller, closed and silent to others; nobody has a name."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from helhed.access.tests.kept import lost
from helhed.core.cells import plain
from helhed.decisions import verbs as decisions
from helhed.decisions.tests.conftest import NOW
from helhed.money import urls, verbs
from helhed.money.models import BusinessCase, Cost, Posting
from helhed.money.shown import code_of

MONDAY = date(2026, 11, 16)
ASSUMPTIONS = {
    "people": 80,
    "years": 3,
    "effect": "0.6",
    "deadweight": "0.1",
    "lasts": "0.8",
    "rate": "0.035",
    "costs": [{"municipality": "8000000"}] * 4,
    "consequences": [
        {
            "what": "=Herbergsnætter",
            "unit": "nat",
            "change": "-60",
            "prices": {"municipality": "750", "state": "750"},
            "source": "Opdigtet regnskab",
        }
    ],
}


def nothing(cost):
    return []


def a_cost(cost):
    return [cost.pk]


def a_line(cost):
    return [Posting.objects.first().pk]


def a_case(cost):
    return [BusinessCase.objects.get().pk]


def a_case_file(cost):
    return [Cost.objects.get(case__isnull=False).case_id]


def a_cost_of_a_case(cost):
    return [Cost.objects.get(case__isnull=False).pk]


# name: what its address needs
DOORS = {
    "overview": nothing,
    "costs": nothing,
    "cost": a_cost,
    "divide-cost": a_cost,
    "change-cost": a_cost,
    "end-cost": a_cost,
    "give-up-cost": a_cost,
    "keep-cost": a_cost,
    "expect-cost": a_case_file,
    "drop-cost": a_cost_of_a_case,
    "ledger": nothing,
    "commit-month": nothing,
    "import-actuals": nothing,
    "reverse-posting": a_line,
    "settlement": nothing,
    "refunds": nothing,
    "expensive": nothing,
    "set-budget": nothing,
    "business-cases": nothing,
    "write-business-case": nothing,
    "business-case": a_case,
    "edit-business-case": a_case,
    "business-case-sheet": a_case,
}
# Noted on the case, with the name of the one who asks: for caseworkers, and for no economist.
OF_A_CASE = ("expect-cost", "drop-cost")
POSTED = ("keep-cost",)
# Figures without persons, for leaders too.
FIGURES = ("business-cases", "business-case", "business-case-sheet")


@pytest.fixture
def booked(expected, completed, gram, karen, kasper, syd):
    """A granted cost with a month on it, and a business case."""
    cost = verbs.grant_cost(expected, by=gram, decision=completed)
    other_case = decisions.open_case(
        karen,
        by=kasper,
        team=syd,
        title="Mere",
        basis_code="SEL85a",
        received_at=NOW,
        how="oral",
    )
    whole = [verbs.Part("municipality", 10_000)]
    verbs.expect_cost_of_case(
        other_case, by=kasper, oere=1, per="once", from_day=MONDAY, parts=whole
    )
    verbs.commit_month(MONDAY, by=gram)
    verbs.write_business_case(by=gram, title="ACT i Åkøbing", assumptions=ASSUMPTIONS)
    return cost


def ask(client, user, name, cost, **query):
    client.force_login(user)
    address = reverse(f"money:{name}", args=DOORS[name](cost))
    return client.post(address) if name in POSTED else client.get(address, query)


def test_every_url_is_listed_here():
    assert {pattern.name for pattern in urls.urlpatterns} == set(DOORS)


@pytest.mark.parametrize("name", sorted(set(DOORS) - set(OF_A_CASE)))
def test_the_controller_comes_in_and_meets_no_names(client, gram, karen, booked, name):
    answer = ask(client, gram, name, booked)
    assert answer.status_code == (302 if name in POSTED else 200)
    page = answer.content.decode(errors="replace")
    assert karen.name not in page
    assert str(karen.pk) not in page


@pytest.mark.parametrize("name", OF_A_CASE)
def test_the_caseworker_notes_what_a_case_will_cost(client, kasper, booked, name):
    assert ask(client, kasper, name, booked).status_code == 200


@pytest.mark.parametrize("who", ["amira", "bo", "mads", "nora", "dan"])
@pytest.mark.parametrize("name", DOORS)
def test_nobody_else_is_told_anything(client, request, booked, name, who):
    assert ask(client, request.getfixturevalue(who), name, booked).status_code == 404


@pytest.mark.parametrize(
    ("who", "name"),
    [("gram", name) for name in OF_A_CASE]
    + [("kasper", name) for name in DOORS if name not in OF_A_CASE],
)
def test_caseworkers_and_economists_keep_to_their_own(client, request, booked, name, who):
    assert ask(client, request.getfixturevalue(who), name, booked).status_code == 404


@pytest.mark.parametrize("name", FIGURES)
def test_the_leader_reads_business_cases(client, ulla, booked, name):
    assert ask(client, ulla, name, booked).status_code == 200


def post(client, name, args=(), **fields):
    return client.post(reverse(f"money:{name}", args=args), fields)


def test_a_controller_s_month(client, gram, booked):
    client.force_login(gram)
    budget = {"year": 2026, "payer": "region", "oere": "100.000,00", "source": "Budget 2026"}
    assert post(client, "set-budget", **budget).status_code == 302
    assert post(client, "commit-month", month="2026-10-05").status_code == 302
    file = SimpleUploadedFile(
        "oktober.csv", f"udgift;måned;beløb;tekst\n{booked.pk};2026-10;9.000,00;Løn".encode()
    )
    assert post(client, "import-actuals", file=file).status_code == 302
    line = Posting.objects.filter(kind="actual").first()
    assert post(client, "reverse-posting", [line.pk], because="Forkert").status_code == 302
    parts = {"municipality": "25", "region": "75"}
    assert post(client, "divide-cost", [booked.pk], **parts).status_code == 302
    change = {"oere": "12.000,00", "from_day": "2027-01-01"}
    assert post(client, "change-cost", [booked.pk], **change).status_code == 302
    assert post(client, "end-cost", [booked.pk], until_day="2027-06-01").status_code == 302
    page = client.get(reverse("money:overview")).content.decode()
    assert "100.000" in page
    sheet = client.get(
        reverse("money:settlement"), {"from": "2026-10", "to": "2026-11", "format": "csv"}
    )
    assert sheet["Content-Type"].startswith("text/csv")
    assert "regionen" in sheet.content.decode()


def test_parts_that_do_not_meet_keep_what_was_typed(client, gram, booked):
    client.force_login(gram)
    page = post(client, "divide-cost", [booked.pk], municipality="33").content.decode()
    assert "100 procent" in page
    assert 'value="33"' in page


def test_a_business_case_is_written_and_taken_out(client, gram, booked):
    client.force_login(gram)
    fields = {
        "title": "CTI",
        "people": "20",
        "years": "2",
        "effect": "50",
        "deadweight": "10",
        "lasts": "80",
        "rate": "3,5",
        "cost-0-municipality": "1.000.000",
        "cost-1-municipality": "900.000",
        "what-0": "Sengedage",
        "unit-0": "dag",
        "change-0": "-12",
        "price-0-region": "4.100",
        "source-0": "Opdigtet takst",
    }
    assert post(client, "write-business-case", **fields).status_code == 302
    case = BusinessCase.objects.get(title="CTI")
    assert case.assumptions["rate"] == "0.035"
    assert case.assumptions["consequences"][0]["prices"]["region"] == "4100"
    without = post(client, "edit-business-case", [case.pk], **{**fields, "source-0": ""})
    assert "sin kilde" in without.content.decode()
    again = {**fields, "people": "25", "version": case.version}
    assert post(client, "edit-business-case", [case.pk], **again).status_code == 302
    page = client.get(reverse("money:business-case", args=[case.pk])).content.decode()
    assert "25 mennesker" in page


def test_the_sheet_runs_no_formula(client, gram, booked, tmp_path):
    answer = ask(client, gram, "business-case-sheet", booked)
    (tmp_path / "b.xlsx").write_bytes(answer.content)
    book = load_workbook(tmp_path / "b.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert plain("=1+1") == "'=1+1"
    assert len(code_of(booked.citizen_id)) == 6


def test_forms_keep_what_was_typed(client, gram, kasper, booked):
    found = {}
    for name, door in DOORS.items():
        client.force_login(kasper if name in OF_A_CASE else gram)
        if name not in POSTED:
            found[name] = lost(client, reverse(f"money:{name}", args=door(booked)))
    assert {name: texts for name, texts in found.items() if texts} == {}
    assert sum(texts is not None for texts in found.values()) >= 7
