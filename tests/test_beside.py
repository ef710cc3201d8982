"""A new version's tables let the program before it read and write on."""

import re

from django.apps import apps
from django.db.migrations import operations
from django.db.migrations.loader import MigrationLoader

# Older than any program that could still be serving, and the demo's own notes.
NOBODY_BESIDE = {
    ("audit", "0002_seal_the_lines"),
    ("citizens", "0003_let_a_merge_wait_for_another"),
    ("contacts", "0003_let_sent_on_enquiries_be_followed"),
    ("demo", "0002_begin_again_what_was_interrupted"),
    ("plans", "0003_remember_which_pauses_a_hospital_stay_made"),
    ("strategy", "0004_leave_publishing_to_the_public_site"),
}
# What was taken away when no program used it any more, as (room, migration).
LONG_UNUSED: set[tuple[str, str]] = set()
SETS = re.compile(r"ALTER TABLE (\w+) ALTER COLUMN (\w+) SET DEFAULT")
TAKES_AWAY = (
    operations.RemoveField,
    operations.RenameField,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelTable,
)


def later_operations():
    """What our migrations do to tables of earlier ones, as (room, migration, operation)."""
    for (room, name), migration in MigrationLoader(None).disk_migrations.items():
        made = {
            one.name_lower
            for one in migration.operations
            if isinstance(one, operations.CreateModel)
        }
        if not migration.__module__.startswith("helhed.") or (room, name) in NOBODY_BESIDE:
            continue
        for one in migration.operations:
            if getattr(one, "model_name_lower", "") not in made:
                yield room, name, one


def test_a_new_column_fills_itself_for_the_program_before():
    """In the migration that adds it, for the earlier program writes between any two of them.

    See docs/operations.md, "A new version".
    """
    added = {
        (room, name, *column_of(room, one)): one.field
        for room, name, one in later_operations()
        if isinstance(one, operations.AddField) and not one.field.many_to_many
    }
    filled = {
        added_in
        for added_in, field in added.items()
        if field.null or field.has_db_default() or added_in in set(kept_defaults())
    }

    assert ("money", "money_cost", "source") in {(room, *column) for room, _name, *column in added}
    assert set(added) - filled == set(), "Add helhed.core.beside.keep_default to the migration."


def column_of(room, added):
    meta = apps.get_model(room, added.model_name)._meta
    return meta.db_table, meta.get_field(added.name).column


def kept_defaults():
    """As (room, migration, table, column)."""
    for room, name, one in later_operations():
        if isinstance(one, operations.RunSQL) and (found := SETS.match(str(one.sql))):
            yield room, name, *found.groups()


def test_no_migration_takes_away_what_the_program_before_reads():
    taken = [
        (room, name, one.describe())
        for room, name, one in later_operations()
        if isinstance(one, TAKES_AWAY) and (room, name) not in LONG_UNUSED
    ]
    assert taken == [], "Cease to use it in one version, take it away in the next, and say so here."
