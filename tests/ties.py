"""Puts rows that stand equal in an order of ours in an order of chance.

The database may answer rows with the same day in any order, and does so differently on another
machine. `make ties` draws lots, so that what relies on it shows.
"""

from typing import Any

from django.db.models.expressions import OrderBy, RawSQL
from django.db.models.sql.compiler import SQLCompiler


def draw_lots() -> None:
    """Let every question without groups end its order in a lot; also those without an order."""
    in_order = SQLCompiler.get_order_by

    def by_lot(self: SQLCompiler) -> list[Any]:
        found = in_order(self)
        query = self.query
        grouped = query.group_by is not None or query.distinct or query.combinator
        if grouped or (query.subquery and not found):
            return found
        lot = OrderBy(RawSQL("random()", ()))
        return [*found, (lot, ("random()", (), False))]

    SQLCompiler.get_order_by = by_lot
