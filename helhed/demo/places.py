"""The places, organisations, teams and staff of Åkøbing. None of them exists."""

from dataclasses import dataclass

MUNICIPALITY = "Åkøbing Kommune"
REGION = "Region Vestvand"
PHONE_THAT_IS_ANSWERED = "55 55 01 00"


@dataclass(frozen=True)
class Place:
    """Somewhere people are met: `name` on a list, `phrase` in a sentence."""

    name: str
    phrase: str


STREET = (
    Place("Stationen, nordsiden", "ved stationen"),
    Place("Havnen, ved fiskekasserne", "ved havnen"),
    Place("Åparken", "i Åparken"),
    Place("Kiosken på Torvet", "ved kiosken"),
    Place("Kirkens trappe", "ved kirken"),
    Place("Broen over åen", "under broen"),
    Place("Rutebilstationen", "ved rutebilerne"),
    Place("Biblioteket", "på biblioteket"),
    Place("Søndergade", "i Søndergade"),
    Place("Parkeringshuset", "i parkeringshuset"),
)
DROP_IN = Place("Værestedet Broen", "på værestedet")
NIGHT_CAFE = Place("Natcaféen", "på natcaféen")
OFFICE = Place("Udsatteenheden, Havnegade 1", "i Havnegade")
CLINIC = Place("Sundhedsklinikken ved Havnen", "på klinikken")
AT_HOME = Place("Hjemme", "hjemme")


@dataclass(frozen=True)
class Site:
    """A house with beds, or a kind of place to sleep. `hidden` places are named nowhere."""

    key: str
    name: str
    kind: str
    beds: int = 0
    hidden: bool = False
    provider: str = MUNICIPALITY


SITES = (
    Site("lindegaarden", "Lindegården", "shelter", 30),
    Site("moellehuset", "Møllehuset", "shelter", 18),
    Site("natcafeen", "Natcaféen", "night_cafe", 14, provider="Foreningen Åben Dør"),
    Site("havnegade", "Akutboligerne i Havnegade", "acute_home", 12),
    Site("skovvej", "Udslusningsboligerne på Skovvej", "transitional", 10),
    Site("kroghuset", "Kroghuset", "residence", 12),
    Site(
        "trygge", "Krisecentret Trygge Rum", "crisis_centre", 8, hidden=True, provider="Trygge Rum"
    ),
    Site("sygehus", "Åkøbing Sygehus, medicinsk afdeling M2", "hospital", provider=REGION),
    Site("psyk_p2", "Psykiatrien Vest, afsnit P2", "psychiatric_ward", provider=REGION),
    Site("psyk_p4", "Psykiatrien Vest, afsnit P4", "psychiatric_ward", provider=REGION),
    Site("birkely", "Behandlingsstedet Birkely", "treatment", 10, provider="Birkely"),
    Site("arresten", "Arresten i Åkøbing", "prison", provider="Staten"),
    Site("pension", "Pension Havblik", "hotel", provider="Pension Havblik"),
)

ORGANISATIONS = (
    (MUNICIPALITY, "municipality"),
    (REGION, "region"),
    ("Staten", "state"),
    ("Foreningen Åben Dør", "association"),
    ("Trygge Rum", "association"),
    ("Birkely", "association"),
    ("Pension Havblik", "association"),
    ("Rusmiddelcentret Åkøbing", "municipality"),
    ("Værestedet Broen", "association"),
    ("Strandby Kommune", "municipality"),
)


@dataclass(frozen=True)
class TeamPlan:
    """A team before it exists. `works` tells in a word what it is for."""

    key: str
    name: str
    works: str
    phone: str


TEAMS = (
    TeamPlan("act", "ACT-team Havnen", "act", "55 55 01 00"),
    TeamPlan("outreach", "Opsøgende team", "outreach", "55 55 02 00"),
    TeamPlan("authority", "Myndighed i Udsatteenheden", "authority", "55 55 03 00"),
    TeamPlan("night", "Nattevagten på Lindegården", "shelter", "55 55 04 00"),
    TeamPlan("unit", "Udsatteenhedens ledelse", "leadership", "55 55 05 00"),
    TeamPlan("strandby", "Udsatteteamet i Strandby", "other_municipality", "55 55 09 00"),
)


@dataclass(frozen=True)
class Worker:
    """A member of staff. `carries` is their share of the team's citizens as regular contact."""

    username: str
    name: str
    role: str
    team: str
    profession: str
    phone: str
    carries: int = 0
    fte_percent: int = 100

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


STAFF = (
    Worker("leder", "Hanne Dybdal", "team_leader", "act", "socialrådgiver", "55 55 01 01", 2),
    Worker("amina", "Amina Yildiz", "act_worker", "act", "socialpædagog", "55 55 01 02", 11),
    Worker("jesper", "Jesper Toft", "act_worker", "act", "socialpædagog", "55 55 01 03", 11),
    Worker("kirsten", "Kirsten Aaby", "act_worker", "act", "pædagog", "55 55 01 04", 10),
    Worker("omar", "Omar Haddad", "act_worker", "act", "peermedarbejder", "55 55 01 05", 8),
    Worker("lykke", "Lykke Ravn", "act_worker", "act", "ergoterapeut", "55 55 01 06", 10, 80),
    Worker(
        "skp", "Birgit Holk", "contact_person", "act", "støtte- og kontaktperson", "55 55 01 07", 10
    ),
    Worker(
        "sygeplejerske", "Rikke Storm", "social_nurse", "act", "sygeplejerske", "55 55 01 08", 8
    ),
    Worker(
        "rusmiddel",
        "Peter Elmlund",
        "addiction_therapist",
        "act",
        "rusmiddelbehandler",
        "55 55 01 09",
        6,
    ),
    Worker(
        "gade",
        "Malik Bruun",
        "outreach_worker",
        "outreach",
        "gadeplansmedarbejder",
        "55 55 02 01",
        12,
    ),
    Worker(
        "sofie",
        "Sofie Vang",
        "outreach_worker",
        "outreach",
        "gadeplansmedarbejder",
        "55 55 02 02",
        12,
    ),
    Worker(
        "gadeleder", "Nis Agerskov", "team_leader", "outreach", "socialrådgiver", "55 55 02 03", 2
    ),
    Worker(
        "sagsbehandler",
        "Tine Lauge",
        "authority_caseworker",
        "act",
        "socialrådgiver",
        "55 55 03 01",
    ),
    Worker(
        "bolig",
        "Pernille Skaarup",
        "housing_coordinator",
        "authority",
        "boligkoordinator",
        "55 55 03 02",
    ),
    Worker("nattevagt", "Erik Munk", "night_staff", "night", "nattevagt", "55 55 04 01"),
    Worker("enhedsleder", "Charlotte Wiese", "unit_leader", "unit", "leder", "55 55 05 01"),
    Worker("dpo", "Anders Falkenberg", "dpo", "unit", "databeskyttelsesrådgiver", "55 55 05 02"),
    Worker("controller", "Lone Gram", "controller", "unit", "økonom", "55 55 05 03"),
    Worker(
        "sekretaer",
        "Helle Bruun",
        "committee_secretary",
        "unit",
        "udvalgssekretær",
        "55 55 05 05",
    ),
    Worker("system", "Jonas Kvist", "system_admin", "unit", "systemadministrator", "55 55 05 04"),
    Worker(
        "strandby", "Dorte Ølgaard", "team_leader", "strandby", "socialrådgiver", "55 55 09 01", 2
    ),
)

# One account per role for the first sign-in, in the order they are told about.
ACCOUNTS = (
    "amina",
    "leder",
    "gade",
    "skp",
    "sagsbehandler",
    "sygeplejerske",
    "rusmiddel",
    "nattevagt",
    "bolig",
    "enhedsleder",
    "dpo",
    "controller",
    "sekretaer",
    "system",
)

ROLE_NAMES = {
    "outreach_worker": "opsøgende medarbejder",
    "contact_person": "støtte- og kontaktperson",
    "act_worker": "medarbejder i ACT-teamet",
    "authority_caseworker": "myndighedssagsbehandler",
    "team_leader": "teamleder",
    "social_nurse": "socialsygeplejerske",
    "addiction_therapist": "rusmiddelbehandler",
    "night_staff": "nattevagt",
    "housing_coordinator": "boligkoordinator",
    "unit_leader": "leder af enheden",
    "committee_secretary": "udvalgssekretær",
    "dpo": "databeskyttelsesrådgiver",
    "controller": "økonom",
    "system_admin": "systemadministrator",
}


def worker(username: str) -> Worker:
    return next(person for person in STAFF if person.username == username)


def team_staff(team: str) -> list[Worker]:
    """Those of a team who carry citizens."""
    return [person for person in STAFF if person.team == team and person.carries]


def site(key: str) -> Site:
    return next(house for house in SITES if house.key == key)


def sites_of(kind: str) -> list[Site]:
    return [house for house in SITES if house.kind == kind]
