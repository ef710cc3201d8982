from django.db import migrations

# A record is erased by the owner of the tables alone, in a transaction that names the keys first;
# a page works in another role and may set what it likes.
ERASING = """
CREATE FUNCTION citizens_is_erasing(key uuid, kept oid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT key::text = ANY (string_to_array(current_setting('helhed.erasing', true), ','))
        AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = kept), 'MEMBER')
$$;

CREATE FUNCTION citizens_hold_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.lifted_on IS NULL THEN
        RAISE EXCEPTION 'citizens_hold_stands: the record may not be erased'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER citizens_hold_stands BEFORE DELETE ON citizens_hold
    FOR EACH ROW EXECUTE FUNCTION citizens_hold_stands();

-- What the citizen has said is not put in other words. A merge may move it.
CREATE FUNCTION citizens_remark_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF citizens_is_erasing(OLD.citizen_id, TG_RELID) THEN
            RETURN OLD;
        END IF;
    ELSIF to_jsonb(NEW) - ARRAY['citizen_id', 'version']
          = to_jsonb(OLD) - ARRAY['citizen_id', 'version'] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'citizens_remark_stands: add another remark'
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER citizens_remark_stands BEFORE UPDATE OR DELETE ON citizens_remark
    FOR EACH ROW EXECUTE FUNCTION citizens_remark_stands();
"""
BACK = """
DROP TRIGGER citizens_remark_stands ON citizens_remark;
DROP FUNCTION citizens_remark_stands();
DROP TRIGGER citizens_hold_stands ON citizens_hold;
DROP FUNCTION citizens_hold_stands();
DROP FUNCTION citizens_is_erasing(uuid, oid);
"""


class Migration(migrations.Migration):
    dependencies = [("citizens", "0005_hear_the_citizen_and_hold_a_record_back")]

    operations = [migrations.RunSQL(ERASING, BACK)]
