from django.db import migrations

from helhed.core.rls import protect, protect_history


class Migration(migrations.Migration):
    dependencies = [
        ("stays", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        protect("stays_stay", "read_basic"),
        protect_history("stays_stayevent", "read_basic"),
        protect("stays_ward", "read_health"),
    ]
