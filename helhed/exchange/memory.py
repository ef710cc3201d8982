"""What the receiver remembers, read from the database inside the message's own transaction."""

import hashlib
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q

from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.exchange.answers import Ack, Earlier
from helhed.exchange.fhir.envelope import Envelope
from helhed.exchange.fhir.issues import Code, Issue
from helhed.exchange.hospital.notice import Notice
from helhed.exchange.models import Message, Original, ReceiverAddress
from helhed.exchange.notifications import kept_of
from helhed.exchange.whose import citizen_of, has_basis
from helhed.teams.models import Organisation


class DatabaseMemory:
    """Answers the questions of `answers.Memory`, and takes the locks that keep them true.

    Locks are taken in the order the questions come: the letter, the envelope, the citizen. They
    last until the transaction ends, so of two copies of one message the second sees the first.
    """

    def __init__(self) -> None:
        self.citizen: Citizen | None = None

    def answered(self, message_id: str) -> Earlier | None:
        lock("letter", message_id)
        message = Message.objects.of_letter(message_id).first()
        if message is None:
            return None
        original = Original.objects.filter(message=message).select_related("citizen").first()
        self.citizen = original.citizen if original else None
        return Earlier(
            ack=Ack(message.ack),
            kind=message.kind or None,
            issues=tuple(
                Issue(Code(one["code"]), one["path"], one["text"]) for one in message.issues
            ),
            # The key stands in for the number: all notices of a citizen are asked for by it.
            cpr=str(self.citizen.pk) if self.citizen else None,
        )

    def bundle_seen(self, bundle_id: str) -> bool:
        lock("envelope", bundle_id)
        return Message.objects.filter(bundle_id=bundle_id, counts=True).exists()

    def answers_for(self, envelope: Envelope) -> bool:
        sor, gln = envelope.receiver.sor or "", envelope.receiver.gln or ""
        # SOR decides; a location number alone is enough only where no SOR number came.
        mine = Q(sor=sor) if sor else Q(gln=gln)
        if not (sor or gln):
            return False
        addresses = ReceiverAddress.objects.exclude(closed_on__lte=clock.today()).filter(mine)
        return addresses.exists() or Organisation.objects.filter(mine, ours=True).exists()

    def has_basis(self, notice: Notice) -> bool:
        citizen = citizen_of(notice.cpr)
        if citizen is None:
            return False
        lock("citizen", str(citizen.pk))
        # Read again behind the lock: another message may just have told of a death.
        citizen.refresh_from_db()
        if not has_basis(citizen, on=clock.today()):
            return False
        self.citizen = citizen
        return True

    def notices(self, cpr: str) -> Sequence[Notice]:
        if self.citizen is None:
            return ()
        kept = Original.objects.filter(citizen=self.citizen).order_by("created_at", "id")
        return kept_of(kept)


def lock(what: str, key: str) -> None:
    """Hold the key until the transaction ends; others who want it wait."""
    digest = hashlib.blake2b(f"{what}:{key}".encode(), digest_size=8).digest()
    with connection.cursor() as cursor:
        number = int.from_bytes(digest, signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
