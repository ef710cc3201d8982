"""The desk of whoever steers: what is late, whom to remind, what comes next."""

from django.http import HttpResponse
from django.shortcuts import render

from helhed.access.requests import StaffRequest
from helhed.core import clock
from helhed.strategy.entrance import colleagues
from helhed.strategy.models import ActionPlan


@colleagues
def desk(request: StaffRequest) -> HttpResponse:
    today = clock.today()
    plans = ActionPlan.objects.running_on(today).select_related("policy").latest_first()
    return render(request, "strategy/desk.html", {"plans": plans, "today": today})
