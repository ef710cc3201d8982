"""What the invented municipality wants and does. Made up from first word to last.

Days are counted from the day the story is told; negative ones lie behind.
"""

from dataclasses import dataclass, field

# (title, due, done)
Step = tuple[str, int, int | None]


@dataclass(frozen=True)
class Card:
    """One initiative; `money` is (kind, agreement, amount in kr. or 0 for not known, per)."""

    key: str
    title: str
    goals: tuple[str, ...]
    department: str
    owner: str = ""
    number: int | None = None
    kind: str = "development"
    committees: tuple[str, ...] = ("SU",)
    partners: tuple[str, ...] = ()
    carried_over: str = "no"
    origin: str = "administration"
    starts: int | None = None
    due: int | None = None
    begun: int | None = None
    done: int | None = None
    paused: tuple[int, str] | None = None
    said: tuple[str, str] | None = None
    milestones: tuple[Step, ...] = ()
    criteria: tuple[str, ...] = ()
    money: tuple[tuple[str, str, int, str], ...] = ()
    # (kind, to, days, note)
    went_on: tuple[tuple[str, str, int, str], ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


NEW_VISION = (
    "Alle i Åkøbing har en dør, de kan lukke, et menneske, de kan ringe til, og en grund til at "
    "stå op."
)
COMMITTEES = (("Socialudvalget", "SU"), ("Byrådet", "BR"), ("Kulturudvalget", "KU"))
PARTIES = (
    ("enhed", "Udsatteenheden", "department"),
    ("gade", "Gadeplan", "department"),
    ("bolig", "Boligkontoret", "department"),
    ("sundhed", "Sundhedshuset", "department"),
    ("kultur", "Bibliotek og kultur", "department"),
    ("vennerne", "Søndagsvennerne", "association"),
    ("makkerne", "Makkerskabet", "association"),
    ("kajakken", "Kajakklubben Strømmen", "association"),
    ("havnen", "Havnens Hverdagsvenner", "association"),
    ("raadet", "Brugerrådet", "council"),
    ("region", "Regionen", "region"),
)
OLD_GOALS = (
    {"key": "bolig", "title": "Flere får tag over hovedet"},
    {"key": "sundhed", "title": "Helbredet følger med"},
    {"key": "hverdag", "title": "En hverdag med indhold"},
)
NEW_GOALS = (
    {
        "key": "hjem",
        "title": "Et hjem før alt andet",
        "kind": "focus_area",
        "why": "Uden en dør, man kan lukke, bliver alt andet midlertidigt.",
        "how": "Vi finder boligen først og bliver ved siden af bagefter.",
        "supporting_plans": "Boligpolitikken\nPlanen for almene boliger",
    },
    {
        "key": "sammenhaeng",
        "title": "Én plan, ét hold",
        "kind": "focus_area",
        "why": "Mange har mødt ti medarbejdere og fortalt det samme ti gange.",
        "how": "Alle arbejder ud fra den samme plan med borgerens egne ord.",
    },
    {
        "key": "tillid",
        "title": "Tillid, der holder natten over",
        "kind": "focus_area",
        "why": "Den, der er blevet skuffet, kommer kun igen, hvis vi gør det, vi lover.",
        "how": "Vi opsøger, vi kommer igen, og vi holder, hvad vi lover.",
    },
    {
        "key": "faellesskab",
        "title": "En stol ved bordet",
        "kind": "focus_area",
        "why": "Ensomhed slider mere end kulde.",
        "how": "Foreninger, væresteder og naboer gør plads.",
    },
    {
        "key": "arbejde",
        "title": "Noget at stå op til",
        "kind": "focus_area",
        "why": "De fleste vil gerne bidrage med noget.",
        "how": "Små job og frivillige opgaver, som kan passes på en dårlig dag.",
    },
)
PRINCIPLES = (
    ("Spørg først", "Borgerens egne ord står øverst."),
    ("Ingen lukket dør", "En glemt aftale er en grund til at komme igen."),
    ("Sig det, som det er", "Også når svaret er nej."),
)
WAYS_ON = (
    ("bolig", "hjem", "Samme ønske, men boligen kommer nu først."),
    ("sundhed", "sammenhaeng", "Helbred er blevet en del af den fælles plan."),
    ("hverdag", "faellesskab", ""),
    ("hverdag", "arbejde", "Arbejde er skilt ud som et mål for sig."),
)

NEW_INITIATIVES = (
    Card(
        "keys",
        "Nøglen først: bolig uden forløbskrav, fase 2",
        ("hjem",),
        "bolig",
        "bolig",
        1,
        carried_over="yes",
        begun=-400,
        milestones=(
            ("Aftale med boligforeningen er underskrevet", -300, -310),
            ("De første ti er flyttet ind", -120, -130),
            ("Tyve er flyttet ind", 80, None),
            ("Støtten er på plads i alle hjem", 200, None),
        ),
        criteria=("30 boliger er taget i brug inden udgangen af planen", "Flere bliver boende"),
        money=(("budget_agreement", "Budgetaftalen om billige boliger", 1_200_000, "year"),),
        texts={
            "challenge": "Den, der bor på herberg, venter længst, fordi vi kræver ro først.",
            "description": "Boligen tildeles uden krav. Støtten flytter med ind.",
            "success_criteria": "30 boliger er taget i brug. Flere bliver boende.",
            "target_group": "Mennesker, der har boet på herberg i mere end tre måneder.",
        },
    ),
    Card(
        "discharge",
        "Ingen udskrives til gaden",
        ("sammenhaeng", "hjem"),
        "enhed",
        "leder",
        2,
        committees=("SU", "BR"),
        partners=("region",),
        begun=-350,
        milestones=(
            ("Fælles procedure med afdelingerne", -200, -190),
            ("Aftale om fredag eftermiddag", -130, None),
            ("Akutbolig klar alle ugens dage", 60, None),
        ),
        criteria=("Ingen udskrives uden en adresse for natten", "Alle får besøg inden to dage"),
        money=(("state_pool", "Pulje til bedre overgange", 0, "unknown"),),
        texts={
            "challenge": "Fredag eftermiddag mangler der ofte et sted at sove.",
            "description": "Holdet får besked, før borgeren går ud ad døren.",
            "success_criteria": "Ingen udskrives uden en adresse for natten.",
        },
    ),
    Card(
        "nightcafe",
        "Natcafé alle ugens nætter",
        ("tillid",),
        "gade",
        "gadeleder",
        3,
        begun=-250,
        milestones=(
            ("Lokalet er godkendt", -150, -140),
            ("Nattevagter er ansat", -21, None),
            ("Åbent alle syv nætter", 45, None),
        ),
        criteria=("Natcaféen er åben 7 nætter om ugen", "Færre sover udenfor"),
        texts={"challenge": "To nætter om ugen er der lukket, og det er ofte dem, der er koldest."},
    ),
    Card(
        "doctor",
        "Læge på herberg og værested",
        ("sammenhaeng",),
        "sundhed",
        "sygeplejerske",
        4,
        begun=-300,
        milestones=(("Aftale med lægehuset", -260, -255), ("Fast dag på værestedet", 30, None)),
        criteria=("Lægen er på herberget mindst 40 dage om året",),
        money=(("foundation", "Fonden Fri Dør", 250_000, "total"),),
        texts={"description": "Lægen kommer ud. Ingen skal huske et nummer eller en tid."},
    ),
    Card(
        "peers",
        "Makker på vej",
        ("faellesskab",),
        "enhed",
        "skp",
        5,
        partners=("makkerne", "raadet"),
        origin="council",
        starts=35,
        due=320,
        milestones=(("De første seks makkere er uddannet", 120, None),),
        criteria=("Borgerne oplever, at nogen går ved siden af",),
        texts={"origin_text": "Brugerrådet foreslog det på sit møde om ensomhed."},
    ),
    Card(
        "sunday",
        "Åbent værested om søndagen",
        ("faellesskab",),
        "gade",
        "gade",
        6,
        partners=("vennerne",),
        begun=-330,
        done=-40,
        milestones=(("Halvtreds søndage er holdt åbent", -45, -44),),
        criteria=("52 åbne søndage om året",),
        went_on=(("operations", "", -30, "Søndagen er nu en del af værestedets faste uge."),),
    ),
    Card(
        "ownwords",
        "Egne ord øverst i alle planer",
        ("sammenhaeng", "tillid"),
        "enhed",
        "enhedsleder",
        7,
        carried_over="yes",
        begun=-500,
        milestones=(("Alle hold bruger den fælles plan", -90, -100), ("Opfølgning", 150, None)),
        criteria=("90 % af planerne begynder med borgerens egne ord",),
    ),
    Card(
        "screens",
        "Skærme og hjælp på værestederne",
        ("faellesskab",),
        "kultur",
        "skp",
        8,
        committees=("KU", "SU"),
        begun=-200,
        paused=(-60, "Udbuddet af skærme er udskudt til næste år."),
        milestones=(("Udstyret er købt", 100, None),),
    ),
    Card(
        "cheap",
        "Boliger til under 4.000 kr.",
        ("hjem",),
        "bolig",
        "bolig",
        9,
        origin="budget",
        begun=-420,
        milestones=(("Grunden er fundet", -200, -205), ("Lokalplanen er vedtaget", 170, None)),
        criteria=("12 boliger er færdige senest 31. december",),
        said=("at_risk", "Klagen over lokalplanen forsinker byggeriet mindst et halvt år."),
        money=(("ordinary_budget", "", 800_000, "total"),),
    ),
    Card(
        "dental",
        "Tandklinik på hjul",
        ("sammenhaeng",),
        "sundhed",
        "sygeplejerske",
        10,
        went_on=(("postponed", "", -50, "Bussen er ikke leveret."),),
    ),
    Card("winter", "Vinterberedskab", (), "gade", "", 11),
    Card(
        "young",
        "Opsøgende aftener for de unge",
        ("tillid",),
        "gade",
        "gade",
        12,
        begun=-300,
        went_on=(("merged", "nightcafe", -70, "De unge kommer allerede i natcaféen."),),
    ),
)
ONGOING = (
    Card("skp", "Støtte- og kontaktpersoner", ("tillid",), "enhed", kind="ongoing"),
    Card("shelter", "Herberg med støtte", ("hjem",), "enhed", kind="ongoing"),
)
OLD_INITIATIVES = (
    Card(
        "old-keys",
        "Nøglen først, prøvehandling",
        ("bolig",),
        "bolig",
        number=1,
        begun=-1000,
        went_on=(("new_phase", "keys", -560, "Prøven viste, at de fleste blev boende."),),
    ),
    Card(
        "old-words",
        "Fælles plan på tværs",
        ("hverdag",),
        "enhed",
        number=2,
        begun=-950,
        went_on=(("continued", "ownwords", -560, ""),),
    ),
    Card(
        "old-coffee",
        "Kaffevognen",
        ("hverdag",),
        "gade",
        number=3,
        begun=-900,
        went_on=(("merged", "nightcafe", -560, "Vognen holder nu ved natcaféen."),),
    ),
    Card(
        "old-caretaker",
        "Sociale viceværter",
        ("bolig",),
        "bolig",
        number=4,
        begun=-980,
        went_on=(("operations", "", -580, "Viceværterne er fastansat i boligforeningen."),),
    ),
    Card(
        "old-passes",
        "Gratis kulturpas",
        ("hverdag",),
        "kultur",
        number=5,
        committees=("KU",),
        went_on=(("closed", "", -600, "Få brugte passet. Pengene gik til værestederne."),),
    ),
)
