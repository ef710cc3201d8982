"""One valid notification, as plain facts."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from helhed.exchange.fhir import terminology as terms
from helhed.exchange.fhir.bundle import Bundle, Entry, header_id, target_id
from helhed.exchange.fhir.envelope import GLN, SOR, Address, identifier
from helhed.exchange.fhir.nodes import Node, coding, extensions, node, nodes, text
from helhed.exchange.fhir.times import moment

# Lets a moment that is missing sort before every other.
NEVER: Final = datetime.fromisoformat("1850-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Episode:
    """The hospital's id of the stay (forløbs-id)."""

    system: str
    value: str

    @property
    def key(self) -> str:
        """What ties messages together: published ones write the same id with and without prefix."""
        return self.value.lower().removeprefix("urn:uuid:")

    @property
    def local(self) -> bool:
        return self.system != terms.LPR3_SYSTEM


@dataclass(frozen=True)
class Step:
    """One message of the history, as a Provenance tells of it."""

    message_id: str
    activity: str
    sent: datetime
    role: str | None = None
    previous: str | None = None


@dataclass(frozen=True)
class Notice:
    """What a hospital notification says. Holds a CPR number: not for logs."""

    message_id: str
    bundle_id: str
    cpr: str
    step: Step
    past: tuple[Step, ...]
    deceased: bool | None
    status: str
    inpatient: bool
    started: datetime
    ended: datetime | None
    leave_started: datetime | None
    leave_ended: datetime | None
    assembled: datetime
    episodes: tuple[Episode, ...]
    provider: Address
    sender: Address
    receiver: Address
    asks_for_report: bool
    report_recipient: Address | None = None

    @property
    def episode_keys(self) -> frozenset[str]:
        return frozenset(episode.key for episode in self.episodes)

    @property
    def chain_ids(self) -> frozenset[str]:
        """Ids of all earlier messages this one knows of; never its own."""
        named = {step.message_id for step in self.past}
        named.update(s.previous for s in (self.step, *self.past) if s.previous)
        return frozenset(named - {self.message_id})

    @property
    def answer_episode(self) -> Episode:
        """The episode to name in everything sent about the stay: the local one of several."""
        return next((e for e in self.episodes if e.local), self.episodes[0])


def notice_of(bundle: Bundle) -> Notice:
    """The facts of a message that `broken_rules` found nothing wrong with."""
    header, current = _there(bundle.header), _there(bundle.current_provenance())
    encounter = _there(bundle.resolve(nodes(header.resource.get("focus"))[0]))
    patient = next(bundle.of_kind("Patient")).resource
    period, leave = node(encounter.resource.get("period")), _leave(encounter.resource)
    destination = nodes(header.resource.get("destination"))[0]
    return Notice(
        message_id=header.id or "",
        bundle_id=str(bundle.content["id"]),
        cpr=str(nodes(patient.get("identifier"))[0]["value"]),
        step=_step(current),
        past=tuple(
            _step(one)
            for one in bundle.provenances()
            if target_id(one.resource) not in (None, header.id)
        ),
        deceased=patient.get("deceasedBoolean"),
        status=str(encounter.resource["status"]),
        inpatient=node(encounter.resource.get("class")).get("code") == "IMP",
        started=moment(period.get("start")) or NEVER,
        ended=moment(period.get("end")),
        leave_started=moment(leave.get("start")),
        leave_ended=moment(leave.get("end")),
        assembled=moment(bundle.content["timestamp"]) or NEVER,
        episodes=_episodes(encounter.resource),
        provider=_organization(bundle, encounter.resource.get("serviceProvider")),
        sender=_organization(
            bundle, header.resource.get("sender"), node(header.resource["source"])
        ),
        receiver=_organization(bundle, destination.get("receiver"), destination),
        asks_for_report=_asks_for_report(header.resource),
        report_recipient=_report_recipient(bundle, header.resource),
    )


def last_step(bundle: Bundle) -> Step | None:
    """The latest Provenance of a message that may be broken; None when it has none."""
    current = bundle.current_provenance()
    return _step(current) if current else None


def _there(entry: Entry | None) -> Entry:
    if entry is None:
        raise ValueError("not a checked message")
    return entry


def _step(entry: Entry) -> Step:
    resource = entry.resource
    codes = [text(one.get("code")) for one in coding(resource.get("activity"))]
    entity = _entity(resource)
    return Step(
        message_id=target_id(resource) or "",
        activity=next((str(code) for code in codes if code in terms.HOSPITAL_ACTIVITIES), ""),
        sent=moment(resource.get("occurredDateTime")) or NEVER,
        role=text(entity.get("role")),
        previous=header_id(entity.get("what")),
    )


def _entity(provenance: Node) -> Node:
    """The entity that names the previous message: a cancellation goes before anything else."""
    found = nodes(provenance.get("entity"))
    by_role = {role: one for one in reversed(found) if (role := text(one.get("role")))}
    return by_role.get("removal") or by_role.get("revision") or next(iter(found), Node())


def _leave(encounter: Node) -> Node:
    leaves = extensions(encounter, terms.LEAVE_PERIOD)
    return node(leaves[0].get("valuePeriod")) if leaves else Node()


def _episodes(encounter: Node) -> tuple[Episode, ...]:
    identifiers = [node(e.get("identifier")) for e in nodes(encounter.get("episodeOfCare"))]
    return tuple(Episode(str(i.get("system") or ""), str(i["value"])) for i in identifiers)


def _organization(
    bundle: Bundle, reference: object, endpoint_holder: Node | None = None
) -> Address:
    found = bundle.resolve(reference)
    resource = found.resource if found else Node()
    return Address(
        sor=identifier(resource, SOR),
        gln=identifier(resource, *GLN),
        name=text(resource.get("name")),
        endpoint=text((endpoint_holder or Node()).get("endpoint")),
    )


def _asks_for_report(header: Node) -> bool:
    flags = extensions(header, terms.REPORT_OF_ADMISSION)
    return bool(flags) and flags[0].get("valueBoolean") is True


def _report_recipient(bundle: Bundle, header: Node) -> Address | None:
    given = extensions(header, terms.REPORT_RECIPIENT)
    return _organization(bundle, given[0].get("valueReference")) if given else None
