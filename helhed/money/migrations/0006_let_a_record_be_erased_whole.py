from django.db import migrations

STANDS = """
CREATE OR REPLACE FUNCTION money_a_posting_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND {erasing} THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'money_posting: a line of the ledger stands; post its opposite';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0005_keep_the_source_and_why_it_was_given_up"),
        ("citizens", "0006_erase_nothing_that_must_stay"),
    ]

    operations = [
        migrations.RunSQL(
            STANDS.replace("{erasing}", "citizens_is_erasing(OLD.citizen_id, TG_RELID)"),
            STANDS.replace("{erasing}", "false"),
        )
    ]
