"""Places with approval and what they cost, by the register of the invented municipality."""

from datetime import date
from decimal import Decimal

from helhed.decisions import verbs
from helhed.decisions.models import Facility, Price, Register
from helhed.demo.build.world import World
from helhed.demo.places import MUNICIPALITY

# code, name, provider, approval; kroner the year before and this year, for each what.
PLACES = (
    ("lindegaarden", "Lindegården", MUNICIPALITY, True, "1398", "1432", "day"),
    ("moellehuset", "Møllehuset", MUNICIPALITY, True, "1285", "1316", "day"),
    ("kroghuset", "Kroghuset", MUNICIPALITY, True, "2140", "2196", "day"),
    ("birkely", "Behandlingsstedet Birkely", "Birkely", True, "3365", "3450", "day"),
    ("act", "ACT-teamet", MUNICIPALITY, False, "17900", "18500", "month"),
    ("rusmiddelcentret", "Rusmiddelcentret Åkøbing", MUNICIPALITY, False, "1120", "1150", "week"),
    ("bostoette", "Bostøtten i Åkøbing", MUNICIPALITY, False, "452", "465", "hour"),
)
APPROVED_BY = "Socialtilsyn Vest (opdigtet)"


def tell_prices(world: World) -> None:
    """Each place from the year before on, with the price of that year and of this one."""
    this_year = date(world.scale.as_of.year, 1, 1)
    before = this_year.replace(year=this_year.year - 1)
    for code, name, provider, supervised, then, now, per in PLACES:
        if Facility.objects.filter(code=code).exists():
            continue
        _add(
            Facility,
            f"Tilbud i {MUNICIPALITY} (opdigtet)",
            code=code,
            name=name,
            provider=provider,
            needs_approval=supervised,
            approved_by=APPROVED_BY if supervised else "",
            from_day=before,
        )
        for amount, from_day, until_day in ((then, before, this_year), (now, this_year, None)):
            _add(
                Price,
                f"Takstblad {from_day.year} for {MUNICIPALITY} (opdigtet)",
                code=code,
                amount_dkk=Decimal(amount),
                per=per,
                from_day=from_day,
                until_day=until_day,
            )


def _add(model: type[Register], source: str, **says: object) -> None:
    verbs.add_rule(model, by=None, source=source, certainty="S", **says)
