"""What becomes public of a plan: a plain copy without owners, contact persons or single people.

Every page's `data` holds "title", "title_en", "short", "short_en", "easy" (the last four may be
empty), and by kind:
- plan: period, policy, council, counts {status: number}, goals [{key, title, why, initiatives}],
  without_goal, rounds [{year, title, answered, summary}];
- initiative: number, kind, status (see `Status`), status_text, how_far, description, target_group,
  department, goals, goal_keys, committees, due, criteria [{text, measurable}],
  milestones [{title, due, done}], earlier [{year, status, text}], indicators (their keys);
- indicator: as `helhed.strategy.rounds.figures` tells, and latest, target_said, baseline_said,
  any_hidden;
- hearing: council, due, points [{text, answer, answer_in_words, because, change, became}];
- proposal: council, text, said_on, outcome, state_in_words, came_of_it.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from helhed.design import words
from helhed.public_site.models import PublicText, PublishedPage
from helhed.strategy.models import (
    ActionPlan,
    Goal,
    Initiative,
    Milestone,
    Proposal,
    Reply,
    RoundSnapshot,
)
from helhed.strategy.rounds.figures import figures_of, hearings_of
from helhed.strategy.rounds.picture import picture_of
from helhed.strategy.standing import standings
from helhed.strategy.status import Standing, Status

Kind = PublishedPage.Kind
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa"})
NOTHING = {"value": None, "state": "missing", "hidden": False, "said": "", "period": ""}


@dataclass(frozen=True)
class Draft:
    """One page about to be published."""

    kind: str
    key: str
    position: int
    data: dict[str, Any]
    # The plan, initiative or indicator it is about.
    subject: str = ""


@dataclass
class Sources:
    """What the pages of one plan are made of."""

    plan: ActionPlan
    on: date
    texts: dict[UUID, PublicText]
    figures: list[dict[str, Any]]
    keys: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    snapshots: list[RoundSnapshot] = field(default_factory=list)


def slug(text: str, *, longest: int = 70) -> str:
    """An address out of a title: æ, ø and å written out."""
    return slugify(text.translate(LETTERS))[:longest].strip("-") or "side"


def pages_of(plan: ActionPlan, *, on: date) -> list[Draft]:
    """All that would be published of the plan today, in Danish with its translations."""
    with translation.override("da"):
        sources = _sources(plan, on)
        figures = [_figure(sources, place, one) for place, one in enumerate(sources.figures)]
        initiatives = _initiatives(sources)
        return [
            _plan(sources, initiatives),
            *initiatives,
            *figures,
            *(_hearing(place, one) for place, one in enumerate(hearings_of(plan, public=True))),
            *(_proposal(place, one) for place, one in enumerate(_proposals(plan))),
        ]


def _sources(plan: ActionPlan, on: date) -> Sources:
    figures = figures_of(plan, on=on, public=True)
    keys = {one["id"]: slug(one["title"]) for one in figures}
    snapshots = RoundSnapshot.objects.filter(round__plan=plan).select_related("round")
    return Sources(
        plan=plan,
        on=on,
        texts={row.subject: row for row in PublicText.objects.filter(plan=plan)},
        figures=figures,
        keys=keys,
        said=_said(plan, on),
        snapshots=sorted(snapshots, key=lambda row: -row.round.year),
    )


def _said(plan: ActionPlan, on: date) -> dict[str, str]:
    """What the owner said last of each initiative: {its key: text}."""
    latest = plan.rounds.order_by("-year", "-id").first()
    lines = picture_of(latest, on=on)["lines"] if latest else []
    return {line["initiative"]: line["text"] for line in lines if line["text"]}


def _texts(sources: Sources, subject: UUID) -> dict[str, str]:
    row = sources.texts.get(subject)
    if row is None:
        return {"title_en": "", "short": "", "short_en": "", "easy": ""}
    return {
        "title_en": row.title_en,
        "short": row.short,
        "short_en": row.short_en,
        "easy": row.easy,
    }


def _plan(sources: Sources, initiatives: list[Draft]) -> Draft:
    plan = sources.plan
    carried = Counter(key for one in initiatives for key in one.data["goal_keys"])
    counts = Counter(one.data["status"] for one in initiatives)
    goals = Goal.objects.filter(policy=plan.policy_id)
    data = {
        "title": plan.title,
        **_texts(sources, plan.pk),
        "period": plan.period,
        "policy": plan.policy.title,
        "council": plan.policy.council,
        "published_on": _day(sources.on),
        "counts": {status: counts[status] for status in Status.values if counts[status]},
        "goals": [
            {"key": one.key, "title": one.title, "why": one.why, "initiatives": carried[one.key]}
            for one in goals
        ],
        "without_goal": sum(not one.data["goal_keys"] for one in initiatives),
        "rounds": [
            {
                "year": row.round.year,
                "title": _("Follow-up %(year)s") % {"year": row.round.year},
                "answered": row.data["answered"],
                "summary": row.data["sections"].get("summary", ""),
            }
            for row in sources.snapshots
        ],
    }
    key = slug(f"{plan.title} {plan.first_year} {plan.last_year}")
    return Draft(Kind.PLAN, key, 0, data, str(plan.pk))


def _initiatives(sources: Sources) -> list[Draft]:
    rows = (
        Initiative.objects.development()
        .filter(plan=sources.plan)
        .select_related("plan", "department")
        .prefetch_related(
            "goals", "under_committees__committee", "criteria", "milestones", "indicators"
        )
        .in_order()
    )
    initiatives = list(rows)
    going = standings(initiatives, on=sources.on)
    return [
        _initiative(sources, place, one, going[one.pk]) for place, one in enumerate(initiatives)
    ]


def _initiative(sources: Sources, place: int, one: Initiative, standing: Standing) -> Draft:
    mine = [figure for figure in one.indicators.all() if str(figure.pk) in sources.keys]
    milestones = [row for row in one.milestones.all() if row.state != Milestone.State.DROPPED]
    data = {
        "title": one.title,
        **_texts(sources, one.pk),
        "number": one.number,
        "kind": one.kind,
        "status": standing.status.value,
        "status_text": sources.said.get(str(one.pk), ""),
        "how_far": _how_far(sources, [str(figure.pk) for figure in mine], milestones),
        "description": one.description,
        "target_group": one.target_group,
        "department": one.department.name if one.department else "",
        "goals": [goal.title for goal in one.goals.all()],
        "goal_keys": [goal.key for goal in one.goals.all()],
        "committees": [row.committee.name for row in one.under_committees.all()],
        "due": _day(one.due_on) if one.due_on else "",
        "criteria": [
            {"text": row.text, "measurable": row.measurable} for row in one.criteria.all()
        ],
        "milestones": [
            {
                "title": row.title,
                "due": _day(row.due_on),
                "done": row.state == Milestone.State.DONE,
            }
            for row in milestones
        ],
        "earlier": _earlier(sources, str(one.pk)),
        "indicators": [sources.keys[str(figure.pk)] for figure in mine],
    }
    key = slug(f"{one.number or ''} {one.title}")
    return Draft(Kind.INITIATIVE, key, place, data, str(one.pk))


def _how_far(sources: Sources, figures: list[str], milestones: list[Milestone]) -> str:
    for figure in sources.figures:
        if figure["id"] in figures and figure["now"] and not figure["now"]["hidden"]:
            said = f"{figure['title']}: {figure['now']['said']} ({figure['now']['period']})"
            if not figure["target"]:
                return said
            return _("%(now)s, goal: %(target)s") % {
                "now": said,
                "target": figure["target"],
            }
    if not milestones:
        return ""
    done = sum(row.state == Milestone.State.DONE for row in milestones)
    return _("%(done)s of %(all)s milestones") % {"done": done, "all": len(milestones)}


def _earlier(sources: Sources, key: str) -> list[dict[str, Any]]:
    return [
        {"year": row.round.year, "status": line["status"], "text": line["text"]}
        for row in sources.snapshots
        for line in row.data["lines"]
        if line["initiative"] == key
    ]


def _figure(sources: Sources, place: int, figure: dict[str, Any]) -> Draft:
    cells = [cell for row in figure["rows"] for cell in (*row["parts"], row["total"])]
    data = {
        **figure,
        **_texts(sources, UUID(figure["id"])),
        "latest": figure["now"] or NOTHING,
        "target_said": figure["target"],
        "baseline_said": figure["baseline"],
        "any_hidden": any(cell["hidden"] for cell in cells),
        "published_on": _day(sources.on),
    }
    return Draft(Kind.INDICATOR, sources.keys[figure["id"]], place, data, figure["id"])


def _hearing(place: int, hearing: dict[str, Any]) -> Draft:
    points = [
        {**point, "answer_in_words": _outcome(point["answer"])} for point in hearing["points"]
    ]
    due = _day(date.fromisoformat(hearing["due_on"]))
    data = {"title": hearing["title"], "council": hearing["council"], "due": due, "points": points}
    return Draft(Kind.HEARING, f"{slug(hearing['council'])}-{place + 1}", place, data)


def _outcome(answer: str) -> str:
    if not answer:
        return str(_("Not answered yet"))
    return words_first(str(Reply.Outcome(answer).label))


def words_first(text: str) -> str:
    """With a capital to begin with."""
    return text[:1].upper() + text[1:]


def _proposals(plan: ActionPlan) -> list[Proposal]:
    mine = Q(initiatives__plan=plan)
    if plan.policy.council:
        mine |= Q(council__name=plan.policy.council)
    found = Proposal.objects.filter(mine, public=True).distinct()
    return list(found.select_related("council").latest_first())


def _proposal(place: int, one: Proposal) -> Draft:
    data = {
        "title": one.title,
        "council": one.council.name,
        "text": one.words,
        "said_on": _day(one.proposed_on),
        "outcome": one.outcome,
        "state_in_words": words_first(str(one.get_outcome_display())),
        "answer": one.answer,
        "came_of_it": one.became or one.answer,
    }
    return Draft(Kind.PROPOSAL, f"{place + 1}-{slug(one.title)}", place, data)


def _day(day: date) -> str:
    # The year is always told: a published page is read for years.
    return words.plain_day(day, date(day.year - 1, 1, 1))
