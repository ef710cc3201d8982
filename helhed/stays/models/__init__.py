"""Where people sleep: houses, stays, beds and the claims on them."""

from helhed.stays.models.beds import (
    HOMES,
    LEGAL_BASIS,
    NIGHT_OF,
    Bed,
    BedClaim,
    BedClaimQuerySet,
    BedKind,
    BedPeriod,
    ColdStep,
)
from helhed.stays.models.stays import (
    DANISH_COUNT,
    ETHOS_LIGHT,
    HAS_HOME,
    WITHOUT_ADDRESS,
    Kind,
    Site,
    Stay,
    StayQuerySet,
    Ward,
)

__all__ = [
    "DANISH_COUNT",
    "ETHOS_LIGHT",
    "HAS_HOME",
    "HOMES",
    "LEGAL_BASIS",
    "NIGHT_OF",
    "WITHOUT_ADDRESS",
    "Bed",
    "BedClaim",
    "BedClaimQuerySet",
    "BedKind",
    "BedPeriod",
    "ColdStep",
    "Kind",
    "Site",
    "Stay",
    "StayQuerySet",
    "Ward",
]
