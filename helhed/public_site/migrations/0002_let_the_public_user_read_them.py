"""The public site's own database user: these tables only, and of what is published the current."""

from django.db import migrations

# Drafts of texts are not among them.
READ = (
    "public_site_frontpage",
    "public_site_helpplace",
    "public_site_openhours",
    "public_site_otherday",
    "public_site_publication",
    "public_site_publishedpage",
)
SHOWN = {
    "public_site_helpplace": "shown",
    "public_site_openhours": (
        "EXISTS (SELECT FROM public_site_helpplace p WHERE p.id = place_id AND p.shown)"
    ),
    "public_site_otherday": (
        "EXISTS (SELECT FROM public_site_helpplace p WHERE p.id = place_id AND p.shown)"
    ),
    "public_site_publication": "current",
    "public_site_publishedpage": (
        "EXISTS (SELECT FROM public_site_publication p WHERE p.id = publication_id AND p.current)"
    ),
}


def grants() -> str:
    return "".join(f"GRANT SELECT ON {table} TO helhed_public;" for table in READ)


def policies() -> str:
    return "".join(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_public ON {table} FOR SELECT TO helhed_public USING ({shown});
        CREATE POLICY {table}_staff ON {table} TO helhed_app, helhed_jobs
            USING (true) WITH CHECK (true);
        """
        for table, shown in SHOWN.items()
    )


def no_policies() -> str:
    return "".join(
        f"""
        DROP POLICY {table}_public ON {table};
        DROP POLICY {table}_staff ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """
        for table in SHOWN
    )


FROZEN = """
CREATE FUNCTION public_site_is_frozen() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'What has been published is frozen.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER public_site_publishedpage_frozen BEFORE UPDATE OR DELETE
    ON public_site_publishedpage FOR EACH ROW EXECUTE FUNCTION public_site_is_frozen();
CREATE TRIGGER public_site_publication_frozen BEFORE DELETE
    ON public_site_publication FOR EACH ROW EXECUTE FUNCTION public_site_is_frozen();
CREATE TRIGGER public_site_publication_stands BEFORE UPDATE ON public_site_publication
    FOR EACH ROW WHEN (
        (OLD.plan_id, OLD.number, OLD.slug, OLD.published_at)
        IS DISTINCT FROM (NEW.plan_id, NEW.number, NEW.slug, NEW.published_at)
        OR (NEW.current AND NOT OLD.current)
    ) EXECUTE FUNCTION public_site_is_frozen();
"""
THAWED = """
DROP TRIGGER public_site_publication_stands ON public_site_publication;
DROP TRIGGER public_site_publication_frozen ON public_site_publication;
DROP TRIGGER public_site_publishedpage_frozen ON public_site_publishedpage;
DROP FUNCTION public_site_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("public_site", "0001_show_help_and_published_plans")]

    operations = [
        migrations.RunSQL(grants(), grants().replace("GRANT", "REVOKE").replace(" TO ", " FROM ")),
        migrations.RunSQL(policies(), no_policies()),
        migrations.RunSQL(FROZEN, THAWED),
    ]
