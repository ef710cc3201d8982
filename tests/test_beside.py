"""A new version's tables let the program before it read and write on."""

import pytest
from django.apps import apps
from django.db import connection
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
TAKES_AWAY = (
    operations.RemoveField,
    operations.RenameField,
    operations.DeleteModel,
    operations.RenameModel,
    operations.AlterModelTable,
)
DEFAULTS = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND (column_default IS NOT NULL OR is_nullable = 'YES')
"""


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


@pytest.mark.django_db
def test_a_new_column_fills_itself_for_the_program_before():
    """See docs/operations.md, "A new version"."""
    with connection.cursor() as cursor:
        cursor.execute(DEFAULTS)
        filled = set(cursor.fetchall())
    added = [
        (apps.get_model(room, one.model_name)._meta, one.name)
        for room, _name, one in later_operations()
        if isinstance(one, operations.AddField) and not one.field.many_to_many
    ]
    columns = {(meta.db_table, meta.get_field(name).column) for meta, name in added}

    assert ("money_cost", "source") in columns
    assert columns - filled == set(), "Add helhed.core.beside.keep_default to the migration."


def test_no_migration_takes_away_what_the_program_before_reads():
    taken = [
        (room, name, one.describe())
        for room, name, one in later_operations()
        if isinstance(one, TAKES_AWAY) and (room, name) not in LONG_UNUSED
    ]
    assert taken == [], "Cease to use it in one version, take it away in the next, and say so here."
