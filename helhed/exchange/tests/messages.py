"""Writing hospital notifications the way a hospital does, for tests. Invented people only."""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.to_xml import to_xml

CPR = "6101804321"
WINTER = timezone(timedelta(hours=1))
MONDAY = datetime(2026, 3, 2, 8, tzinfo=WINTER)
HERLEV = ("265161000016000", "5790000209354", "Hjerteafdelingen")
GERIATRICS = ("923071000016002", "5790002411113", "Geriatrisk Sengeafdeling")
TOWN = ("953741000016009", "5790001348120", "Udsatteenheden")

ADMITTED, LEAVE, HOME = "in-progress", "onleave", "finished"
WRONG = "entered-in-error"


def organization(key: str, named: tuple[str, str, str]) -> dict[str, Any]:
    sor, gln, name = named
    return {
        "resourceType": "Organization",
        "id": key,
        "identifier": [
            {"system": "https://www.gs1.org/gln", "value": gln},
            {"system": "urn:oid:1.2.208.176.1.1", "value": sor},
        ],
        "name": name,
    }


@dataclass(repr=False)
class Sent:
    """A message as it was sent: its id, and the Bundle to change at will before it is received."""

    id: str
    kind: str
    bundle: dict[str, Any]

    def __repr__(self) -> str:
        return f"{self.kind}:{self.id[-2:]}"

    @property
    def data(self) -> bytes:
        return json.dumps(self.bundle).encode()

    @property
    def xml(self) -> bytes:
        return to_xml(self.bundle)

    def resource(self, kind: str) -> dict[str, Any]:
        found = (e["resource"] for e in self.bundle["entry"])
        return next(one for one in found if one["resourceType"] == kind)

    def provenance(self) -> dict[str, Any]:
        return next(
            e["resource"]
            for e in self.bundle["entry"]
            if e["resource"]["resourceType"] == "Provenance"
            and e["resource"]["target"][0]["reference"].endswith(self.id)
        )

    def copy(self) -> "Sent":
        return deepcopy(self)

    def resent(self) -> "Sent":
        """The same letter in a new envelope."""
        again = self.copy()
        again.bundle["id"] = f"{self.bundle['id']}-again"
        again.bundle["timestamp"] = "2026-12-01T10:00:00+01:00"
        return again


@dataclass
class Ward:
    """A ward that writes the messages of one stay, with the history that belongs to them."""

    cpr: str = CPR
    named: tuple[str, str, str] = HERLEV
    episode: str = "82873e50-325e-4016-8a68-2934bdb2f66d"
    start: datetime = MONDAY
    prefix: str = "a"
    history: list[dict[str, Any]] = field(default_factory=list)
    started: datetime | None = None
    leave: datetime | None = None
    inpatient: bool = True
    # Activities in force, newest last: a death repeats the last, a cancellation goes back.
    activities: list[str] = field(default_factory=list)
    count: int = 0

    def _new_id(self) -> str:
        self.count += 1
        return str(UUID(int=int.from_bytes(f"{self.prefix}{self.count:05}".encode()), version=4))

    def write(
        self,
        kind: str,
        *,
        activity: str,
        status: str,
        at: datetime,
        about: str | None = None,
        role: str = "revision",
        period: dict[str, str] | None = None,
        leave: dict[str, str] | None = None,
        deceased: bool | None = None,
        report: bool = False,
    ) -> Sent:
        key = self._new_id()
        previous = about or (self._last() if self.history else None)
        provenance: dict[str, Any] = {
            "resourceType": "Provenance",
            "id": f"p-{key}",
            "target": [{"reference": f"MessageHeader/{key}"}],
            "occurredDateTime": at.isoformat(),
            "recorded": at.isoformat(),
            "activity": {"coding": [{"system": terms.ACTIVITY_SYSTEM, "code": activity}]},
            "agent": [{"who": {"reference": "Organization/hospital"}}],
        }
        if previous:
            what = {"reference": f"MessageHeader/{previous}"}
            provenance["entity"] = [{"role": role, "what": what}]
        if activity.startswith("cancel-"):
            self.activities.pop()
        elif not activity.startswith("revise-") and deceased is None:
            self.activities.append(activity)
        resources = [
            self._header(key, report),
            self._patient(deceased),
            self._encounter(status, period, leave),
            organization("town", TOWN),
            organization("hospital", self.named),
            *self.history,
            provenance,
        ]
        self.history.append(provenance)
        bundle = {
            "resourceType": "Bundle",
            "id": f"b-{key}",
            "type": "message",
            "timestamp": (at + timedelta(seconds=1)).isoformat(),
            "entry": [
                {"fullUrl": f"{one['resourceType']}/{one['id']}", "resource": deepcopy(one)}
                for one in resources
            ],
        }
        return Sent(key, kind, bundle)

    def _last(self) -> str:
        return str(self.history[-1]["target"][0]["reference"]).partition("/")[2]

    def _header(self, key: str, report: bool) -> dict[str, Any]:
        found: dict[str, Any] = {"resourceType": "MessageHeader", "id": key}
        if report:
            found["extension"] = [{"url": terms.REPORT_OF_ADMISSION, "valueBoolean": True}]
        return {
            **found,
            "eventCoding": {"system": terms.EVENT_SYSTEM, "code": terms.HOSPITAL_NOTIFICATION},
            "destination": [
                {
                    "extension": [
                        {
                            "url": terms.DESTINATION_USE,
                            "valueCoding": {
                                "system": terms.DESTINATION_USE_SYSTEM,
                                "code": "primary",
                            },
                        }
                    ],
                    "endpoint": f"https://sor2.sum.dsdn.dk/#id={TOWN[0]}",
                    "receiver": {"reference": "Organization/town"},
                }
            ],
            "sender": {"reference": "Organization/hospital"},
            "source": {"endpoint": f"https://sor2.sum.dsdn.dk/#id={self.named[0]}"},
            "focus": [{"reference": "Encounter/stay"}],
        }

    def _patient(self, deceased: bool | None) -> dict[str, Any]:
        found: dict[str, Any] = {
            "resourceType": "Patient",
            "id": "citizen",
            "identifier": [{"system": terms.CPR_SYSTEM, "value": self.cpr}],
            "name": [{"use": "official", "family": "Prøve"}],
        }
        return found if deceased is None else {**found, "deceasedBoolean": deceased}

    def _encounter(
        self, status: str, period: dict[str, str] | None, leave: dict[str, str] | None
    ) -> dict[str, Any]:
        found: dict[str, Any] = {"resourceType": "Encounter", "id": "stay"}
        if leave:
            found["extension"] = [{"url": terms.LEAVE_PERIOD, "valuePeriod": leave}]
        started = self.started or self.start
        return {
            **found,
            "status": status,
            "class": {"system": terms.CLASS_SYSTEM, "code": "IMP" if self.inpatient else "EMER"},
            "subject": {"reference": "Patient/citizen"},
            "episodeOfCare": [
                {
                    "identifier": {
                        "system": f"https://sor2.sum.dsdn.dk/#id={self.named[0]}",
                        "value": self.episode,
                    }
                }
            ],
            "period": {"start": started.isoformat(), **(period or {})},
            "serviceProvider": {"reference": "Organization/hospital"},
        }

    # The types, as the table in MedCom's rules has them. `at`: when it happened and was sent.

    def staa(self, at: datetime, *, report: bool = True) -> Sent:
        self.started, self.inpatient = at, False
        return self.write("STAA", activity="admit-emergency", status=ADMITTED, at=at, report=report)

    def stin(self, at: datetime, *, report: bool = False) -> Sent:
        self.started, self.inpatient = at, True
        return self.write("STIN", activity="admit-inpatient", status=ADMITTED, at=at, report=report)

    def moved_to(self, named: tuple[str, str, str]) -> "Ward":
        """The same chain, written by another hospital from now on."""
        self.named = named
        return self

    def stor(self, at: datetime) -> Sent:
        self.leave = at
        return self.write(
            "STOR",
            activity="start-leave-inpatient",
            status=LEAVE,
            at=at,
            leave={"start": at.isoformat()},
        )

    def slor(self, at: datetime) -> Sent:
        began = (self.leave or at).isoformat()
        return self.write(
            "SLOR",
            activity="end-leave-inpatient",
            status=ADMITTED,
            at=at,
            leave={"start": began, "end": at.isoformat()},
        )

    def slhj(self, at: datetime) -> Sent:
        activity = f"discharge-{'inpatient' if self.inpatient else 'emergency'}-home"
        return self.write(
            "SLHJ", activity=activity, status=HOME, at=at, period={"end": at.isoformat()}
        )

    def mors(self, at: datetime) -> Sent:
        return self.write(
            "MORS",
            activity=self.activities[-1],
            status=HOME,
            at=at,
            period={"end": at.isoformat()},
            deceased=True,
        )

    def corrected(self, sent: Sent, at: datetime) -> Sent:
        """RE_x of the latest notice: the same event, half an hour earlier than first told."""
        base = sent.kind.removeprefix("RE_")
        encounter = sent.resource("Encounter")
        activity = sent.provenance()["activity"]["coding"][0]["code"]
        if base != "MORS" and not activity.startswith("revise-"):
            activity = f"revise-{activity}"
        leave = encounter.get("extension", [{}])[0].get("valuePeriod")
        period = dict(encounter["period"])
        if base in ("STIN", "STAA"):
            self.started = datetime.fromisoformat(period["start"]) - timedelta(minutes=30)
            period["start"] = self.started.isoformat()
        return self.write(
            f"RE_{base}",
            activity=activity,
            status=encounter["status"],
            at=at,
            about=sent.id,
            period=period,
            leave=leave,
            deceased=True if base == "MORS" else None,
        )

    def cancelled(self, sent: Sent, at: datetime, *, status_before: str = ADMITTED) -> Sent:
        """AN_x of the latest notice."""
        base = sent.kind.removeprefix("RE_")
        began = {"start": (self.leave or at).isoformat()}
        if base == "MORS":
            return self.write(
                "AN_MORS",
                activity=self.activities[-1],
                status=status_before,
                at=at,
                about=sent.id,
                role="removal",
                deceased=False,
                leave=began if status_before == LEAVE else None,
            )
        activity = sent.provenance()["activity"]["coding"][0]["code"].removeprefix("revise-")
        status = {"STOR": ADMITTED, "SLOR": LEAVE, "SLHJ": ADMITTED}.get(base, WRONG)
        return self.write(
            f"AN_{base}",
            activity=f"cancel-{activity}",
            status=status,
            at=at,
            about=sent.id,
            role="removal",
            leave=began if status == LEAVE else None,
        )


def stin() -> Sent:
    """An admission on Monday, asking for a report."""
    return Ward().stin(MONDAY, report=True)
