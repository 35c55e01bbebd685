"""A few small rows that come along with another one, in its statement: as JSON in a column of their own.

A page of one case reads a handful of helpers, notes and readings; a statement for each costs more than what it gives.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Model, QuerySet, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler

Made = TypeVar("Made")
_SQLITE = "(SELECT JSON_GROUP_ARRAY(JSON_ARRAY({columns})) FROM (%(subquery)s) AS along)"
_POSTGRES = "(SELECT CAST(JSON_AGG(JSON_BUILD_ARRAY({columns})) AS text) FROM (%(subquery)s) AS along)"


class Along(Subquery):
    """The fields of rows, in their order, as an array of arrays; `told` reads it back."""

    def __init__(self, rows: QuerySet[Any], *fields: str) -> None:
        """Keep what is read of which rows; they name the outer row by `OuterRef`."""
        named = {f"along_{place}": F(field) for place, field in enumerate(fields)}
        self.columns = ", ".join(f"along.{name}" for name in named)
        super().__init__(rows.values(**named), output_field=TextField())

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Write it for SQLite."""
        return self.as_sql(compiler, connection, template=_SQLITE.format(columns=self.columns))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """Write it for PostgreSQL."""
        return self.as_sql(compiler, connection, template=_POSTGRES.format(columns=self.columns))


def told(row: Model, name: str, make: Callable[..., Made]) -> list[Made]:
    """Give what came along with a row under a name, each made from its fields."""
    return [make(*fields) for fields in json.loads(getattr(row, name) or "[]")]


def moment(text: str) -> datetime:
    """Read a time as either database writes it into JSON."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
