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

__all__ = [
    "BadHours",
    "add_place",
    "change_place",
    "mark_other_day",
    "remove_other_day",
    "set_hours",
    "write_front_page",
]
