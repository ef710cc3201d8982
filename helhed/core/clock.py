"""The time it is. The only place that asks; tests and the demo move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_fixed: ContextVar[datetime | None] = ContextVar("helhed_fixed_now", default=None)


def now() -> datetime:
    """The moment, with a time zone (UTC unless the clock is frozen)."""
    return _fixed.get() or timezone.now()


def today() -> date:
    """The day in Denmark: midnight there is not midnight in UTC."""
    return timezone.localdate(now())


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Let it be `at` (aware) inside the block, in this thread only."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)


def fixed() -> datetime | None:
    """The moment the clock stands at, or None when it runs."""
    return _fixed.get()
