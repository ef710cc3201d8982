"""Migration operations that let the program before this one write on beside it.

While a new version is put in, the earlier one still serves from tables already migrated. It names
only the columns it knows, so a new one must fill itself. Meaning never changes: migrations import
this.
"""

from django.db import migrations


def keep_default(table: str, column: str, default: str = "''") -> migrations.RunSQL:
    """Let PostgreSQL fill `column` where it is not named; `default` is an SQL expression.

    Django drops a new column's default once the rows that stand are filled. A `db_default` of the
    model would do, but Django asks for such a column back, and no row about a citizen returns.
    """
    return migrations.RunSQL(
        f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT {default};",
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP DEFAULT;",
    )
