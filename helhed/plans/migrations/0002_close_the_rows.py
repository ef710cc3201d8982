from django.db import migrations

from helhed.core.rls import protect, protect_history

ROWS = [
    "plan",
    "hope",
    "strength",
    "review",
    "crisisplan",
    "networkmeeting",
    "goal",
    "step",
    "progress",
    "service",
    "pause",
]
HISTORY = ["hopeevent", "crisisplanevent", "goalevent", "serviceevent"]


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0001_initial"),
        ("access", "0003_close_the_rows_of_citizens_and_teams"),
    ]

    operations = [
        *[protect(f"plans_{table}", "read_plan") for table in ROWS],
        *[protect_history(f"plans_{table}", "read_plan") for table in HISTORY],
    ]
