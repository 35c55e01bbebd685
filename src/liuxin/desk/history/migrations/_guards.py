"""What the database itself refuses: the record only grows. Tests that empty the database lift these for that moment."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EMPTIED = """
        NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.subject = ''
    AND NEW.id = OLD.id AND NEW.code = OLD.code AND NEW.subject_kind = OLD.subject_kind
    AND NEW.actor_kind = OLD.actor_kind AND (NEW.actor_id = OLD.actor_id OR NEW.actor_id = '')
    AND NEW.at = OLD.at AND NEW.recorded_at = OLD.recorded_at AND NEW.leaf = OLD.leaf
    AND OLD.erased_by_id IS NULL
    AND EXISTS (SELECT 1 FROM history_event e WHERE e.id = NEW.erased_by_id AND e.code = 'history.erased')
"""

REFUSALS = {
    "history_event_kept": ("DELETE", "history_event", "TRUE"),
    "history_event_fixed": ("UPDATE", "history_event", f"NOT ({EMPTIED})"),
    "history_seal_kept": ("DELETE", "history_seal", "TRUE"),
    "history_seal_fixed": ("UPDATE", "history_seal", "TRUE"),
    "history_head_kept": ("DELETE", "history_head", "TRUE"),
    "history_head_grows": ("UPDATE", "history_head", "NEW.seq <= OLD.seq"),
    "history_unsealed_kept": (
        "DELETE",
        "history_unsealed",
        "NOT EXISTS (SELECT 1 FROM history_seal s WHERE s.event_id = OLD.id)",
    ),
    "history_unsealed_fixed": ("UPDATE", "history_unsealed", "TRUE"),
}

GROWS = "the record only grows"

SQLITE_QUEUED = """
    CREATE TRIGGER history_event_queued AFTER INSERT ON history_event
    BEGIN INSERT INTO history_unsealed (id) VALUES (NEW.id); END
"""
# INSERT OR REPLACE takes a row away without asking the triggers of DELETE.
SQLITE_NEW = {
    "history_event_new": ("history_event", "id = NEW.id"),
    "history_seal_new": ("history_seal", "seq = NEW.seq OR event_id = NEW.event_id"),
}


def _sqlite(name: str, verb: str, table: str, condition: str) -> str:
    refuse = f"SELECT RAISE(ABORT, '{name}: {GROWS}')"
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {condition} BEGIN {refuse}; END"


SQLITE_UP = [
    SQLITE_QUEUED,
    *(
        _sqlite(name, "INSERT", table, f"EXISTS (SELECT 1 FROM {table} WHERE {same})")  # noqa: S608 - constants
        for name, (table, same) in SQLITE_NEW.items()
    ),
    *(_sqlite(name, *refusal) for name, refusal in REFUSALS.items()),
]
SQLITE_DOWN = [f"DROP TRIGGER IF EXISTS {name}" for name in ("history_event_queued", *SQLITE_NEW, *REFUSALS)]

TABLES = ("history_event", "history_seal", "history_head", "history_unsealed")
POSTGRES_QUEUED = """
    CREATE FUNCTION history_event_queued() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO history_unsealed (id) SELECT id FROM fresh; RETURN NULL; END $$
"""
POSTGRES_QUEUE = """
    CREATE TRIGGER history_event_queued AFTER INSERT ON history_event
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION history_event_queued()
"""


def _postgres(name: str, condition: str, row: str) -> str:
    refuse = f"RAISE EXCEPTION '{name}: {GROWS}' USING ERRCODE = 'integrity_constraint_violation'"
    body = f"BEGIN IF {condition} THEN {refuse}; END IF; RETURN {row}; END"
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"


def _postgres_trigger(name: str, verb: str, table: str, function: str, each: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"


POSTGRES_UP = [
    POSTGRES_QUEUED,
    POSTGRES_QUEUE,
    _postgres("history_never_emptied", "TRUE", "NULL"),
    *(
        _postgres_trigger(f"{table}_never_emptied", "TRUNCATE", table, "history_never_emptied", "STATEMENT")
        for table in TABLES
    ),
    *(
        _postgres(name, condition, "OLD" if verb == "DELETE" else "NEW")
        for name, (verb, _, condition) in REFUSALS.items()
    ),
    *(_postgres_trigger(name, verb, table, name, "ROW") for name, (verb, table, _) in REFUSALS.items()),
]
POSTGRES_DOWN = [
    f"DROP FUNCTION IF EXISTS {name} CASCADE" for name in ("history_event_queued", "history_never_emptied", *REFUSALS)
]

UP = {"sqlite": SQLITE_UP, "postgresql": POSTGRES_UP}
DOWN = {"sqlite": SQLITE_DOWN, "postgresql": POSTGRES_DOWN}


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in DOWN[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
