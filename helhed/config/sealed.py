"""Encrypted files of any size, written and read in pieces.

A file is MAGIC, 8 random bytes, then pieces: 4 bytes of length, and that many bytes of AES-256-GCM.
A piece's nonce is the 8 bytes and its number, so pieces cannot change places; the last piece is
sealed as the last, so a file cut short is noticed.
"""

import os
from collections.abc import Iterable, Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"HELHED-SEALED-1\n"
PREFIX_BYTES = 8
PIECE_BYTES = 1 << 20
TAG_BYTES = 16
MIDDLE, LAST = b"middle", b"last"


class CannotOpen(Exception):
    """The file is none of ours, is damaged, or the key is another."""


def seal(pieces: Iterable[bytes], target: IO[bytes], key: bytes) -> None:
    """Write the pieces, encrypted with the 32 bytes of `key`."""
    cipher, prefix = AESGCM(key), os.urandom(PREFIX_BYTES)
    target.write(MAGIC + prefix)
    waiting, number = b"", 0
    for piece in pieces:
        # Always one piece behind: only then is it known which is the last.
        if waiting:
            _write(target, cipher.encrypt(_nonce(prefix, number), waiting, MIDDLE))
            number += 1
        waiting = piece
    _write(target, cipher.encrypt(_nonce(prefix, number), waiting, LAST))


def unseal(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    """The pieces in clear. Raises CannotOpen, also when the end is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise CannotOpen("This file was not made by helhed backup.")
    cipher, prefix = AESGCM(key), source.read(PREFIX_BYTES)
    number, sealed = 0, _read(source)
    while sealed:
        following = _read(source)
        try:
            yield cipher.decrypt(_nonce(prefix, number), sealed, MIDDLE if following else LAST)
        except InvalidTag:
            raise CannotOpen("The file is damaged or cut short, or the key is another.") from None
        number, sealed = number + 1, following
    if number == 0:
        raise CannotOpen("The file is cut short.")


def in_pieces(source: IO[bytes]) -> Iterator[bytes]:
    while piece := source.read(PIECE_BYTES):
        yield piece


def _nonce(prefix: bytes, number: int) -> bytes:
    return prefix + number.to_bytes(4, "big")


def _write(target: IO[bytes], sealed: bytes) -> None:
    target.write(len(sealed).to_bytes(4, "big") + sealed)


def _read(source: IO[bytes]) -> bytes:
    length = int.from_bytes(source.read(4), "big")
    if length > PIECE_BYTES + TAG_BYTES:
        raise CannotOpen("The file is damaged.")
    return source.read(length)
