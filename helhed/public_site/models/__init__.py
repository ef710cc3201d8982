"""What the public site shows, and nothing else: its database user reads these tables only."""

from helhed.public_site.models.help import HOLIDAY, FrontPage, HelpPlace, OpenHours, OtherDay
from helhed.public_site.models.publishing import Publication, PublicText, PublishedPage

__all__ = [
    "HOLIDAY",
    "FrontPage",
    "HelpPlace",
    "OpenHours",
    "OtherDay",
    "PublicText",
    "Publication",
    "PublishedPage",
]
