"""A trigger holds that a stage fits the kind of its customer.

A later migration that rebuilds the table of customers on SQLite drops the triggers: call `guard` again there.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FITS = """
    NEW.stage_id IS NULL
    OR EXISTS (SELECT 1 FROM customers_lifecyclestage s WHERE s.id = NEW.stage_id AND s.kind = NEW.kind)
"""
TRIGGERS = (
    ("customer_stage_fits_added", "BEFORE INSERT ON customers_customer"),
    ("customer_stage_fits_changed", "BEFORE UPDATE OF stage_id, kind ON customers_customer"),
)


def _postgresql(name: str, when: str) -> tuple[str, ...]:
    return (
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT ({FITS}) THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )


def _sqlite(name: str, when: str) -> tuple[str, ...]:
    return (f"CREATE TRIGGER {name} {when} WHEN NOT ({FITS}) BEGIN SELECT RAISE(ABORT, '{name}'); END",)


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    for trigger in TRIGGERS:
        for statement in write(*trigger):
            schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, _ in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER {name} ON customers_customer" if is_postgresql else f"DROP TRIGGER {name}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()")
