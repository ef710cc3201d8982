"""What can happen to money."""

from helhed.money.verbs.cases import AssumptionMissing, write_business_case
from helhed.money.verbs.costs import (
    CannotChange,
    NotTheWhole,
    Part,
    change_cost,
    end_cost,
    expect_cost,
    give_up_cost,
    grant_cost,
)
from helhed.money.verbs.ledger import (
    AlreadyImported,
    AlreadyReversed,
    FileRefused,
    commit_month,
    import_actuals,
    reverse_posting,
    set_budget,
)
from helhed.money.verbs.refunds import reckon_refunds

__all__ = [
    "AlreadyImported",
    "AlreadyReversed",
    "AssumptionMissing",
    "CannotChange",
    "FileRefused",
    "NotTheWhole",
    "Part",
    "change_cost",
    "commit_month",
    "end_cost",
    "expect_cost",
    "give_up_cost",
    "grant_cost",
    "import_actuals",
    "reckon_refunds",
    "reverse_posting",
    "set_budget",
    "write_business_case",
]
