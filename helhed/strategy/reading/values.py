"""From printed text to committees, goals, and whether an initiative is carried over."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from helhed.strategy.reading.joining import one_line
from helhed.strategy.reading.labels import Labels
from helhed.strategy.reading.lines import Line

LONGEST_GOAL_LINES = 6
SURE = 0.9
POSSIBLE = 0.6
AHEAD = 0.15
"""How much better than the next best a doubtful match must be."""


@dataclass(frozen=True)
class Goal:
    """A goal of the policy as a card prints it, and the policy's own words for it."""

    printed: str
    wording: str
    """The policy's words; the printed ones when none fits."""
    matched: bool
    sure: bool


MOST_COMPARED = 600


def plain(text: str) -> str:
    """Letters and figures only, small: what two spellings of the same share."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1 (the same but for case, marks and line breaks)."""
    # Comparing grows with the square of the length; a title or a goal is told by its beginning.
    first, second = plain(one[:MOST_COMPARED]), plain(other[:MOST_COMPARED])
    shorter, longer = sorted((len(first), len(second)))
    if shorter < POSSIBLE * longer / 2:
        # No more than the shorter can be shared: comparing a page with a sentence is not worth it.
        return 2 * shorter / max(shorter + longer, 1)
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


# Committees -----------------------------------------------------------------------------------


def read_committees(text: str, labels: Labels) -> list[str]:
    """The bodies named. " og " parts two only after a whole name: many hold one themselves."""
    bodies = "|".join(map(re.escape, labels.words("committees", "bodies")))
    whole = rf"(?:\w*udvalget|\w*udvalg{'|' + bodies if bodies else ''})"
    parted = re.sub(rf"({whole})\s*(?:,|;|/|\bog\b|\bsamt\b|&|\s(?=[A-ZÆØÅ]))\s*", r"\1\n", text)
    names = [name.strip(" .,;-") for name in parted.split("\n")]
    aliases = labels.table["committees"].get("aliases", {})
    return [aliases.get(name, name) for name in names if name]


def is_committee(name: str, labels: Labels) -> bool:
    return bool(re.search(r"udvalg(?:et)?$", name)) or name in labels.words("committees", "bodies")


def agree_on_spelling(lists: Sequence[list[str]]) -> list[list[str]]:
    """Committees that differ in case only get the spelling used most."""
    counts = Counter(name for names in lists for name in names)
    best: dict[str, str] = {}
    for name, _ in counts.most_common():
        best.setdefault(name.casefold(), name)
    return [list(dict.fromkeys(best[name.casefold()] for name in names)) for names in lists]


# Goals ----------------------------------------------------------------------------------------


def printed_goals(lines: Sequence[Line], known: Sequence[str]) -> tuple[str, list[list[Line]]]:
    """The lead-in of a field of goals, and the lines of each goal.

    With bullets, what stands before the first is the lead-in. Without, the goals begin where the
    words of a known goal begin; if there is none, all of it is one goal.
    """
    held = [line for line in lines if not line.blank]
    starts = [at for at, line in enumerate(held) if line.bullet]
    if starts:
        ends = [*starts[1:], len(held)]
        return one_line(held[: starts[0]]), [
            held[at:end] for at, end in zip(starts, ends, strict=True)
        ]
    for at in range(max(0, len(held) - LONGEST_GOAL_LINES), len(held)):
        if best_goal(one_line(held[at:]), known)[0] >= SURE:
            return one_line(held[:at]), [held[at:]]
    return "", [held] if held else []


def best_goal(text: str, known: Sequence[str]) -> tuple[float, float, str]:
    """Likeness of the best and the next best known goal, and the best one's words."""
    ranked = sorted(((likeness(text, goal), goal) for goal in known), reverse=True)
    if not ranked:
        return 0.0, 0.0, ""
    return ranked[0][0], ranked[1][0] if len(ranked) > 1 else 0.0, ranked[0][1]


def match_goal(printed: str, known: Sequence[str]) -> Goal:
    best, following, wording = best_goal(printed, known)
    matched = best >= SURE or (best >= POSSIBLE and best - following >= AHEAD)
    if not matched:
        return Goal(printed, printed.strip(" ."), matched=not known, sure=False)
    return Goal(printed, wording.strip(" ."), matched=True, sure=best >= SURE)


def goals_of_the_plan(lines: Sequence[Line], on_cards: Sequence[str], before: int) -> list[str]:
    """The list of goals the plan prints before its cards: the one most of theirs come from."""
    if not on_cards:
        return []
    lists = [found for found in _bulleted_lists(lines[:before]) if len(found) >= 2]
    scored = [(_share_found(on_cards, found), found) for found in lists]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, []))
    return best[1] if best[0] >= 0.5 else []


def _share_found(on_cards: Sequence[str], known: Sequence[str]) -> float:
    found = sum(best_goal(goal, known)[0] >= SURE for goal in on_cards)
    return found / len(on_cards)


def _bulleted_lists(lines: Sequence[Line]) -> list[list[str]]:
    lists: list[list[list[Line]]] = [[]]
    for line in lines:
        if line.blank:
            continue
        if line.bullet:
            lists[-1].append([line])
        elif lists[-1] and line.goes_on:
            lists[-1][-1].append(line)
        elif lists[-1]:
            lists.append([])
    return [[one_line(item).strip(" .") for item in found] for found in lists if found]


# Carried over -----------------------------------------------------------------------------------


def read_carried_over(text: str, labels: Labels) -> bool | None:
    """Whether the initiative goes on from the plan before: its first words decide, or None."""
    start = plain(text)
    for name, answer in (("yes", True), ("new", False)):
        for words in labels.words("carried_over", name):
            if start == words or start.startswith(words + " "):
                return answer
    return None
