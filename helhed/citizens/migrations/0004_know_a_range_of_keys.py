from django.db import migrations


class Migration(migrations.Migration):
    """A range of keys stands in for btree_gist, which the embedded PostgreSQL lacks.

    Here, since rooms below `stays` exclude overlaps by a key too; `stays` 0001 says the same for
    databases that were made before.
    """

    dependencies = [("citizens", "0003_let_a_merge_wait_for_another")]

    operations = [
        migrations.RunSQL(
            """
            DO $$ BEGIN
                IF to_regtype('uuidrange') IS NULL THEN
                    CREATE TYPE uuidrange AS RANGE (subtype = uuid);
                END IF;
            END $$
            """,
            migrations.RunSQL.noop,
        ),
    ]
