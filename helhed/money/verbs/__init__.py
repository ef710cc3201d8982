"""What can happen to money."""

from helhed.money.verbs.cases import AssumptionMissing, write_business_case
from helhed.money.verbs.costs import (
    CannotChange,
    NotTheWhole,
    Part,
    StandsOnACase,
    change_cost,
    divide_cost,
    end_cost,
    expect_cost,
    give_up_cost,
    grant_cost,
    keep_cost,
    must_be_ours,
)
from helhed.money.verbs.expected import drop_expected_cost, expect_cost_of_case
from helhed.money.verbs.granted import take_in_decisions
from helhed.money.verbs.ledger import (
    LARGEST_FILE,
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
    "LARGEST_FILE",
    "AlreadyImported",
    "AlreadyReversed",
    "AssumptionMissing",
    "CannotChange",
    "FileRefused",
    "NotTheWhole",
    "Part",
    "StandsOnACase",
    "change_cost",
    "commit_month",
    "divide_cost",
    "drop_expected_cost",
    "end_cost",
    "expect_cost",
    "expect_cost_of_case",
    "give_up_cost",
    "grant_cost",
    "import_actuals",
    "keep_cost",
    "must_be_ours",
    "reckon_refunds",
    "reverse_posting",
    "set_budget",
    "take_in_decisions",
    "write_business_case",
]
