"""Book commitments, payments and refunds; a line stands for ever."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from helhed.accounts.models import User
from helhed.audit import verbs as audit
from helhed.core.checking import checked
from helhed.core.errors import Refused
from helhed.money.amounts import first_of, next_month, read_kroner
from helhed.money.models import Budget, Cost, ImportedFile, Posting
from helhed.money.reckoning import counted, in_month, shares_of

COLUMNS = ("udgift", "måned", "beløb", "tekst")
LARGEST_FILE = 5_000_000


class AlreadyReversed(Refused):
    message = _("That line has been met by its opposite already.")


class AlreadyImported(Refused):
    message = _("That file is read in already. Nothing is booked twice.")


class FileRefused(Refused):
    """A line that cannot be read; nothing of the file is kept."""


def _one_at_a_time() -> None:
    """Until the transaction ends nobody else books: the second of two sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", ["money:ledger"])


@transaction.atomic
def commit_month(month: date, *, by: User) -> list[Posting]:
    """Book what granted costs make in a month, by payer, to the øre. Repeating adds nothing."""
    _one_at_a_time()
    month = first_of(month)
    costs = counted(Cost.objects.filter(kind=Cost.Kind.GRANTED, from_day__lt=next_month(month)))
    done = set(
        Posting.objects.filter(month=month, kind=Posting.Kind.COMMITMENT).values_list(
            "cost_id", flat=True
        )
    )
    lines = [
        line
        for cost in costs
        if cost.pk not in done
        for line in _lines(cost, in_month(cost, month), Posting.Kind.COMMITMENT, month, by)
    ]
    for line in lines:
        checked(line).save()
    audit.record("money.commit_month", by=by, month=month.isoformat(), lines=len(lines))
    return lines


def _lines(
    cost: Cost, oere: int, kind: str, month: date, by: User, text: str = ""
) -> Iterator[Posting]:
    for share, part in shares_of(cost, oere):
        if part:
            yield Posting(
                citizen_id=cost.citizen_id,
                cost=cost,
                kind=kind,
                payer=share.payer,
                payer_name=share.name,
                month=month,
                oere=part,
                text=text,
                booked_by=by,
            )


@transaction.atomic
def reverse_posting(posting: Posting, *, by: User, because: str) -> Posting:
    """Meet a line by its opposite; both stand."""
    _one_at_a_time()
    if Posting.objects.filter(reverses=posting).exists() or posting.reverses_id:
        raise AlreadyReversed
    opposite = Posting(
        citizen_id=posting.citizen_id,
        cost_id=posting.cost_id,
        kind=posting.kind,
        payer=posting.payer,
        payer_name=posting.payer_name,
        month=posting.month,
        oere=-posting.oere,
        reverses=posting,
        text=because.strip(),
        booked_by=by,
    )
    checked(opposite).save()
    audit.record("money.reverse_posting", by=by, obj=opposite, reverses=posting.pk)
    return opposite


@dataclass(frozen=True)
class Paid:
    """One line of a file with payments."""

    line: int
    cost: UUID
    month: date
    oere: int
    text: str


@transaction.atomic
def import_actuals(name: str, content: bytes, *, by: User) -> ImportedFile:
    """Read a CSV with payments (udgift;måned;beløb;tekst) and book them by payer.

    All of it or nothing. Raises FileRefused with line and column, AlreadyImported for a file that
    was read before.
    """
    if len(content) > LARGEST_FILE:
        raise FileRefused(_text("%(name)s is larger than 5 MB. Divide it.") % {"name": name})
    _one_at_a_time()
    digest = hashlib.sha256(content).hexdigest()
    if ImportedFile.objects.filter(sha256=digest).exists():
        raise AlreadyImported
    text = _decoded(name, content)
    rows = list(_rows(name, text))
    file = ImportedFile(name=name, sha256=digest, text=text, rows=len(rows), imported_by=by)
    file.save()
    costs = {cost.pk: cost for cost in Cost.objects.filter(pk__in={row.cost for row in rows})}
    for row in rows:
        cost = costs.get(row.cost)
        if cost is None:
            raise _refused(name, row.line, COLUMNS[0], _text("no such cost"))
        for line in _lines(cost, row.oere, Posting.Kind.ACTUAL, row.month, by, row.text):
            line.file, line.line = file, row.line
            checked(line).save()
    audit.record("money.import_actuals", by=by, obj=file, rows=len(rows))
    return file


def _decoded(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FileRefused(_text("%(name)s is not a text file. Save it as CSV.") % {"name": name})


def _rows(name: str, text: str) -> Iterator[Paid]:
    reader = csv.DictReader(io.StringIO(text), delimiter=";")
    try:
        yield from _rows_of(name, reader)
    except csv.Error as error:
        # A field without end, most often from a quotation mark that is never closed.
        why = _text("a quotation mark is never closed, or the text is too long")
        raise _refused(name, reader.line_num, "tekst", why) from error


def _rows_of(name: str, reader: "csv.DictReader[str]") -> Iterator[Paid]:
    head = [(column or "").strip().lower() for column in reader.fieldnames or ()]
    if missing := [column for column in COLUMNS[:3] if column not in head]:
        raise _refused(name, 1, ", ".join(missing), _text("the column is missing"))
    reader.fieldnames = head
    for number, row in enumerate(reader, start=2):
        yield _paid(name, number, {key: (value or "").strip() for key, value in _plain(row)})


def _plain(row: dict[str | None, object]) -> Iterator[tuple[str, str]]:
    return ((key, str(value or "")) for key, value in row.items() if key is not None)


def _paid(name: str, line: int, row: dict[str, str]) -> Paid:
    try:
        cost = UUID(row["udgift"])
    except ValueError as error:
        raise _refused(name, line, "udgift", _text("not the number of a cost")) from error
    try:
        month = datetime.strptime(row["måned"], "%Y-%m").date()
    except ValueError as error:
        raise _refused(name, line, "måned", _text("write it as 2026-11")) from error
    try:
        oere = read_kroner(row["beløb"])
    except ValueError as error:
        raise _refused(name, line, "beløb", _text("not an amount in kroner")) from error
    return Paid(line, cost, month, oere, row.get("tekst", "")[:200])


def _refused(name: str, line: int, column: str, why: str) -> FileRefused:
    where = {"name": name, "line": line, "column": column, "why": why}
    return FileRefused(
        _text("%(name)s, line %(line)s, column %(column)s: %(why)s. Nothing is read in.") % where
    )


@transaction.atomic
def set_budget(
    year: int, *, by: User, payer: str, oere: int, source: str, basis_code: str = ""
) -> Budget:
    """What a payer has set aside for a year; setting it again writes it anew, and the log tells."""
    budget = Budget.objects.filter(year=year, payer=payer, basis_code=basis_code).first()
    budget = budget or Budget(year=year, payer=payer, basis_code=basis_code)
    budget.oere, budget.source = oere, source.strip()
    checked(budget).save()
    audit.record("money.set_budget", by=by, obj=budget, year=year, payer=payer, oere=oere)
    return budget
