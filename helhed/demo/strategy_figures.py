"""What the invented municipality is followed by, what its council said, and what became of it.

Several figures come from the demo's own citizens through the measures; others are entered by hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from helhed.core import clock
from helhed.demo.strategy import Strategy
from helhed.strategy.models import Indicator
from helhed.strategy.periods import whole_periods
from helhed.strategy.verbs import hearings, indicators, values
from helhed.strategy.verbs.indicators import Links, Target

COUNCIL = "raadet"
# How many citizens the plans are about, where somebody enters a share by hand.
PLANS = 80


@dataclass(frozen=True)
class Told:
    """An indicator of the demo. `figures`: the latest ones, entered by hand; None: not known."""

    title: str
    unit: str
    direction: str
    frequency: str
    target: Target
    initiative: str
    department: str
    measure: str = ""
    text: str = ""
    source: str = ""
    threshold: int = 5
    public: bool = True
    figures: tuple[str | None, ...] = ()
    missing: str = "0"
    # The latest period waits to be published.
    waits: bool = False


def number(goal: str, baseline: str = "", period: str = "") -> Target:
    return Target(
        kind="number",
        number=Decimal(goal),
        baseline=Decimal(baseline) if baseline else None,
        baseline_period=period,
    )


INDICATORS = (
    Told(
        "Udskrivninger, hvor ”i nat” var udenfor eller ukendt",
        "times",
        "down",
        "half_year",
        number("0"),
        "discharge",
        "enhed",
        measure="discharges_without_address",
    ),
    Told(
        "Kontakter pr. borger og uge",
        "mean",
        "up",
        "quarter",
        number("2"),
        "nightcafe",
        "gade",
        measure="contacts_per_citizen_week",
        waits=True,
    ),
    Told(
        "Borgere uden næste kontakt eller åben pligt",
        "persons",
        "down",
        "quarter",
        number("0"),
        "ownwords",
        "enhed",
        measure="forgotten_citizens",
    ),
    Told(
        "Borgere uden eget hjem",
        "persons",
        "down",
        "quarter",
        Target(kind="direction"),
        "keys",
        "enhed",
        measure="stays_by_category",
    ),
    Told(
        "Boliger under 4.000 kr., der er klar til indflytning",
        "homes",
        "up",
        "quarter",
        number("30", "6", "ved planens start"),
        "cheap",
        "bolig",
        text="Boliger med en husleje under 4.000 kr. om måneden, som en borger kan flytte ind i.",
        source="Boligkontorets liste",
        threshold=0,
        figures=("6", "6", "8", "9", "9", "11", "13"),
    ),
    Told(
        "Planer, der begynder med borgerens egne ord",
        "share",
        "up",
        "half_year",
        Target(
            kind="share",
            number=Decimal(90),
            baseline=Decimal(41),
            baseline_period="før planen",
        ),
        "ownwords",
        "enhed",
        text="Andel af planerne, hvor borgerens egne ord står øverst. Gennemgang af alle planer.",
        source="Udsatteenhedens gennemgang hvert halve år",
        figures=("41", None, "66", "78"),
        missing="4",
    ),
    Told(
        "Søndage, hvor værestedet havde åbent",
        "times",
        "up",
        "year",
        Target(kind="count_per_year", number=Decimal(52), baseline=Decimal(0)),
        "sunday",
        "gade",
        text="Søndage med åbent hele dagen.",
        source="Værestedets kalender",
        threshold=0,
        figures=("0", "43"),
    ),
    Told(
        "Makkerpar, der har holdt i tre måneder",
        "persons",
        "up",
        "half_year",
        number("15"),
        "peers",
        "enhed",
        text="Borgere med den samme makker i mindst tre måneder på periodens sidste dag.",
        source="Makkerskabet",
        figures=("3", "6", "9"),
        missing="10",
    ),
    Told(
        "Det siger borgerne selv om deres hverdag",
        "share",
        "up",
        "year",
        Target(kind="text", text="Flere siger, at hverdagen er blevet bedre."),
        "peers",
        "enhed",
        text="Svar på spørgsmålet ”Er din hverdag blevet bedre?”. Første gang næste år.",
        source="Rådets runde på værestederne",
        public=False,
    ),
)


def tell_figures(told: Strategy) -> None:
    """Nine indicators, three proposals and three hearings."""
    with told.on(told.today):
        for one in INDICATORS:
            _follow(told, one)
    _propose(told)
    _hear_about_the_policy(told)
    _hear_about_the_plan(told)


def _follow(told: Strategy, one: Told) -> None:
    indicator = indicators.define_indicator(
        by=told.by,
        title=one.title,
        unit=one.unit,
        direction=one.direction,
        frequency=one.frequency,
        text=one.text,
        source=one.source,
        threshold=one.threshold,
        measure=one.measure,
        target=one.target,
        department=told.parties[one.department],
        links=Links(initiatives=[told.initiatives[one.initiative]]),
        public=one.public,
    )
    if one.measure:
        values.collect_values(indicator, at=clock.now(), since=told.world.scale.first_day)
    else:
        _enter(told, indicator, one)
    until = told.day(-130) if one.waits else told.today
    # A short story has no whole period that long ago.
    if indicator.values.drafts().filter(last_day__lte=until).exists():
        values.publish_values(indicator, by=told.by, at=clock.now(), until=until)


def _enter(told: Strategy, indicator: Indicator, one: Told) -> None:
    since = date(told.year - 3, 1, 1)
    periods = list(whole_periods(one.frequency, since=since, today=told.today))
    latest: Sequence[str | None] = one.figures
    for period, figure in zip(periods[-len(latest) :] if latest else (), latest, strict=False):
        values.enter_value(
            indicator,
            by=told.by,
            day=period.first_day,
            on=told.today,
            number=None if figure is None else Decimal(figure),
            missing_share=Decimal(one.missing),
            people=PLANS if one.unit == "share" else None,
        )


def _propose(told: Strategy) -> None:
    council, by = told.parties[COUNCIL], told.by
    for key, title, words, days, outcome, answer, became in (
        (
            "sunday",
            "Åbent om søndagen",
            "Søndag er den længste dag. Lad os have et sted at gå hen.",
            -640,
            "followed",
            "Rådet har ret: om søndagen er alt andet lukket.",
            "Værestedet har haft åbent hver søndag siden marts.",
        ),
        (
            "dental",
            "Tænder, der kan tåle et smil",
            "Man får ikke job, når man holder hånden for munden.",
            -410,
            "partly",
            "Der er ikke penge til en klinik, men en tandlæge kan komme kørende.",
            "Klinikken på hjul søger penge hos regionen.",
        ),
        (
            "",
            "Plads til hunden",
            "Herberget siger nej til hunden, og så siger vi nej til herberget.",
            -38,
            "",
            "",
            "",
        ),
    ):
        with told.on(told.day(days)):
            proposal = hearings.note_proposal(
                council,
                by=by,
                title=title,
                words=words,
                proposed_on=clock.today(),
                on=clock.today(),
                noted_orally=not outcome,
            )
        if outcome:
            with told.on(told.day(days + 60)):
                hearings.answer_proposal(
                    proposal,
                    by=by,
                    on=clock.today(),
                    based_on=proposal.version,
                    outcome=outcome,
                    answer=answer,
                    became=became,
                    initiatives=[told.initiatives[key]],
                )


def _hear_about_the_policy(told: Strategy) -> None:
    """Answered in time, every point with its reply."""
    with told.on(told.day(-640)):
        sent = clock.today()
        hearing = hearings.send_hearing(
            told.policies["new"],
            by=told.by,
            council=told.parties[COUNCIL],
            question="Er det de rigtige mål? Hvad mangler, og hvad er sagt for pænt?",
            sent_on=sent,
            deadline=sent + timedelta(days=42),
        )
    with told.on(told.day(-605)):
        response = hearings.note_response(
            hearing,
            by=told.by,
            received_on=clock.today(),
            on=clock.today(),
            summary="Vi kan lide, at hjemmet kommer først. Men der står for lidt om de ensomme.",
            points=(
                "Skriv om ensomhed. Den slider mere end kulde.",
                "Ordet ”målgruppe” er grimt. Skriv mennesker.",
                "Vi vil have gratis bus.",
            ),
        )
    first, second, third = response.points.all()
    with told.on(told.day(-580)):
        for point, outcome, why, became, change in (
            (
                first,
                "followed",
                "Det manglede.",
                "Målet ”En stol ved bordet” kom med i politikken.",
                "Et nyt fokusområde",
            ),
            (
                second,
                "followed",
                "I har ret, og det koster ikke noget.",
                "Ordet er væk.",
                "Rettet i hele politikken",
            ),
            (
                third,
                "not_followed",
                "Bussen er regionens, og vi kan ikke give den væk. Vi har spurgt dem.",
                "Regionen har svaret nej i år.",
                "",
            ),
        ):
            hearings.reply_to_point(
                point,
                by=told.by,
                on=clock.today(),
                outcome=outcome,
                why=why,
                became=became,
                change=change,
            )


def _hear_about_the_plan(told: Strategy) -> None:
    """Told at a meeting after the deadline, with one point the municipality still owes; and one
    hearing nobody has answered in time."""
    council, plan = told.parties[COUNCIL], told.plans["new"]
    with told.on(told.day(-120)):
        sent = clock.today()
        hearing = hearings.send_hearing(
            plan,
            by=told.by,
            council=council,
            question="Midtvejs i planen: hvad går den rigtige vej, og hvad gør ikke?",
            sent_on=sent,
            deadline=sent + timedelta(days=42),
        )
    with told.on(told.day(-70)):
        response = hearings.note_response(
            hearing,
            by=told.by,
            received_on=clock.today(),
            on=clock.today(),
            noted_orally=True,
            points=(
                "Natcaféen er god, men døren går først op kl. 22. Det er koldt kl. 20.",
                "Ingen har spurgt os om boligerne under 4.000 kr.",
            ),
        )
    first, _second = response.points.all()
    with told.on(told.day(-50)):
        hearings.reply_to_point(
            first,
            by=told.by,
            on=clock.today(),
            outcome="partly",
            why="Vi har folk til at åbne kl. 21, ikke kl. 20.",
            became="Fra november åbner natcaféen kl. 21.",
            change="Åbningstiden i indsatsen",
            initiative=told.initiatives["nightcafe"],
        )
    with told.on(told.day(-60)):
        sent = clock.today()
        hearings.send_hearing(
            plan,
            by=told.by,
            council=council,
            question="Skal støtten til foreninger fordeles på en anden måde næste år?",
            sent_on=sent,
            deadline=sent + timedelta(days=42),
        )
