"""Where the citizen is, told by all notifications there are: the newest event counts.

A stay is a chain: transfers go on in it, and only a discharge, a death or a cancellation closes it.
"""

import heapq
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from helhed.exchange.hospital.kinds import Base, Change, Kind
from helhed.exchange.hospital.links import Link, links_of, root_of, target_of
from helhed.exchange.hospital.notice import Notice


class Status(StrEnum):
    ADMITTED = "admitted"
    ON_LEAVE = "on_leave"
    NOT_ADMITTED = "not_admitted"
    DECEASED = "deceased"

    @property
    def open(self) -> bool:
        """Whether a stay is open: in hospital, or at home on leave."""
        return self in (Status.ADMITTED, Status.ON_LEAVE)


@dataclass(frozen=True)
class State:
    """The citizen's state after a set of messages.

    `current`: ids of the message that made it, with its corrections. `death`: likewise for the
    death that counts. `legs`: admissions and transfers in the open stay. `cancelled`: ids of all
    notices taken back. `underlying`: the status a cancelled death would bring back. `groups`: ids
    of each notice with its corrections.
    """

    status: Status = Status.NOT_ADMITTED
    underlying: Status = Status.NOT_ADMITTED
    current: frozenset[str] = frozenset()
    sent: datetime | None = None
    legs: int = 0
    death: frozenset[str] = frozenset()
    died: datetime | None = None
    cancelled: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = field(default=(), compare=False, repr=False)
    links: Mapping[str, Link] = field(default_factory=dict, compare=False, repr=False)


@dataclass
class _Group:
    """A notice with its corrections, and the cancellation that took it back, if any."""

    root: Link
    members: list[Link]
    cancelled_by: Link | None = None

    @property
    def newest(self) -> Link:
        return max(self.members, key=lambda link: link.sending)

    @property
    def ids(self) -> frozenset[str]:
        taken_back = {self.cancelled_by.message_id} if self.cancelled_by else set()
        return frozenset(link.message_id for link in self.members) | taken_back

    @property
    def episodes(self) -> frozenset[str]:
        return frozenset().union(*(link.episodes for link in self.members))


_RESULT = {
    Base.STAA: Status.ADMITTED,
    Base.STIN: Status.ADMITTED,
    Base.STOR: Status.ON_LEAVE,
    Base.SLOR: Status.ADMITTED,
    Base.SLHJ: Status.NOT_ADMITTED,
}
_TOLD = {"in-progress": Status.ADMITTED, "onleave": Status.ON_LEAVE}


def state_of(notices: Sequence[Notice]) -> State:
    """The state after all of one citizen's notices, given in the order they came."""
    links = links_of(notices)
    groups = _groups(links)
    living = [g for g in groups if g.root.kind.base is not Base.MORS]
    walk = _Walk([g for g in living if g.cancelled_by and g.root.kind.base.admits])
    for group in _in_order(_effective(living, links)):
        walk.take(group)
    deaths = [g for g in groups if g.root.kind.base is Base.MORS and not g.cancelled_by]
    death = max(deaths, key=lambda g: g.newest.sending, default=None)
    return State(
        status=Status.DECEASED if death else walk.status,
        underlying=walk.status,
        current=walk.last.ids if walk.last else frozenset(),
        sent=walk.last.newest.sent if walk.last else None,
        legs=walk.legs,
        death=death.ids if death else frozenset(),
        died=death.newest.event if death else None,
        cancelled=frozenset(
            link.message_id for g in groups if g.cancelled_by for link in g.members
        ),
        groups=tuple(frozenset(link.message_id for link in g.members) for g in groups),
        links=links,
    )


def _groups(links: Mapping[str, Link]) -> list[_Group]:
    """Notices with their corrections gathered and their cancellations found."""
    found: dict[str, _Group] = {}
    for link in links.values():
        if not link.kind.cancels:
            root = root_of(link, links)
            found.setdefault(root.message_id, _Group(root, [])).members.append(link)
    for link in sorted(links.values(), key=lambda one: one.sending):
        if link.kind == Kind(Base.MORS, Change.CANCELLED):
            _revive(link, found.values())
        elif link.kind.cancels and (target := target_of(link, links)):
            found[root_of(target, links).message_id].cancelled_by = link
    return list(found.values())


def _revive(cancellation: Link, groups: Collection[_Group]) -> None:
    # Alive is alive: whatever death was told before is taken back, also one told twice.
    for group in groups:
        if group.root.kind.base is Base.MORS and group.newest.sent <= cancellation.sent:
            group.cancelled_by = cancellation


def _effective(living: Sequence[_Group], links: Mapping[str, Link]) -> list[_Group]:
    """What tells of a status: notices that stand, and cancellations that say where one is now."""
    standing = [g for g in living if not (g.cancelled_by and g.root.kind.base.admits)]
    answered = {g.cancelled_by.message_id for g in living if g.cancelled_by}
    # A cancellation of something never heard of still says that the citizen is in hospital.
    orphans = [
        _Group(link, [link], link)
        for link in links.values()
        if link.kind.cancels and not link.kind.base.admits and link.message_id not in answered
        if link.kind.base is not Base.MORS or not standing
    ]
    return standing + orphans


def _in_order(groups: Sequence[_Group]) -> list[_Group]:
    """Oldest first: what a message knows of comes before it, all else by event."""
    owner = {link.message_id: g for g in groups for link in g.members}
    waits = {id(g): _known_to(g, owner) for g in groups}
    ready = [(g.newest.age, g.root.message_id, g) for g in groups if not waits[id(g)]]
    heapq.heapify(ready)
    left = {id(g): g for g in groups}
    found: list[_Group] = []
    while left:
        group = heapq.heappop(ready)[2] if ready else _oldest(left.values())
        if id(group) not in left:
            continue
        del left[id(group)]
        found.append(group)
        for other in left.values():
            if id(group) in waits[id(other)]:
                waits[id(other)].discard(id(group))
                if not waits[id(other)]:
                    heapq.heappush(ready, (other.newest.age, other.root.message_id, other))
    return found


def _known_to(group: _Group, owner: Mapping[str, _Group]) -> set[int]:
    known = (owner[key] for key in group.root.past if key in owner)
    return {id(other) for other in known if other is not group}


def _oldest(groups: Collection[_Group]) -> _Group:
    # Two messages that name each other as the past: only a broken sender does that.
    return min(groups, key=lambda g: (g.newest.age, g.root.message_id))


class _Walk:
    """Going through the notices from the oldest on, keeping the open stay."""

    def __init__(self, cancelled_admissions: Sequence[_Group]) -> None:
        self.status = Status.NOT_ADMITTED
        self.last: _Group | None = None
        self._legs: list[_Group] = []
        self._admitted: list[_Group] = []
        self._cancelled = cancelled_admissions

    @property
    def legs(self) -> int:
        return len(self._legs) if self.status.open else 0

    def take(self, group: _Group) -> None:
        if group.root.kind.base.admits:
            self._legs = [*self._legs, group] if self.status.open else [group]
            self._admitted.append(group)
        elif self._of_a_leg_left(group) or self._never_happened(group):
            return
        self.status = self._after(group)
        self.last = group

    def _after(self, group: _Group) -> Status:
        base, taken_back = group.root.kind.base, group.cancelled_by
        if taken_back is None:
            return _RESULT[base]
        if base is Base.STOR:
            return Status.ADMITTED
        if base is Base.SLOR:
            return Status.ON_LEAVE
        # A discharge or death taken back: as before it, else as the message itself says.
        if self.status.open:
            return self.status
        told = _TOLD.get(taken_back.status)
        if base is Base.MORS:
            return told or Status.NOT_ADMITTED
        return told or Status.ADMITTED

    def _of_a_leg_left(self, group: _Group) -> bool:
        """A discharge or leave from a ward the citizen was transferred away from."""
        if len(self._legs) < 2 or group.episodes & self._legs[-1].episodes:
            return False
        knows_the_transfer = group.root.past & self._legs[-1].ids
        left = (leg for leg in self._legs[:-1] if leg.episodes & group.episodes)
        return not knows_the_transfer and any(left)

    def _never_happened(self, group: _Group) -> bool:
        """It follows an admission that was taken back afterwards, and no other."""
        void = any(
            one.episodes & group.episodes
            and one.cancelled_by
            and one.cancelled_by.sent > group.newest.sent
            for one in self._cancelled
        )
        return void and not any(one.episodes & group.episodes for one in self._admitted)
