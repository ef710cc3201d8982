from django.db import migrations

FUNCTION = """
-- The same as stays_beds_taken for some beds only: what it costs does not grow with the town.
CREATE FUNCTION stays_some_beds_taken(wanted bigint[], first date, past date, at timestamptz)
RETURNS TABLE (bed_id bigint, from_night date, until_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.bed_id, c.from_night, c.until_day
    FROM stays_bedclaim c
    JOIN stays_bed b ON b.id = c.bed_id
    JOIN stays_site s ON s.id = b.site_id AND NOT s.hidden
    WHERE c.bed_id = ANY (wanted)
      AND c.released_at IS NULL
      AND daterange(c.from_night, c.until_day) && daterange(first, past)
      AND NOT (c.kind = 'hold' AND c.answer_by <= at)
      AND (access_my_id() IS NOT NULL OR access_system_actor() IS NOT NULL
           OR pg_has_role(session_user, 'helhed_owner', 'MEMBER'))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stays", "0006_close_and_count_the_by_name_list")]

    operations = [
        migrations.RunSQL(
            FUNCTION,
            "DROP FUNCTION stays_some_beds_taken(bigint[], date, date, timestamptz);",
        ),
    ]
