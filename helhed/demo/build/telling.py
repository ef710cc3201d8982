"""Day by day: each event goes to its verb at its own moment; each day is one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from helhed.core import clock
from helhed.core.errors import Refused
from helhed.demo import events as ev
from helhed.demo.build import meetings, nights, people, planning
from helhed.demo.build.setting import set_up
from helhed.demo.build.world import Handler, World
from helhed.demo.scale import Scale, at
from helhed.demo.simulate import Municipality, simulate

HANDLERS: dict[type[ev.Event], Handler] = {
    **people.HANDLERS,
    **nights.HANDLERS,
    **planning.HANDLERS,
    **meetings.HANDLERS,
}
Progress = Callable[[int, int], None]
MORNING_MEETING = (8, 29)


@dataclass
class Built:
    """The municipality as it was told, and the rows it became."""

    town: Municipality
    world: World


def unsupported() -> set[type[ev.Event]]:
    """Kinds of events no verb is known for."""
    return set(ev.Event.__subclasses__()) - set(HANDLERS)


def build(scale: Scale, *, progress: Progress | None = None) -> Built:
    """Simulate and build by the verbs. `progress` is told (days done, days in all)."""
    town = simulate(scale)
    world = World(scale, people=town.people)
    with clock.frozen(at(scale.first_day - timedelta(days=1), 8)), transaction.atomic():
        set_up(world, scale.first_day - timedelta(days=1))
    days = list(town.days())
    for number, day in enumerate(days, start=1):
        with transaction.atomic(), _one_transaction():
            for event in day.events:
                _tell(world, event)
        if progress:
            progress(number, len(days))
    return Built(town, world)


def _tell(world: World, event: ev.Event) -> None:
    """One event, whole or not at all. A refusal is counted, not hidden."""
    moment = _written_at(world, event)
    with clock.frozen(moment):
        mark = _Mark()
        try:
            HANDLERS[type(event)](world, event)
            mark.leave()
        except Refused as refusal:
            mark.back()
            reason = f"{type(event).__name__}: {type(refusal).__name__}"
            world.left_out[reason] = world.left_out.get(reason, 0) + 1


def _written_at(world: World, event: ev.Event) -> datetime:
    # Shifts of the days to come are planned this morning, not when they take place.
    return min(event.at, at(world.scale.as_of, *MORNING_MEETING))


class _Mark:
    """A place in the transaction to go back to."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT told")

    def leave(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("RELEASE SAVEPOINT told")

    def back(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT told; RELEASE SAVEPOINT told")
        connection.needs_rollback = False


@contextmanager
def _one_transaction() -> Iterator[None]:
    """Verbs inside make no savepoints of their own: four statements fewer for each of them."""
    features = connection.features
    before = features.uses_savepoints
    features.uses_savepoints = False
    try:
        yield
    finally:
        features.uses_savepoints = before
