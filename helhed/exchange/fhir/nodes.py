"""Looking into a message nobody has checked yet: never raises, whatever the sender wrote."""

from typing import Any

Node = dict[str, Any]


def node(value: Any) -> Node:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def nodes(value: Any) -> list[Node]:
    """The objects of a list; other things in it are left out."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: Any) -> str | None:
    """The value if it is text with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def coding(concept: Any) -> list[Node]:
    return nodes(node(concept).get("coding"))


def extensions(owner: Node, url: str) -> list[Node]:
    return [found for found in nodes(owner.get("extension")) if found.get("url") == url]
