"""Who pays what: costs and shares, the ledger, budgets, refund clocks, business cases."""

from helhed.money.models.cases import BusinessCase
from helhed.money.models.costs import Cost, Payer, Share
from helhed.money.models.ledger import Budget, ImportedFile, Posting
from helhed.money.models.refunds import ShelterYear, SupportRefund

__all__ = [
    "Budget",
    "BusinessCase",
    "Cost",
    "ImportedFile",
    "Payer",
    "Posting",
    "Share",
    "ShelterYear",
    "SupportRefund",
]
