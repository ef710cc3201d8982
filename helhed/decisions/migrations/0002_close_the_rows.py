from django.db import migrations

from helhed.core.rls import protect, protect_by, protect_history

DECISIONS = [
    "casefile",
    "delaynotice",
    "collection",
    "hearing",
    "casefact",
    "representative",
    "decision",
    "delivery",
    "complaint",
    "letterprint",
    "counselling",
    "freecard",
    "earning",
    "transition",
    "responsibility",
    "residencefact",
]
# The provider reads what is ordered and tells how it goes; the case itself stays closed to them.
ORDERS = ["serviceorder", "providerreport", "followup"]
# The house where somebody stays tells the municipality of it.
HOUSES = ["placenotice", "expulsion"]
ANONYMOUS = "team_id = ANY ((SELECT access_my_teams('answer_enquiries'))::uuid[])"

# P7: what has been decided stands. A merge may move it to the record that remains, and the help may
# end; every other change is a new decision.
STANDS = """
CREATE FUNCTION decisions_decision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.completed_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR
       to_jsonb(NEW) - ARRAY['citizen_id', 'version', 'ended_on']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['citizen_id', 'version', 'ended_on'] THEN
        RAISE EXCEPTION 'decisions_decision_stands: a decision that is made is not changed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decisions_decision_stands BEFORE UPDATE OR DELETE ON decisions_decision
    FOR EACH ROW EXECUTE FUNCTION decisions_decision_stands();
"""
FALLS = """
DROP TRIGGER decisions_decision_stands ON decisions_decision;
DROP FUNCTION decisions_decision_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0001_know_registers_cases_and_decisions"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        *[protect(f"decisions_{table}", "read_decisions") for table in DECISIONS],
        *[protect(f"decisions_{table}", "read_plan") for table in ORDERS],
        *[protect(f"decisions_{table}", "read_basic") for table in HOUSES],
        protect_by("decisions_anonymoustreatment", ANONYMOUS, may="read_decisions"),
        *[
            protect_history(f"decisions_{table}event", "read_decisions")
            for table in ("casefile", "decision", "complaint")
        ],
        protect_history("decisions_serviceorderevent", "read_plan"),
        migrations.RunSQL(STANDS, FALLS),
    ]
