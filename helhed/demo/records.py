"""Assessments, the health record and money of the invented municipality. All invented."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from helhed.assessments import ffb
from helhed.assessments import verbs as assessments
from helhed.assessments.instruments import instruments
from helhed.assessments.models import Assessment, View
from helhed.citizens.models import Citizen
from helhed.core import clock
from helhed.decisions import verbs as decisions
from helhed.decisions.models import CaseFile
from helhed.demo.build.world import World
from helhed.demo.scale import at
from helhed.health import verbs as health
from helhed.health.models import Area, AreaNote
from helhed.money import verbs as money
from helhed.money.amounts import first_of, next_month
from helhed.money.models import Cost, Payer
from helhed.teams.models import Enrolment

SAID = (
    ("Samfundsliv", View.Side.CITIZEN, "Jeg åbner ikke kuverterne. Så er der noget mindre.", ""),
    ("Samfundsliv", View.Side.NETWORK, "Hun ringer, når det brænder på.", "Søsteren"),
    ("Samfundsliv", View.Side.PROFESSIONAL, "Åbner post, når vi er to om det.", "ACT-teamet"),
    ("Sundhedsforhold", View.Side.CITIZEN, "Jeg sover om dagen. Om natten holder jeg vagt.", ""),
    ("Relationer", View.Side.CITIZEN, "Min hund og hende i kiosken.", ""),
)
LEVELS = (("Varetage økonomi", 3, 2), ("Håndtere post", 3, 1), ("Varetage bolig", 2, 2))
SUMMARY = (
    "Klarer det meste selv, når dagen begynder med en kendt stemme. Post, penge og den første tid"
    " i en ny bolig skal der være nogen om."
)


def tell_records(world: World) -> None:
    """Assessments and health for the first of the ACT team's citizens, and money for them all."""
    citizens = _citizens(world)
    today = world.scale.as_of
    for number, citizen in zip(range(6), citizens, strict=False):
        _assess(world, citizen, today, number)
    _rest_cases_on_them(world)
    for citizen in list(citizens)[:5]:
        _nurse(world, citizen, today)
    _without_a_name(world, today)
    _pay(world, today)


def _citizens(world: World) -> Iterator[Citizen]:
    team = world.teams["act"]
    rows = Enrolment.objects.filter(team=team, until_day__isnull=True, citizen__unnamed=False)
    found = rows.filter(citizen__protected=False, citizen__deceased_on__isnull=True)
    return iter(
        [row.citizen for row in found.select_related("citizen").order_by("from_day", "id")[:14]]
    )


def _assess(world: World, citizen: Citizen, today: date, number: int) -> None:
    by = world.user("sagsbehandler")
    begun = max(today - timedelta(days=40 + 9 * number), world.scale.first_day)
    with clock.frozen(at(begun, 10, 20)):
        row = assessments.open_assessment(
            citizen,
            by=by,
            reason="Støtte til at få og beholde en bolig",
            own_need="Et sted, hvor jeg kan lukke døren.",
            asked_by="Borgeren selv, på herberget",
            on=begun,
        )
        for label, level, support in LEVELS:
            assessments.set_level(
                citizen,
                by=by,
                code=_code("condition", label),
                function=level,
                support=support,
                on=begun,
                assessment=row,
            )
    for days, (theme, side, text, source) in enumerate(SAID[: 2 + number], start=1):
        on = begun + timedelta(days=5 * days)
        with clock.frozen(at(on, 13, 10)):
            assessments.note_view(
                row,
                by=by,
                theme=_code("theme", theme),
                side=side,
                text=text,
                source=source,
                said_on=on,
            )
    if number % 3 == 2:
        _conclude(world, row, today)
    elif number % 3 == 1:
        assessments.ask_for(
            row, by=by, what="Udskrivningsbrev fra foråret", who_has_it="Psykiatrisk klinik Åkøbing"
        )
    scale = instruments()["scale"]
    for days, level in ((30, 3), (16, 4), (2, 6)):
        on = max(today - timedelta(days=days), world.scale.first_day)
        with clock.frozen(at(on, 14)):
            assessments.answer(
                citizen,
                by=world.user("amina"),
                instrument=scale,
                answers={"now": level},
                about="At sove trygt",
                on=on,
            )


def _conclude(world: World, row: Assessment, today: date) -> None:
    by = world.user("sagsbehandler")
    on = today - timedelta(days=3)
    with clock.frozen(at(on, 11)):
        code = _code("condition", "Håndtere post")
        assessments.set_level(
            row.citizen, by=by, code=code, function=1, support=1, on=on, assessment=row
        )
        groups = [_code("target_group", "Hjemløshed"), _code("target_group", "Angst")]
        assessments.name_target_groups(row, by=by, codes=groups)
        assessments.conclude(
            row, by=by, summary=SUMMARY, support_need=2, on=on, based_on=row.version
        )


def _rest_cases_on_them(world: World) -> None:
    """An open case about somebody who is assessed rests on it; somebody speaks for one of them."""
    by = world.user("sagsbehandler")
    found = CaseFile.objects.open().filter(citizen__in=Assessment.objects.values("citizen"))
    cases = list(found.select_related("citizen").order_by("received_at", "pk"))
    with clock.frozen(at(world.scale.as_of, 8, 10)):
        for case in cases:
            decisions.rest_on(case, by=by, assessment=case.citizen.assessments.first())
        for case in cases[:1]:
            decisions.name_representative(
                case.citizen,
                by=by,
                name="Gerda Opdigtet",
                scope="Sagen om støtte i eget hjem",
                from_day=clock.today(),
            )


def _without_a_name(world: World, today: date) -> None:
    """Three ask for treatment without a name: one waits, one has begun, one is done."""
    by, team = world.user("sagsbehandler"), world.teams["act"]
    for days, called, until in ((4, "Violinen", 0), (20, "Kaptajnen", 1), (40, "Lillebror", 2)):
        asked = at(max(today - timedelta(days=days), world.scale.first_day), 13, 30)
        with clock.frozen(asked):
            row = decisions.ask_anonymously(
                by=by, team=team, called=called, basis_code="SUL141", asked_at=asked
            )
        begun = max(today - timedelta(days=days - 8), world.scale.first_day)
        with clock.frozen(at(begun, 10)):
            if until > 0:
                row = decisions.start_anonymously(row, by=by, on=begun)
            if until > 1:
                because = "Sagde selv, at det er nok nu, og at døren må stå åben."
                decisions.end_anonymously(row, by=by, on=begun, because=because)


def _code(kind: str, label: str) -> str:
    return next(row.code for row in ffb.of_kind(kind) if row.label == label)


def _nurse(world: World, citizen: Citizen, today: date) -> None:
    by = world.user("sygeplejerske")
    on = today - timedelta(days=6)
    with clock.frozen(at(on, 9, 30)):
        told = (
            (
                Area.SKIN,
                AreaNote.State.ACTUAL,
                "Sår på venstre skinneben, skiftes mandag og torsdag.",
            ),
            (Area.SLEEP, AreaNote.State.POTENTIAL, "Sover i to korte stykker, mest om dagen."),
            (Area.BREATHING, AreaNote.State.NONE, ""),
        )
        for area, state, note in told:
            health.note_area(citizen, by=by, area=area, state=state, note=note, on=on)
        health.note_allergy(citizen, by=by, to="Penicillin", reaction="Udslæt", serious=True)
        health.start_medication(
            citizen, by=by, name="Vitamin B", dose="1 tablet om morgenen", from_day=on
        )
        health.plan_visit(
            citizen,
            by=by,
            at=_soon(today),
            where="Sårklinikken, Åkøbing Sygehus",
            about="Kontrol af såret",
            companion=by,
        )
        health.write_summary(
            citizen,
            by=by,
            text="Tåler ikke penicillin. Har et sår på benet: det må gerne være tørt om natten.",
            on=on,
            agreed=True,
        )


def _soon(today: date) -> datetime:
    return at(today + timedelta(days=4), 10, 15)


def _pay(world: World, today: date) -> None:
    """A controller's month: decisions taken in, budgets, three committed months, payments."""
    by = world.user("controller")
    costs = money.take_in_decisions(by=by, on=today)
    for cost in [cost for cost in costs if cost.basis_code != "SEL107"][::2]:
        parts = [money.Part(Payer.MUNICIPALITY, 5_000), money.Part(Payer.STATE, 5_000)]
        money.divide_cost(cost, by=by, parts=parts)
    granted = [cost for cost in costs if cost.kind == Cost.Kind.GRANTED]
    if granted:
        money.change_cost(
            granted[0],
            by=by,
            oere=granted[0].oere * 6 // 5,
            from_day=next_month(first_of(today)),
        )
    for payer, oere in ((Payer.MUNICIPALITY, 4_200_000_00), (Payer.STATE, 900_000_00)):
        money.set_budget(today.year, by=by, payer=payer, oere=oere, source="Budget, opdigtet")
    months = _months_before(today, 3)
    for month in months:
        money.commit_month(month, by=by)
    _read_in(world, granted, months[:2])
    money.reckon_refunds(by=by, on=today)
    _business_case(world)


def _months_before(today: date, count: int) -> list[date]:
    months = [first_of(today)]
    while len(months) < count:
        months.append(first_of(months[-1] - timedelta(days=1)))
    return months[::-1]


def _read_in(world: World, costs: list[Cost], months: list[date]) -> None:
    lines = [
        f"{cost.pk};{month:%Y-%m};{Decimal(cost.oere) / 100};Faktura"
        for month in months
        for cost in costs
        if cost.from_day <= month
    ]
    if lines:
        content = "\n".join(("udgift;måned;beløb;tekst", *lines)).encode()
        money.import_actuals("betalinger.csv", content, by=world.user("controller"))


def _business_case(world: World) -> None:
    shelter = {"municipality": "780", "state": "390"}
    money.write_business_case(
        by=world.user("controller"),
        title="ACT-team i Åkøbing",
        assumptions={
            "people": 80,
            "years": 4,
            "effect": "0.55",
            "deadweight": "0.10",
            "lasts": "0.85",
            "rate": "0.035",
            "costs": [{"municipality": "5200000", "region": "2600000"}] * 5,
            "consequences": [
                {
                    "what": "Nætter på herberg",
                    "unit": "nætter",
                    "change": "-62",
                    "prices": shelter,
                    "source": "Opdigtet regnskab for Åkøbing",
                },
                {
                    "what": "Sengedage i psykiatrien",
                    "unit": "dage",
                    "change": "-9",
                    "prices": {"region": "4100"},
                    "source": "Opdigtet takst",
                },
            ],
        },
    )
