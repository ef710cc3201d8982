"""Where people sleep: houses, stays, beds and the claims on them."""

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
    "WITHOUT_ADDRESS",
    "Kind",
    "Site",
    "Stay",
    "StayQuerySet",
    "Ward",
]
