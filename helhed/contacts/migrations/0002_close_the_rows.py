from django.db import migrations

from helhed.core.rls import protect, protect_by, protect_history

# P9: what was told to one team is read by that team only, until the citizen wants otherwise.
KEPT = (
    "(kept_by_id IS NULL OR kept_by_id = ANY ((SELECT access_my_teams('read_contacts'))::uuid[]))"
)

ENQUIRY = """
    (citizen_id IS NOT NULL AND (
        citizen_id = ANY ((SELECT access_open_citizens('read_basic'))::uuid[])
        OR ((SELECT access_sees_all('read_basic'))
            AND citizen_id NOT IN (SELECT access_closed_citizens()))))
    OR team_id = ANY ((SELECT access_my_teams('answer_enquiries'))::uuid[])
    OR owner_id = (SELECT access_my_id())
"""
# The policies of the enquiry decide: whoever sees it sees its way through the house.
STEP = "enquiry_id IN (SELECT id FROM contacts_enquiry)"


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        protect("contacts_contact", "read_contacts", extra=KEPT),
        protect("contacts_promise", "read_contacts", extra=KEPT),
        protect("contacts_appointment", "read_contacts"),
        protect_history("contacts_contactevent", "read_contacts", extra=KEPT),
        protect_by("contacts_enquiry", ENQUIRY, may="read_contacts"),
        protect_by("contacts_enquirystep", STEP, may="read_contacts"),
        # The public form writes without being signed in; it never reads.
        migrations.RunSQL(
            "CREATE POLICY contacts_enquiry_ask ON contacts_enquiry FOR INSERT TO helhed_app"
            " WITH CHECK (channel = 'public_form' AND citizen_id IS NULL);"
            "CREATE POLICY contacts_enquirystep_ask ON contacts_enquirystep FOR INSERT TO helhed_app"
            " WITH CHECK (by_id IS NULL);",
            "DROP POLICY contacts_enquiry_ask ON contacts_enquiry;"
            "DROP POLICY contacts_enquirystep_ask ON contacts_enquirystep;",
        ),
    ]
