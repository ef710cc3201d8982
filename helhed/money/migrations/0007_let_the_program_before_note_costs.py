"""For tables on which the column was made before its own migration kept the default."""

from django.db import migrations

from helhed.core.beside import keep_default


class Migration(migrations.Migration):
    dependencies = [("money", "0006_let_a_record_be_erased_whole")]

    operations = [
        keep_default(table, column)
        for table in ("money_cost", "money_costevent")
        for column in ("given_up_because", "source")
    ]
