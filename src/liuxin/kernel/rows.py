"""Rows written with statements that are made once: the ORM makes each anew, which costs more than all else."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any, Final, Protocol

# Many rows a statement, and few enough for every SQLite (999 values): half the time of a row each.
VALUES: Final = 960
# A copy begins and ends with a message of its own, which the rows of one deed are not worth.
FEW: Final = 20

Cell = str | int | float | bytes | datetime | None


class Connection(Protocol):
    """What is asked of a connection of Django's."""

    vendor: str
    alias: str

    @property
    def wrap_database_errors(self) -> AbstractContextManager[Any]:
        """Turn a driver's errors into Django's."""

    def cursor(self) -> Any:
        """Open a cursor."""


def write_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> None:
    """Add rows in the caller's transaction: many a statement, or copied to a server at once.

    `table` and `columns` are names of ours, never input. Triggers and constraints hold as for any INSERT; raises the
    errors of Django that those raise.
    """
    added = list(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(added) > FEW:
            statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in added:
                    copy.write_row(row)
        else:
            _insert(cursor, table, tuple(columns), added)


def add_row(connection: Connection, row: Any, *, once: tuple[str, ...] = ()) -> bool:
    """Add an object of the ORM that has no key yet, in the caller's transaction, and give it its key.

    False, and nothing added, where another row has the same in the columns `once`, which a constraint keeps unique.
    Raises the errors of Django that constraints raise; what else `save` would do (parents, signals) is not done.
    """
    fields = [field for field in row._meta.local_concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    columns = tuple(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(_adding(row._meta.db_table, columns, row._meta.pk.column, once), values)
        made = cursor.fetchone()
    if made is not None:
        row.pk = made[0]
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 -- what Django's own save notes there
    return made is not None


@cache
def _adding(table: str, columns: tuple[str, ...], key: str, once: tuple[str, ...]) -> str:
    unless = f" ON CONFLICT ({', '.join(once)}) DO NOTHING" if once else ""
    return f"{_statement(table, columns, 1)}{unless} RETURNING {key}"


def _insert(cursor: Any, table: str, columns: tuple[str, ...], rows: Sequence[tuple[Cell, ...]]) -> None:
    size = VALUES // len(columns)
    whole = len(rows) - len(rows) % size
    batches = [list(chain.from_iterable(rows[start : start + size])) for start in range(0, whole, size)]
    if batches:
        cursor.executemany(_statement(table, columns, size), batches)
    if rest := rows[whole:]:
        cursor.execute(_statement(table, columns, len(rest)), list(chain.from_iterable(rest)))


@cache
def _statement(table: str, columns: tuple[str, ...], rows: int) -> str:
    row = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"  # noqa: S608 -- names of ours
