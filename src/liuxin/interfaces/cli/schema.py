"""The tables of the database: brought up to date where a command begins, unless they are too old for that."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from liuxin.kernel.errors import RuleBrokenError

LAST = "89ecb318"
"""The last commit with every step of before (docs/decisions/0017): what is older comes up to it there."""


def bring_up_to_date() -> None:
    """Apply the migrations that are missing. Raises `RuleBrokenError("schema.too_old")` where that cannot be done."""
    if rooms := half_way():
        raise RuleBrokenError("schema.too_old", rooms=rooms, commit=LAST)
    call_command("migrate", interactive=False, verbosity=0)


def half_way() -> list[str]:
    """Name the rooms that have made some, but not all, of the steps for which their first migration stands now.

    Django itself breaks with an error of its own there, or does nothing and does not say so.
    """
    made = set(MigrationRecorder(connection).applied_migrations())
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    return sorted(
        room
        for (room, _), migration in loader.disk_migrations.items()
        if 0 < len(made.intersection(migration.replaces)) < len(migration.replaces)
    )
