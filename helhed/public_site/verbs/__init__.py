"""What can happen on the public site: help is kept right, and plans are published."""

from helhed.public_site.verbs.help import (
    BadHours,
    add_place,
    change_place,
    mark_other_day,
    remove_other_day,
    set_hours,
    write_front_page,
)
from helhed.public_site.verbs.publishing import (
    NamesInText,
    NotPublic,
    TooManyHeadlines,
    publish_plan,
    withdraw_plan,
    write_public_text,
)

__all__ = [
    "BadHours",
    "NamesInText",
    "NotPublic",
    "TooManyHeadlines",
    "add_place",
    "change_place",
    "mark_other_day",
    "publish_plan",
    "remove_other_day",
    "set_hours",
    "withdraw_plan",
    "write_front_page",
    "write_public_text",
]
