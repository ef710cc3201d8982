"""Collecting what is wrong while walking through a message."""

from collections.abc import Collection
from typing import Any

from helhed.exchange.fhir.bundle import Bundle, Entry
from helhed.exchange.fhir.issues import Code, Issue
from helhed.exchange.fhir.nodes import Node, node, text


class Findings:
    """The issues found so far, and the questions that find them."""

    def __init__(self) -> None:
        self.issues: list[Issue] = []

    def add(self, code: Code, path: str, text: str) -> None:
        self.issues.append(Issue(code, path, text))

    def require(
        self, owner: Node, path: str, *names: str, code: Code = Code.REQUIRED
    ) -> dict[str, Any]:
        """The named elements that are there; an issue for each that is not."""
        found = {name: owner.get(name) for name in names}
        for name, value in found.items():
            if value is None or value in ("", [], {}):
                self.add(code, f"{path}.{name}", "is required")
        return found

    def forbid(self, owner: Node, path: str, *names: str) -> None:
        for name in names:
            if name in owner:
                self.add(Code.NOT_ALLOWED, f"{path}.{name}", "is not allowed in this message")

    def coded(self, coding: Any, path: str, *, system: str, codes: Collection[str]) -> None:
        """A Coding of the system with one of the codes."""
        found = node(coding)
        if found.get("code") is None:
            self.add(Code.REQUIRED, f"{path}.code", "is required")
        elif found.get("system") != system:
            self.add(Code.CODE_SYSTEM, f"{path}.system", f"should be {system}")
        elif text(found.get("code")) not in codes:
            self.outside(f"{path}.code", found.get("code"), codes)

    def outside(self, path: str, value: object, codes: Collection[str]) -> None:
        listed = ", ".join(sorted(codes)) if len(codes) <= 6 else "the codes of the value set"
        self.add(Code.VALUE_SET, path, f"{str(value)[:40]!r} should be one of {listed}")

    def refers(self, bundle: Bundle, owner: Node, path: str, name: str, kind: str) -> Entry | None:
        """The resource of `kind` that the element points at; it must be inside the Bundle."""
        reference = self.require(owner, path, name)[name]
        return self.points(bundle, reference, f"{path}.{name}", kind) if reference else None

    def points(self, bundle: Bundle, reference: Any, path: str, kind: str) -> Entry | None:
        found = bundle.resolve(reference)
        if found is None:
            self.add(Code.REQUIRED, path, f"points at no {kind} inside the Bundle")
        elif found.kind != kind:
            self.add(Code.TYPE_MISMATCH, path, f"should point at a {kind}, not a {found.kind}")
            return None
        return found
