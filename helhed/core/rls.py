"""Migration operations for row-level security. Meaning never changes: migrations import this."""

from django.db import migrations


def protect(
    table: str, may: str, *, citizen: str = "citizen_id", extra: str = ""
) -> migrations.RunSQL:
    """Row-level security on `table`: open citizens only, by the rule of `access_open_citizens`.

    `may` is the reading capability (`read_plan` …), `citizen` the SQL expression for the key of the
    citizen, `extra` one more condition all reading and changing must meet. Inserting is open to
    any signed-in user or system actor, since a new row is not yet open to its maker; the door
    and the verbs stand before it.
    """
    also = f" AND ({extra})" if extra else ""
    return _policies(table, f"({_open(citizen, may)}{also})", may)


def _open(citizen: str, may: str) -> str:
    # The array form keeps a team's board at milliseconds; wide roles get a branch that says so.
    return (
        f"({citizen} = ANY ((SELECT access_open_citizens('{may}'))::uuid[])"
        f" OR ((SELECT access_sees_all('{may}'))"
        f" AND {citizen} NOT IN (SELECT access_closed_citizens())))"
    )


def protect_by(table: str, condition: str, *, may: str) -> migrations.RunSQL:
    """Row-level security on `table` by a condition of its own; the jobs role by `may` as usual."""
    return _policies(table, f"({condition})", may)


def _policies(table: str, seen: str, may: str) -> migrations.RunSQL:
    somebody = "(SELECT access_somebody())"
    system = f"(SELECT access_system_may('{may}'))"
    forward = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_see ON {table} FOR SELECT TO helhed_app USING ({seen});
        CREATE POLICY {table}_add ON {table} FOR INSERT TO helhed_app WITH CHECK ({somebody});
        CREATE POLICY {table}_change ON {table} FOR UPDATE TO helhed_app
            USING ({seen}) WITH CHECK ({somebody});
        CREATE POLICY {table}_remove ON {table} FOR DELETE TO helhed_app USING ({seen});
        CREATE POLICY {table}_jobs ON {table} TO helhed_jobs USING ({system}) WITH CHECK ({system});
    """
    backward = "".join(
        f"DROP POLICY {table}_{verb} ON {table};"
        for verb in ("see", "add", "change", "remove", "jobs")
    )
    return migrations.RunSQL(forward, backward + f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")


def protect_history(
    table: str, may: str, *, citizen: str = "citizen_id", extra: str = ""
) -> migrations.RunSQL:
    """The same rule for a history table that triggers fill; nobody but the owner changes it."""
    also = f" AND ({extra})" if extra else ""
    seen = f"({_open(citizen, may)}{also})"
    system = f"(SELECT access_system_may('{may}'))"
    forward = f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_see ON {table} FOR SELECT TO helhed_app USING ({seen});
        CREATE POLICY {table}_add ON {table} FOR INSERT TO helhed_app WITH CHECK (true);
        CREATE POLICY {table}_jobs ON {table} TO helhed_jobs USING ({system}) WITH CHECK (true);
    """
    backward = "".join(f"DROP POLICY {table}_{verb} ON {table};" for verb in ("see", "add", "jobs"))
    return migrations.RunSQL(forward, backward + f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;")


def also_open(
    table: str, may: str, *, name: str, condition: str, change: str = ""
) -> migrations.RunSQL:
    """One more way to the rows of a protected table: open citizens by `may`, where `condition`.

    `name` tells the policies apart; with `change`, rows that meet it too may be changed.
    """
    seen = f"(({condition}) AND {_open('citizen_id', may)})"
    forward = (
        f"CREATE POLICY {table}_see_{name} ON {table} FOR SELECT TO helhed_app USING ({seen});"
    )
    backward = f"DROP POLICY {table}_see_{name} ON {table};"
    if change:
        forward += (
            f"CREATE POLICY {table}_change_{name} ON {table} FOR UPDATE TO helhed_app"
            f" USING (({change}) AND {seen}) WITH CHECK ((SELECT access_somebody()));"
        )
        backward += f"DROP POLICY {table}_change_{name} ON {table};"
    return migrations.RunSQL(forward, backward)
