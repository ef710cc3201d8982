"""A colleague who opens the page of somebody with the same rare surname: for readers of the log."""

from django.db import migrations

SAME = """
CREATE FUNCTION audit_same_surname(since timestamptz, rare bigint) RETURNS TABLE (
    actor_id uuid, citizen_id uuid, looks bigint, latest timestamptz, bearers bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH alike AS (
        SELECT e.actor_id, e.citizen_id, count(*) AS looks, max(e.at) AS latest, surname
        FROM audit_event e
        JOIN accounts_user u ON u.id = e.actor_id AND u.name LIKE '% %'
        JOIN citizens_citizen c ON c.id = e.citizen_id AND c.name LIKE '% %'
        CROSS JOIN LATERAL (SELECT lower(regexp_replace(u.name, '^.* ', '')) AS surname) s
        WHERE e.at >= since AND e.action = 'access.open'
          AND lower(regexp_replace(c.name, '^.* ', '')) = surname
          AND (access_sees_all('read_audit')
               OR 'helhed_owner' = ALL (ARRAY[session_user::text, CASE current_setting('role')
                   WHEN 'none' THEN session_user::text ELSE current_setting('role') END]))
        GROUP BY e.actor_id, e.citizen_id, surname
    )
    SELECT actor_id, citizen_id, looks, latest, bearers
    FROM alike
    CROSS JOIN LATERAL (
        SELECT count(*) AS bearers FROM citizens_nametoken t
        WHERE t.token = surname AND t.kind = 'name'
    ) carried
    WHERE bearers <= rare
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_lead_from_a_merged_record"),
        ("audit", "0002_seal_the_lines"),
    ]

    operations = [migrations.RunSQL(SAME, "DROP FUNCTION audit_same_surname(timestamptz, bigint)")]
