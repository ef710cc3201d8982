"""The next thing that happens in a citizen's life with us, for the papers they carry."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.apps import apps
from django.utils import timezone
from django.utils.module_loading import import_string

from helhed.citizens.models import Citizen
from helhed.plans.models import NetworkMeeting, Step


@dataclass(frozen=True)
class Upcoming:
    """Something agreed. `at` is None where only the day is; `who` is a colleague's first name."""

    on: date
    what: str
    at: datetime | None = None
    # "in the evening", where no time of the clock was agreed.
    loose: str = ""
    who: str = ""
    place: str = ""

    @property
    def order(self) -> tuple[date, time]:
        # On the same day, what has a time comes before what may happen any time.
        return self.on, timezone.localtime(self.at).time() if self.at else time.max


Source = Callable[[Citizen, datetime], Iterable[Upcoming]]


def next_thing(citizen: Citizen, *, at: datetime) -> Upcoming | None:
    """The first thing ahead among steps, network meetings and what rooms above know of.

    A room above names its function in `AppConfig.what_happens_next` as a dotted path to
    `(citizen, at) -> [Upcoming]`, so that the plan need not know the room.
    """
    ahead = [*_steps(citizen, at), *_meetings(citizen, at)]
    for config in apps.get_app_configs():
        path = getattr(config, "what_happens_next", "")
        if path:
            source: Source = import_string(path)
            ahead.extend(source(citizen, at))
    return min(ahead, key=lambda thing: thing.order, default=None)


def _steps(citizen: Citizen, at: datetime) -> Iterable[Upcoming]:
    step = (
        Step.objects.filter(
            citizen=citizen,
            done_on__isnull=True,
            dropped_on__isnull=True,
            goal__ended_on__isnull=True,
            due_on__gte=timezone.localdate(at),
        )
        .select_related("worker")
        .order_by("due_on", "created_at", "id")
        .first()
    )
    if step is not None and step.due_on is not None:
        who = step.worker.get_short_name() if step.worker else ""
        yield Upcoming(on=step.due_on, what=step.text, who=who)


def _meetings(citizen: Citizen, at: datetime) -> Iterable[Upcoming]:
    meeting = (
        NetworkMeeting.objects.filter(citizen=citizen, held=False, at__gte=at)
        .order_by("at", "id")
        .first()
    )
    if meeting is not None:
        on = timezone.localdate(meeting.at)
        yield Upcoming(on=on, what=meeting.purpose, at=meeting.at, place=meeting.place)
