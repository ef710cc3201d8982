from django.db import migrations

from helhed.core.rls import protect

FUNCTIONS = """
-- The waiting order is for all who work with homes to check: everybody who waits and what they wish
-- for as facts, never who it is and never their words.
CREATE FUNCTION housing_waiting() RETURNS TABLE (
    wish_id uuid, waiting_since date, lot integer, said_on date, areas varchar[], kinds varchar[],
    rooms smallint, rent_max_dkk integer, pets boolean, alone boolean, couple boolean, floor varchar
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT w.id, w.waiting_since, w.lot, s.said_on, s.areas, s.kinds, s.rooms, s.rent_max_dkk,
           s.pets, s.alone, s.couple, s.floor
    FROM housing_wish w
    JOIN housing_said s ON s.wish_id = w.id AND s.current
    JOIN citizens_citizen c ON c.id = w.citizen_id AND c.deceased_on IS NULL
    WHERE w.ended_on IS NULL
      AND (cardinality(access_my_teams('read_homes')) > 0
           OR (access_my_id() IS NULL
               AND pg_has_role(session_user, 'helhed_owner', 'MEMBER')))
$$;

-- How often each landlord said no, of the homes offered: numbers only, the same for everybody.
CREATE FUNCTION housing_answers() RETURNS TABLE (
    landlord_id uuid, offers bigint, landlord_no bigint, upheld bigint, overturned bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT b.landlord_id, count(*), count(o.provider_no_on),
           count(*) FILTER (WHERE o.upheld), count(*) FILTER (WHERE NOT o.upheld)
    FROM housing_offer o JOIN stays_bed b ON b.id = o.bed_id
    WHERE b.landlord_id IS NOT NULL
      AND (cardinality(access_my_teams('read_homes')) > 0
           OR (access_my_id() IS NULL
               AND pg_has_role(session_user, 'helhed_owner', 'MEMBER')))
    GROUP BY b.landlord_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("housing", "0001_wish_offer_and_live"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        protect("housing_wish", "read_homes"),
        protect("housing_said", "read_homes"),
        protect("housing_offer", "read_homes"),
        protect("housing_tenancy", "read_homes"),
        protect("housing_trouble", "read_homes"),
        migrations.RunSQL(
            FUNCTIONS, "DROP FUNCTION housing_answers(); DROP FUNCTION housing_waiting();"
        ),
    ]
