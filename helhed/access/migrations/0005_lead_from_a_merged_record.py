"""A record merged into another is open where the other is, and all its rows move together."""

from django.db import migrations

# As before, and the records merged into those: an old key goes on leading to the one that remains.
OPEN_TO = """
CREATE OR REPLACE FUNCTION access_open_to(who uuid, wanted text) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH opened AS (
        SELECT DISTINCT way.citizen_id
        FROM (
            SELECT r.citizen_id, r.kind
            FROM teams_membership m
            JOIN accounts_user u ON u.id = m.user_id AND u.is_active
            JOIN access_rolemay rm ON rm.role = m.role AND rm.may = wanted
            JOIN teams_relation r ON r.team_id = m.team_id AND rm.area = ANY (r.areas)
            WHERE m.user_id = who
              AND m.from_day <= access_today()
              AND (m.until_day IS NULL OR m.until_day > access_today())
              AND r.revoked_at IS NULL
              AND r.starts_at <= access_now()
              AND (r.ends_at IS NULL OR r.ends_at > access_now())
            UNION ALL
            SELECT r.citizen_id, r.kind
            FROM teams_relation r
            JOIN accounts_user u ON u.id = r.user_id AND u.is_active
            WHERE r.user_id = who
              AND r.revoked_at IS NULL
              AND r.starts_at <= access_now()
              AND (r.ends_at IS NULL OR r.ends_at > access_now())
              AND EXISTS (
                  SELECT 1 FROM access_rolemay rm
                  WHERE rm.may = wanted AND rm.area = ANY (r.areas)
                    AND rm.role IN (
                        SELECT m.role FROM teams_membership m
                        WHERE m.user_id = who AND m.from_day <= access_today()
                          AND (m.until_day IS NULL OR m.until_day > access_today())
                    )
              )
        ) way
        JOIN citizens_citizen c ON c.id = way.citizen_id
        WHERE c.merged_into_id IS NULL
          AND (
              NOT c.protected
              OR way.kind = 'break_glass'
              OR EXISTS (
                  SELECT 1 FROM teams_trustedworker t
                  WHERE t.citizen_id = c.id AND t.user_id = who
                    AND (t.until_day IS NULL OR t.until_day > access_today())
              )
          )
    )
    SELECT coalesce(array_agg(key), '{}') FROM (
        SELECT citizen_id AS key FROM opened
        UNION ALL
        SELECT c.id FROM citizens_citizen c JOIN opened ON c.merged_into_id = opened.citizen_id
    ) keys
$$;
"""

# Merging moves rows of areas that the user does not read, so it is done for them, and nothing else.
MOVING = """
CREATE FUNCTION citizens_check_moving(source uuid, target uuid, tab text, col text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    open_to_me uuid[];
BEGIN
    IF current_setting('role') IN ('helhed_app', 'helhed_jobs')
        OR session_user IN ('helhed_app', 'helhed_jobs')
    THEN
        open_to_me := access_open_citizens('edit_basic');
        -- Two that have been one are parted again by whoever has one of them.
        IF NOT (source = ANY (open_to_me) AND target = ANY (open_to_me)) AND NOT (
            (source = ANY (open_to_me) OR target = ANY (open_to_me))
            AND EXISTS (
                SELECT 1 FROM citizens_merge m
                WHERE source IN (m.citizen_id, m.source_id)
                  AND target IN (m.citizen_id, m.source_id) AND source <> target
            )
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = 'Both records must be open.';
        END IF;
    END IF;
    IF tab = 'citizens_merge' OR NOT EXISTS (
        SELECT 1 FROM pg_constraint f
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = ANY (f.conkey)
        WHERE f.contype = 'f' AND f.confrelid = 'public.citizens_citizen'::regclass
          AND f.conrelid = to_regclass('public.' || quote_ident(tab)) AND a.attname = col
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'No such rows about a citizen.';
    END IF;
END
$$;

CREATE FUNCTION citizens_move_rows(source uuid, target uuid, tab text, col text, keys uuid[])
RETURNS SETOF text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM citizens_check_moving(source, target, tab, col);
    RETURN QUERY EXECUTE format(
        'UPDATE public.%I SET %I = $1 WHERE %I = $2 AND ($3 IS NULL OR id = ANY ($3))'
        ' RETURNING id::text', tab, col, col
    ) USING target, source, keys;
END
$$;

CREATE FUNCTION citizens_rows_to_move(source uuid, target uuid, tab text, col text)
RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM citizens_check_moving(source, target, tab, col);
    RETURN QUERY EXECUTE format('SELECT id FROM public.%I WHERE %I = $1', tab, col) USING source;
END
$$;
"""
BACK = """
DROP FUNCTION citizens_rows_to_move(uuid, uuid, text, text);
DROP FUNCTION citizens_move_rows(uuid, uuid, text, text, uuid[]);
DROP FUNCTION citizens_check_moving(uuid, uuid, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0004_let_emergency_access_find_by_number"),
        ("citizens", "0002_find_the_closed_at_once"),
    ]

    operations = [
        # Going back keeps the wider function: it opens nothing that is not merged.
        migrations.RunSQL(OPEN_TO, migrations.RunSQL.noop),
        migrations.RunSQL(MOVING, BACK),
    ]
