"""What a visitor is told on the screen where the demo was started."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from helhed.demo.build.setting import PASSWORD, PIN
from helhed.demo.places import ACCOUNTS, ROLE_NAMES, worker

TRY_FIRST = (
    ("amina", "Tavlen: hvem kræver handling nu? Åbn Bent (Kaptajnen) og svar: hvor i nat?"),
    ("amina", "Tast M for mødevisning, J og K for næste og forrige, N for ny kontakt."),
    ("gade", "Opsøg på en telefon: find ”Violinen”, tryk Mødt, og hold løftet om strengene."),
    ("sygeplejerske", "Åbn Yusuf, og se planen som A4-side og som lommekort."),
    ("enhedsleder", "Lederens side: ingen glemte, men en udskrivning uden adresse i dag."),
    ("sagsbehandler", "Sager: en afgørelse, der mangler noget, og hvad der skal til."),
    ("bolig", "Boliger: hvem venter, hvorfor står de i den orden, og hvad er ledigt?"),
    ("controller", "Økonomi: hvem betaler, og hvad blev ikke hentet hjem?"),
    ("sekretaer", "Handleplanen: hvordan går det, og årets opfølgning på papir."),
    ("dpo", "Hvem har kigget? Se, hvem der har åbnet hvad, og hvorfor."),
)


def welcome(address: str) -> RenderableType:
    """The address, an account for each role, and what to try first."""
    accounts = Table(box=None, pad_edge=False)
    for heading in ("Konto", "Navn", "Rolle"):
        accounts.add_column(heading, style="bold" if heading == "Konto" else "")
    for username in ACCOUNTS:
        person = worker(username)
        accounts.add_row(person.username, person.name, ROLE_NAMES[person.role])
    first = Table(box=None, show_header=False, pad_edge=False)
    for username, what in TRY_FIRST:
        first.add_row(Text(username, style="bold"), what)
    return Group(
        Text(),
        Text(f"Åkøbing er klar: {address}", style="bold"),
        Text("Alle mennesker og steder er opdigtede. Stop med Ctrl-C."),
        Text(),
        Text(f"Log på. Adgangskode til alle: {PASSWORD}   PIN på herbergets computer: {PIN}"),
        accounts,
        Text(),
        Text("Prøv først:"),
        first,
        Text(),
    )
