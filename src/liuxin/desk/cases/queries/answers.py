"""What customers said in surveys about their cases, from the record."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import FloatField, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from liuxin.desk.history.models import Event

ASKED, ANSWERED = "survey.asked", "survey.answered"
LEAST_ANSWERS = 3
"""Fewer answers of one customer tell no mean."""


class Overall(Func):
    """The level that an answer gave for the whole."""

    output_field = FloatField()
    arity = 1

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Read the payload as SQLite does."""
        return self.as_sql(compiler, connection, template="JSON_EXTRACT(%(expressions)s, '$.overall')", **extra)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Any:
        """Read the payload as PostgreSQL does."""
        template = "((%(expressions)s)::jsonb ->> 'overall')::double precision"
        return self.as_sql(compiler, connection, template=template, **extra)


def answers() -> QuerySet[Event]:
    """Give the events of answers that are still there, each with its level as `level`."""
    rows = Event.objects.filter(code=ANSWERED, subject_kind="case", payload__isnull=False)
    return rows.annotate(level=Overall("payload"))
