"""What the database itself refuses: in a cycle nobody is scored by a set that was not agreed for it."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "evaluation_freeze_agreed"
SAID = f"{NAME}: nothing that was not agreed reaches scoring"
TABLE = "evaluation_freeze"
NOT_AGREED = """
        NEW.cycle_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM indicators_indicatorset s
            WHERE s.id = NEW.set_id AND s.cycle_id = NEW.cycle_id
              AND s.status = 'agreed' AND s.settlement_id IS NOT NULL
        )
"""
VERBS = ("INSERT", "UPDATE")

SQLITE_UP = [
    f"CREATE TRIGGER {NAME}_{verb.lower()} BEFORE {verb} ON {TABLE} WHEN {NOT_AGREED}"
    f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for verb in VERBS
]
SQLITE_DOWN = [f"DROP TRIGGER IF EXISTS {NAME}_{verb.lower()}" for verb in VERBS]

_FUNCTION = (
    f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {NOT_AGREED} THEN"
    f" RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
)
POSTGRES_UP = [
    _FUNCTION,
    f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
]
POSTGRES_DOWN = [f"DROP FUNCTION IF EXISTS {NAME} CASCADE"]

UP = {"sqlite": SQLITE_UP, "postgresql": POSTGRES_UP}
DOWN = {"sqlite": SQLITE_DOWN, "postgresql": POSTGRES_DOWN}


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DOWN[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
