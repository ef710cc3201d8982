"""Messages come twice, late and crosswise. The citizen's state must not depend on it."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from helhed.exchange.answers import Ack, Answer, Outcome
from helhed.exchange.hospital.plan import Effect
from helhed.exchange.hospital.state import State, Status, state_of
from helhed.exchange.rehearsal import RehearsalMemory
from helhed.exchange.tests.messages import (
    ADMITTED,
    CPR,
    GERIATRICS,
    HERLEV,
    LEAVE,
    MONDAY,
    Sent,
    Ward,
)

# What a hospital may send next, by the status it believes in. RE and AN are about the latest only.
_NEXT = {
    "home": ["STIN", "STAA"],
    "acute": ["STIN", "SLHJ", "MORS", "RE", "AN"],
    "admitted": ["STOR", "SLHJ", "MORS", "TRANSFER", "RE", "AN"],
    "leave": ["SLOR", "SLHJ", "MORS", "RE", "AN"],
    "discharged": ["RE", "AN"],
    "dead": ["RE", "AN"],
}
_THEN = {
    "STIN": "admitted",
    "STAA": "acute",
    "TRANSFER": "admitted",
    "STOR": "leave",
    "SLOR": "admitted",
    "SLHJ": "discharged",
    "MORS": "dead",
}
_STATUS = {
    "home": Status.NOT_ADMITTED,
    "acute": Status.ADMITTED,
    "admitted": Status.ADMITTED,
    "leave": Status.ON_LEAVE,
    "discharged": Status.NOT_ADMITTED,
    "dead": Status.DECEASED,
}


def _send(ward: Ward, what: str, latest: Sent | None, at, before: str) -> Sent:
    if what == "TRANSFER":
        ward.moved_to(GERIATRICS if ward.named == HERLEV else HERLEV)
        return ward.stin(at)
    if what == "RE":
        return ward.corrected(latest, at)
    if what == "AN":
        told = {"leave": LEAVE, "discharged": "finished"}.get(before, ADMITTED)
        return ward.cancelled(latest, at, status_before=told)
    return {
        "STIN": ward.stin,
        "STAA": ward.staa,
        "STOR": ward.stor,
        "SLOR": ward.slor,
        "SLHJ": ward.slhj,
        "MORS": ward.mors,
    }[what](at)


@st.composite
def chains(draw) -> tuple[list[Sent], list[Status]]:
    """A valid chain of one stay and the status after each of its messages."""
    ward, found, statuses = Ward(), [], []
    at, where, before, latest = MONDAY, "home", "home", None
    for _ in range(draw(st.integers(1, 8))):
        choices = [c for c in _NEXT[where] if latest is not None or c not in ("RE", "AN")]
        if not choices:
            break
        what = draw(st.sampled_from(choices))
        at += timedelta(hours=draw(st.integers(1, 30)))
        sent = _send(ward, what, latest, at, before)
        found.append(sent)
        if what == "AN":
            where, latest = before, None
        else:
            latest = sent
            if what != "RE":
                before, where = where, _THEN[what]
        statuses.append(_STATUS[where])
        if where == "home":
            break
    return found, statuses


def _hidden(answer: Answer) -> Status:
    before = answer.verdict.before
    return before.underlying if len(answer.effects) > 1 else answer.status


def _apply(status: Status, answer: Answer) -> Status:
    """What the verbs named in an answer make of the citizen's status."""
    for effect in answer.effects:
        if status is Status.DECEASED:
            # Nothing is done to the dead but correcting the death and taking it back.
            assert effect in (Effect.DEATH, Effect.CORRECT_DEATH, Effect.CANCEL_DEATH)
        status = {
            Effect.ADMIT: Status.ADMITTED,
            Effect.CHANGE: status,
            Effect.MOVE: status,
            Effect.START_LEAVE: Status.ON_LEAVE,
            Effect.END_LEAVE: Status.ADMITTED,
            Effect.CANCEL_LEAVE: Status.ADMITTED,
            Effect.CANCEL_END_OF_LEAVE: Status.ON_LEAVE,
            Effect.DISCHARGE: Status.NOT_ADMITTED,
            Effect.CORRECT_DISCHARGE: status,
            Effect.CANCEL_ADMISSION: Status.NOT_ADMITTED,
            Effect.DEATH: Status.DECEASED,
            # Back to what the death hid; what else the message tells follows.
            Effect.CANCEL_DEATH: _hidden(answer),
            Effect.CORRECT_DEATH: status,
        }.get(effect, answer.status)
    return status


def _final(memory: RehearsalMemory) -> State:
    return state_of(memory.notices(CPR))


@given(chains())
@settings(deadline=None)
def test_a_chain_in_order_has_the_status_its_hospital_believes_in(chain):
    sent, statuses = chain
    memory = RehearsalMemory()

    answers = [memory.receive(one.data) for one in sent]

    assert [(a.kind, a.outcome) for a in answers] == [(o.kind, Outcome.ACCEPTED) for o in sent]
    assert [a.status for a in answers] == statuses


@given(chains(), st.data())
@settings(max_examples=200, deadline=None)
def test_p10_any_order_and_any_repetition_ends_in_the_same_state(chain, data):
    sent, statuses = chain
    arrivals = data.draw(st.permutations(sent + data.draw(st.lists(st.sampled_from(sent)))))
    in_order, crosswise = RehearsalMemory(), RehearsalMemory()
    for one in sent:
        in_order.receive(one.data)

    told = Status.NOT_ADMITTED
    seen: set[str] = set()
    for one in arrivals:
        again = one.id in seen
        before = _final(crosswise)
        answer = crosswise.receive(one.resent().xml if again else one.data)
        seen.add(one.id)
        assert answer.ack is Ack.OK
        if again:
            assert (answer.outcome, answer.effects) == (Outcome.DUPLICATE, ())
            assert _final(crosswise) == before
        told = _apply(told, answer)
        assert told == answer.status, (one, arrivals)

    assert _final(crosswise) == _final(in_order)
    assert answer.status == statuses[-1], (sent, arrivals)


@given(chains(), st.data())
@settings(deadline=None)
def test_a_lost_message_does_no_harm_once_the_last_one_came(chain, data):
    sent, statuses = chain
    kept = [one for one in sent[:-1] if data.draw(st.booleans())]
    memory = RehearsalMemory()

    for one in kept:
        memory.receive(one.data)
    answer = memory.receive(sent[-1].data)

    assert answer.outcome is Outcome.ACCEPTED
    assert answer.status == statuses[-1]
