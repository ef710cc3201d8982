"""Names as they are sorted, searched and heard in Danish."""

import re
import unicodedata

# After z come æ, ø and å; "aa" is sorted as å in Danish names.
_SORTED_LAST = {"æ": "{1", "ø": "{2", "å": "{3", "ä": "{1", "ö": "{2"}
_WORD = re.compile(r"[a-zæøå0-9]+")
# What is heard alike is written alike. In order: longer spellings first.
_SOUNDS = (
    ("tch", "k"), ("sch", "s"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("ck", "k"),
    ("hj", "j"), ("hv", "v"), ("gh", "g"), ("kh", "k"), ("sj", "s"), ("sh", "s"), ("nd", "n"),
    ("ld", "l"), ("rd", "r"), ("ds", "s"), ("ts", "s"), ("aa", "å"), ("ei", "aj"), ("ai", "aj"),
    ("ej", "aj"), ("eg", "aj"), ("øj", "oj"), ("øi", "oj"), ("oi", "oj"), ("ou", "u"), ("oe", "ø"),
    ("ae", "æ"), ("q", "k"), ("x", "ks"), ("z", "s"), ("c", "k"), ("w", "v"), ("y", "i"),
    ("æ", "e"), ("ä", "e"), ("ö", "ø"), ("ü", "i"), ("å", "o"),
)  # fmt: skip
_SILENT_ENDS = ("h", "d", "e")


def sort_key(name: str) -> str:
    """The key by which Danish lists are ordered: family name first, æ ø å last, aa as å."""
    words = fold(name).replace("aa", "å").split()
    ordered = words[-1:] + words[:-1]
    text = " ".join(ordered)
    return "".join(_SORTED_LAST.get(letter, letter) for letter in text)[:200]


def fold(text: str) -> str:
    """Lower case without accents; æ, ø and å are letters of their own and stay."""
    kept = []
    for letter in text.casefold():
        if letter in "æøå":
            kept.append(letter)
            continue
        plain = unicodedata.normalize("NFKD", letter)
        kept.append("".join(sign for sign in plain if not unicodedata.combining(sign)))
    return "".join(kept)


def words(text: str) -> list[str]:
    """The words of a name, folded: what somebody may begin to type."""
    return _WORD.findall(fold(text))


def sound(word: str) -> str:
    """How a Danish ear hears the word, roughly: Christensen and Kristensen are one.

    Our own small rule set: spellings that sound alike are made one, double letters single, and
    letters that are silent at the end fall away.
    """
    heard = fold(word)
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    heard = re.sub(r"(.)\1+", r"\1", heard)
    while len(heard) > 2 and heard.endswith(_SILENT_ENDS):
        heard = heard[:-1]
    return heard
