"""What each address of the room opens, and to whom. One table per part of the room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

READ = "read"  # every colleague
STEER = "steer"  # those who steer, such as the committee secretary
PUBLIC = "public"  # without signing in


@dataclass(frozen=True)
class Door:
    """`args` makes what the address names and returns its arguments; `data` is posted."""

    opens_to: str = READ
    method: str = "get"
    args: Callable[[], list[Any]] = list
    data: Callable[[], dict[str, Any]] = dict
    # An address with its own rule has its own tests; here only that nobody unsigned comes in.
    own_rule: bool = False
