"""Reads the environment. Nothing outside `helhed.config` does."""

import os
import secrets as randomness
from base64 import urlsafe_b64decode, urlsafe_b64encode
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def text(name: str, default: str | None = None) -> str:
    """The variable's text. Raises ImproperlyConfigured when it is missing and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is missing. docs/settings.md tells what to write.")
    return value


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default))
    if value not in ("True", "False"):
        raise ImproperlyConfigured(f"{name}={value!r}: write True or False.")
    return value == "True"


def number(name: str, default: int) -> int:
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r}: write a whole number.")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas between."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Networks or single addresses, written with commas between."""
    try:
        return [ip_network(word) for word in words(name)]
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{name}: write networks such as 10.2.0.0/16.") from wrong


def secret(name: str, default: str | None = None) -> str:
    """Read a secret from the file named in <name>_FILE, else from <name>."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else text(name, default)


def home() -> Path:
    """The folder with the embedded database and the generated keys."""
    chosen = os.environ.get("HELHED_PGDATA")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/helhed")
    return Path.home() / ".local/share/helhed"


def kept_secret(name: str, folder: Path) -> str:
    """Read a secret as `secret` does; if it is given nowhere, make one and keep it in `folder`.

    The file is readable by its owner only. Two processes starting together agree on one key.
    """
    given = secret(name, "")
    if given:
        return given
    path = folder / name.lower()
    if not path.exists():
        write_once(path, urlsafe_b64encode(randomness.token_bytes(KEY_BYTES)).decode())
    return path.read_text().strip()


def write_once(path: Path, content: str) -> None:
    """Write a file for its owner's eyes only, unless somebody was first."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(content)
    try:
        # A hard link appears whole or not at all, and never over an existing key.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key(name: str, encoded: str) -> bytes:
    """The 32 bytes that `encoded` (base64, URL-safe) stands for."""
    try:
        raw = urlsafe_b64decode(encoded)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ImproperlyConfigured(f"{name} must be {KEY_BYTES} bytes in URL-safe base64.")
    return raw
