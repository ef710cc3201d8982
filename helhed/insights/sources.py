"""Where the records come from: one statement for each table of the snapshot.

Every key becomes a pseudonym inside the database. No statement reads a name, a CPR number or a text
that somebody wrote; a word is compared there and leaves as a yes or a no.
"""

# Each version of a row: since when it stood (the change before it) and until when (the next one).
_VERSIONS = """
    WITH versions AS (
        SELECT {columns}, created_at,
               lag(pgh_created_at) OVER (PARTITION BY id ORDER BY pgh_id) AS since,
               pgh_created_at AS known_until
        FROM {table}event
        UNION ALL
        SELECT {columns}, created_at,
               (SELECT max(e.pgh_created_at) FROM {table}event e WHERE e.id = {table}.id), NULL
        FROM {table}
    )
"""
_STAY_COLUMNS = (
    "id, citizen_id, kind, site_id, from_night, until_day, certain, evidence, interrupts_id,"
    " tonight, ready_on, cancelled_at"
)
_CONTACT_COLUMNS = (
    "id, citizen_id, at, outcome, team_id, minutes, place, network_present, undone_at"
)
_KNOWN = """
    timezone('UTC', coalesce(v.since, v.created_at)) AS known_from,
    timezone('UTC', v.known_until) AS known_until
"""
_STOOD = "(v.known_until IS NULL OR v.known_until > coalesce(v.since, v.created_at))"
_LOCAL = "timezone('Europe/Copenhagen', {0})::date"

PERSONS = """
    SELECT insights_pseudonym('citizen', id), timezone('UTC', created_at), deceased_on
    FROM citizens_citizen WHERE merged_into_id IS NULL
"""
# Somebody away for a while keeps what they came from, or what we keep for them.
_KEPT = """v.kind IN ('prison', 'hospital', 'treatment') AND (
               coalesce(home.kind = '{kind}', false)
               OR EXISTS (
                   SELECT 1 FROM stays_bedclaim c
                   JOIN stays_stay kept ON kept.id = c.stay_id AND kept.kind = '{kind}'
                   WHERE c.citizen_id = v.citizen_id AND c.kind = 'kept'
                     AND c.released_at IS NULL AND c.from_night <= v.from_night
                     AND (c.until_day IS NULL OR c.until_day > v.from_night)
               )
           )"""
STAYS = f"""
    {_VERSIONS.format(table="stays_stay", columns=_STAY_COLUMNS)}
    SELECT insights_pseudonym('citizen', v.citizen_id) AS person,
           insights_pseudonym('stay', v.id) AS stay,
           v.kind, v.from_night, v.until_day, {_KNOWN},
           insights_pseudonym('site', v.site_id) AS site,
           v.certain,
           v.site_id IS NOT NULL AS by_system,
           {_KEPT.format(kind="own_home")} AS home_kept,
           {_KEPT.format(kind="residence")} AS place_kept,
           v.evidence = 'self_report' AND v.until_day IS NOT NULL
               AND v.until_day <= {_LOCAL.format("v.created_at")} AS told_later,
           v.kind = 'hospital' AND EXISTS (
               SELECT 1 FROM teams_duty d
               WHERE d.citizen_id = v.citizen_id AND d.kind = 'ward'
                 AND d.cause = 'stay:' || v.id AND d.done_at IS NOT NULL
           ) AS planned,
           v.tonight, v.ready_on
    FROM versions v
    LEFT JOIN stays_stay home ON home.id = v.interrupts_id
    WHERE v.cancelled_at IS NULL AND {_STOOD}
"""  # noqa: S608 - constants only
ENROLMENTS = """
    SELECT insights_pseudonym('citizen', citizen_id), insights_pseudonym('team', team_id),
           from_day, until_day, timezone('UTC', created_at), end_reason
    FROM teams_enrolment
"""
CONTACTS = f"""
    {_VERSIONS.format(table="contacts_contact", columns=_CONTACT_COLUMNS)}
    SELECT insights_pseudonym('citizen', v.citizen_id), insights_pseudonym('contact', v.id),
           {_LOCAL.format("v.at")}, v.outcome, {_KNOWN},
           insights_pseudonym('team', v.team_id), v.minutes,
           CASE WHEN v.outcome IN ('visit', 'accompanied') THEN true
                WHEN v.place = '' THEN NULL
                ELSE NOT EXISTS (SELECT 1 FROM insights_officeplace o WHERE o.name = v.place) END,
           cardinality(v.network_present) > 0
    FROM versions v
    WHERE v.undone_at IS NULL AND {_STOOD}
"""  # noqa: S608 - constants only
ATTENDANCES = """
    SELECT insights_pseudonym('citizen', c.citizen_id), insights_pseudonym('contact', c.id),
           insights_pseudonym('staff', who.id)
    FROM contacts_contact c,
         LATERAL (SELECT DISTINCT unnest(c.with_colleagues || c.by_id) AS id) who
    WHERE c.undone_at IS NULL AND c.outcome IN ('met', 'accompanied', 'visit')
"""
ENQUIRIES = f"""
    SELECT insights_pseudonym('enquiry', id), {_LOCAL.format("received_at")},
           insights_pseudonym('citizen', citizen_id), {_LOCAL.format("answered_at")}
    FROM contacts_enquiry
"""  # noqa: S608 - constants only
SERVICES = """
    SELECT insights_pseudonym('citizen', citizen_id), insights_pseudonym('service', id),
           is_treatment, from_day, until_day
    FROM plans_service
"""
# A house with beds of its own is counted by them: open or made ready, never extra ones of the cold.
CAPACITIES = """
    SELECT insights_pseudonym('site', s.id), s.kind, 1, p.from_night,
           least(p.until_day, s.closed_on)
    FROM stays_bedperiod p
    JOIN stays_bed b ON b.id = p.bed_id AND NOT b.extra
    JOIN stays_site s ON s.id = b.site_id
    WHERE p.state = 'open'
    UNION ALL
    SELECT insights_pseudonym('site', s.id), s.kind, s.beds,
           (SELECT min(from_night) FROM stays_stay), s.closed_on
    FROM stays_site s
    WHERE s.beds > 0 AND EXISTS (SELECT 1 FROM stays_stay)
      AND NOT EXISTS (
          SELECT 1 FROM stays_bed b JOIN stays_bedperiod p ON p.bed_id = b.id
          WHERE b.site_id = s.id
      )
"""
# A profession is written in words; the word is compared here, and its kind leaves.
MEMBERS = """
    SELECT insights_pseudonym('team', team_id), insights_pseudonym('staff', user_id), role,
           CASE WHEN profession ILIKE '%%psykiater%%' THEN 'psychiatrist'
                WHEN profession ILIKE '%%sygeplej%%' THEN 'nurse'
                WHEN profession ILIKE '%%misbrug%%' OR profession ILIKE '%%rusmiddel%%'
                  OR role = 'addiction_therapist' THEN 'substance'
                WHEN profession ILIKE '%%besk_ftigelse%%' OR profession ILIKE '%%job%%'
                  THEN 'employment'
                WHEN profession ILIKE '%%peer%%' OR profession ILIKE '%%erfaring%%' THEN 'peer'
                ELSE 'other' END,
           round(full_time_share * 100)::int, from_day, until_day
    FROM teams_membership
"""
REVIEWS = f"""
    SELECT DISTINCT insights_pseudonym('team', team_id), insights_pseudonym('citizen', citizen_id),
           {_LOCAL.format("written_at")}
    FROM teams_boardline
"""  # noqa: S608 - constants only
TEAMS = "SELECT insights_pseudonym('team', id), kind FROM teams_team"
DECLARED = """
    SELECT insights_pseudonym('team', team_id), item, score, declared_on FROM insights_declaration
"""
LISTED = """
    SELECT insights_pseudonym('citizen', citizen_id), scope, state, from_day, until_day, came, went
    FROM stays_listspell
"""
OFFERS = """
    SELECT insights_pseudonym('citizen', o.citizen_id), insights_pseudonym('offer', o.id),
           insights_pseudonym('bed', b.key), o.offered_on, cardinality(o.conditions)
    FROM housing_offer o JOIN stays_bed b ON b.id = o.bed_id
"""
WISHED = """
    SELECT insights_pseudonym('citizen', citizen_id), said_on
    FROM housing_said WHERE cardinality(areas) > 0
"""
TENANCIES = """
    SELECT insights_pseudonym('citizen', h.citizen_id), insights_pseudonym('tenancy', h.id),
           h.moved_in_on, h.ended_on, h.support_is_condition,
           CASE WHEN h.landlord_id IS NOT NULL THEN EXISTS (
               SELECT 1 FROM teams_enrolment e JOIN teams_team t ON t.id = e.team_id
               WHERE e.citizen_id = h.citizen_id AND t.organisation_id = h.landlord_id
           ) END
    FROM housing_tenancy h
"""
COMPLAINTS = """
    SELECT insights_pseudonym('citizen', citizen_id), insights_pseudonym('complaint', id),
           reassessed_on, reassessed, sent_on, result_on, result
    FROM decisions_complaint WHERE withdrawn_on IS NULL
"""
POSTINGS = """
    SELECT insights_pseudonym('citizen', citizen_id), insights_pseudonym('posting', id),
           payer, kind, month, oere
    FROM money_posting
"""

# In the order of the fields of `records.Facts`, and each in the order of its record's fields.
STATEMENTS: dict[str, str] = {
    "persons": PERSONS,
    "stays": STAYS,
    "enrolments": ENROLMENTS,
    "contacts": CONTACTS,
    "attendances": ATTENDANCES,
    "enquiries": ENQUIRIES,
    "services": SERVICES,
    "capacities": CAPACITIES,
    "members": MEMBERS,
    "reviews": REVIEWS,
    "teams": TEAMS,
    "declared": DECLARED,
    "listed": LISTED,
    "offers": OFFERS,
    "wished": WISHED,
    "tenancies": TENANCIES,
    "complaints": COMPLAINTS,
    "postings": POSTINGS,
}
