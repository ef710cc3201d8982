"""The answer as `helhed receive --json` prints it."""

from typing import Any

from helhed.exchange.answers import Answer


def row(file: str, given: Answer) -> dict[str, Any]:
    """One object of the list: {"file", "message_id", "type", "outcome", "ack", "status", …}.

    Errors are sentences naming the file, the element and what is wrong with it.
    """
    return {
        "file": file,
        "message_id": given.envelope.message_id,
        "type": given.kind,
        "outcome": str(given.outcome),
        "ack": str(given.ack),
        "status": str(given.status) if given.status else None,
        "shown": given.shown,
        "report_of_admission": given.report_of_admission,
        "errors": [f"{file}: {issue}" for issue in given.issues],
        "effects": [str(effect) for effect in given.effects],
    }
