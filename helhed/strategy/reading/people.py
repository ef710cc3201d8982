"""Contact persons as plans print them: a department, a post, a name, in five patterns.

Department, Post Name                     Department, Post Name og Post Name
Unit line, below it Name, post unit       another organisation on a line of its own
Department, Post Name, the unit after the name
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helhed.strategy.reading.joining import join_words
from helhed.strategy.reading.labels import Labels
from helhed.strategy.reading.lines import Line

NAME = r"[A-ZÆØÅÉÜÖÄ](?:[\w'’-]*\w|\.)?\.?"  # noqa: RUF001  printed apostrophes
PARTICLE = r"(?:von|van|de|af|el|al)"
OPEN_END = re.compile(r"(?:[,&-]|\b(?:og|for|i|af|ved|på|til|med))$")


@dataclass(frozen=True)
class Contact:
    """A contact person. `unit`: the nearer unit after the name; `raw`: what was printed."""

    department: str
    title: str
    person: str
    raw: str
    unit: str = ""

    @property
    def unread(self) -> bool:
        """Whether no person could be told from the words."""
        return not self.person


@dataclass(frozen=True)
class Patterns:
    """The two orders a post and a name stand in, for one table of labels."""

    post_first: "re.Pattern[str]"
    name_first: "re.Pattern[str]"

    @classmethod
    def of(cls, labels: Labels) -> "Patterns":
        ends = "|".join(map(re.escape, labels.words("contacts", "titles")))
        post = rf"[\w-]*(?:{ends})"
        name = rf"(?!{post}\b){NAME}"
        person = rf"{name}(?:\s+(?:{PARTICLE}\s+)?{name})+"
        # A post can hold "og" itself, before ("Byliv- og Driftschef") or after ("Chef og leder").
        title = rf"(?:[\w-]+-\s+og\s+)?{post}(?:\s+og\s+{post})?(?:\s+for\s+[\w-]+)?"
        return cls(
            re.compile(rf"(?<![\w-])(?P<title>(?i:{title}))\s+(?P<person>{person})"),
            re.compile(
                rf"^(?P<person>{person}),?\s+(?P<title>(?i:{post}))(?:[,\s]+(?P<unit>.+))?$"
            ),
        )


def read_contacts(lines: Sequence[Line], labels: Labels) -> list[Contact]:
    """Everybody named, in order. What cannot be read comes as a contact with `raw` only."""
    patterns = Patterns.of(labels)
    aliases = labels.table.get("aliases", {})
    contacts: list[Contact] = []
    above = ""
    for entry in entries(lines, patterns):
        found = _read_entry(entry, patterns, above)
        if not found and not above and not contacts:
            above = entry
            continue
        contacts += found or [Contact("", "", "", entry)]
    if above and not contacts:
        contacts = [Contact("", "", "", above)]
    return [
        replace(
            it, department=_put_right(it.department, aliases), unit=_put_right(it.unit, aliases)
        )
        for it in contacts
    ]


def looks_like_contact(text: str, labels: Labels) -> bool:
    patterns = Patterns.of(labels)
    return bool(patterns.post_first.search(text) or patterns.name_first.match(text))


def entries(lines: Sequence[Line], patterns: Patterns) -> list[str]:
    """The lines put together so that each entry stands alone."""
    found: list[str] = []
    for line in lines:
        if line.blank:
            continue
        if found and not _begins_entry(found[-1], line.body, patterns) and not line.bullet:
            found[-1] = join_words(found[-1], line.body)
        else:
            found.append(line.body)
    return [entry.strip() for entry in found]


def _begins_entry(before: str, text: str, patterns: Patterns) -> bool:
    if OPEN_END.search(before) or text[:1].islower():
        return False
    if patterns.name_first.match(text) and not patterns.post_first.search(text):
        return True
    post = patterns.post_first.search(text)
    # With its own department before the post, or after somebody already named, it is another.
    return bool(post and (post.start() > 0 or patterns.post_first.search(before)))


def _read_entry(entry: str, patterns: Patterns, above: str) -> list[Contact]:
    tidy = entry.rstrip(" .") + ("." if re.search(r"\b[A-ZÆØÅ]\.$", entry) else "")
    by_name = patterns.name_first.match(tidy)
    # "Café North, leder Ida Holm" has both shapes; a unit line above tells that names come first.
    if by_name and (above or not patterns.post_first.search(tidy)):
        unit = (by_name["unit"] or "").strip(" ,.")
        return [
            Contact(
                above or unit, by_name["title"], by_name["person"], entry, unit if above else ""
            )
        ]
    found = list(patterns.post_first.finditer(tidy))
    if not found:
        return _without_post(tidy, entry)
    department = tidy[: found[0].start()].strip(" ,:-–") or above
    ends = [*[match.start() for match in found[1:]], len(tidy)]
    return [
        Contact(department, match["title"], match["person"], entry, _unit(tidy[match.end() : end]))
        for match, end in zip(found, ends, strict=True)
    ]


def _without_post(tidy: str, entry: str) -> list[Contact]:
    """`Department, Name Name`: a person without a post."""
    match = re.search(rf"^(?P<department>.+),\s+(?P<person>{NAME}(?:\s+{NAME})+)$", tidy)
    return [Contact(match["department"], "", match["person"], entry)] if match else []


def _unit(rest: str) -> str:
    return re.sub(r"^[\s,.]+|(?:[\s,.]|\bog\b)+$", "", rest)


def _put_right(text: str, aliases: dict[str, str]) -> str:
    for misprint, right in aliases.items():
        text = re.sub(rf"\b{re.escape(misprint)}\b", right, text)
    return text
