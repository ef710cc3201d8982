"""What was read, told in lines for a terminal. Names of contact persons are counted, not shown."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helhed.strategy.comparing import NEW, SAME, UPDATE, Changes

Data = dict[str, Any]


def summary(data: Data) -> Iterator[str]:
    """The document, each card or focus area, and the coverage."""
    years = "-".join(map(str, data["period"])) if data["period"] else _("no years found")
    if data["kind"] == "policy":
        yield _("%(document)s: a policy, %(years)s") % {**data, "years": years}
        yield from _policy(data)
    else:
        cards = ngettext("%(count)d card", "%(count)d cards", len(data["cards"]))
        told = cards % {"count": len(data["cards"])}
        yield _("%(document)s: an action plan, %(years)s, %(cards)s") % {
            "document": data["document"],
            "years": years,
            "cards": told,
        }
        for card in data["cards"]:
            yield from _card(card)
    coverage = data["coverage"]
    yield _("Coverage: %(placed)d of %(lines)d lines are in the right field (%(share)s %%).") % {
        **coverage,
        "share": f"{100 * coverage['share']:.1f}".replace(".", ","),
    }


def _card(card: Data) -> Iterator[str]:
    first, last = card["lines"]
    yield f"{card['number']:>3}  {card['title']}"
    facts = [
        " + ".join(card["committees"]) or _("no committee"),
        _("%(count)d goals") % {"count": len(card["goals"])},
        {True: _("carried over"), False: _("new"), None: _("unclear whether new")}[
            card["carried_over"]
        ],
        _("%(count)d contact persons") % {"count": len(card["contacts"])},
        _("lines %(first)d-%(last)d") % {"first": first, "last": last},
    ]
    yield "     " + " · ".join(facts)
    unsure = [name for name, it in card["fields"].items() if it["uncertain"]]
    if unsure:
        yield "     " + _("Look at: %(fields)s") % {"fields": ", ".join(unsure)}
    yield from _unplaced(card["unplaced"])


def _unplaced(pieces: list[Data]) -> Iterator[str]:
    for piece in pieces:
        first, last = piece["lines"]
        yield "     " + _("Not placed, lines %(first)d-%(last)d:") % {"first": first, "last": last}
        yield from (f"       | {line}" for line in piece["text"].splitlines() if line.strip())


def _policy(data: Data) -> Iterator[str]:
    yield "     " + _("%(vision)d lines of vision, %(principles)d principles") % {
        "vision": len(data["vision"]),
        "principles": len(data["principles"]),
    }
    for area in data["focus_areas"]:
        yield f"{area['number']:>3}  {area['title']}"
        yield "     " + _("why: %(why)d · how: %(how)d · plans beside it: %(plans)d") % {
            "why": len(area["why"]),
            "how": len(area["how"]),
            "plans": len(area["supporting_plans"]),
        }
    yield from _unplaced(data["unplaced"])


def would_change(changes: Changes) -> Iterator[str]:
    """What accepting would do to what stands."""
    target = changes.target
    if not target.plan_title:
        yield _("Policy: %(title)s") % {"title": target.policy_title}
        yield from (_("  changes: %(name)s") % {"name": it.name} for it in changes.policy)
        if not changes.policy:
            yield _("  nothing changes")
        return
    where = _("known already") if target.plan else _("will be made")
    yield _("Plan: %(title)s (%(where)s)") % {"title": target.plan_title, "where": where}
    yield _("%(new)d new, %(updated)d changed, %(same)d as before, %(gone)d no longer in it.") % {
        "new": changes.count(NEW),
        "updated": changes.count(UPDATE),
        "same": changes.count(SAME),
        "gone": len(changes.gone),
    }
    for card in changes.cards:
        if card.state == UPDATE:
            names = ", ".join(it.name for it in card.fields)
            yield _("  %(number)d changes: %(fields)s") % {"number": card.number, "fields": names}
    for initiative in changes.gone:
        yield _("  %(number)d is not in the document, and stays.") % {"number": initiative.number}
