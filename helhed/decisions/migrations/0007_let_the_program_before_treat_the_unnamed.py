"""For tables on which the column was made before its own migration kept the default."""

from django.db import migrations

from helhed.core.beside import keep_default


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_let_a_record_be_erased_whole")]

    operations = [keep_default("decisions_anonymoustreatment", "ended_because")]
