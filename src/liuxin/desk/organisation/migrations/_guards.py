"""Spans of the same thing never overlap: an exclusion constraint on PostgreSQL, triggers on SQLite."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SPANS = (
    ("organisation_membership", ("person_id", "team_id"), "membership_no_overlap"),
    ("organisation_reportingline", ("person_id",), "reporting_line_no_overlap"),
    ("organisation_teamlead", ("team_id",), "team_lead_no_overlap"),
)


def _postgresql(table: str, keys: tuple[str, ...], name: str) -> list[str]:
    # A range of one key instead of "=" keeps GiST within what PostgreSQL has without an extension.
    same = ", ".join(f"int8range({key}, {key}, '[]') WITH &&" for key in keys)
    return [f'ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({same}, tstzrange(start, "end") WITH &&)']


def _sqlite(table: str, keys: tuple[str, ...], name: str) -> list[str]:
    same = " AND ".join(f"other.{key} = NEW.{key}" for key in keys)
    overlap = (
        f"SELECT 1 FROM {table} other WHERE {same} AND other.id IS NOT NEW.id "  # noqa: S608 - constants of this file
        'AND (other."end" IS NULL OR other."end" > NEW.start) AND (NEW."end" IS NULL OR NEW."end" > other.start)'
    )
    return [
        f"CREATE TRIGGER {name}_{verb} BEFORE {verb} ON {table} WHEN EXISTS ({overlap}) "
        f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
        for verb in ("insert", "update")
    ]


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guards in place."""
    del apps
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for span in SPANS:
        for statement in write(*span):
            schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guards away."""
    del apps
    for table, _, name in SPANS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}_insert")
            schema_editor.execute(f"DROP TRIGGER {name}_update")
