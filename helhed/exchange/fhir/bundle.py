"""A message Bundle: its resources, and finding what a reference points at."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from helhed.exchange.fhir.nodes import Node, node, nodes, text


@dataclass(frozen=True)
class Entry:
    """One resource of the Bundle and where it stands."""

    index: int
    full_url: str | None
    resource: Node

    @property
    def kind(self) -> str:
        return text(self.resource.get("resourceType")) or ""

    @property
    def id(self) -> str | None:
        return text(self.resource.get("id"))

    @property
    def path(self) -> str:
        """FHIRPath to the resource, as issues name it."""
        return f"Bundle.entry[{self.index}].resource.ofType({self.kind or '?'})"


@dataclass(frozen=True)
class Bundle:
    """Read-only view of a Bundle in FHIR JSON form, checked or not."""

    content: Node
    entries: tuple[Entry, ...] = field(default=())

    @classmethod
    def of(cls, content: Node) -> "Bundle":
        listed = content.get("entry")
        raw = listed if isinstance(listed, list) else []
        return cls(
            content,
            tuple(
                Entry(index, text(node(item).get("fullUrl")), node(node(item).get("resource")))
                for index, item in enumerate(raw)
            ),
        )

    def of_kind(self, kind: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind == kind)

    @cached_property
    def header(self) -> Entry | None:
        """The MessageHeader, also when it wrongly does not stand first."""
        return next(self.of_kind("MessageHeader"), None)

    @cached_property
    def _by_reference(self) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self.entries:
            if entry.id:
                found.setdefault(f"{entry.kind}/{entry.id}", entry)
            if entry.full_url:
                found.setdefault(entry.full_url, entry)
        return found

    def resolve(self, reference: object) -> Entry | None:
        """The entry a Reference points at: by fullUrl, else by `Type/id` at the end of the text."""
        target = text(node(reference).get("reference"))
        if target is None:
            return None
        target = target.split("/_history/")[0]
        return self._by_reference.get(target) or self._by_reference.get(short(target))

    def provenances(self) -> list[Entry]:
        return list(self.of_kind("Provenance"))

    def current_provenance(self) -> Entry | None:
        """The Provenance whose target is this header; the latest, should there be more."""
        header = self.header
        if header is None or header.id is None:
            return None
        mine = [entry for entry in self.provenances() if target_id(entry.resource) == header.id]
        return max(mine, key=lambda entry: str(entry.resource.get("recorded")), default=None)


def short(reference: str) -> str:
    """`https://x/MessageHeader/1` and `MessageHeader/1` are the same: `MessageHeader/1`."""
    return "/".join(reference.rsplit("/", 2)[-2:])


def header_id(reference: object) -> str | None:
    """The message id in a reference such as `MessageHeader/<id>`; None for other references."""
    target = text(node(reference).get("reference"))
    if target is None:
        return None
    kind, _, key = short(target.split("/_history/")[0]).rpartition("/")
    if kind not in ("MessageHeader", ""):
        return None
    return key.removeprefix("urn:uuid:") or None


def target_id(provenance: Node) -> str | None:
    """The id of the message a Provenance tells of."""
    targets = nodes(provenance.get("target"))
    return header_id(targets[0]) if targets else None
