"""Statements that are written once and asked often: to write a large one takes longer than to read what it gives.

A statement is made with holes where values will stand. Each thread writes it once for each shape of what is asked (how
many keys, which roles); the values are bound whenever it is asked, so that nothing of one reader is kept for another.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import count, islice
from typing import Any, Generic, Self, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from liuxin.desk.organisation.words import Standing

Row = TypeVar("Row")
ONE = "one"
MOST = 1_024
"""Longer lists are asked as ever: to write them is not what takes long."""
Asked = Standing | str | int | list[int] | list[str]


class Hole(Expression):
    """Where a value will stand: the place of it among all that are asked."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> Any:
        """Write a parameter, which is the hole itself until it is filled."""
        return "%s", (self,)


class _Compiler(SQLCompiler):
    """Writes its statement once and binds the values of each asking."""

    values: Sequence[Any] = ()
    _converters: tuple[BaseDatabaseWrapper | None, Any] = (None, {})

    @cached_property
    def _written(self) -> tuple[str, tuple[Any, ...]]:
        return super().as_sql()

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[Any, ...]]:
        """Give the statement with its holes filled."""
        sql, params = self._written
        return sql, tuple(self.values[each.place] if isinstance(each, Hole) else each for each in params)

    def get_converters(self, expressions: Any) -> Any:
        """Give what makes values of the columns, looked up once for each connection."""
        if self._converters[0] is not self.connection:
            self._converters = self.connection, super().get_converters(expressions)
        return self._converters[1]


class _Written(Query):
    """A query that is not changed any more."""

    written: _Compiler

    def chain(self, *_: Any, **__: Any) -> Self:
        """Give itself where others give a copy."""
        return self

    def get_compiler(self, *_: Any, **__: Any) -> SQLCompiler:
        """Give the compiler that wrote it."""
        return self.written


class Statement(Generic[Row]):
    """The rows that `make` gives, for values of which it knows only the shape.

    What is asked are keys, codes, lists of keys, and who asks. `make` gets holes in their place, and a standing with
    the roles, but holes for the person and the teams (those led among them): it cannot decide by what it does not know.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._kept = threading.local()

    def rows(self, *asked: Asked) -> list[Row]:
        """Ask it."""
        if any(isinstance(each, list) and len(each) > MOST for each in asked):
            return list(self._make(*asked))
        values: list[Any] = []
        shape = tuple(_shape(each, values) for each in asked)
        kept: dict[Any, QuerySet[Any, Row]] = vars(self._kept)
        if shape not in kept:
            kept[shape] = self._write(shape)
        rows = kept[shape].all()
        written: Any = rows.query.get_compiler(rows.db)
        written.connection, written.values = connections[rows.db], values
        return list(rows)

    def _write(self, shape: tuple[Any, ...]) -> QuerySet[Any, Row]:
        holes = map(Hole, count())
        rows = self._make(*(_hollow(each, holes) for each in shape))
        query: Any = rows.query
        query.__class__ = _Written  # as Django's own `Query.chain(klass)` does it
        query.written = _Compiler(query, connections[rows.db], rows.db)
        return rows


def _shape(asked: Asked, values: list[Any]) -> Any:
    """Tell what of something asked is written into a statement, and put what is bound later to the values."""
    if isinstance(asked, Standing):
        teams = asked.teams | asked.teams_led
        values += [asked.person_id, *teams]
        return asked.roles, asked.is_system, asked.person_id is None, len(teams)
    if isinstance(asked, str | int):
        values.append(asked)
        return ONE
    room = _room(len(asked))
    values += [*asked, *asked[:1] * (room - len(asked))]
    return room


def _room(number: int) -> int:
    """Round up to a power of two: a list is filled with its first, so that there are few lengths."""
    return 1 << (number - 1).bit_length() if number else 0


def _hollow(shape: Any, holes: Iterator[Hole]) -> Any:
    """Make from a shape what a statement is made with."""
    if shape is ONE:
        return next(holes)
    if isinstance(shape, int):
        return list(islice(holes, shape))
    roles, is_system, is_nobody, teams = shape
    person: Any = next(holes)
    of_teams: Any = frozenset(islice(holes, teams))
    return Standing(person_id=None if is_nobody else person, roles=roles, teams=of_teams, is_system=is_system)
