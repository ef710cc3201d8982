from django.db import migrations

from helhed.core.rls import protect, protect_history

COUNTS = """
CREATE FUNCTION stays_may_count_the_list() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT cardinality(access_my_teams('read_by_name')) > 0
        OR access_system_may('read_basic')
        OR (access_my_id() IS NULL AND pg_has_role(session_user, 'helhed_owner', 'MEMBER'))
$$;

-- How many are in each state on a day, those not open to the asker included: numbers only.
CREATE FUNCTION stays_list_on(wanted text, day date) RETURNS TABLE (state text, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT s.state, count(*)
    FROM stays_listspell s
    WHERE stays_may_count_the_list() AND s.scope = wanted
      AND s.from_day <= day AND (s.until_day IS NULL OR s.until_day > day)
    GROUP BY s.state
$$;

-- Transitions into and out of the state "active" by month, and the persons behind them.
CREATE FUNCTION stays_list_flow(wanted text, first_day date, past_day date)
RETURNS TABLE (month date, kind text, transitions bigint, persons bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT date_trunc('month', day)::date, kind, count(*), count(DISTINCT citizen_id)
    FROM (
        SELECT from_day AS day, came AS kind, citizen_id
        FROM stays_listspell
        WHERE scope = wanted AND state = 'active' AND from_day >= first_day AND from_day < past_day
        UNION ALL
        SELECT until_day, went, citizen_id
        FROM stays_listspell
        WHERE scope = wanted AND state = 'active' AND until_day >= first_day AND until_day < past_day
    ) turns
    WHERE stays_may_count_the_list()
    GROUP BY 1, 2
    UNION ALL
    SELECT first_day, 'active_start', count(*), count(*)
    FROM stays_listspell
    WHERE stays_may_count_the_list() AND scope = wanted AND state = 'active'
      AND from_day < first_day AND (until_day IS NULL OR until_day >= first_day)
$$;

CREATE FUNCTION stays_listreport_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was reported is not changed afterwards.';
END $$;
CREATE TRIGGER stays_listreport_stands BEFORE UPDATE OR DELETE ON stays_listreport
    FOR EACH ROW EXECUTE FUNCTION stays_listreport_stands();
"""
BACK = """
DROP TRIGGER stays_listreport_stands ON stays_listreport;
DROP FUNCTION stays_listreport_stands();
DROP FUNCTION stays_list_flow(text, date, date);
DROP FUNCTION stays_list_on(text, date);
DROP FUNCTION stays_may_count_the_list();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("stays", "0005_keep_the_by_name_list"),
        ("access", "0005_lead_from_a_merged_record"),
    ]

    operations = [
        protect("stays_listspell", "read_basic"),
        protect("stays_listdecision", "read_basic"),
        protect_history("stays_listdecisionevent", "read_basic"),
        migrations.RunSQL(COUNTS, BACK),
    ]
