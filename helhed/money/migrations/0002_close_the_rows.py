from django.db import migrations

from helhed.core.rls import protect, protect_history

ROWS = ["cost", "share", "posting", "shelteryear", "supportrefund"]
FOREVER = """
    CREATE FUNCTION money_a_posting_stands() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'money_posting: a line of the ledger stands; post its opposite';
    END $$;
    CREATE TRIGGER money_posting_stands BEFORE UPDATE OR DELETE ON money_posting
        FOR EACH ROW EXECUTE FUNCTION money_a_posting_stands();
"""
NO_LONGER = """
    DROP TRIGGER money_posting_stands ON money_posting;
    DROP FUNCTION money_a_posting_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("money", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        *[protect(f"money_{table}", "read_money") for table in ROWS],
        protect_history("money_costevent", "read_money"),
        migrations.RunSQL(FOREVER, NO_LONGER),
    ]
