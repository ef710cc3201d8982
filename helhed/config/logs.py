"""What the log may say: where a fault happened and of what kind, never what anybody said.

A database's message quotes the row, a ValueError quotes the text, an address holds what was typed:
each may be about a citizen.
"""

import json
import logging
import sys
import threading
import traceback
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

OURS = "helhed"
HIDDEN = "…"

logger = logging.getLogger("helhed.faults")


class WithoutPersonalData(logging.Formatter):
    """A line for people, with nobody in it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        clean = copy(record)
        # Another formatter may have left its own words of the exception on the record.
        clean.msg, clean.args, clean.exc_text = what_may_be_said(record), None, None
        line = super().format(clean)
        told = " ".join(f"{name}={value}" for name, value in _told(record).items() if value)
        line = f"{line} {told}" if told else line
        number = number_of(record)
        return f"[{number}] {line}" if number else line

    def formatException(self, ei: object) -> str:  # noqa: N802 (logging's own name)
        fault = ei[1] if isinstance(ei, tuple) else None
        lines: list[str] = []
        while isinstance(fault, BaseException):
            frames = "".join(traceback.format_tb(fault.__traceback__)).rstrip()
            lines.append(f"{frames}\n{kind_of(fault)}")
            fault = fault.__cause__ or fault.__context__
        return "\n  because of\n".join(lines)


class JsonLines(WithoutPersonalData):
    """The same for programs: one object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": what_may_be_said(record),
            "number": number_of(record),
            **_told(record),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps(
            {name: value for name, value in line.items() if value not in (None, "")},
            ensure_ascii=False,
        )


def what_may_be_said(record: logging.LogRecord) -> str:
    """Our own words as they are; of others' only what their source code says, and where it stands.

    A library may put what was typed into its message, and nobody can tell by looking at it.
    """
    if record.name.split(".")[0] == OURS:
        return record.getMessage()
    place = f"{record.module}:{record.lineno}"
    request = getattr(record, "request", None)
    if record.name.startswith("django") and request is not None:
        return f"{getattr(record, 'status_code', '')} {route_of(request)}".strip()
    action = getattr(record, "action", None)
    if isinstance(action, str):
        return f"{action} ({place})"
    if isinstance(record.msg, str) and record.args:
        return f"{_masked(record.msg, record.args)} ({place})"
    return place


def route_of(request: Any) -> str:
    """The address as the program knows it: `citizens/<uuid:citizen_id>/`, never with the key."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "no page"


def number_of(record: logging.LogRecord) -> str | None:
    number: str | None = getattr(getattr(record, "request", None), "error_number", None)
    return number


def kind_of(fault: BaseException) -> str:
    kind = type(fault)
    said = f"{kind.__module__}.{kind.__qualname__}"
    diagnosis = getattr(fault, "diag", None)
    if diagnosis is None:
        return said
    # The rule's name and the code are ours and PostgreSQL's; only the rest quotes the row.
    return f"{said} {diagnosis.sqlstate} {diagnosis.constraint_name or ''}".rstrip()


def watch_over_faults() -> None:
    """Let what nobody caught, in a command or beside it, be told in the log and not by Python."""
    sys.excepthook = _told_by_the_log
    threading.excepthook = lambda fault: _told_by_the_log(
        fault.exc_type, fault.exc_value, fault.exc_traceback
    )


def _told_by_the_log(
    kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None
) -> None:
    if fault is None or isinstance(fault, KeyboardInterrupt | SystemExit):
        return
    logger.error("Nobody caught a fault.", exc_info=(kind, fault, trace))


def _told(record: logging.LogRecord) -> dict[str, Any]:
    found: dict[str, Any] = getattr(record, "told", None) or {}
    return found


def _masked(words: str, given: Any) -> str:
    try:
        if isinstance(given, dict):
            return words % {name: _number(value) for name, value in given.items()}
        return words % tuple(_number(value) for value in given)
    except (TypeError, ValueError):
        return words


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else HIDDEN
