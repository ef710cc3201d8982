"""Twenty who write at once while the ground shakes: what they tried, and what was acknowledged."""

import http.client
import random
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from helhed.exchange.tests.messages import MONDAY, Ward

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Town:
    """Where the writers write, and as whom."""

    citizen: str
    worker: str
    token: str
    cookies: str
    message_key: str
    day: str
    port: int = 0
    open: threading.Event = field(default_factory=threading.Event)

    def post(self, path: str, body: str | bytes, headers: dict[str, str]) -> tuple[int, str]:
        """Status, and where to; (0, "") where nobody answered."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", path, body, headers)
            answer = line.getresponse()
            answer.read()
            return answer.status, answer.headers.get("Location", "")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            line.close()

    def form(self, path: str, **said: str) -> tuple[int, str]:
        body = urlencode({**said, "csrfmiddlewaretoken": self.token})
        return self.post(path, body, {**FORM, "Cookie": self.cookies})


class Writer(threading.Thread):
    """Writes one kind of thing, each with a key of its own, as fast as it is answered."""

    kind = ""

    def __init__(self, town: Town, lot: random.Random) -> None:
        super().__init__(daemon=True)
        self.town, self.lot = town, random.Random(lot.random())  # noqa: S311
        self.tried: list[str] = []
        self.acknowledged: set[str] = set()
        self.repeated = 0
        self.over = False

    def key(self) -> str:
        return str(UUID(int=self.lot.getrandbits(128), version=4))

    def send(self, key: str) -> bool:
        raise NotImplementedError

    def run(self) -> None:
        key = ""
        while not self.over:
            if not self.town.open.wait(0.2):
                continue
            if not key:
                key = self.key()
                self.tried.append(key)
            if self.send(key):
                self.acknowledged.add(key)
                key = ""
            else:
                # Nobody was heard, so it is sent again, as a telephone does.
                self.repeated += 1
                time.sleep(0.3)


class Notes(Writer):
    kind = "contacts"

    def send(self, key: str) -> bool:
        path = f"/contacts/{self.town.citizen}/new/"
        status, to = self.town.form(path, outcome="met", contact_id=key)
        return status == 302 and key in to


class Books(Writer):
    kind = "appointments"

    def send(self, key: str) -> bool:
        said = {"worker": self.town.worker, "on": self.town.day, "when": "day"}
        path = f"/contacts/{self.town.citizen}/appointments/new/"
        status, to = self.town.form(path, **said, appointment_id=key)
        return status == 302 and self.town.citizen in to


class Asks(Writer):
    kind = "enquiries"

    def send(self, key: str) -> bool:
        said = {"sender": "citizen", "channel": "phone", "text": "Kan nogen ringe?"}
        status, to = self.town.form("/contacts/enquiries/new/", **said, enquiry_id=key)
        return status == 302 and key in to


class Sends(Writer):
    """A ward whose messages carry keys that the sender made, and which it sends until heard."""

    kind = "messages"

    def send(self, key: str) -> bool:
        ward = Ward(episode=key)
        ward._new_id = lambda: key  # type: ignore[method-assign]
        sent = ward.stin(MONDAY + timedelta(minutes=int(key[:4], 16) % 1000))
        headers = {
            "Content-Type": "application/fhir+json",
            "Authorization": f"Bearer {self.town.message_key}",
        }
        status, _to = self.town.post("/exchange/hospital-notifications/", sent.data, headers)
        return status == 200


KINDS: tuple[tuple[type[Writer], int], ...] = ((Notes, 9), (Books, 4), (Asks, 4), (Sends, 3))
# Table, key as text, and which of its rows were acknowledged.
TABLES = {
    "contacts": ("contacts_contact", "id::text", "true"),
    "appointments": ("contacts_appointment", "id::text", "true"),
    "enquiries": ("contacts_enquiry", "id::text", "true"),
    "decisions": ("decisions_decision", "id::text", "t.completed_at IS NOT NULL"),
    "costs": ("money_cost", "id::text", "true"),
    "messages": ("exchange_message", "message_id", "t.holds_id"),
}
