"""An open case for each of some caseworkers, so that the page of one case is measured too.

The copied municipality has its cases decided: those of `make bench` are opened by the verbs, once.
"""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from helhed.access import door
from helhed.access.connection import acting_as
from helhed.access.may import May
from helhed.accounts.models import User
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile, Decision
from helhed.money import verbs as money

FACTS = ("Flytter i egen bolig", "Har selv bedt om nogen at ringe til", "Er væk i weekenderne")


def fill(caseworkers: Iterable[User]) -> None:
    """A case with facts, a hearing, a written draft and a price, where the colleague has none."""
    for user in caseworkers:
        with acting_as(user):
            if not door.rows_open_to(user, CaseFile, to=May.DECIDE).exists():
                _open(user)


def _open(user: User) -> None:
    citizen = door.citizens_open_to(user, May.DECIDE).filter(unnamed=False).order_by("pk").first()
    team = door.teams_where(user, May.DECIDE).first()
    if citizen is None or team is None:
        return
    today = clock.today()
    case = decisions.open_case(
        citizen,
        by=user,
        team=team,
        title="Støtte i eget hjem",
        basis_code="SEL85a",
        received_at=clock.now() - timedelta(days=3),
        how=CaseFile.How.ORAL,
        words="Der skal være nogen, også når det ikke er kontortid.",
        leaves_on=today + timedelta(days=9),
    )
    for number, text in enumerate(FACTS):
        against = number == len(FACTS) - 1
        decisions.note_fact(
            case,
            by=user,
            text=text,
            source="Herberget",
            dated_on=today,
            against=against,
            known_to_citizen=not against,
        )
    decisions.start_hearing(case, by=user, how="read_aloud", answer_by=today + timedelta(days=5))
    _write(case, user)


def _write(case: CaseFile, user: User) -> None:
    begins = clock.today() + timedelta(days=9)
    draft: Decision = decisions.draft_decision(case, by=user)
    decisions.write_decision(
        draft,
        by=user,
        based_on=draft.version,
        outcome="granted",
        content="Støtte 10 timer om ugen.",
        hours_a_week=Decimal(10),
        from_day=begins,
        review_on=begins + timedelta(days=90),
        facts="Du flytter i egen bolig.",
        considerations="Du har brug for nogen at ringe til.",
        citizen_view="Det er fint.",
    )
    parts = [money.Part("municipality", 5_000), money.Part("state", 5_000)]
    money.expect_cost_of_case(
        case, by=user, oere=1_850_000, per="month", from_day=begins, parts=parts
    )
