from django.db import migrations

from helhed.core.rls import protect, protect_by

BASIC = [
    "citizens_streetname",
    "citizens_nametoken",
    "citizens_waytoreach",
    "citizens_goodtoknow",
    "citizens_networkmember",
    "citizens_consent",
    "citizens_merge",
    "teams_enrolment",
    "teams_legalbasisperiod",
    "teams_meetingagreement",
    "teams_caseload",
    "teams_trustedworker",
    "teams_boardline",
    "teams_duty",
    "teams_dutystep",
]

OPEN = (
    "(citizen_id = ANY ((SELECT access_open_citizens('read_basic'))::uuid[])"
    " OR ((SELECT access_sees_all('read_basic'))"
    " AND citizen_id NOT IN (SELECT access_closed_citizens())))"
)

LOG_ROWS = """
    ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
    CREATE POLICY audit_event_see ON audit_event FOR SELECT TO helhed_app USING (
        actor_id = (SELECT access_my_id())
        OR citizen_id = ANY ((SELECT access_open_citizens('read_log'))::uuid[])
        OR (SELECT access_sees_all('read_audit'))
    );
    CREATE POLICY audit_event_add ON audit_event FOR INSERT TO helhed_app WITH CHECK (true);
    CREATE POLICY audit_event_jobs_see ON audit_event FOR SELECT TO helhed_jobs USING (
        (SELECT access_system_may('read_audit'))
    );
    CREATE POLICY audit_event_jobs_add ON audit_event FOR INSERT TO helhed_jobs WITH CHECK (true);
"""
LOG_ROWS_BACK = """
    DROP POLICY audit_event_see ON audit_event;
    DROP POLICY audit_event_add ON audit_event;
    DROP POLICY audit_event_jobs_see ON audit_event;
    DROP POLICY audit_event_jobs_add ON audit_event;
    ALTER TABLE audit_event DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_write_the_one_rule"),
        ("audit", "0001_initial"),
    ]

    operations = [
        protect("citizens_citizen", "read_basic", citizen="id"),
        *[protect(table, "read_basic") for table in BASIC],
        # A relation is seen where the citizen is, and by the leader who reviews emergency access.
        protect_by(
            "teams_relation",
            f"{OPEN} OR (kind = 'break_glass' AND user_id IN (SELECT m.user_id FROM teams_membership m"  # noqa: S608 - constants only
            " WHERE m.team_id = ANY ((SELECT access_my_teams('review_break_glass'))::uuid[])))"
            " OR user_id = (SELECT access_my_id())",
            may="read_basic",
        ),
        # The asked team sees that it is asked before the citizen's record is its own.
        protect_by(
            "teams_handover",
            f"{OPEN} OR to_team_id = ANY ((SELECT access_my_teams('hand_over'))::uuid[])",
            may="read_basic",
        ),
        migrations.RunSQL(LOG_ROWS, LOG_ROWS_BACK),
    ]
