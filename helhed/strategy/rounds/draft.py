"""The first draft of each section of the committee's paper, in Danish, from how the round stands.

Text: paragraphs apart by an empty line; lines that begin with "- " are a list.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.design import words
from helhed.strategy.models import Funding, PaperSection, Reply
from helhed.strategy.rounds.comparing import Comparison, Moved
from helhed.strategy.rounds.picture import Picture, named
from helhed.strategy.status import Status

Kind = PaperSection.Kind
TROUBLED = ("at_risk", "late")


def drafts(picture: Picture, comparison: Comparison | None) -> dict[str, str]:
    """{kind of section: text}. Always in Danish: the committee reads it."""
    with translation.override("da"):
        return {kind: write(picture, comparison) for kind, write in WRITERS.items()}


def _summary(picture: Picture, comparison: Comparison | None) -> str:
    plan, number = picture["plan"], len(picture["lines"])
    first = ngettext(
        "%(plan)s has %(number)s initiative: %(counts)s.",
        "%(plan)s has %(number)s initiatives: %(counts)s.",
        number,
    ) % {
        "plan": named(plan),
        "number": number,
        "counts": _counted(picture["counts"]),
    }
    answered = _(
        "%(answered)s of %(asked)s initiatives that were asked about are answered for."
    ) % {
        "answered": picture["answered"],
        "asked": picture["asked"],
    }
    return _paragraphs(first, answered, _since_last_year(comparison))


def _counted(counts: dict[str, int]) -> str:
    said = [f"{number} {str(Status(status).label).lower()}" for status, number in counts.items()]
    return _listed(said)


def _since_last_year(comparison: Comparison | None) -> str:
    if comparison is None:
        return ""
    return _(
        "Since the follow-up of %(year)s %(better)s went forward, %(worse)s back,"
        " %(same)s stand as they did, and %(new)s are new."
    ) % {
        "year": comparison.year,
        "better": len(comparison.better),
        "worse": len(comparison.worse),
        "same": comparison.same,
        "new": len(comparison.new),
    }


def _recommendation(picture: Picture, comparison: Comparison | None) -> str:
    points = [_("that the follow-up is taken note of")]
    troubled = [line["title"] for line in picture["lines"] if line["status"] in TROUBLED]
    if troubled:
        points.append(
            _("that it is discussed how to bring these forward: %(titles)s")
            % {"titles": _listed(troubled)}
        )
    return _paragraphs(_("The administration recommends,"), _bullets(points))


def _presentation(picture: Picture, comparison: Comparison | None) -> str:
    opening = _("The follow-up shows how the initiatives of %(plan)s stood on %(day)s.") % {
        "plan": picture["plan"]["title"],
        "day": _day(picture["seen_on"]),
    }
    return _paragraphs(
        opening,
        *(_told(line) for line in picture["lines"] if line["status"] in TROUBLED),
        *_moves(_("Gone forward:"), comparison.better if comparison else []),
        *_moves(_("Gone back:"), comparison.worse if comparison else []),
        *(_figure(one) for one in picture["figures"] if one["now"]),
        _("All initiatives stand in the annex."),
    )


def _told(line: dict[str, Any]) -> str:
    text = line["text"] or " ".join(line["reasons"]) or _("Nobody has answered yet.")
    return f"{line['title']}: {Status(line['status']).label}. {text}"


def _moves(heading: str, moved: list[Moved]) -> list[str]:
    if not moved:
        return []
    said = [f"{one.title} ({Status(one.before).label} → {Status(one.now).label})" for one in moved]
    return [f"{heading}\n{_bullets(said)}"]


def _figure(figure: dict[str, Any]) -> str:
    now, before, target = figure["now"], figure["before"], figure["target"]
    said = _("%(title)s: %(now)s in %(period)s.") % {
        "title": figure["title"],
        "now": now["said"],
        "period": now["period"],
    }
    if before:
        said += " " + _("The time before it was %(value)s (%(period)s).") % {
            "value": before["said"],
            "period": before["period"],
        }
    return said + (" " + _("The goal: %(target)s.") % {"target": target} if target else "")


def _economy(picture: Picture, comparison: Comparison | None) -> str:
    if not picture["funding"]:
        return _(
            "No money of its own is written at the initiatives. The case has no cost in itself."
        )
    points = [_money(row) for row in picture["funding"]]
    return _paragraphs(
        _("The initiatives are paid for like this:"),
        _bullets(points),
        _("The case has no cost in itself."),
    )


def _money(row: dict[str, Any]) -> str:
    source = row["agreement"] or str(Funding.Kind(row["kind"]).label)
    amount = (
        _("%(amount)s kr. %(per)s")
        % {
            "amount": words.number(Decimal(row["amount_dkk"])),
            "per": str(Funding.Per(row["per"]).label),
        }
        if row["amount_dkk"]
        else _("amount not known")
    )
    return f"{row['initiative']}: {source}, {amount}"


def _hearing(picture: Picture, comparison: Comparison | None) -> str:
    council = picture["plan"]["council"]
    if not picture["hearings"]:
        if not council:
            return _("The case has not been in hearing.")
        return _("The case is sent in hearing at %(council)s before the meeting.") % {
            "council": council
        }
    return _paragraphs(*(_heard(one) for one in picture["hearings"]))


def _heard(hearing: dict[str, Any]) -> str:
    opening = _("%(council)s was heard, with an answer by %(day)s: “%(title)s”") % {
        "council": hearing["council"],
        "title": hearing["title"],
        "day": _day(hearing["due_on"]),
    }
    points = [f"{point['text']} {_answered(point)}" for point in hearing["points"]]
    return _paragraphs(opening, _bullets(points)) if points else opening


def _answered(point: dict[str, str]) -> str:
    if not point["answer"]:
        return _("(not answered yet)")
    outcome = str(Reply.Outcome(point["answer"]).label).capitalize()
    return f"({outcome}: {point['because']})"


def _annexes(picture: Picture, comparison: Comparison | None) -> str:
    points = [_("All initiatives with status"), _("Indicators with tables")]
    return _bullets(points if picture["figures"] else points[:1])


WRITERS: dict[str, Callable[[Picture, Comparison | None], str]] = {
    Kind.SUMMARY: _summary,
    Kind.RECOMMENDATION: _recommendation,
    Kind.PRESENTATION: _presentation,
    Kind.ECONOMY: _economy,
    Kind.HEARING: _hearing,
    Kind.ANNEXES: _annexes,
}


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def _bullets(points: list[str]) -> str:
    return "\n".join(f"- {' '.join(point.split())}" for point in points)


def _listed(said: list[str]) -> str:
    if len(said) < 2:
        return "".join(said)
    return _("%(several)s and %(last)s") % {"several": ", ".join(said[:-1]), "last": said[-1]}


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    # Far from today, so that the year is always told: the paper is read for years.
    return words.plain_day(day, date(day.year - 1, 1, 1))
