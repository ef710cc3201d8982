"""Text as Excel's files keep it: what XML cannot hold is written `_xHHHH_`."""

import re

# A cell of Excel holds no more.
LONGEST = 32_767
UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def encoded(text: str) -> str:
    """As the file keeps it; an underscore that would be read as a code is a code itself."""
    return UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def decoded(text: str) -> str:
    """The other way."""
    return WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
