"""Homes that are wished for, offered and lived in."""

from helhed.housing.models.offers import Offer, OfferQuerySet
from helhed.housing.models.rules import Rule
from helhed.housing.models.tenancies import Tenancy, TenancyQuerySet, Trouble, TroubleQuerySet
from helhed.housing.models.wishes import Floor, Said, Support, Wish, WishQuerySet

__all__ = [
    "Floor",
    "Offer",
    "OfferQuerySet",
    "Rule",
    "Said",
    "Support",
    "Tenancy",
    "TenancyQuerySet",
    "Trouble",
    "TroubleQuerySet",
    "Wish",
    "WishQuerySet",
]
