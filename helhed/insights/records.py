"""The facts that figures are counted from: one small record a row, no name, no CPR, no free text.

A person, a stay, a house, a team and a colleague are whole numbers (pseudonyms). Nights carry the
date of their evening; `until_day` is the first night elsewhere. `known_from` and `known_until`
(UTC, without a zone) tell when the database held the row as it stands here; None: it still does.
"""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Person:
    person: int
    known_from: datetime
    deceased_on: date | None = None


@dataclass(frozen=True)
class Stay:
    """Where somebody sleeps.

    `by_system`: the municipality arranged the bed (a house in our register). `home_kept`: a home of
    their own waits meanwhile; `place_kept`: a place in a residence does. `told_later`: told by the
    citizen after it was over. `planned`: the team planned the end with the ward. `tonight`: what
    was answered when it ended. `ready_on`: the day the ward said that the person is ready to leave.
    """

    person: int
    stay: int
    kind: str
    from_night: date
    until_day: date | None
    known_from: datetime
    known_until: datetime | None = None
    site: int | None = None
    certain: bool = True
    by_system: bool = False
    home_kept: bool = False
    place_kept: bool = False
    told_later: bool = False
    planned: bool = False
    tonight: str = ""
    ready_on: date | None = None


@dataclass(frozen=True)
class Enrolment:
    """`end_reason`: own_wish, handed_over, aftercare_completed, death; empty while it lasts."""

    person: int
    team: int
    from_day: date
    until_day: date | None
    known_from: datetime
    end_reason: str = ""


@dataclass(frozen=True)
class Contact:
    """`outside`: away from our office; None when nobody can say. `network`: somebody close came."""

    person: int
    contact: int
    day: date
    outcome: str
    known_from: datetime
    known_until: datetime | None = None
    team: int | None = None
    minutes: int | None = None
    outside: bool | None = None
    network: bool = False


@dataclass(frozen=True)
class Attendance:
    """A colleague who took part in a contact; for counting how many a citizen meets, no more."""

    person: int
    contact: int
    staff: int


@dataclass(frozen=True)
class Enquiry:
    """Somebody asked or referred; `person` is None while nobody knows about whom."""

    enquiry: int
    received_on: date
    person: int | None
    answered_on: date | None


@dataclass(frozen=True)
class Service:
    person: int
    service: int
    treatment: bool
    from_day: date
    until_day: date | None


@dataclass(frozen=True)
class Capacity:
    """Beds of a house that can be used, from when to when."""

    site: int
    kind: str
    beds: int
    from_day: date
    until_day: date | None


@dataclass(frozen=True)
class Member:
    """A place in a team; `percent` of full time."""

    team: int
    staff: int
    role: str
    profession: str
    percent: int
    from_day: date
    until_day: date | None


@dataclass(frozen=True)
class Review:
    """The team spoke of the citizen at its meeting that day."""

    team: int
    person: int
    day: date


@dataclass(frozen=True)
class Team:
    team: int
    kind: str


@dataclass(frozen=True)
class Declared:
    """What a leader declared about the team, where no fact in the database can tell."""

    team: int
    item: str
    score: int
    on: date


@dataclass(frozen=True)
class Listed:
    """A period in one state of the by-name list; `came` and `went` name the flow."""

    person: int
    scope: str
    state: str
    from_day: date
    until_day: date | None
    came: str
    went: str


@dataclass(frozen=True)
class Offer:
    """A home offered to the person; `conditions`: how many the landlord tied to it."""

    person: int
    offer: int
    bed: int
    offered_on: date
    conditions: int


@dataclass(frozen=True)
class Wished:
    """The person said where in town they wish to live."""

    person: int
    said_on: date


@dataclass(frozen=True)
class Tenancy:
    """A home with a lease. `demands_support`: the lease hangs on accepting help.

    `landlord_helps`: the landlord is also the organisation whose team helps the person; None where
    no landlord is known.
    """

    person: int
    tenancy: int
    moved_in_on: date | None
    ended_on: date | None
    demands_support: bool
    landlord_helps: bool | None


@dataclass(frozen=True)
class Complaint:
    """A complaint about a decision: what we said of it ourselves, and what the board said."""

    person: int
    complaint: int
    reassessed_on: date | None
    reassessed: str
    sent_on: date | None
    result_on: date | None
    result: str


@dataclass(frozen=True)
class Posting:
    """A line of the ledger in øre: committed, actual or refund, in the month that begins then."""

    person: int
    posting: int
    payer: str
    kind: str
    month: date
    oere: int


@dataclass(frozen=True)
class Facts:
    """Everything there is to count, as lists of records."""

    persons: list[Person] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    enquiries: list[Enquiry] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    capacities: list[Capacity] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    declared: list[Declared] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    wished: list[Wished] = field(default_factory=list)
    tenancies: list[Tenancy] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What a figure is asked about: the nights `first` to `last`, both included.

    `on` is the day of what stands still (a count) and the day up to which follow-up is known;
    `known_at` (UTC, without a zone) what the database held then, None: what it holds now.
    """

    first: date
    last: date
    on: date
    scope: str = "DK_ALL"
    known_at: datetime | None = None


SCOPES = ("LITERAL", "DK_ALL")
