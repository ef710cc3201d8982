"""Indicators, proposals and hearings for tests; only what matters is spelled out there."""

from datetime import date
from decimal import Decimal
from itertools import count

from helhed.accounts.models import User
from helhed.insights.delivering import deliverer
from helhed.strategy.models import (
    Definition,
    Hearing,
    Indicator,
    IndicatorValue,
    Party,
    Proposal,
)
from helhed.strategy.tests.factories import a_plan, saved
from helhed.strategy.tests.moments import NOW

_numbers = count(1)


def someone():
    """Whoever wrote it; not the one a test is about."""
    return User.objects.get_or_create(username="anden", defaults={"name": "En Anden"})[0]


def an_indicator(**fields):
    n = next(_numbers)
    told = {name: fields.pop(name) for name in ("threshold", "zero_shown") if name in fields}
    known = {
        "title": f"Indikator {n}",
        "unit": "persons",
        "direction": "down",
        "frequency": "quarter",
        "target_kind": "number",
        "target": Decimal(0),
    }
    row = saved(Indicator(**{**known, **fields}))
    if row.measure:
        told = {"zero_shown": deliverer(row.measure).zero_shown, "measure": row.measure, **told}
    definition = Definition(
        indicator=row, number=1, text="Hvad der tælles.", source="Regneark", written_by=someone()
    )
    for name, value in told.items():
        setattr(definition, name, value)
    saved(definition)
    return row


def a_value(indicator, first, last, **fields):
    known = {
        "state": "shown",
        "number": Decimal(12),
        "missing_share": Decimal(2),
        "source": "Regneark",
        "definition_version": indicator.definition_version,
    }
    if not fields.get("measure"):
        known["entered_by"] = someone()
    return saved(
        IndicatorValue(indicator=indicator, first_day=first, last_day=last, **{**known, **fields})
    )


def a_published_value(**fields):
    indicator = fields.pop("indicator", None) or an_indicator()
    stands = {"published_at": NOW, "published_by": someone()}
    return a_value(indicator, date(2025, 7, 1), date(2025, 9, 30), **{**stands, **fields})


def a_council(name="Udsatterådet"):
    return Party.objects.get_or_create(name=name, defaults={"kind": Party.Kind.COUNCIL})[0]


def a_proposal(**fields):
    known = {
        "title": "Åbent om søndagen",
        "words": "Søndag er den længste dag.",
        "proposed_on": date(2026, 2, 3),
        "noted_by": someone(),
    }
    return saved(Proposal(council=a_council(), **{**known, **fields}))


def a_hearing(**fields):
    known = {
        "question": "Hvad mangler i planen?",
        "sent_on": date(2026, 2, 2),
        "deadline": date(2026, 3, 20),
    }
    plan = fields.pop("plan", None) or a_plan()
    return saved(Hearing(council=a_council(), plan=plan, **{**known, **fields}))
