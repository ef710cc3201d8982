"""Day by day: each event goes to its verb at its own moment; each day is one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import connection, transaction

from helhed.core import clock
from helhed.core.errors import Refused
from helhed.demo import events as ev
from helhed.demo.authorities import tell_authorities
from helhed.demo.build import meetings, nights, people, planning
from helhed.demo.build.hands import Progress, share_out
from helhed.demo.build.setting import set_up
from helhed.demo.build.world import Handler, World
from helhed.demo.decisions import tell_decisions
from helhed.demo.housing import furnish
from helhed.demo.lists import settle_lists
from helhed.demo.prices import tell_prices
from helhed.demo.records import tell_records
from helhed.demo.scale import Scale, at
from helhed.demo.simulate import Municipality, simulate
from helhed.demo.strategy import tell_strategy
from helhed.demo.strategy_figures import tell_figures
from helhed.demo.strategy_rounds import follow_up_and_publish

HANDLERS: dict[type[ev.Event], Handler] = {
    **people.HANDLERS,
    **nights.HANDLERS,
    **planning.HANDLERS,
    **meetings.HANDLERS,
}
MORNING_MEETING = (8, 29)
# Days after which the database counts its rows anew: it takes full tables for empty ones else.
LOOK_AT_SIZES = frozenset({2, 7, 20, 60, 180, 500})


@dataclass
class Built:
    """The municipality as it was told, and the rows it became."""

    town: Municipality
    world: World


def unsupported() -> set[type[ev.Event]]:
    """Kinds of events no verb is known for."""
    return set(ev.Event.__subclasses__()) - set(HANDLERS)


def build(scale: Scale, *, progress: Progress | None = None, hands: int = 1) -> Built:
    """Simulate and build by the verbs. `progress` is told (days done, days in all).

    `hands` processes share the citizens, whose stories do not touch each other; with more than one
    the work is not part of the caller's transaction, and the world that comes back knows only the
    setting.
    """
    town = simulate(scale)
    world = World(scale, people=town.people)
    before = scale.first_day - timedelta(days=1)
    with clock.frozen(at(before, 8)), transaction.atomic():
        set_up(world, before)
    if hands == 1:
        _tell_all(world, town.events, progress)
    else:
        share_out(lambda part, told: _tell_all(world, part, told), _parts(town, hands), progress)
    with clock.frozen(at(scale.as_of, 8, 20)), transaction.atomic():
        tell_figures(tell_strategy(world))
        follow_up_and_publish(world)
        tell_prices(world)
        tell_decisions(world)
        tell_records(world)
        tell_authorities(world)
    furnish(scale)
    settle_lists(scale)
    return Built(town, world)


def _parts(town: Municipality, hands: int) -> list[list[ev.Event]]:
    """The events of each process: everybody's evening, and each person whole in one of them."""
    return [
        [
            event
            for event in town.events
            if isinstance(event, ev.DutiesLookedAt) or event.who % hands == hand
        ]
        for hand in range(hands)
    ]


def _tell_all(world: World, events: list[ev.Event], progress: Progress | None) -> None:
    days = [list(some) for _day, some in groupby(events, key=lambda event: event.at.date())]
    for number, day in enumerate(days, start=1):
        with transaction.atomic(), _one_transaction():
            _tell_the_database(day[-1].at)
            for event in day:
                _tell(world, event)
        if number in LOOK_AT_SIZES:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        if progress:
            progress(number, len(days))


def _tell_the_database(moment: datetime) -> None:
    """What the history of rows takes for now, so that figures can ask what was known then."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('helhed.now', %s, true)", [moment.isoformat()])


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
        # Verbs without savepoints leave the whole transaction marked as broken; it is not.
        connection.needs_rollback = False
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT told; RELEASE SAVEPOINT told")


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
