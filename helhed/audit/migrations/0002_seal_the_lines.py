from django.db import migrations, models

# Numbered by the database in the order of writing: the moment of a line may lie in the past.
LINES = """
CREATE SEQUENCE audit_event_line;
ALTER TABLE audit_event ADD COLUMN seq bigint NOT NULL DEFAULT nextval('audit_event_line');
CREATE INDEX audit_event_seq ON audit_event (seq);

CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
REVOKE INSERT, UPDATE, DELETE ON audit_seal, audit_horizon FROM helhed_app;
REVOKE UPDATE, DELETE ON audit_seal FROM helhed_jobs;

-- Since when lines have waited to be sealed: NULL when none wait, -infinity when none was ever sealed.
CREATE FUNCTION audit_unsealed_since() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE
        WHEN (SELECT max(seq) FROM audit_event) > coalesce((SELECT max(last_line) FROM audit_seal), 0)
        THEN coalesce((SELECT max(sealed_at) FROM audit_seal), '-infinity')
    END
$$;

-- As before, but names the schema: a table made without one would lie in the first of search_path.
CREATE OR REPLACE FUNCTION audit_make_partition(month date) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    first date := date_trunc('month', month)::date;
    name text := 'audit_event_' || to_char(first, 'YYYY_MM');
BEGIN
    IF to_regclass('public.' || name) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format(
        'CREATE TABLE public.%I PARTITION OF public.audit_event FOR VALUES FROM (%L) TO (%L)',
        name, first::timestamp AT TIME ZONE 'Europe/Copenhagen',
        (first + interval '1 month')::timestamp AT TIME ZONE 'Europe/Copenhagen'
    );
    EXECUTE format('REVOKE ALL ON public.%I FROM helhed_app, helhed_jobs, helhed_public', name);
END
$$;

SELECT audit_make_partition((now() + ahead * interval '1 month')::date)
FROM generate_series(0, 2) AS ahead;
"""
BACK = """
DROP FUNCTION audit_unsealed_since();
DROP TRIGGER audit_seal_append_only ON audit_seal;
ALTER TABLE audit_event DROP COLUMN seq;
DROP SEQUENCE audit_event_line;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Horizon",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line", models.PositiveBigIntegerField()),
                ("next_transaction", models.PositiveBigIntegerField()),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        # No seal has been made before this migration, so the defaults meet no row.
        migrations.AddField(
            "seal", "first_line", models.PositiveBigIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "seal", "last_line", models.PositiveBigIntegerField(default=0), preserve_default=False
        ),
        migrations.RunSQL(LINES, BACK),
    ]
