"""What has been published stands: figures, and the definitions they were computed by."""

from django.db import migrations

FROZEN = """
CREATE FUNCTION strategy_figure_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'A published figure is frozen: write a correction beside it.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER strategy_indicatorvalue_frozen BEFORE UPDATE OR DELETE ON strategy_indicatorvalue
    FOR EACH ROW WHEN (OLD.published_at IS NOT NULL)
    EXECUTE FUNCTION strategy_figure_is_frozen();
CREATE FUNCTION strategy_definition_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'A definition is never changed: write a new version.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER strategy_definition_frozen BEFORE UPDATE ON strategy_definition
    FOR EACH ROW EXECUTE FUNCTION strategy_definition_is_frozen();
"""
THAWED = """
DROP TRIGGER strategy_definition_frozen ON strategy_definition;
DROP FUNCTION strategy_definition_is_frozen();
DROP TRIGGER strategy_indicatorvalue_frozen ON strategy_indicatorvalue;
DROP FUNCTION strategy_figure_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("strategy", "0005_hold_indicators_and_hearings")]

    operations = [migrations.RunSQL(FROZEN, THAWED)]
