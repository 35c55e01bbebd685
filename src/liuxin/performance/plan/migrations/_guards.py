"""A phase opens only after the one before is done, and what is done stays done: triggers on both databases."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAME = "cycle_phase_in_order"
_OUT_OF_ORDER = (
    "(NEW.state <> 'pending' AND NEW.phase > 1 AND NOT EXISTS (SELECT 1 FROM plan_cyclephase before "
    "WHERE before.cycle_id = NEW.cycle_id AND before.department_id = NEW.department_id "
    "AND before.phase = NEW.phase - 1 AND before.state = 'done'))"
)
_UNDONE = "(OLD.state = 'done' AND NEW.state <> 'done')"
_FUNCTION = (
    f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF {_OUT_OF_ORDER} OR (TG_OP = 'UPDATE' AND {_UNDONE}) THEN "
    f"RAISE EXCEPTION '{NAME}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
)
_POSTGRESQL = (
    _FUNCTION,
    f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE ON plan_cyclephase FOR EACH ROW EXECUTE FUNCTION {NAME}()",
)
_REFUSE = f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
_SQLITE = (
    f"CREATE TRIGGER {NAME}_insert BEFORE INSERT ON plan_cyclephase WHEN {_OUT_OF_ORDER} {_REFUSE}",
    f"CREATE TRIGGER {NAME}_update BEFORE UPDATE ON plan_cyclephase WHEN {_OUT_OF_ORDER} OR {_UNDONE} {_REFUSE}",
)


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the guard in place."""
    del apps
    for statement in _POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _SQLITE:
        schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the guard away."""
    del apps
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {NAME} ON plan_cyclephase")
        schema_editor.execute(f"DROP FUNCTION {NAME}()")
    else:
        schema_editor.execute(f"DROP TRIGGER {NAME}_insert")
        schema_editor.execute(f"DROP TRIGGER {NAME}_update")
