"""The committee's paper as blocks, which Word and PDF set each in their own way."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from helhed.design import words
from helhed.strategy.models import PaperSection
from helhed.strategy.rounds.picture import Picture, named
from helhed.strategy.status import Status


@dataclass(frozen=True)
class Block:
    """One paragraph, or the points of one list."""

    text: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: list[Block]


@dataclass(frozen=True)
class Paper:
    """What is put before the committee, in Danish and in the order such papers have."""

    title: str
    facts: list[tuple[str, str]]
    sections: list[Section]
    # Rows of the first annex: number, initiative, who carries it out, status, what was said.
    lines: list[tuple[str, str, str, str, str]]
    figures: list[dict[str, Any]]


def paper(picture: Picture) -> Paper:
    """Made of the picture alone, so a frozen round prints the same for ever."""
    with translation.override("da"):
        plan = picture["plan"]
        facts = [
            (_("Policy"), plan["policy"]),
            (_("Committee"), picture["committee"]),
            (_("Meeting"), _said(picture["meeting_on"])),
            (_("As it stood"), _said(picture["seen_on"])),
        ]
        return Paper(
            title=_("Follow-up %(year)s: %(plan)s")
            % {"year": picture["year"], "plan": named(plan)},
            facts=[(name, value) for name, value in facts if value],
            sections=[
                Section(str(PaperSection.Kind(kind).label), blocks(picture["sections"][kind]))
                for kind in PaperSection.Kind.values
                if picture["sections"].get(kind)
            ],
            lines=[_line(line) for line in picture["lines"]],
            figures=picture["figures"],
        )


def blocks(text: str) -> list[Block]:
    """Paragraphs apart by an empty line; lines that begin with "- " are points of a list."""
    found: list[Block] = []
    for paragraph in text.replace("\r\n", "\n").split("\n\n"):
        found.extend(_blocks_in(paragraph.split("\n")))
    return found


def _blocks_in(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    for line in (one.strip() for one in lines if one.strip()):
        if not line.startswith("- "):
            if found and found[-1].text:
                found[-1] = Block(text=f"{found[-1].text} {line}")
            else:
                found.append(Block(text=line))
        elif found and found[-1].points:
            found[-1] = Block(points=(*found[-1].points, line[2:].strip()))
        else:
            found.append(Block(points=(line[2:].strip(),)))
    return found


def _line(line: dict[str, Any]) -> tuple[str, str, str, str, str]:
    said = line["text"] or (_("not answered") if line["asked"] else "")
    return (
        str(line["number"] or ""),
        line["title"],
        line["department"],
        str(Status(line["status"]).label),
        said,
    )


def _said(iso: str) -> str:
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    # The year is always told: the paper is read for years.
    return words.plain_day(day, date(day.year - 1, 1, 1))
