"""The invented municipality that stands in the database: found, wiped, remembered."""

import math
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from helhed.citizens.models import Citizen
from helhed.config.rooms import ROOMS
from helhed.core import clock
from helhed.demo.bulk.tables import has_keys
from helhed.demo.models import Built
from helhed.demo.scale import Scale

# Up to here the verbs build everybody; beyond it they build one district that is copied.
VERBS_UP_TO = 400
DISTRICT = 80
# Fifty contacts for each citizen: 100,000 citizens and 5 million contacts.
BULK_PACE_FOR_A_YEAR = 0.62


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    citizens: int
    days: int
    seed: int


def make_tables() -> None:
    """Migrate if the program is newer than the database."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    # Sign-in counts failed attempts there; it has no migration of its own.
    call_command("createcachetable", verbosity=0)


def found() -> Built | None:
    return Built.objects.order_by("-built_at", "-id").first()


def holds_people() -> bool:
    return Citizen.objects.exists()


def fits(built: Built, wish: Wish) -> bool:
    return (built.citizens, built.days, built.seed) == (wish.citizens, wish.days, wish.seed)


def begin(wish: Wish, *, as_of: date, copies: int) -> Built:
    """Note before the first person that what now comes is invented."""
    built = Built(
        citizens=wish.citizens,
        days=wish.days,
        seed=wish.seed,
        as_of=as_of,
        copies=copies,
        built_at=clock.now(),
        whole=False,
    )
    built.save()
    return built


def remember(built: Built) -> None:
    """Note that all of it was built."""
    built.whole, built.built_at = True, clock.now()
    built.save()


def district_scale(wish: Wish, as_of: date) -> tuple[Scale, int]:
    """What the verbs build, and how often it is copied afterwards."""
    if wish.citizens <= VERBS_UP_TO:
        return Scale(wish.citizens, wish.days, as_of, wish.seed), 0
    pace = min(1.0, BULK_PACE_FOR_A_YEAR * 365 / wish.days)
    scale = Scale(DISTRICT, wish.days, as_of, wish.seed, pace)
    return scale, math.ceil(wish.citizens / DISTRICT) - 1


@transaction.atomic
def wipe() -> None:
    """Empty every table of the rooms. Only ever called on a database the demo has built."""
    tables = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ROOMS and has_keys(model)
    ]
    names = ", ".join(f'"{table}"' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {names} CASCADE")
