"""The desk of whoever steers: what is late, whom to remind, what comes next."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy import reminding
from helhed.strategy.entrance import colleagues
from helhed.strategy.overview import counts, gaps

AHEAD = timedelta(days=60)
ON_A_PAGE = 20


@colleagues
def desk(request: StaffRequest) -> HttpResponse:
    """What is late first, then whose it is, then what comes; the plans in force beside."""
    today = clock.today()
    looked = reminding.running_plans(on=today)
    every = [row for plan in looked for row in plan.rows]
    pay, reports = reminding.grants_waiting(on=today)
    policies = {each.plan.policy_id: each.plan.policy for each in looked}.values()
    late = Paginator(reminding.troubled(looked), ON_A_PAGE).get_page(request.GET.get("page"))
    owners = reminding.owners(looked)
    mine = [row for row in every if row.initiative.owner_id == request.user.pk]
    context = {
        "plans": [(each.plan, counts(each.rows), len(each.rows)) for each in looked],
        "counts": counts(every),
        "page": late,
        "troubled": late.object_list,
        "owners": owners,
        "mine": mine,
        "milestones": reminding.coming_milestones(on=today, until=today + AHEAD),
        "pay": pay,
        "reports": reports,
        "gaps": gaps(policies),
        "today": today,
    }
    return render(request, "strategy/desk.html", context)
