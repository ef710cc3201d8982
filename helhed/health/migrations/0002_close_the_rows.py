from django.db import migrations

from helhed.core.rls import protect, protect_by, protect_history

ROWS = ["areanote", "medication", "allergy", "overdose", "visit"]

# The record is health's; a summary the citizen has agreed to is the team's as well.
OPEN = "citizen_id = ANY ((SELECT access_open_citizens('{may}'))::uuid[])"
SUMMARY = (
    f"{OPEN.format(may='read_health')} OR ({OPEN.format(may='read_plan')}"
    " AND agreed_on IS NOT NULL AND withdrawn_on IS NULL)"
)


class Migration(migrations.Migration):
    dependencies = [
        ("health", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        *[protect(f"health_{table}", "read_health") for table in ROWS],
        protect_by("health_summary", SUMMARY, may="read_health"),
        protect_history("health_medicationevent", "read_health"),
    ]
