"""The one rule of access, as functions that the door and the row-level policies call."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION access_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
    -- Not now(): a way opened in this transaction is open in it. A minute's grace where a way
    -- begins, since the clocks of two machines differ a little.
    SELECT coalesce(
        nullif(current_setting('helhed.now', true), '')::timestamptz, statement_timestamp()
    )
$$;

CREATE FUNCTION access_today() RETURNS date LANGUAGE sql STABLE AS $$
    SELECT (public.access_now() AT TIME ZONE 'Europe/Copenhagen')::date
$$;

CREATE FUNCTION access_my_id() RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('helhed.user_id', true), '')::uuid
$$;

CREATE FUNCTION access_system_actor() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('helhed.system_actor', true), '')
$$;

CREATE FUNCTION access_somebody() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT public.access_my_id() IS NOT NULL
$$;

CREATE FUNCTION access_system_may(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_systemactor a
        WHERE a.name = access_system_actor() AND wanted = ANY (a.mays)
    )
$$;

CREATE FUNCTION access_teams_of(who uuid, wanted text) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT m.team_id), '{}')
    FROM teams_membership m
    JOIN accounts_user u ON u.id = m.user_id AND u.is_active
    JOIN access_rolemay r ON r.role = m.role AND r.may = wanted
    WHERE m.user_id = who
      AND m.from_day <= access_today()
      AND (m.until_day IS NULL OR m.until_day > access_today())
$$;

CREATE FUNCTION access_my_teams(wanted text) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT public.access_teams_of(public.access_my_id(), wanted)
$$;

-- The way to a citizen is an open working relation of one of my teams in which my role may do this,
-- and which opens the area; or emergency access of my own. A protected citizen opens only to the
-- colleagues named for them, by whatever way.
CREATE FUNCTION access_open_to(who uuid, wanted text) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(array_agg(DISTINCT way.citizen_id), '{}')
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
          AND r.starts_at <= access_now() + interval '1 minute'
          AND (r.ends_at IS NULL OR r.ends_at > access_now())
        UNION ALL
        SELECT r.citizen_id, r.kind
        FROM teams_relation r
        JOIN accounts_user u ON u.id = r.user_id AND u.is_active
        WHERE r.user_id = who
          AND r.revoked_at IS NULL
          AND r.starts_at <= access_now() + interval '1 minute'
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
    WHERE NOT c.protected
       OR way.kind = 'break_glass'
       OR EXISTS (
           SELECT 1 FROM teams_trustedworker t
           WHERE t.citizen_id = c.id AND t.user_id = who
             AND (t.until_day IS NULL OR t.until_day > access_today())
       )
$$;

CREATE FUNCTION access_open_citizens(wanted text) RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT public.access_open_to(public.access_my_id(), wanted)
$$;

CREATE FUNCTION access_sees_all_for(who uuid, wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1
        FROM teams_membership m
        JOIN accounts_user u ON u.id = m.user_id AND u.is_active
        JOIN access_rolemay rm ON rm.role = m.role AND rm.may = wanted AND rm.everyone
        WHERE m.user_id = who
          AND m.from_day <= access_today()
          AND (m.until_day IS NULL OR m.until_day > access_today())
    )
$$;

CREATE FUNCTION access_sees_all(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT public.access_sees_all_for(public.access_my_id(), wanted)
$$;

-- Closed to wide roles: they come to these only by a working relation.
CREATE FUNCTION access_closed_citizens() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT id FROM citizens_citizen WHERE unnamed OR protected
$$;

-- Whether a CPR number stands here at all. The caller logs and limits the asking.
CREATE FUNCTION access_cpr_is_known(wanted bytea) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT 1 FROM citizens_citizen WHERE cpr_index = wanted AND NOT unnamed AND NOT protected
    )
$$;

-- For the page that explains why somebody can or cannot see somebody: the ways there are, ended ones
-- too, with what each lacks. Only for those who may explain access.
CREATE FUNCTION access_ways(who uuid, whom uuid) RETURNS TABLE (
    relation_id uuid, kind text, team_name text, areas text[], starts_at timestamptz,
    ends_at timestamptz, revoked_at timestamptz, role text, member boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.id, r.kind, t.name, r.areas::text[], r.starts_at, r.ends_at, r.revoked_at, m.role,
           r.user_id = who OR m.id IS NOT NULL
    FROM teams_relation r
    LEFT JOIN teams_team t ON t.id = r.team_id
    LEFT JOIN teams_membership m ON m.team_id = r.team_id AND m.user_id = who
        AND m.from_day <= access_today() AND (m.until_day IS NULL OR m.until_day > access_today())
    WHERE r.citizen_id = whom
      AND (r.user_id IS NULL OR r.user_id = who)
      AND (
          cardinality(access_my_teams('explain_access')) > 0
          OR (access_my_id() IS NULL AND pg_has_role(session_user, 'helhed_owner', 'MEMBER'))
      )
    ORDER BY r.starts_at DESC
$$;
"""

NAMES = [
    "access_ways(uuid, uuid)",
    "access_cpr_is_known(bytea)",
    "access_closed_citizens()",
    "access_sees_all(text)",
    "access_sees_all_for(uuid, text)",
    "access_open_citizens(text)",
    "access_open_to(uuid, text)",
    "access_my_teams(text)",
    "access_teams_of(uuid, text)",
    "access_system_may(text)",
    "access_somebody()",
    "access_system_actor()",
    "access_my_id()",
    "access_today()",
    "access_now()",
]


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("accounts", "0001_initial"),
        ("citizens", "0001_initial"),
        ("teams", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, "".join(f"DROP FUNCTION {name};" for name in NAMES)),
    ]
