"""A plan goes out as an Excel file and comes back the same; what is wrong is named by its cell."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from helhed.core.errors import Refused
from helhed.strategy.models import Criterion, Initiative, Milestone, Party
from helhed.strategy.sheets.cells import decoded, encoded
from helhed.strategy.sheets.changes import changes
from helhed.strategy.sheets.content import (
    CRITERION,
    INITIATIVE,
    MILESTONE,
    PlanSheet,
    Row,
    content_of,
)
from helhed.strategy.sheets.reading import (
    NotAPlanSheet,
    ProblemsInSheet,
    TooLarge,
    read_workbook,
)
from helhed.strategy.sheets.writing import TooLongForACell, workbook_of
from helhed.strategy.tests.factories import (
    a_committee,
    a_criterion,
    a_goal,
    a_milestone,
    a_party,
    a_plan,
    an_initiative,
)
from helhed.strategy.verbs import sheets as verbs

# Any text a database can hold: no NUL, no lone surrogates.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60
) | st.sampled_from(["=1+1", "@SUM(A1)", "-2", "+45", "_x000D_", "\r\n", " x ", "'q", "\t", "_x_"])
NAMES = st.lists(
    st.from_regex(r"\A[A-Za-zÆØÅæøå=+@-][\w æøå,;.-]{0,20}[\wæøå]\Z"), max_size=3, unique=True
).map(tuple)
KINDS = {
    "text": TEXT,
    "line": TEXT,
    "list": NAMES,
    "int": st.none() | st.integers(0, 32_767),
    "number": st.none()
    | st.decimals(-(10**11), 10**11, places=2, allow_nan=False, allow_infinity=False),
    "day": st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31)),
}


def cell_of(column):
    if column.choices is not None:
        return st.sampled_from([one for one in column.choices.values if one])
    values = KINDS[column.kind]
    if column.needed:
        values = values.filter(lambda value: value not in ("", None))
    return values


def rows_of(columns):
    cells = st.fixed_dictionaries({column.name: cell_of(column) for column in columns})
    return st.lists(st.builds(Row, st.uuids().map(str), cells), max_size=4).map(tuple)


SHEETS = st.builds(
    PlanSheet,
    plan=st.uuids().map(str),
    initiatives=rows_of(INITIATIVE),
    milestones=rows_of(MILESTONE),
    criteria=rows_of(CRITERION),
)


@given(SHEETS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_again_without_loss(sheet):
    assert read_workbook(workbook_of(sheet)) == sheet


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_the_way_cells_are_written(text):
    assert decoded(encoded(text)) == text


@pytest.fixture
def plan(db):
    plan = a_plan(title="Handleplan for alle")
    goal = a_goal(policy=plan.policy, key="bolig")
    one = an_initiative(
        plan=plan,
        number=1,
        title='=HYPERLINK("x")',
        description="Første linje\r\n- punkt\n\n+ mere",
        goals=[goal],
        due_on=date(2026, 6, 30),
    )
    one.partners.set([a_party(name="Café Vind"), a_party(name="Det Åbne Rum")])
    one.department = a_party(name="Boligstab", kind=Party.Kind.DEPARTMENT)
    one.save()
    a_milestone(initiative=one, title="Aftale", note="@snart")
    a_criterion(initiative=one, text="Ti boliger", kind="number", target=Decimal("10.00"))
    an_initiative(plan=plan, number=None, title="Uden nummer")
    return plan


def row(plan, number=3) -> tuple:
    book = load_workbook(BytesIO(workbook_of(content_of(plan))))
    return book, book["Indsatser"], number


def saved(book) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def test_taking_out_and_reading_in_changes_nothing(plan):
    found = changes(plan, read_workbook(workbook_of(content_of(plan))))
    assert found.rows == []
    assert found.staying == []


def test_text_like_a_formula_is_text_in_the_file(plan):
    _book, sheet, number = row(plan)
    cell = sheet.cell(number, column(sheet, "title"))
    assert cell.data_type == "s"
    assert cell.quotePrefix
    with ZipFile(BytesIO(workbook_of(content_of(plan)))) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name)
    assert b"<f>" not in text


@pytest.mark.django_db
def test_what_is_changed_in_the_file_is_changed_in_the_plan(plan, signe):
    committee = a_committee(name="Socialudvalget")
    book, sheet, number = row(plan)
    sheet.cell(number, column(sheet, "title")).value = "Ti boliger om året"
    sheet.cell(number, column(sheet, "committees")).value = "Socialudvalget"
    sheet.cell(number, column(sheet, "due_on")).value = "31-12-2026"
    new = sheet.max_row + 1
    sheet.cell(new, 1).value = "ny"
    sheet.cell(new, column(sheet, "title")).value = "Åbent om søndagen"
    steps = book["Milepæle"]
    steps.append([None, "ny", "Nøglen er kopieret", date(2026, 5, 1)])
    read = read_workbook(saved(book))

    shown = changes(plan, read)
    assert {one.title for one in shown.rows} == {
        *("Ti boliger om året", "Åbent om søndagen", "Nøglen er kopieret")
    }
    assert Initiative.objects.count() == 2
    verbs.accept_sheet(plan, by=signe, sheet=read, shown=shown.digest)

    changed = plan.initiatives.get(title="Ti boliger om året")
    assert list(changed.committees.all()) == [committee]
    assert changed.due_on == date(2026, 12, 31)
    assert changed.description.startswith("Første linje")
    assert Milestone.objects.get(initiative__title="Åbent om søndagen").due_on == date(2026, 5, 1)
    assert Criterion.objects.count() == 1


def test_rows_taken_out_of_the_file_stay_in_the_plan(plan, signe):
    book, sheet, number = row(plan)
    sheet.delete_rows(number)
    book["Milepæle"].delete_rows(3)
    book["Succeskriterier"].delete_rows(3)
    found = changes(plan, read_workbook(saved(book)))
    assert found.rows == []
    assert len(found.staying) == 3
    with pytest.raises(verbs.NothingChanges):
        verbs.accept_sheet(plan, by=signe, sheet=read_workbook(saved(book)), shown=found.digest)


def test_what_changed_meanwhile_is_shown_once_more(plan, signe):
    book, sheet, number = row(plan)
    sheet.cell(number, column(sheet, "title")).value = "Ny titel"
    read = read_workbook(saved(book))
    shown = changes(plan, read).digest
    Initiative.objects.filter(number=1).update(title="En tredje titel")
    with pytest.raises(verbs.ChangedMeanwhile):
        verbs.accept_sheet(plan, by=signe, sheet=read, shown=shown)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("number", "tre", "tre"),
        ("number", 1.5, "1.5"),
        ("due_on", "i morgen", "i morgen"),
        ("kind", "noget", "noget"),
        ("title", None, ""),
        ("title", "=1+1", ""),
        ("title", "x" * 301, "300"),
        ("goals", "ukendt", "ukendt"),
        ("committees", "Intet udvalg", "Intet udvalg"),
    ],
)
def test_what_is_wrong_is_named_by_sheet_row_and_column(plan, name, value, said):
    book, sheet, number = row(plan)
    place = column(sheet, name)
    sheet.cell(number, place).value = value
    with pytest.raises(ProblemsInSheet) as wrong:
        changes(plan, read_workbook(saved(book)))
    [problem] = wrong.value.problems
    assert (problem.sheet, problem.row) == ("Indsatser", number)
    assert name in problem.column or sheet.cell(1, place).column_letter in problem.column
    assert said in str(problem)


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_stored(plan, signe):
    book, sheet, number = row(plan)
    sheet.cell(number, column(sheet, "number")).value = "x"
    sheet.cell(number + 1, column(sheet, "due_on")).value = "y"
    with pytest.raises(ProblemsInSheet) as wrong:
        read_workbook(saved(book))
    assert len(wrong.value.problems) == 2


def test_a_rule_of_the_database_stops_the_whole_file(plan, signe):
    book, sheet, number = row(plan)
    sheet.cell(number, column(sheet, "title")).value = "Ændret"
    new = sheet.max_row + 1
    sheet.cell(new, column(sheet, "title")).value = "Ny med et nummer, der er brugt"
    sheet.cell(new, column(sheet, "number")).value = 1
    read = read_workbook(saved(book))
    with pytest.raises(ProblemsInSheet) as wrong:
        verbs.accept_sheet(plan, by=signe, sheet=read, shown=changes(plan, read).digest)
    assert wrong.value.problems[0].row == new
    assert not Initiative.objects.filter(title="Ændret").exists()


def test_a_file_of_another_plan_is_refused(plan):
    with pytest.raises(ProblemsInSheet):
        changes(a_plan(), read_workbook(workbook_of(content_of(plan))))


@pytest.mark.parametrize(
    "data",
    [b"", b"not a file", b"PK\x03\x04 cut off", b"%PDF-1.7"],
    ids=["empty", "text", "cut off", "pdf"],
)
def test_another_kind_of_file_is_refused(data):
    with pytest.raises(NotAPlanSheet):
        read_workbook(data)


def test_another_workbook_is_refused():
    out = BytesIO()
    with ZipFile(out, "w") as parts:
        parts.writestr("hello.txt", "x")
    with pytest.raises(NotAPlanSheet):
        read_workbook(out.getvalue())


def test_a_file_that_unpacks_to_fill_the_memory_is_refused():
    out = BytesIO()
    with ZipFile(out, "w", compression=8) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 61_000_000)
    with pytest.raises(TooLarge):
        read_workbook(out.getvalue())


def test_a_text_too_long_for_a_cell_is_refused_rather_than_cut_off(plan):
    an_initiative(plan=plan, number=7, description="x" * 32_768)
    with pytest.raises(TooLongForACell):
        workbook_of(content_of(plan))


def test_by_the_pages_upload_look_accept(client, plan, signe):
    client.force_login(signe)
    book, sheet, number = row(plan)
    sheet.cell(number, column(sheet, "title")).value = "Fra Excel"
    upload = BytesIO(saved(book))
    upload.name = "plan.xlsx"

    shown = client.post(reverse("strategy:plan-sheet-read", args=[plan.pk]), {"file": upload})

    page = shown.content.decode()
    assert "Fra Excel" in page
    assert not Initiative.objects.filter(title="Fra Excel").exists()
    posted = {"key": shown.context["key"], "shown": shown.context["changes"].digest}
    client.post(reverse("strategy:plan-sheet-accept", args=[plan.pk]), posted)
    assert Initiative.objects.filter(title="Fra Excel").exists()


def test_every_refusal_is_a_refusal():
    for kind in (NotAPlanSheet, TooLarge, TooLongForACell, ProblemsInSheet):
        assert issubclass(kind, Refused)
