from django.db import migrations

from helhed.core.rls import protect, protect_history

FUNCTIONS = """
-- Which beds are taken on nights in [first, past): never by whom, so that everybody can find a free
-- one. Without `past`, until further notice. Houses that are hidden stand nowhere.
CREATE FUNCTION stays_beds_taken(first date, past date, at timestamptz)
RETURNS TABLE (bed_id bigint, from_night date, until_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.bed_id, c.from_night, c.until_day
    FROM stays_bedclaim c
    JOIN stays_bed b ON b.id = c.bed_id
    JOIN stays_site s ON s.id = b.site_id AND NOT s.hidden
    WHERE c.released_at IS NULL
      AND daterange(c.from_night, c.until_day) && daterange(first, past)
      AND NOT (c.kind = 'hold' AND c.answer_by <= at)
      AND (access_my_id() IS NOT NULL OR access_system_actor() IS NOT NULL
           OR pg_has_role(session_user, 'helhed_owner', 'MEMBER'))
$$;

-- Lets go of holds nobody answered in time, whoever they are for. Returns how many.
CREATE FUNCTION stays_let_holds_lapse(at timestamptz, because text) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH gone AS (
        UPDATE stays_bedclaim
        SET released_at = at, released_because = because, version = version + 1
        WHERE kind = 'hold' AND released_at IS NULL AND answer_by <= at
          AND (access_my_id() IS NOT NULL OR access_system_actor() IS NOT NULL
               OR pg_has_role(session_user, 'helhed_owner', 'MEMBER'))
        RETURNING id
    )
    SELECT count(*) FROM gone
$$;
"""
NAMES = (
    "stays_let_holds_lapse(timestamptz, text)",
    "stays_beds_taken(date, date, timestamptz)",
)


class Migration(migrations.Migration):
    dependencies = [
        ("stays", "0003_give_each_bed_to_one_person_a_night"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        protect("stays_bedclaim", "read_basic"),
        protect_history("stays_bedclaimevent", "read_basic"),
        migrations.RunSQL(FUNCTIONS, "".join(f"DROP FUNCTION {name};" for name in NAMES)),
    ]
