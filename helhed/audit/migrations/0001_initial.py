from django.db import migrations, models

import helhed.core.clock
import helhed.core.ids

TABLE = """
CREATE TABLE audit_event (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    actor_id uuid,
    actor varchar(60) NOT NULL,
    role varchar(40) NOT NULL,
    unit varchar(120) NOT NULL,
    action varchar(80) NOT NULL,
    citizen_id uuid,
    model varchar(80) NOT NULL,
    object_id varchar(64) NOT NULL,
    purpose varchar(300) NOT NULL,
    channel varchar(10) NOT NULL,
    details jsonb NOT NULL,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
CREATE INDEX audit_event_citizen ON audit_event (citizen_id, at DESC);
CREATE INDEX audit_event_actor ON audit_event (actor_id, at DESC);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The log is append-only.';
END
$$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();

-- Makes the partition of a month; the roles of pages and jobs never touch a partition by itself.
CREATE FUNCTION audit_make_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    first date := date_trunc('month', month)::date;
    name text := 'audit_event_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass(name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)',
        name, first::timestamp AT TIME ZONE 'Europe/Copenhagen',
        (first + interval '1 month')::timestamp AT TIME ZONE 'Europe/Copenhagen'
    );
    EXECUTE format('REVOKE ALL ON %I FROM helhed_app, helhed_jobs, helhed_public', name);
END
$$;
REVOKE ALL ON audit_event_default FROM helhed_app, helhed_jobs, helhed_public;
REVOKE UPDATE, DELETE ON audit_event FROM helhed_app, helhed_jobs;
REVOKE EXECUTE ON FUNCTION audit_make_partition(date) FROM PUBLIC, helhed_app;
"""
BACK = """
DROP FUNCTION audit_make_partition(date);
DROP TABLE audit_event;
DROP FUNCTION audit_refuse();
"""

EVENT = migrations.CreateModel(
    name="Event",
    fields=[
        (
            "id",
            models.UUIDField(
                default=helhed.core.ids.new_id, editable=False, primary_key=True, serialize=False
            ),
        ),
        ("at", models.DateTimeField(default=helhed.core.clock.now)),
        ("actor_id", models.UUIDField(null=True)),
        ("actor", models.CharField(blank=True, max_length=60)),
        ("role", models.CharField(blank=True, max_length=40)),
        ("unit", models.CharField(blank=True, max_length=120)),
        ("action", models.CharField(max_length=80)),
        ("citizen_id", models.UUIDField(null=True)),
        ("model", models.CharField(blank=True, max_length=80)),
        ("object_id", models.CharField(blank=True, max_length=64)),
        ("purpose", models.CharField(blank=True, max_length=300)),
        (
            "channel",
            models.CharField(
                choices=[
                    ("page", "page"),
                    ("print", "print"),
                    ("export", "export"),
                    ("search", "search"),
                    ("message", "message from another system"),
                    ("command", "command"),
                    ("job", "background job"),
                ],
                default="page",
                max_length=10,
            ),
        ),
        ("details", models.JSONField(default=dict)),
    ],
    options={
        "indexes": [
            models.Index(fields=["citizen_id", "-at"], name="audit_event_citizen"),
            models.Index(fields=["actor_id", "-at"], name="audit_event_actor"),
        ],
    },
)


class Migration(migrations.Migration):
    initial = True

    dependencies: list[tuple[str, str]] = []

    operations = [
        # Django knows the model; the table is partitioned, so it is made by hand.
        migrations.SeparateDatabaseAndState(
            state_operations=[EVENT], database_operations=[migrations.RunSQL(TABLE, BACK)]
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=helhed.core.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("sealed_at", models.DateTimeField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("count", models.PositiveIntegerField()),
                ("previous", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "follower",
                    models.CharField(max_length=60, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField()),
                ("event_id", models.UUIDField(null=True)),
            ],
        ),
    ]
