"""Answering messages as if every citizen were enrolled with basis, without any database."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from helhed.exchange.answers import Answer, Earlier, answer
from helhed.exchange.fhir.envelope import Envelope
from helhed.exchange.hospital.notice import Notice


class RehearsalMemory:
    """Remembers within one run. Knows everybody but `without_basis`, answers for every address."""

    def __init__(self, without_basis: Collection[str] = ()) -> None:
        # Written with or without the hyphen, as people do.
        self._without_basis = {cpr.replace("-", "").strip() for cpr in without_basis}
        self._answered: dict[str, Earlier] = {}
        self._bundles: set[str] = set()
        self._notices: dict[str, list[Notice]] = defaultdict(list)

    def answered(self, message_id: str) -> Earlier | None:
        return self._answered.get(message_id)

    def bundle_seen(self, bundle_id: str) -> bool:
        return bundle_id in self._bundles

    def answers_for(self, envelope: Envelope) -> bool:
        return True

    def has_basis(self, notice: Notice) -> bool:
        return notice.cpr not in self._without_basis

    def notices(self, cpr: str) -> Sequence[Notice]:
        return tuple(self._notices[cpr])

    def receive(self, data: bytes) -> Answer:
        """Answer one message and remember it."""
        given = answer(data, self)
        if not given.readable:
            # A message cut off on its way may come again whole: its id is not used up.
            return given
        if given.envelope.bundle_id:
            self._bundles.add(given.envelope.bundle_id)
        if given.notice is not None:
            self._notices[given.notice.cpr].append(given.notice)
        if given.envelope.message_id:
            self._answered.setdefault(
                given.envelope.message_id,
                Earlier(given.ack, given.kind, given.issues, given.cpr),
            )
        return given
