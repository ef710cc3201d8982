from django.db import migrations

from helhed.core.rls import protect_by

SUPPORT = "cardinality((SELECT access_my_teams('see_messages'))) > 0"
# What a message says of a citizen is health; a technician reads it to mend it, masked on the page.
ORIGINAL = (
    "citizen_id = ANY ((SELECT access_open_citizens('read_health'))::uuid[])"
    " OR cardinality((SELECT access_my_teams('read_raw_messages'))) > 0"
)


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0001_receive_messages"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        protect_by("exchange_message", SUPPORT, may="see_messages"),
        protect_by("exchange_acknowledgement", SUPPORT, may="see_messages"),
        protect_by("exchange_original", ORIGINAL, may="read_health"),
    ]
