"""Who answers the telephone when, and when staff look after what falls due."""

from datetime import timedelta

from helhed.demo import events as ev
from helhed.demo.places import STAFF
from helhed.demo.scale import Scale, at


def duty_hours(scale: Scale) -> list[ev.Event]:
    """Who answers the telephone, two weeks back and one ahead."""
    evening = [
        worker.username for worker in STAFF if worker.role in ("outreach_worker", "act_worker")
    ]
    found: list[ev.Event] = []
    for ahead in range(-min(14, scale.days - 1), 8):
        day = scale.as_of + timedelta(days=ahead)
        late = evening[day.toordinal() % len(evening)]
        for by, begins, ends in (
            ("leder", at(day, 8), at(day, 16)),
            (late, at(day, 16), at(day, 23)),
            ("nattevagt", at(day, 23), at(day + timedelta(days=1), 8)),
        ):
            found.append(ev.OnCall(at=begins, who=-1, by=by, team="act", until=ends))
    return found


def evenings(scale: Scale, cast: frozenset[int]) -> list[ev.Event]:
    """Every evening staff do what falls due; what belongs to the story is left for today."""
    found: list[ev.Event] = []
    for number in range(1, scale.days):
        day = scale.day(number)
        near = (scale.as_of - day).days < 14
        found.append(
            ev.DutiesLookedAt(
                at=at(day, 21, 50),
                who=-1,
                until=at(day, 23, 59),
                leave=cast if near else frozenset(),
            )
        )
    return found
