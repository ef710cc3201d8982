"""The facts from which duties follow, gathered whole whoever asks, and who sees an enquiry."""

from django.db import migrations

# SECURITY DEFINER: a duty must not depend on what the one who writes happens to be allowed to read.
# It answers keys and times only. What was told to another team in confidence does not count (P9).
FACTS = """
CREATE FUNCTION contacts_facts(whom uuid[], moment timestamptz) RETURNS TABLE (
    citizen_id uuid, enrolment_id uuid, team_id uuid, enrolled_from date, own_person uuid,
    leader uuid, agreed_days smallint, met_id uuid, met_at timestamptz, attempt_id uuid,
    attempt_at timestamptz, attempt_outcome varchar, attempt_by uuid, last_by uuid,
    is_agreed boolean, agreed_after_attempt boolean, enquiries jsonb
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, e.id, coalesce(e.team_id, known.team_id), e.from_day, own.worker_id,
           boss.user_id, often.days, met.id, met.at, tried.id, tried.at, tried.outcome,
           tried.by_id, last.by_id,
           EXISTS (
               SELECT 1 FROM contacts_appointment a
               WHERE a.citizen_id = c.id AND a.outcome = 'planned' AND a.at >= d.begins
           ),
           EXISTS (
               SELECT 1 FROM contacts_appointment a
               WHERE a.citizen_id = c.id AND a.outcome = 'planned' AND a.at >= d.begins
                 AND a.created_at > tried.created_at
           ),
           (
               SELECT jsonb_agg(jsonb_build_object(
                   'id', q.id, 'team', q.team_id, 'owner', q.owner_id,
                   'due', q.answer_by, 'urgent', q.urgent))
               FROM contacts_enquiry q WHERE q.citizen_id = c.id AND q.answered_at IS NULL
           )
    FROM citizens_citizen c
    CROSS JOIN LATERAL (
        SELECT (moment AT TIME ZONE 'Europe/Copenhagen')::date AS today,
               (moment AT TIME ZONE 'Europe/Copenhagen')::date::timestamp
                   AT TIME ZONE 'Europe/Copenhagen' AS begins
    ) d
    LEFT JOIN LATERAL (
        SELECT t.id, t.team_id, t.from_day FROM teams_enrolment t
        WHERE t.citizen_id = c.id AND t.from_day <= d.today
          AND (t.until_day IS NULL OR t.until_day > d.today)
        ORDER BY t.from_day, t.id LIMIT 1
    ) e ON true
    LEFT JOIN LATERAL (
        SELECT r.team_id FROM teams_relation r
        WHERE r.citizen_id = c.id AND r.kind = 'outreach' AND r.revoked_at IS NULL
          AND r.starts_at <= moment AND (r.ends_at IS NULL OR r.ends_at > moment)
        ORDER BY r.starts_at, r.id LIMIT 1
    ) known ON true
    LEFT JOIN LATERAL (
        SELECT w.worker_id FROM teams_caseload w
        WHERE w.citizen_id = c.id AND w.from_day <= d.today
          AND (w.until_day IS NULL OR w.until_day > d.today)
        ORDER BY (w.team_id = e.team_id) DESC NULLS LAST, w.from_day, w.id LIMIT 1
    ) own ON true
    LEFT JOIN LATERAL (
        SELECT m.user_id FROM teams_membership m
        WHERE m.team_id = coalesce(e.team_id, known.team_id) AND m.role = 'team_leader'
          AND m.from_day <= d.today AND (m.until_day IS NULL OR m.until_day > d.today)
        ORDER BY m.from_day, m.id LIMIT 1
    ) boss ON true
    LEFT JOIN LATERAL (
        SELECT g.days FROM teams_meetingagreement g
        WHERE g.citizen_id = c.id AND g.agreed_on <= d.today
          AND (g.until_day IS NULL OR g.until_day > d.today)
        ORDER BY g.agreed_on DESC, g.id DESC LIMIT 1
    ) often ON true
    LEFT JOIN LATERAL (
        SELECT k.id, k.at, k.created_at FROM contacts_contact k
        WHERE k.citizen_id = c.id AND k.undone_at IS NULL
          AND k.outcome IN ('met', 'accompanied', 'visit')
          AND (k.kept_by_id IS NULL OR k.kept_by_id = coalesce(e.team_id, known.team_id))
        ORDER BY k.at DESC, k.id DESC LIMIT 1
    ) met ON true
    LEFT JOIN LATERAL (
        SELECT k.id, k.at, k.outcome, k.by_id, k.created_at FROM contacts_contact k
        WHERE k.citizen_id = c.id AND k.undone_at IS NULL
          AND (k.outcome = 'no_show' OR (k.outcome = 'not_found' AND often.days IS NOT NULL))
          AND (k.kept_by_id IS NULL OR k.kept_by_id = coalesce(e.team_id, known.team_id))
          AND (met.at IS NULL OR (k.at, k.created_at) >= (met.at, met.created_at))
        ORDER BY k.at DESC, k.id DESC LIMIT 1
    ) tried ON true
    LEFT JOIN LATERAL (
        SELECT k.by_id FROM contacts_contact k
        WHERE k.citizen_id = c.id AND k.undone_at IS NULL
          AND (k.kept_by_id IS NULL OR k.kept_by_id = coalesce(e.team_id, known.team_id))
        ORDER BY k.at DESC, k.id DESC LIMIT 1
    ) last ON true
    WHERE c.id = ANY (whom) AND c.merged_into_id IS NULL AND c.deceased_on IS NULL
$$;
"""

ENQUIRY = """
    (citizen_id IS NOT NULL AND (
        citizen_id = ANY ((SELECT access_open_citizens('read_basic'))::uuid[])
        OR ((SELECT access_sees_all('read_basic'))
            AND citizen_id NOT IN (SELECT access_closed_citizens()))))
    OR team_id = ANY ((SELECT access_my_teams('answer_enquiries'))::uuid[])
    OR owner_id = (SELECT access_my_id())
"""
# A team that sent an enquiry on sees where it went, to the answer.
FOLLOWED = ENQUIRY + " OR passed_by && (SELECT access_my_teams('answer_enquiries'))"

POLICIES = ("see", "change", "remove")


def see_by(condition: str) -> str:
    return "".join(
        f"ALTER POLICY contacts_enquiry_{verb} ON contacts_enquiry USING ({condition});"
        for verb in POLICIES
    )


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_let_sent_on_enquiries_be_followed"),
    ]

    operations = [
        migrations.RunSQL(FACTS, "DROP FUNCTION contacts_facts(uuid[], timestamptz);"),
        migrations.RunSQL(see_by(FOLLOWED), see_by(ENQUIRY)),
    ]
