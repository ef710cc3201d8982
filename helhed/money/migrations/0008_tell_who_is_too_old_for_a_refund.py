from django.db import migrations

FUNCTION = """
-- For § 176: who has the age, reaches it in the year, or is of unknown age. Economists do not read
-- citizens; they are told no day of birth, and nothing of those who are under it.
CREATE FUNCTION money_of_age(wanted uuid[], age integer, of_year integer)
RETURNS TABLE (citizen_id uuid, how text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, CASE WHEN b.born IS NULL THEN 'unknown'
                      WHEN b.born + age < of_year THEN 'over' ELSE 'turns' END
    FROM citizens_citizen c,
         LATERAL (SELECT coalesce(extract(year FROM c.birth_date)::int, c.birth_year) AS born) b
    WHERE c.id = ANY (wanted) AND NOT c.protected AND NOT c.unnamed
      AND (b.born IS NULL OR b.born + age <= of_year)
      AND (access_sees_all('read_money')
           OR (access_my_id() IS NULL AND pg_has_role(session_user, 'helhed_owner', 'MEMBER')))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0007_let_the_program_before_note_costs"),
        ("access", "0007_close_remarks_and_holds"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION money_of_age(uuid[], integer, integer);"),
    ]
