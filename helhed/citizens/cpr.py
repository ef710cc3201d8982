"""CPR numbers: kept encrypted, found by a keyed index, never shown in a log or an address."""

import hmac
import os
import re
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from helhed.core.errors import Refused

SHAPE = re.compile(r"(\d{6})-?\s?(\d{4})")
NONCE_BYTES = 12
# Test numbers carry a day raised by 60, so that they are nobody's.
TEST_DAY = 60


class NotACprNumber(Refused):
    message = _("A CPR number has ten digits. Look at it once more.")


class TestNumber(Refused):
    message = _("This is a number for tests. Test numbers are only for demonstration.")


def normalise(text: str) -> str:
    """The ten digits. Raises NotACprNumber, or TestNumber outside demonstration and tests.

    No modulus-11 check: since October 2007 valid numbers may fail it.
    """
    found = SHAPE.fullmatch(text.strip())
    if found is None:
        raise NotACprNumber
    digits = found[1] + found[2]
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= day <= 31 or TEST_DAY < day <= TEST_DAY + 31) or not 1 <= month <= 12:
        raise NotACprNumber
    if day > TEST_DAY and not settings.HELHED_DEMO:
        raise TestNumber
    return digits


def looks_like_one(text: str) -> bool:
    return SHAPE.fullmatch(text.strip()) is not None


def index_of(digits: str) -> bytes:
    """The keyed index: equal for equal numbers, and made by nobody without the key."""
    return hmac.new(settings.HELHED_CPR_INDEX_KEY, digits.encode(), sha256).digest()


def encrypt(digits: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(settings.HELHED_CPR_KEY).encrypt(nonce, digits.encode(), None)


def decrypt(stored: bytes | memoryview) -> str:
    kept = bytes(stored)
    opened = AESGCM(settings.HELHED_CPR_KEY).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], None)
    return opened.decode()
