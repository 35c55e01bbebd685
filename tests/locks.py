"""A guard over every test: a row is locked inside a transaction of the product's own.

A test's transaction would hide the lack of one, and SQLite never tells; on PostgreSQL the page then answers 500.
"""

from typing import Any

from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError


def watch() -> None:
    """Let every lock without a transaction fail, on either database."""
    as_sql = SQLCompiler.as_sql

    def watched(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        if self.query.select_for_update and not _in_own_transaction(self):
            raise TransactionManagementError("A row is locked outside a transaction of the product's own")
        return as_sql(self, *args, **kwargs)

    SQLCompiler.as_sql = watched  # type: ignore[method-assign]


def _in_own_transaction(compiler: SQLCompiler) -> bool:
    # Django marks the transactions of a test case so; typing stubs do not know the mark.
    blocks: list[Any] = compiler.connection.atomic_blocks
    return any(not block._from_testcase for block in blocks)
