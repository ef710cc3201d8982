"""What happens in the invented municipality: one small record per thing somebody does.

`at` is the moment it is written down, `by` a username of places.STAFF (empty: a machine or the
public), `who` the key of the person. Names that several events share (`hope`, `goal`, `step` …)
are keys inside one person's story, never database keys.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from helhed.demo.nights import Spell
from helhed.demo.people import Kin, Person


@dataclass(frozen=True, kw_only=True)
class Event:
    at: datetime
    who: int
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Enrolled(Event):
    """The citizen becomes known by name and joins the team. `tonight` is where they sleep."""

    person: Person
    tonight: Spell
    met_as: str = ""


@dataclass(frozen=True, kw_only=True)
class FirstMetUnnamed(Event):
    """Somebody without a name is met for the first time."""

    person: Person


@dataclass(frozen=True, kw_only=True)
class GaveName(Event):
    """An unnamed person says who they are, and yes to being attached to that name."""

    person: Person


@dataclass(frozen=True, kw_only=True)
class Left(Event):
    """Enrolment ends. Reasons as promise P1: own_wish, moved, done, died."""

    reason: str
    words: str = ""


@dataclass(frozen=True)
class NextMeeting:
    """The contact agreed next. `fixed` has a clock and may be missed; otherwise we come by."""

    key: str
    at: datetime
    with_whom: str
    place: str
    about: str
    fixed: bool = True


@dataclass(frozen=True, kw_only=True)
class Contact(Event):
    """A contact or an attempt: met, visit, phone, accompanied, seen, not_found, no_show.

    `meets` is the key of the meeting it answers, `promise` what was promised on the spot.
    """

    kind: str
    place: str
    minutes: int
    note: str
    meets: str = ""
    promise: str = ""
    kept: str = ""
    kin: str = ""
    next: NextMeeting | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedNext(Event):
    """A next contact is agreed without a contact taking place (by colleagues at the board)."""

    next: NextMeeting


@dataclass(frozen=True, kw_only=True)
class AgreedHowOften(Event):
    """At most so many days shall pass between meetings."""

    days: int


@dataclass(frozen=True, kw_only=True)
class Moved(Event):
    """The night changes: `leaves` ends, `arrives` begins on the same day (none: it is not known).

    `told` tells who told us: staff, site, hospital. `leaves_at` is the hour of a discharge.
    """

    leaves: Spell
    arrives: Spell | None
    told: str = "staff"


@dataclass(frozen=True, kw_only=True)
class ReadyToLeave(Event):
    """The ward says that the citizen may leave; nothing is ready yet."""


@dataclass(frozen=True, kw_only=True)
class HopeSaid(Event):
    hope: str
    words: str
    on_board: bool = False


@dataclass(frozen=True, kw_only=True)
class StrengthSeen(Event):
    words: str


@dataclass(frozen=True, kw_only=True)
class GoalSet(Event):
    """A goal from a hope, or with `why_no_hope` and a day to ask again."""

    goal: str
    wording: str
    theme: str
    change: str
    hope: str = ""
    why_no_hope: str = ""
    wished: int = 8


@dataclass(frozen=True, kw_only=True)
class GoalReached(Event):
    goal: str


@dataclass(frozen=True, kw_only=True)
class StepAgreed(Event):
    step: str
    goal: str
    words: str
    whose: str
    due: date


@dataclass(frozen=True, kw_only=True)
class StepDone(Event):
    step: str


@dataclass(frozen=True, kw_only=True)
class ServiceBegun(Event):
    service: str
    goal: str
    kind: str
    provider: str


@dataclass(frozen=True, kw_only=True)
class ServicePaused(Event):
    service: str
    first_instead: str
    resumes: date
    resumed_by: str


@dataclass(frozen=True, kw_only=True)
class ServiceResumed(Event):
    service: str


@dataclass(frozen=True, kw_only=True)
class ServiceEnded(Event):
    service: str


@dataclass(frozen=True, kw_only=True)
class ProgressSeen(Event):
    """Both views on the scale 0-10; the citizen's may be missing."""

    goal: str
    own: int | None
    professional: int
    own_words: str = ""


@dataclass(frozen=True, kw_only=True)
class Disagreed(Event):
    goal: str
    words: str


@dataclass(frozen=True, kw_only=True)
class PlanReviewed(Event):
    words: str
    agrees: bool
    with_kin: bool
    next_day: date


@dataclass(frozen=True, kw_only=True)
class CrisisPlanned(Event):
    signs: str
    helps: str
    call: str


@dataclass(frozen=True, kw_only=True)
class GoodToKnow(Event):
    do: list[str] = field(default_factory=list)
    dont: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class BoardLine(Event):
    words: str


@dataclass(frozen=True, kw_only=True)
class KinAdded(Event):
    kin: Kin


@dataclass(frozen=True, kw_only=True)
class NetworkMet(Event):
    words: str


@dataclass(frozen=True, kw_only=True)
class Consented(Event):
    """A yes: `kind` as law.md 12.2, `to` whom, until a day."""

    kind: str
    to: str
    purpose: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Withdrew(Event):
    kind: str


@dataclass(frozen=True, kw_only=True)
class PhoneChanged(Event):
    """A new number, or none: the phone is lost and `ask` tells where to ask."""

    phone: str
    ask: str = ""


@dataclass(frozen=True, kw_only=True)
class HandoverAsked(Event):
    to_team: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class HandoverAnswered(Event):
    accepted: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Enquired(Event):
    """An enquiry from outside. `who` is -1: it names nobody."""

    enquiry: str
    asker: str
    channel: str
    words: str
    owner: str
    respond_by: datetime


@dataclass(frozen=True, kw_only=True)
class EnquiryForwarded(Event):
    enquiry: str
    to: str


@dataclass(frozen=True, kw_only=True)
class EnquiryAnswered(Event):
    enquiry: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DutyAsked(Event):
    """A colleague is asked to do something for the citizen."""

    words: str
    owner: str
    due: datetime


@dataclass(frozen=True, kw_only=True)
class DutiesLookedAt(Event):
    """The end of the day: staff do what falls due. `leave` names persons left for tomorrow."""

    until: datetime
    leave: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class OnCall(Event):
    """Who answers the telephone of a team, from `at` until `until`."""

    team: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class BrokeGlass(Event):
    """Emergency access with a whole-sentence reason."""

    reason: str
