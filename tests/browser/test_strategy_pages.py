"""Every page of strategy and the public site on a phone: by axe, and nothing sticks out."""

from datetime import date

import pytest
from django.urls import reverse

from helhed.core import clock
from helhed.public_site import verbs as public_site
from helhed.public_site.models import PublishedPage
from helhed.public_site.site import DANISH, SITES
from helhed.strategy.tests import (
    doors_indicators,
    doors_keys,
    doors_plans,
    doors_reading,
    doors_rounds,
)
from helhed.strategy.tests.doors import READ
from helhed.strategy.tests.factories import a_goal, a_milestone, a_plan, an_initiative
from helhed.strategy.tests.following import a_hearing, a_proposal, a_value, an_indicator, someone
from helhed.strategy.tests.moments import NOW
from helhed.teams.models import Team
from helhed.teams.tests.factories import TeamFactory, colleague
from tests.browser.axe import axe_violations
from tests.browser.looking import too_wide
from tests.browser.test_story import window

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["window"]

PARTS = (doors_plans, doors_indicators, doors_rounds, doors_reading, doors_keys)
DOORS = {name: door for part in PARTS for name, door in part.DOORS.items()}
# What the secretary meets beside what every colleague reads; the other forms look alike.
OWN_LOOKS = (
    *("keys", "readings", "reading", "reading-labels", "reading-card", "reading-correct"),
    *("round-open", "round-freeze", "round-outbox", "paper-section", "paper-versions"),
    *("plan-sheet-read", "indicator-new", "hearing-reply", "edit-initiative", "add-contact"),
)
# Files, which a browser does not show.
FILES = {"indicator-data", "paper-word", "paper-pdf", "plan-sheet"}
PUBLIC = ("home", "help", "promises", "easy", "plans", "figures", "hearings", "data")
LONG = "Udskrivningskoordineringssamarbejdet om borgere uden bopælsregistrering"
PHONE = {"width": 360, "height": 780}


@pytest.fixture
def sara(db):
    """The committee's secretary."""
    team = TeamFactory(name="Byrådssekretariatet", kind=Team.Kind.OTHER)
    return colleague("sara", "Sara Dahl", team, "committee_secretary")


@pytest.fixture
def plan(sara):
    """A plan with something of each, long words among them; its figures have parts."""
    plan = a_plan(title=LONG)
    goal = a_goal(policy=plan.policy, title=LONG)
    initiative = an_initiative(plan=plan, title=LONG, goals=[goal])
    a_milestone(initiative=initiative, title=LONG)
    a_hearing(plan=plan)
    a_proposal()
    homeless = an_indicator(title=LONG, measure="stays_by_category", public=True)
    homeless.initiatives.add(initiative)
    for place, (part, number) in enumerate([("", 30), ("outdoors", 9), ("shelters", 21)]):
        a_value(
            homeless,
            date(2025, 7, 1),
            date(2025, 9, 30),
            number=number,
            category=part,
            label=part and LONG,
            place=place,
            measure="stays_by_category",
            computed_at=NOW,
            published_at=NOW,
            published_by=someone(),
        )
    public_site.write_front_page(by=sara, municipality="Eksempelkøbing-Nørresundby Kommune")
    public_site.add_place(
        "sleep", by=sara, name=LONG, what="En seng.", phone="55550100", first=True
    )
    public_site.publish_plan(plan, by=sara, at=clock.now(), headlines=[str(homeless.pk)])
    return plan


def staff_pages(plan):
    """Every page of the two rooms that one reads or writes on, each with something of its own."""
    read = {name for name, door in DOORS.items() if door.opens_to == READ}
    for name in sorted(read - FILES | set(OWN_LOOKS)):
        with clock.frozen(NOW):
            yield reverse(f"strategy:{name}", args=DOORS[name].args())
    for name in ("plan", "plan-table", "plan-timeline"):
        yield reverse(f"strategy:{name}", args=[plan.pk])
    yield reverse("strategy:initiative", args=[plan.initiatives.get().pk])
    yield reverse("strategy:indicator", args=[plan.initiatives.get().indicators.get().pk])
    for name in ("desk", "write-front-page", "add-place"):
        yield reverse(f"public_site:{name}")
    for name in ("publish", "publications"):
        yield reverse(f"public_site:{name}", args=[plan.pk])


def public_pages():
    """Everything everybody sees, in both languages."""
    published = {page.kind: page for page in PublishedPage.objects.current()}
    slug = published["plan"].publication.slug
    for site in SITES:
        # The English pages are the same templates with shorter words.
        yield from (site.url(name) for name in (PUBLIC if site == DANISH else PUBLIC[:2]))
        yield site.url("plan", slug)
        yield site.url("initiative", slug, published["initiative"].key)
        yield site.url("figure", published["indicator"].key)


def faults(window, address):
    """What is wrong with the page at that address, as seen on a phone."""
    answer = window.goto(address)
    wider = too_wide(window)
    found = [] if answer.status == 200 else [f"answered {answer.status}"]
    found += [f"{wider} px too wide"] if wider > 0 else []
    return [f"{address}: {fault}" for fault in (*found, *axe_violations(window))]


def test_on_a_phone_axe_finds_nothing_and_nothing_sticks_out(window, sara, plan):
    window.sign_in(sara)
    window.set_viewport_size(PHONE)
    found = [fault for address in staff_pages(plan) for fault in faults(window, address)]
    window.context.clear_cookies()
    found += [fault for address in public_pages() for fault in faults(window, address)]
    assert found == [], "\n".join(found)
    assert window.faults == []
