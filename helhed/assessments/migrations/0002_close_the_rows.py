from django.db import migrations

from helhed.core.rls import protect, protect_history

ROWS = ["assessment", "view", "gap", "condition", "level", "targetgroup"]


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        *[protect(f"assessments_{table}", "read_decisions") for table in ROWS],
        # Scales are used in the plan's conversations, by those who write the plan with the citizen.
        protect("assessments_answers", "read_plan"),
        protect_history("assessments_assessmentevent", "read_decisions"),
    ]
