"""Money as it is shown: people under a code, amounts as Danes write them, sheets for economists."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.core.cells import plain
from helhed.money import som
from helhed.money.amounts import kroner
from helhed.money.expensive import ExpensiveCase, Levels
from helhed.money.models import BusinessCase, Payer
from helhed.money.reckoning import Settled

if TYPE_CHECKING:
    from openpyxl import Workbook


# How the age of § 176 is said, on the page and in the sheet.
AGES = {
    "": _("Under the age"),
    "turns": _("Reaches the age this year"),
    "over": _("Above the age"),
    "unknown": _("Age not known"),
}


def code_of(citizen_id: UUID) -> str:
    """A code for a person that tells nothing alone; the same here every time."""
    return salted_hmac("money.code_of", str(citizen_id)).hexdigest()[:6].upper()


def settlement_csv(lines: Sequence[Settled]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [_text("payer"), _text("name"), _text("committed"), _text("paid"), _text("owes")]
    )
    for line in lines:
        amounts = (_bare(oere) for oere in (line.committed, line.paid, line.owes))
        writer.writerow([plain(line.label), plain(line.name), *amounts])
    return out.getvalue()


def _bare(oere: int) -> str:
    return kroner(oere).replace(".", "")


def expensive_csv(cases: Sequence[ExpensiveCase], levels: Levels) -> str:
    """One person a line under a code; amounts in kroner, and the year the law's amounts are of."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    said = (
        _text("person"),
        _text("paid"),
        _text("granted in the year"),
        _text("with what is expected"),
    )
    refunds = (_text("percent"), _text("refund so far"), _text("refund in the whole year"))
    writer.writerow([*said, *refunds, _text("age"), _text("the law's amounts of")])
    for case in cases:
        amounts = [_bare(oere) for oere in (case.paid, case.granted, case.outlook)]
        refund = [_bare(case.so_far.oere), _bare(case.whole_year.oere)]
        percent = case.whole_year.percent or case.so_far.percent
        age = str(AGES[case.age])
        writer.writerow(
            [code_of(case.citizen_id), *amounts, percent, *refund, age, levels.level_of]
        )
    return out.getvalue()


@dataclass(frozen=True)
class Bar:
    """One payer's result: a bar to the right for money left over, to the left for a cost."""

    label: str
    amount: str
    x: int
    width: int
    over: bool


MIDDLE, REACH = 200, 190


def bars(outcome: som.Result) -> list[Bar]:
    """Bars on one scale around a middle line, in user units of a drawing 400 wide."""
    rows = [(str(Payer(payer).label), amount) for payer, amount in som.columns(outcome)]
    rows.append((_text("the public as a whole"), outcome.public))
    most = max((abs(amount) for _label, amount in rows), default=Decimal(0)) or Decimal(1)
    return [_bar(label, amount, most) for label, amount in rows]


def _bar(label: str, amount: Decimal, most: Decimal) -> Bar:
    width = int(abs(amount) / most * REACH)
    return Bar(label, whole(amount), MIDDLE if amount >= 0 else MIDDLE - width, width, amount >= 0)


def whole(amount: Decimal) -> str:
    """Whole kroner, as Danes write them."""
    return kroner(int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)) * 100).removesuffix(
        ",00"
    )


def workbook(case: BusinessCase) -> bytes:
    """The assumptions with their sources and the results for each payer and year."""
    from openpyxl import Workbook

    read = som.read(case.assumptions)
    outcome = som.result(read)
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new book has one
    sheet.title = _text("Result")
    labels = [str(Payer(payer).label) for payer in som.PUBLIC]
    sheet.append([_text("Year"), *labels])
    for year, row in enumerate(outcome.by_year):
        sheet.append([year, *(_rounded(row[payer]) for payer in som.PUBLIC)])
    sheet.append([_text("Net result"), *(_rounded(outcome.net[payer]) for payer in som.PUBLIC)])
    _assumptions(book, case, labels)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _assumptions(book: "Workbook", case: BusinessCase, labels: Sequence[str]) -> None:
    sheet = book.create_sheet(_text("Assumptions"))
    sheet.append([plain(case.title)])
    for name in ("people", "years", "effect", "deadweight", "lasts", "rate"):
        sheet.append([name, float(Decimal(case.assumptions[name]))])
    sheet.append([_text("consequence"), _text("unit"), _text("change"), *labels, _text("source")])
    for row in case.assumptions["consequences"]:
        sheet.append(_line(row))


def _line(row: dict[str, Any]) -> list[Any]:
    prices = [float(Decimal(row["prices"].get(payer, "0"))) for payer in som.PUBLIC]
    words = [plain(row[name]) for name in ("what", "unit")]
    return [*words, float(Decimal(row["change"])), *prices, plain(row["source"])]


def _rounded(amount: Decimal) -> float:
    return float(amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
