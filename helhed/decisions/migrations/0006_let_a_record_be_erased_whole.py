from django.db import migrations

# What has been decided stands as before; with the whole record of a citizen, when its time is over,
# it goes.
STANDS = """
CREATE OR REPLACE FUNCTION decisions_decision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.completed_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' AND {erasing} THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' OR
       to_jsonb(NEW) - ARRAY['citizen_id', 'version', 'ended_on']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['citizen_id', 'version', 'ended_on'] THEN
        RAISE EXCEPTION 'decisions_decision_stands: a decision that is made is not changed'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0005_price_by_the_hour_and_meet_before_eighteen"),
        ("citizens", "0006_erase_nothing_that_must_stay"),
    ]

    operations = [
        migrations.RunSQL(
            STANDS.replace("{erasing}", "citizens_is_erasing(OLD.citizen_id, TG_RELID)"),
            STANDS.replace("{erasing}", "false"),
        )
    ]
