"""The yearly follow-up of the invented municipality's plans, and what everybody may see of it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from helhed.accounts.models import User
from helhed.core import clock
from helhed.demo.build.world import World
from helhed.demo.places import MUNICIPALITY
from helhed.demo.scale import at
from helhed.public_site import verbs as public_site
from helhed.strategy.models import (
    ActionPlan,
    Committee,
    FollowUpRound,
    Indicator,
    Initiative,
)
from helhed.strategy.rounds.asked import Question, questions
from helhed.strategy.rounds.comparing import compared
from helhed.strategy.rounds.draft import drafts
from helhed.strategy.rounds.picture import picture_of, picture_of_last_year
from helhed.strategy.verbs import digests, papers, rounds
from helhed.strategy.verbs.going_on import override_status, return_to_computed

# What owners say, in turn; (status, text).
LAST_YEAR = (
    ("late", "Vi kom i gang et halvt år senere end tænkt, fordi lokalerne ikke var klar."),
    ("on_track", "Det går, som vi har planlagt. Alle aftaler er på plads."),
    ("at_risk", "Der mangler penge til næste år. Vi har søgt puljen igen."),
    ("not_started", "Vi begynder, når den nye aftale med regionen er skrevet under."),
)
THIS_YEAR = (
    ("on_track", "Lokalerne er åbne, og der kommer flere, end vi havde regnet med."),
    ("on_track", "Vi er, hvor vi skal være. Næste skridt er at spørge borgerne, hvad de mener."),
    ("at_risk", "Fredag eftermiddag mangler der stadig en aftale. Vi foreslår en fast akutplads."),
    ("late", "Aftalen er på plads, men oplæringen er først færdig til foråret."),
)
# Answers come from three of four; the others are late.
ANSWERED_OF_FOUR = 3
EVERY_DAY = range(7)
WEEKDAYS = range(5)


@dataclass(frozen=True)
class Told:
    """What both rounds are about."""

    world: World
    plan: ActionPlan
    by: User
    committee: Committee | None

    def moment(self, day: date, hour: int) -> datetime:
        """That hour of the day, but not before the story begins."""
        return at(max(day, self.world.scale.first_day), hour)


def follow_up_and_publish(world: World) -> None:
    """Last year's frozen round, this year's under way with late owners, and the public pages."""
    today, secretary = world.scale.as_of, world.user("sekretaer")
    with clock.frozen(at(today, 8, 24)):
        write_help(secretary)
    plan = ActionPlan.objects.running_on(today).latest_first().first()
    if plan is None:
        return
    give_addresses(plan)
    told = Told(world, plan, secretary, Committee.objects.filter(initiatives__plan=plan).first())
    last_year(told, today.year - 1)
    this_year(told, today)
    with clock.frozen(at(today, 8, 26)):
        publish(plan, secretary, at(today, 8, 26))


def give_addresses(plan: ActionPlan) -> None:
    """Nobody gets these mails: .invalid exists nowhere."""
    for owner in User.objects.filter(initiatives__plan=plan, email="").distinct():
        owner.email = f"{owner.username}@aakoebing.invalid"
        owner.save(update_fields=["email"])


def last_year(told: Told, year: int) -> None:
    """Answered by all, drafted and frozen, as it was put before the committee."""
    due = date(year, 10, 15)
    one = open_round(told, year, date(year, 9, 1), due, date(year, 11, 10))
    before = list(told.plan.initiatives.all())
    answer(one, asked(one, due), LAST_YEAR, told.moment(due, 14), by=told.by)
    frozen = told.moment(due, 15)
    with clock.frozen(frozen):
        papers.draft_paper(one, by=told.by, drafts=drafts(picture_of(one, on=due), None))
        rounds.freeze_follow_up(one, by=told.by, at=frozen)
        go_on_from(before, told.by, due)


def go_on_from(before: list[Initiative], by: User, day: date) -> None:
    """What was said last year is not how the initiatives stand today."""
    for initiative in before:
        now = Initiative.objects.get(pk=initiative.pk)
        if initiative.status_said:
            said = initiative.status_said
            override_status(now, by=by, status=said, reason=initiative.status_reason, on=day)
        elif now.status_said:
            return_to_computed(now, by=by)


def this_year(told: Told, today: date) -> None:
    """Under way: some have answered, some are late and reminded, the paper is a draft."""
    opens, due = today - timedelta(days=60), today - timedelta(days=9)
    one = open_round(told, today.year, opens, due, today + timedelta(days=24))
    waiting = asked(one, due)
    answered = [question for place, question in enumerate(waiting) if place % 4 < ANSWERED_OF_FOUR]
    answer(one, answered, THIS_YEAR, told.moment(due - timedelta(days=2), 11), by=told.by)
    reminded = told.moment(due + timedelta(days=4), 6)
    with clock.frozen(reminded):
        digests.send_due_digests(at=reminded, address=address)
    with clock.frozen(at(today, 8, 24)):
        seen = picture_of(one, on=today)
        beside = compared(seen, picture_of_last_year(one))
        papers.draft_paper(one, by=told.by, drafts=drafts(seen, beside))


def open_round(told: Told, year: int, opens: date, due: date, meeting: date) -> FollowUpRound:
    with clock.frozen(told.moment(opens, 9)):
        return rounds.open_follow_up(
            told.plan,
            by=told.by,
            year=year,
            opens_on=opens,
            due_on=due,
            committee=told.committee,
            meeting_on=meeting,
        )


def asked(one: FollowUpRound, on: date) -> list[Question]:
    return [question for question in questions([one], on=on) if question.is_open]


def answer(
    one: FollowUpRound,
    waiting: list[Question],
    said: tuple[tuple[str, str], ...],
    moment: datetime,
    *,
    by: User,
) -> None:
    with clock.frozen(moment):
        for place, question in enumerate(waiting):
            status, text = said[place % len(said)]
            rounds.answer_for(
                question.initiative,
                by=question.initiative.owner or by,
                follow_up=one,
                status=status,
                text=text,
                at=moment,
            )


def address(secret: str) -> str:
    return urljoin(settings.HELHED_ADDRESS, reverse("strategy:answer", args=[secret]))


def publish(plan: ActionPlan, by: User, moment: datetime) -> None:
    """The plan for everybody, with four figures on the front page where there are so many."""
    public_site.write_public_text(
        plan,
        by=by,
        subject=plan.pk,
        short="Det vil kommunen gøre for mennesker, der har det sværest, og sådan går det.",
        short_en="What the municipality will do for those who have the hardest time.",
        title_en="Action plan for adults in vulnerable situations",
        easy="Kommunen har lavet en plan.\nPlanen skal hjælpe mennesker, der har det svært.\n"
        "Her kan du se, hvordan det går.",
    )
    for initiative in plan.initiatives.in_order()[:4]:
        public_site.write_public_text(
            plan,
            by=by,
            subject=initiative.pk,
            easy=f"Vi arbejder på: {initiative.title.lower()}.\nDu kan se, hvor langt vi er.",
        )
    figures = Indicator.objects.running().filter(public=True, values__published_at__isnull=False)
    chosen = list(dict.fromkeys(str(key) for key in figures.values_list("pk", flat=True)))[:4]
    public_site.publish_plan(plan, by=by, at=moment, headlines=chosen)


def write_help(by: User) -> None:
    """Whom to call and where to come in Åkøbing. None of them exists."""
    public_site.write_front_page(
        by=by,
        municipality=MUNICIPALITY,
        intro="Du behøver hverken navn, CPR eller adresse for at ringe eller komme.",
        intro_en="You need neither a name, a CPR number nor an address to call or to come.",
        easy="Her kan du få hjælp.\nDu kan ringe, eller du kan komme.\n"
        "Du behøver ikke sige, hvad du hedder.",
    )
    for position, (fields, hours) in enumerate(PLACES, start=1):
        place = public_site.add_place(by=by, position=position, **fields)  # type: ignore[arg-type]
        if hours:
            public_site.set_hours(place, by=by, hours=hours)


def daily(opens: int, closes: int, days: range = EVERY_DAY) -> dict[int, list[tuple[time, time]]]:
    return {day: [(time(opens), time(closes))] for day in days}


PLACES: tuple[tuple[dict[str, object], dict[int, list[tuple[time, time]]]], ...] = (
    (
        {
            "kind": "sleep",
            "name": "Et sted at sove i nat",
            "name_en": "A place to sleep tonight",
            "what": "Natlinjen finder en seng til dig. Ring, eller bed nogen om at ringe.",
            "what_en": "The night line finds you a bed. Call, or ask somebody to call.",
            "easy": "Har du ikke et sted at sove?\nSå ring til os. Vi finder en seng.",
            "phone": "55550100",
            "always_open": True,
            "first": True,
        },
        {},
    ),
    (
        {
            "kind": "day",
            "name": "Værestedet Broen",
            "name_en": "The Bridge drop-in centre",
            "what": "Mad, bad og tøjvask. Læge om tirsdagen.",
            "what_en": "Food, shower and laundry. A doctor on Tuesdays.",
            "easy": "Her kan du spise, gå i bad og vaske tøj.",
            "area": "Havnegade 1",
            "phone": "55550120",
            "first": True,
        },
        daily(8, 22),
    ),
    (
        {
            "kind": "danger",
            "name": "Fare for liv",
            "name_en": "Danger to life",
            "what": "Bekymret for en anden? Ring til Natlinjen 55 55 01 00.",
            "what_en": "Worried about somebody else? Call the night line 55 55 01 00.",
            "easy": "Er nogen ved at dø?\nSå ring 112 nu.",
            "phone": "112",
            "always_open": True,
            "first": True,
        },
        {},
    ),
    (
        {
            "kind": "violence",
            "name": "Krisecentret",
            "name_en": "The crisis centre",
            "what": "Er du udsat for vold? Vi taler med dig og finder et sikkert sted.",
            "what_en": "Does somebody hurt you? We talk with you and find a safe place.",
            "easy": "Er der nogen, der slår dig eller truer dig?\nRing til os.",
            "phone": "55550177",
            "hidden": True,
            "always_open": True,
        },
        {},
    ),
    (
        {
            "kind": "sleep",
            "name": "Natcaféen",
            "name_en": "The night café",
            "what": "Varme, te og en seng, når der er plads. Hunde må komme med.",
            "what_en": "Warmth, tea and a bed when there is room. Dogs are welcome.",
            "area": "Søndergade 14, i gården",
            "phone": "55550121",
        },
        daily(22, 7),
    ),
    (
        {
            "kind": "health",
            "name": "Sundhedsklinikken ved Havnen",
            "name_en": "The health clinic by the harbour",
            "what": "Sår, tænder og recepter, uden tid og uden sundhedskort.",
            "what_en": "Wounds, teeth and prescriptions, without an appointment.",
            "area": "Havnegade 5",
            "phone": "55550122",
            "holidays": "closed",
        },
        daily(10, 15, WEEKDAYS),
    ),
    (
        {
            "kind": "addiction",
            "name": "Rusmiddelcentret",
            "name_en": "The addiction centre",
            "what": "Åben rådgivning om alkohol og stoffer. Du kan være anonym.",
            "what_en": "Advice on alcohol and drugs. You may be anonymous.",
            "area": "Torvet 3",
            "phone": "55550123",
            "holidays": "closed",
        },
        {**daily(9, 16, range(4)), 4: [(time(9), time(14))]},
    ),
    (
        {
            "kind": "relatives",
            "name": "Pårørendelinjen",
            "name_en": "The relatives' line",
            "what": "For dig, der er bange for en, du holder af.",
            "what_en": "For you who worry about somebody you love.",
            "phone": "55550124",
        },
        daily(16, 21),
    ),
)
