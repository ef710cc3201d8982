"""Pseudonyms: an HMAC whose secret is made here and never leaves the database.

Only two functions reach the secret. The one makes any pseudonym, for the job that takes snapshots;
the other gives those of the citizens open to whoever asks.
"""

from django.db import migrations

PSEUDONYMS = """
CREATE TABLE insights_secret (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
DO $$
DECLARE
    key bytea := sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
        || sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    inside bytea := key;
    outside bytea := key;
BEGIN
    FOR place IN 0..63 LOOP
        inside := set_byte(inside, place, get_byte(key, place) # 54);
        outside := set_byte(outside, place, get_byte(key, place) # 92);
    END LOOP;
    INSERT INTO insights_secret (inner_pad, outer_pad) VALUES (inside, outside);
END $$;
-- No policy: nobody but the owner sees the row, whatever rights a role was given.
ALTER TABLE insights_secret ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON insights_secret FROM PUBLIC, helhed_app, helhed_jobs, helhed_public;

-- HMAC-SHA256 (RFC 2104) of what it is and its key, cut to 60 bits. The secret never changes, so the
-- same key has the same pseudonym in every snapshot.
CREATE FUNCTION insights_pseudonym(what text, key uuid) RETURNS bigint
LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT ('x0' || substr(encode(sha256(
        s.outer_pad || sha256(s.inner_pad || convert_to(what, 'UTF8') || uuid_send(key))
    ), 'hex'), 1, 15))::bit(64)::bigint FROM insights_secret s
$$;
REVOKE ALL ON FUNCTION insights_pseudonym(text, uuid) FROM PUBLIC, helhed_app, helhed_public;
GRANT EXECUTE ON FUNCTION insights_pseudonym(text, uuid) TO helhed_jobs;

-- The way back from a figure to its people: only the citizens open to whoever asks.
CREATE FUNCTION insights_open_pseudonyms(wanted text)
RETURNS TABLE (citizen_id uuid, person bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, insights_pseudonym('citizen', c.id)
    FROM citizens_citizen c
    WHERE c.merged_into_id IS NULL
      AND (c.id = ANY ((SELECT access_open_citizens(wanted))::uuid[])
           OR ((SELECT access_sees_all(wanted))
               AND c.id NOT IN (SELECT access_closed_citizens())))
$$;

-- Houses and teams are no persons: their pseudonyms may be read by whoever works here.
CREATE FUNCTION insights_pseudonyms_of(what text, keys uuid[])
RETURNS TABLE (key uuid, pseudonym bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT one, insights_pseudonym(what, one) FROM unnest(keys) one
    WHERE what IN ('site', 'team') AND access_somebody()
$$;

-- A row of the history tells since when the next one stood. Under a frozen clock (an invented
-- municipality, a test) that is the day of the story and not today.
CREATE FUNCTION insights_known_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.pgh_created_at := public.access_now();
    RETURN NEW;
END $$;
CREATE TRIGGER insights_known_at BEFORE INSERT ON stays_stayevent
    FOR EACH ROW EXECUTE FUNCTION insights_known_at();
CREATE TRIGGER insights_known_at BEFORE INSERT ON contacts_contactevent
    FOR EACH ROW EXECUTE FUNCTION insights_known_at();
"""
BACK = """
DROP TRIGGER insights_known_at ON contacts_contactevent;
DROP TRIGGER insights_known_at ON stays_stayevent;
DROP FUNCTION insights_known_at();
DROP FUNCTION insights_pseudonyms_of(text, uuid[]);
DROP FUNCTION insights_open_pseudonyms(text);
DROP FUNCTION insights_pseudonym(text, uuid);
DROP TABLE insights_secret;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0001_initial"),
        ("access", "0005_lead_from_a_merged_record"),
        ("contacts", "0002_close_the_rows"),
        ("stays", "0002_close_the_rows"),
    ]

    operations = [migrations.RunSQL(PSEUDONYMS, BACK)]
