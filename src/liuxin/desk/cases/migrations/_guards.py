"""Guards that Django's constraints cannot say: hand-over points only grow, in time, and the case repeats the last one.

A later migration that rebuilds one of these tables on SQLite drops its triggers: call `guard` again there.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POINT_FOLLOWS = """
    NEW.seq = 1 OR EXISTS (
        SELECT 1 FROM cases_handover p WHERE p.case_id = NEW.case_id AND p.seq = NEW.seq - 1 AND p.at <= NEW.at
    )
"""
CASE_REPEATS_LAST_POINT = """
    EXISTS (
        SELECT 1 FROM cases_handover p
        WHERE p.case_id = NEW.id AND p.seq = NEW.last_seq AND p.accountable_id = NEW.accountable_id
        AND p.holder_id IS NOT DISTINCT FROM NEW.holder_id AND p.team_id IS NOT DISTINCT FROM NEW.team_id
    ) AND NOT EXISTS (SELECT 1 FROM cases_handover p WHERE p.case_id = NEW.id AND p.seq > NEW.last_seq)
"""
HANDS = "accountable_id, holder_id, team_id, last_seq"
TRIGGERS = (
    ("hand_over_follows", "BEFORE INSERT ON cases_handover", POINT_FOLLOWS),
    ("hand_over_stays", "BEFORE UPDATE ON cases_handover", "1 = 0"),
    ("case_repeats_last_point", f"BEFORE UPDATE OF {HANDS} ON cases_case", CASE_REPEATS_LAST_POINT),
)


def _postgresql(name: str, when: str, holds: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = when.rsplit(" ", 1)[1]
    return (
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF NOT ({holds}) THEN
                RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ), (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()")


def _sqlite(name: str, when: str, holds: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    # SQLite before 3.39 does not know IS NOT DISTINCT FROM; its own IS means the same.
    condition = holds.replace("IS NOT DISTINCT FROM", "IS")
    return (f"CREATE TRIGGER {name} {when} WHEN NOT ({condition}) BEGIN SELECT RAISE(ABORT, '{name}'); END",), (
        f"DROP TRIGGER {name}",
    )


def _statements(schema_editor: BaseDatabaseSchemaEditor) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    return [write(*trigger) for trigger in TRIGGERS]


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for create, _ in _statements(schema_editor):
        for statement in create:
            schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for _, drop in _statements(schema_editor):
        for statement in drop:
            schema_editor.execute(statement)
