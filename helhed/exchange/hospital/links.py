"""The notifications of one citizen and how they hang together.

Everything here is worked out afresh from the whole set of messages, so it cannot depend on the
order in which they came. Messages known only from a Provenance of a later one take part too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from helhed.exchange.hospital.kinds import Base, Kind, kind_of, step_kind
from helhed.exchange.hospital.notice import Notice, Step


@dataclass(frozen=True)
class Link:
    """One message of the chain, received or only heard of (`seen` says which)."""

    message_id: str
    kind: Kind
    event: datetime
    sent: datetime
    assembled: datetime
    order: int
    previous: str | None
    past: frozenset[str]
    episodes: frozenset[str]
    status: str
    seen: bool

    @property
    def age(self) -> tuple[datetime, datetime, datetime, int]:
        """By the event; at the same moment by sending; all alike: as they came."""
        return (self.event, self.sent, self.assembled, self.order)

    @property
    def sending(self) -> tuple[datetime, datetime, int]:
        return (self.sent, self.assembled, self.order)

    def same_stay(self, other: "Link") -> bool:
        return bool(self.episodes & other.episodes)


def links_of(notices: Sequence[Notice]) -> dict[str, Link]:
    """Every message known of, by message id. `notices` in the order they came."""
    heard = _heard_of(notices)
    found = {step.message_id: _from_step(step, episodes) for step, episodes in heard}
    found.update(
        {
            notice.message_id: _from_notice(notice, order, notices)
            for order, notice in enumerate(notices)
        }
    )
    return found


def classified(notice: Notice, others: Iterable[Notice]) -> Kind:
    """The kind of a message, seen together with the others of the same citizen."""
    return kind_of(notice, follows_death=_follows_death(notice, others))


def _follows_death(notice: Notice, others: Iterable[Notice]) -> bool | None:
    known = {other.message_id: other for other in others if other is not notice}
    previous = known.get(notice.step.previous or "")
    if previous is not None and previous.episode_keys & notice.episode_keys:
        return bool(previous.deceased)
    same_stay = (other for other in known.values() if other.episode_keys & notice.episode_keys)
    if any(other.deceased and other.step.sent < notice.step.sent for other in same_stay):
        return True
    return None if notice.step.previous else False


def event_of(notice: Notice, kind: Kind) -> datetime:
    """When it happened, by MedCom's table; the time of sending where the content is silent."""
    if kind.cancels:
        return notice.step.sent
    told = {
        Base.STAA: notice.started,
        Base.STIN: notice.started,
        Base.STOR: notice.leave_started,
        Base.SLOR: notice.leave_ended,
        Base.SLHJ: notice.ended,
        Base.MORS: notice.ended,
    }
    return told[kind.base] or notice.step.sent


def _from_notice(notice: Notice, order: int, notices: Sequence[Notice]) -> Link:
    kind = classified(notice, notices)
    return Link(
        message_id=notice.message_id,
        kind=kind,
        event=event_of(notice, kind),
        sent=notice.step.sent,
        assembled=notice.assembled,
        order=order,
        previous=notice.step.previous,
        past=notice.chain_ids,
        episodes=notice.episode_keys,
        status=notice.status,
        seen=True,
    )


def _heard_of(notices: Sequence[Notice]) -> list[tuple[Step, frozenset[str]]]:
    """Messages that stand in a history only, with the episodes of all that tell of them."""
    steps: dict[str, Step] = {}
    episodes: dict[str, frozenset[str]] = {}
    for notice in sorted(notices, key=lambda one: one.message_id):
        for step in notice.past:
            steps.setdefault(step.message_id, step)
            before = episodes.get(step.message_id, frozenset())
            episodes[step.message_id] = before | notice.episode_keys
    return [(step, episodes[key]) for key, step in steps.items()]


def _from_step(step: Step, episodes: frozenset[str]) -> Link:
    return Link(
        message_id=step.message_id,
        kind=step_kind(step),
        event=step.sent,
        sent=step.sent,
        assembled=step.sent,
        order=-1,
        previous=step.previous,
        past=frozenset({step.previous} if step.previous else ()),
        episodes=episodes,
        status="",
        seen=False,
    )


def target_of(link: Link, links: Mapping[str, Link]) -> Link | None:
    """The original of a correction or cancellation.

    By entity.what; if that is unknown or in another stay, by episode id (all links are of one
    CPR); then among the older Provenances.
    """
    named = links.get(link.previous or "")
    if named is not None and _could_be(named, link) and named.same_stay(link):
        return named
    stay = [one for one in links.values() if _could_be(one, link) and one.same_stay(link)]
    older = [one for key in link.past if (one := links.get(key)) and _could_be(one, link)]
    return max(stay or older, key=lambda one: one.sending, default=None)


def _could_be(original: Link, change: Link) -> bool:
    return (
        original.kind.base is change.kind.base
        and not original.kind.cancels
        and original.message_id != change.message_id
        and (original.sent <= change.sent or original.message_id == change.previous)
    )


def root_of(link: Link, links: Mapping[str, Link]) -> Link:
    """The notice a correction, or a correction of a correction, is about in the end."""
    seen = {link.message_id}
    while link.kind.revises and (target := target_of(link, links)):
        if target.message_id in seen:
            break
        seen.add(target.message_id)
        link = target
    return link
