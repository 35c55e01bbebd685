"""What finds in the texts: an FTS5 table on SQLite, kept by triggers; a tsvector with its index on PostgreSQL.

Both hold exactly the tokens that were written, parted by spaces, so that both find the same. `ascii` is the tokenizer
of FTS5 that leaves every sign beyond ASCII alone; `unicode61` would part tokens at characters younger than itself.
A later migration that rebuilds one of these tables on SQLite drops its triggers: call `keep` again there.
"""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BEGINNINGS = (1, 3, 4, 5, 6)
"""So many characters: one of Chinese, or the first letters of a word. All pairs of Chinese have two."""

TABLES = (("search_casetext", "search_case_found"), ("search_customertext", "search_customer_found"))


def _sqlite(table: str, found: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    put = f"INSERT INTO {found}(rowid, tokens) VALUES (new.id, new.tokens);"  # noqa: S608 - names of ours
    take = f"INSERT INTO {found}({found}, rowid, tokens) VALUES ('delete', old.id, old.tokens);"  # noqa: S608 - as above
    return (
        _table(table, found),
        f"CREATE TRIGGER {found}_put AFTER INSERT ON {table} BEGIN {put} END",
        f"CREATE TRIGGER {found}_changed AFTER UPDATE ON {table} BEGIN {take} {put} END",
        f"CREATE TRIGGER {found}_taken AFTER DELETE ON {table} BEGIN {take} END",
    ), (
        f"DROP TRIGGER {found}_put",
        f"DROP TRIGGER {found}_changed",
        f"DROP TRIGGER {found}_taken",
        f"DROP TABLE {found}",
    )


def _table(table: str, found: str, more: str = "") -> str:
    columns = f"tokens, content='{table}', content_rowid='id', tokenize='ascii', detail=none, columnsize=0{more}"
    return f"CREATE VIRTUAL TABLE {found} USING fts5({columns})"


def _postgresql(table: str, found: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    made = "GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED"
    return (
        f"ALTER TABLE {table} ADD COLUMN found tsvector {made}",
        f"CREATE INDEX {found} ON {table} USING gin (found)",
    ), (f"ALTER TABLE {table} DROP COLUMN found",)


def _statements(schema_editor: BaseDatabaseSchemaEditor) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    write = _postgresql if schema_editor.connection.vendor == "postgresql" else _sqlite
    return [write(*names) for names in TABLES]


def keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for create, _ in _statements(schema_editor):
        for statement in create:
            schema_editor.execute(statement, params=None)


def drop(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for _, undo in _statements(schema_editor):
        for statement in undo:
            schema_editor.execute(statement, params=None)


def quicken(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give beginnings of words an index of their own: FTS5 else reads every place of every word that begins so."""
    _anew(schema_editor, f", prefix='{' '.join(map(str, BEGINNINGS))}'")


def slow_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _anew(schema_editor, "")


def _anew(schema_editor: BaseDatabaseSchemaEditor, more: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        return
    for table, found in TABLES:
        rebuild = f"INSERT INTO {found}({found}) VALUES ('rebuild')"  # noqa: S608 - names of ours
        for statement in (f"DROP TABLE {found}", _table(table, found, more), rebuild):
            schema_editor.execute(statement, params=None)
