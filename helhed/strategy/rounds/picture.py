"""How a round stands: one plain picture for the page, the paper, and what is frozen of it.

Shape: {"plan": {"id", "title", "period", "policy", "council"}, "year", "due_on", "seen_on",
"committee", "meeting_on", "lines": […], "counts": {status: number}, "asked", "answered",
"figures": as `helhed.strategy.rounds.figures` tells, "hearings": the same,
"funding": […], "sections": {kind: text}}. Days are ISO dates, statuses `Status` in code.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.utils import timezone

from helhed.strategy.models import FollowUpRound, Funding, Initiative, RoundSnapshot
from helhed.strategy.rounds.asked import Question, questions
from helhed.strategy.rounds.figures import figures_of, hearings_of
from helhed.strategy.standing import standings
from helhed.strategy.status import Status

Picture = dict[str, Any]


def picture_of(follow_up: FollowUpRound, *, on: date) -> Picture:
    """The round as it stands on the day; what is frozen is read from its snapshot instead."""
    plan = follow_up.plan
    asked = {question.initiative.pk: question for question in questions([follow_up], on=on)}
    initiatives = list(
        Initiative.objects.development()
        .filter(plan=plan)
        .select_related("plan", "owner", "department")
        .prefetch_related("goals", "came_from")
        .in_order()
    )
    going = standings(initiatives, on=on)
    lines = [_line(one, going[one.pk], asked.get(one.pk)) for one in initiatives]
    counted = Counter(line["status"] for line in lines)
    return {
        "plan": {
            "id": str(plan.pk),
            "title": plan.title,
            "period": plan.period,
            "policy": plan.policy.title,
            "council": plan.policy.council,
        },
        "year": follow_up.year,
        "due_on": follow_up.due_on.isoformat(),
        "seen_on": on.isoformat(),
        "committee": follow_up.committee.name if follow_up.committee else "",
        "meeting_on": follow_up.meeting_on.isoformat() if follow_up.meeting_on else "",
        "lines": lines,
        "counts": {status: counted[status] for status in Status.values if counted[status]},
        "asked": len(asked),
        "answered": sum(not question.is_open for question in asked.values()),
        "figures": figures_of(plan, on=on),
        "hearings": hearings_of(plan),
        "funding": _funding(plan.pk),
        "sections": {row.kind: row.text for row in follow_up.sections.all()},
    }


def named(plan: dict[str, Any]) -> str:
    """The plan's title with its years, which many titles hold already."""
    years = str(plan["period"])[:4]
    return plan["title"] if years in plan["title"] else f"{plan['title']} {plan['period']}"


def _line(initiative: Initiative, standing: Any, question: Question | None) -> dict[str, Any]:
    answer = question.answer if question else None
    return {
        "initiative": str(initiative.pk),
        "came_from": [str(row.from_initiative_id) for row in initiative.came_from.all()],
        "number": initiative.number,
        "title": initiative.title,
        "department": initiative.department.name if initiative.department else "",
        "goals": [goal.title for goal in initiative.goals.all()],
        "due_on": initiative.due_on.isoformat() if initiative.due_on else "",
        "status": answer.status if answer else standing.status.value,
        "reasons": [str(reason) for reason in standing.reasons],
        "text": answer.text if answer else "",
        "answered_on": timezone.localdate(answer.answered_at).isoformat() if answer else "",
        "asked": question is not None,
        "late": bool(answer and answer.after_freeze),
    }


def _funding(plan_id: Any) -> list[dict[str, Any]]:
    rows = Funding.objects.filter(initiative__plan=plan_id).select_related("initiative")
    return [
        {
            "initiative": row.initiative.title,
            "kind": row.kind,
            "agreement": row.agreement,
            "amount_dkk": str(row.amount_dkk) if row.amount_dkk is not None else "",
            "per": row.per,
            "from": row.from_day.isoformat() if row.from_day else "",
            "last": row.last_day.isoformat() if row.last_day else "",
        }
        for row in rows.order_by("initiative__number", "from_day", "created_at", "id")
    ]


def picture(follow_up: FollowUpRound, *, on: date) -> Picture:
    """The frozen picture where there is one, else how it stands on the day."""
    snapshot = RoundSnapshot.objects.filter(round=follow_up).first()
    return dict(snapshot.data) if snapshot else picture_of(follow_up, on=on)


def picture_of_last_year(follow_up: FollowUpRound) -> Picture | None:
    """The latest frozen round of an earlier year, of this plan or of one with the same policy."""
    earlier = RoundSnapshot.objects.filter(
        round__plan__policy=follow_up.plan.policy_id, round__year__lt=follow_up.year
    ).select_related("round")
    rows = sorted(earlier, key=lambda row: (row.round.year, row.round.plan_id == follow_up.plan_id))
    return dict(rows[-1].data) if rows else None
