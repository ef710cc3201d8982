"""What a new message means to what is known already: news, or history; and what it sets going."""

from collections.abc import Sequence
from dataclasses import dataclass

from helhed.exchange.hospital.kinds import Base, Kind
from helhed.exchange.hospital.links import classified, event_of, target_of
from helhed.exchange.hospital.notice import Notice
from helhed.exchange.hospital.plan import Effect, effects_of
from helhed.exchange.hospital.state import State, state_of


@dataclass(frozen=True)
class Verdict:
    """What comes of one message. `news` False: kept as history only, nothing happens."""

    kind: Kind
    news: bool
    before: State
    after: State
    effects: tuple[Effect, ...]
    report_of_admission: bool


def verdict_on(notice: Notice, earlier: Sequence[Notice]) -> Verdict:
    """Judge a message by all earlier ones of the same citizen, in the order they came."""
    before, after = state_of(earlier), state_of([*earlier, notice])
    kind = classified(notice, earlier)
    news = _is_news(notice, kind, earlier, before, after)
    known = _original_was_received(notice, after)
    effects = effects_of(kind, before, after, original_known=known) if news else ()
    report = news and notice.asks_for_report and kind in (Kind(Base.STAA), Kind(Base.STIN))
    return Verdict(kind, news, before, after, effects, report)


def _is_news(
    notice: Notice, kind: Kind, earlier: Sequence[Notice], before: State, after: State
) -> bool:
    if before.status != after.status:
        # Whatever changes where the citizen is must be told, however late it comes.
        return True
    if any(notice.message_id in other.chain_ids for other in earlier):
        return False
    if notice.message_id in after.cancelled:
        return False
    if kind.base is Base.MORS:
        return _death_is_news(notice, kind, before, after)
    if before.died is not None and event_of(notice, kind) < before.died:
        return False
    if kind.cancels:
        return _cancellation_is_news(notice, before, after)
    return notice.message_id in after.current


def _death_is_news(notice: Notice, kind: Kind, before: State, after: State) -> bool:
    if kind.cancels:
        return before.sent is None or notice.step.sent >= before.sent
    return notice.message_id in after.death


def _cancellation_is_news(notice: Notice, before: State, after: State) -> bool:
    target = target_of(after.links[notice.message_id], after.links)
    if target is None or target.message_id not in before.links:
        return before.sent is None or notice.step.sent >= before.sent
    if target.message_id in before.cancelled:
        return False
    return before.current != after.current


def _original_was_received(notice: Notice, after: State) -> bool:
    """Whether what is corrected or cancelled came here, itself or corrected; not just heard of."""
    target = target_of(after.links[notice.message_id], after.links)
    if target is None:
        return False
    group = next((ids for ids in after.groups if target.message_id in ids), frozenset())
    return any(after.links[key].seen for key in group - {notice.message_id})
