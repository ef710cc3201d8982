"""What several tests do to a draft."""

from datetime import date

from helhed.decisions import verbs
from helhed.decisions.missing import what_is_missing
from helhed.decisions.tests.conftest import TODAY


def know(case, by, text, **more):
    return verbs.note_fact(
        case, by=by, text=text, source="Lindegården", dated_on=date(2026, 11, 13), **more
    )


def missing(decision, by, on=TODAY):
    decision.refresh_from_db()
    return {line.key for line in what_is_missing(decision, by=by, on=on)}


def write(decision, by, **fields):
    decision.refresh_from_db()
    return verbs.write_decision(decision, by=by, based_on=decision.version, **fields)
