"""Two texts beside each other, word by word."""

import re
from difflib import SequenceMatcher

Piece = tuple[str, bool]
# Words of one text times words of the other: beyond this somebody would wait for the comparing.
MOST_PAIRS = 4_000_000


def word_diff(mine: str, theirs: str) -> tuple[list[Piece], list[Piece]]:
    """What stands only in the one and only in the other.

    Shape: for each text a list of (piece, differs), which joined give the text back. Texts of
    thousands of words are told as wholly different.
    """
    left, right = re.findall(r"\S+\s*|\s+", mine), re.findall(r"\S+\s*|\s+", theirs)
    if len(left) * len(right) > MOST_PAIRS:
        return [(mine, True)], [(theirs, True)]
    bare_left, bare_right = [w.strip() for w in left], [w.strip() for w in right]
    matcher = SequenceMatcher(None, bare_left, bare_right, autojunk=False)
    mine_pieces: list[Piece] = []
    their_pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            mine_pieces.append(("".join(left[a:b]), tag != "equal"))
        if d > c:
            their_pieces.append(("".join(right[c:d]), tag != "equal"))
    return mine_pieces, their_pieces


def both(mine: str, theirs: str) -> str:
    """Both texts in one, for somebody to tidy: theirs first, then what only mine says."""
    if mine.strip() in theirs:
        return theirs
    if theirs.strip() in mine:
        return mine
    return f"{theirs.rstrip()}\n\n{mine.lstrip()}"
