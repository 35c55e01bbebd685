"""Plain rows written into a table at once: an object of the ORM for each of thousands costs more than all else."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

Cell = str | int | bytes | datetime | None


class Connection(Protocol):
    """What is asked of a connection of Django's."""

    vendor: str

    @property
    def wrap_database_errors(self) -> AbstractContextManager[Any]:
        """Turn a driver's errors into Django's."""

    def cursor(self) -> Any:
        """Open a cursor."""


def write_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> None:
    """Add rows in one statement, in the caller's transaction: copied to a server, each run anew in an embedded one.

    `table` and `columns` are names of ours, never input. Triggers and constraints hold as for any INSERT; raises the
    errors of Django that those raise.
    """
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - names of ours
