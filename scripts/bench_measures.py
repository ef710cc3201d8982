"""How long every measure takes over ten million stays, and how much memory.

python scripts/bench_measures.py                     make the facts, count, print the table
python scripts/bench_measures.py --stays 1000000     fewer
python scripts/bench_measures.py --keep DIR          keep (or use) the facts in DIR
python scripts/bench_measures.py --only returns      only these
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import django
import duckdb

EACH = 10
FIRST_DAY = "DATE '2016-01-01'"
ASKED = (date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
BUDGET_SECONDS, BUDGET_GIB = 5.0, 4.0

# Chance that repeats: a number from 0 to 999,999 for each person, place in the row and purpose.
CHANCE = "(hash({0}) % 1000000)::BIGINT"
KINDS = """
    CASE WHEN {r} < 120000 THEN 'street' WHEN {r} < 180000 THEN 'night_shelter'
         WHEN {r} < 400000 THEN 'shelter' WHEN {r} < 420000 THEN 'hotel'
         WHEN {r} < 560000 THEN 'family_friends' WHEN {r} < 620000 THEN 'transitional'
         WHEN {r} < 660000 THEN 'acute_home' WHEN {r} < 760000 THEN 'hospital'
         WHEN {r} < 790000 THEN 'prison' WHEN {r} < 810000 THEN 'treatment'
         WHEN {r} < 830000 THEN 'crisis_centre' WHEN {r} < 960000 THEN 'own_home'
         WHEN {r} < 980000 THEN 'residence' ELSE 'unknown' END
"""
STAYS = """
    WITH drawn AS (
        SELECT p AS person, n, p * {each} + n AS stay,
               {kind_chance} AS r, {length_chance} AS l, {more_chance} AS m
        FROM range({persons}) persons(p), range({each}) numbers(n)
    ), named AS (
        SELECT *, {kinds} AS kind,
               CASE WHEN l % 10 < 2 THEN 1 ELSE 1 + (l % 110) + CASE WHEN l % 17 = 0 THEN 400
                    ELSE 0 END END AS nights,
               CASE WHEN m % 10 = 0 THEN m % 60 ELSE 0 END AS gap
        FROM drawn
    ), placed AS (
        SELECT *, {first_day} + (
            (hash(person, 'begin') % 2900)::BIGINT
            + coalesce(sum(nights + gap) OVER (PARTITION BY person ORDER BY n
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) + gap
        )::INTEGER AS from_night
        FROM named
    )
    SELECT person, stay, kind, from_night,
           CASE WHEN n = {each} - 1 AND m % 5 = 0 THEN NULL
                ELSE from_night + nights::INTEGER END AS until_day,
           from_night::TIMESTAMP AS known_from, NULL::TIMESTAMP AS known_until,
           CASE WHEN kind IN ('shelter', 'night_shelter', 'transitional') THEN m % 400 END AS site,
           true AS certain, kind = 'hotel' AND m % 2 = 0 AS by_system,
           kind IN ('hospital', 'prison', 'treatment') AND m % 3 = 0 AS home_kept,
           kind IN ('hospital', 'prison', 'treatment') AND m % 7 = 0 AS place_kept,
           m % 50 = 0 AS told_later, m % 2 = 0 AS planned,
           CASE WHEN m % 7 = 0 THEN 'unanswered' ELSE 'street' END AS tonight,
           CASE WHEN kind = 'hospital' AND m % 3 = 0
                THEN from_night + (nights // 2)::INTEGER END AS ready_on
    FROM placed WHERE from_night < DATE '2026-01-01'
"""
OTHERS = {
    "persons": """
        SELECT p AS person, TIMESTAMP '2016-01-01' AS known_from,
               CASE WHEN hash(p, 'd') % 20 = 0
                    THEN DATE '2023-01-01' + (hash(p, 'e') % 1000)::INTEGER END AS deceased_on
        FROM range({persons}) t(p)
    """,
    "enrolments": """
        SELECT p AS person, (p % 200)::BIGINT AS team,
               {first_day} + (hash(p, 'begin') % 2900)::INTEGER AS from_day,
               CASE WHEN p % 3 = 0 THEN DATE '2025-06-01' + (p % 300)::INTEGER END AS until_day,
               TIMESTAMP '2016-01-01' AS known_from,
               CASE WHEN p % 3 <> 0 THEN '' WHEN p % 2 = 0 THEN 'handed_over'
                    ELSE 'own_wish' END AS end_reason
        FROM range({persons}) t(p) WHERE p % 4 = 0
    """,
    "contacts": """
        SELECT (c * 4) % {persons} AS person, c AS contact,
               DATE '2024-01-01' + (hash(c) % 731)::INTEGER AS day,
               CASE hash(c, 'o') % 5 WHEN 0 THEN 'not_found' WHEN 1 THEN 'visit' WHEN 2 THEN 'phone'
                    ELSE 'met' END AS outcome,
               TIMESTAMP '2024-01-01' AS known_from, NULL::TIMESTAMP AS known_until,
               ((c * 4) % {persons} % 200)::BIGINT AS team, (hash(c, 'm') % 60)::BIGINT AS minutes,
               hash(c, 'u') % 3 > 0 AS outside, hash(c, 'n') % 9 = 0 AS network
        FROM range({stays} // 2) t(c)
    """,
    "attendances": """
        SELECT (c * 4) % {persons} AS person, c AS contact,
               ((c * 4) % {persons} % 200 * 20 + hash(c, 's') % 11)::BIGINT AS staff
        FROM range({stays} // 2) t(c)
    """,
    "enquiries": """
        SELECT e AS enquiry, DATE '2024-01-01' + (hash(e, 'q') % 731)::INTEGER AS received_on,
               (e * 4) % {persons} AS person, NULL::DATE AS answered_on
        FROM range({stays} // 50) t(e)
    """,
    "services": """
        SELECT (s * 4) % {persons} AS person, s AS service, s % 2 = 0 AS treatment,
               DATE '2024-01-01' + (hash(s, 'v') % 731)::INTEGER AS from_day,
               NULL::DATE AS until_day
        FROM range({stays} // 20) t(s)
    """,
    "capacities": """
        SELECT s::BIGINT AS site, CASE s % 3 WHEN 0 THEN 'shelter' WHEN 1 THEN 'night_shelter'
               ELSE 'transitional' END AS kind, 900::BIGINT AS beds, {first_day} AS from_day,
               NULL::DATE AS until_day FROM range(400) t(s)
    """,
    "members": """
        SELECT (s // 11)::BIGINT AS team, (s // 11 * 20 + s % 11)::BIGINT AS staff,
               CASE s % 11 WHEN 0 THEN 'team_leader' ELSE 'act_worker' END AS role,
               CASE s % 11 WHEN 1 THEN 'psychiatrist' WHEN 2 THEN 'nurse' ELSE 'other' END
               AS profession, 100::BIGINT AS percent, {first_day} AS from_day,
               NULL::DATE AS until_day FROM range(2200) t(s)
    """,
    "reviews": """
        SELECT (p % 200)::BIGINT AS team, p AS person,
               DATE '2025-12-04' + (p % 28)::INTEGER AS day
        FROM range({persons}) t(p) WHERE p % 4 = 0
    """,
    "teams": "SELECT t AS team, 'act' AS kind FROM range(200) x(t)",
    "declared": """
        SELECT t AS team, 'H6' AS item, 4::BIGINT AS score, DATE '2025-01-01' AS "on"
        FROM range(200) x(t)
    """,
    "listed": """
        SELECT p AS person, scope, 'active' AS state,
               {first_day} + (hash(p, 'l') % 3600)::INTEGER AS from_day,
               {first_day} + (hash(p, 'l') % 3600 + 1 + p % 400)::INTEGER AS until_day,
               'newly_identified' AS came, 'housing_placement' AS went
        FROM range({persons}) t(p), (VALUES ('DK_ALL'), ('LITERAL')) s(scope)
    """,
    "offers": """
        SELECT (o * 7) % {persons} AS person, o AS offer, (hash(o, 'b') % 5000)::BIGINT AS bed,
               DATE '2024-01-01' + (hash(o, 'd') % 731)::INTEGER AS offered_on,
               CASE WHEN o % 9 = 0 THEN 1 ELSE 0 END::BIGINT AS conditions
        FROM range({stays} // 100) t(o)
    """,
    "wished": """
        SELECT (w * 3) % {persons} AS person,
               DATE '2024-01-01' + (hash(w, 'w') % 731)::INTEGER AS said_on
        FROM range({stays} // 100) t(w)
    """,
    "tenancies": """
        SELECT (h * 7) % {persons} AS person, h AS tenancy,
               DATE '2024-01-01' + (hash(h, 'h') % 731)::INTEGER AS moved_in_on,
               NULL::DATE AS ended_on, h % 11 = 0 AS demands_support,
               CASE WHEN h % 3 > 0 THEN h % 5 = 0 END AS landlord_helps
        FROM range({stays} // 100) t(h)
    """,
    "complaints": """
        SELECT (c * 13) % {persons} AS person, c AS complaint, day AS reassessed_on,
               CASE WHEN c % 5 = 0 THEN 'changed' ELSE 'upheld' END AS reassessed, day AS sent_on,
               day + 90 AS result_on, CASE c % 4 WHEN 0 THEN 'remitted' ELSE 'upheld' END AS result
        FROM (SELECT c, DATE '2024-01-01' + (hash(c, 'c') % 731)::INTEGER AS day
              FROM range({stays} // 200) t(c))
    """,
    "postings": """
        SELECT (p // 12) % {persons} AS person, p AS posting,
               CASE p % 2 WHEN 0 THEN 'municipality' ELSE 'state' END AS payer,
               CASE p % 3 WHEN 0 THEN 'commitment' ELSE 'actual' END AS kind,
               (DATE '2025-01-01' + INTERVAL (p % 12) MONTH)::DATE AS month,
               (hash(p, 'o') % 900000)::BIGINT AS oere
        FROM range({stays} // 2) t(p)
    """,
}


def make(folder: Path, stays: int) -> None:
    """Write the facts as Parquet, partitioned as a snapshot is."""
    engine = duckdb.connect()
    engine.execute(
        "SET threads = 2; SET memory_limit = '3GB'; SET preserve_insertion_order = false"
    )
    words = {"persons": stays // EACH, "stays": stays, "each": EACH, "first_day": FIRST_DAY}
    words |= {
        "kind_chance": CHANCE.format("p, n, 'kind'"),
        "length_chance": CHANCE.format("p, n, 'length'"),
        "more_chance": CHANCE.format("p, n, 'more'"),
        "kinds": KINDS.format(r="r"),
    }
    for name, statement in {"stays": STAYS, **OTHERS}.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        select = statement.format(**words)
        engine.execute(f"COPY ({select}) TO '{folder / name}/part.parquet' (COMPRESSION zstd)")


def count(folder: Path, names: list[str]) -> bool:
    """Count every measure once, print its time, and tell whether all keep the budget."""
    from helhed.insights import engines
    from helhed.insights.figures import figures
    from helhed.insights.measures import MEASURES
    from helhed.insights.records import Asked

    opened = engines.open_snapshot(folder, engines.duckdb(threads=2, folder=str(folder / "tmp")))
    asked = Asked(*ASKED)
    kept, whole = True, 0.0
    print("| Measure | Seconds | Processor, seconds | Rows | Persons in the first |")
    print("|---|---:|---:|---:|---:|")
    for name in names or list(MEASURES):
        begun, worked = time.perf_counter(), time.process_time()
        found = figures(MEASURES[name], opened, asked)
        took, spent = time.perf_counter() - begun, time.process_time() - worked
        whole += took
        kept = kept and took <= BUDGET_SECONDS
        first = found[0] if found else None
        persons = first.universe if first else 0
        print(f"| `{name}` | {took:.2f} | {spent:.2f} | {len(found)} | {persons:,} |")
        sys.stdout.flush()
    gib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"\nTogether {whole:.1f} s; most memory {gib:.2f} GiB.")
    return kept and gib <= BUDGET_GIB


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stays", type=int, default=10_000_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--make-only", action="store_true")
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helhed.config.settings.dev")
    django.setup()
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.keep or Path(passing)
        if not (folder / "stays").exists():
            make(folder, chosen.stays)
        if not chosen.make_only and not count(folder, chosen.only):
            sys.exit("Over budget.")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()
