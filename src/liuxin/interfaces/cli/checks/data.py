"""Looks at the data: database, record, facts, calendars, accounts of the demonstration."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liuxin.desk.history.queries import head
from liuxin.desk.organisation import queries as organisation
from liuxin.facts import queries as facts
from liuxin.interfaces.cli import schema
from liuxin.interfaces.cli.checks.words import Finding, bad, good, note
from liuxin.interfaces.jobs import examinations, failures
from liuxin.kernel.errors import CannotTellError

LEAST = {"sqlite": (3, 37), "postgresql": (15,)}
LATE = timedelta(minutes=1)
SOON = timedelta(days=60)
OLD = timedelta(days=7)


def look(now: datetime) -> Iterator[Finding]:
    """Look at all of it; without a database that answers there is nothing more to see."""
    try:
        yield database()
        rooms = schema.half_way()
        unapplied = [] if rooms else _unapplied()
    except DatabaseError as error:
        yield bad("doctor.database_unreachable", reason=str(error).strip().partition("\n")[0])
        return
    if rooms:
        yield bad("schema.too_old", rooms=rooms, commit=schema.LAST)
        return
    if unapplied:
        yield bad("doctor.migrations_missing", number=len(unapplied), first=unapplied[0])
        return
    yield good("doctor.migrations")
    yield record(now)
    yield examined(now)
    yield from fact_store()
    yield from calendars(now)
    yield demo()


def database() -> Finding:
    """Look at the database that answers and its version."""
    connection.ensure_connection()
    version = connection.get_database_version()
    shown = ".".join(map(str, version))
    if version < LEAST[connection.vendor]:
        return bad("doctor.database_old", vendor=connection.display_name, version=shown)
    return good("doctor.database", vendor=connection.display_name, version=shown)


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def record(now: datetime) -> Finding:
    """Look whether the sealer keeps up."""
    end = head()
    if end.oldest_unsealed_at and now - end.oldest_unsealed_at > LATE:
        minutes = int((now - end.oldest_unsealed_at).total_seconds() // 60)
        return bad("doctor.sealer_behind", unsealed=end.unsealed, minutes=minutes)
    return good("doctor.sealer", seq=end.seq)


def examined(now: datetime) -> Finding:
    """Look when the record was examined, and what came of it."""
    last = examinations.last()
    if last is None:
        return note("doctor.never_examined")
    if not last.ok:
        return bad("doctor.record_broken", at=last.at, problems=len(last.problems) + last.more)
    return note("doctor.examined_long_ago", at=last.at) if now - last.at > OLD else good("doctor.examined", at=last.at)


def fact_store() -> Iterator[Finding]:
    """Look whether the facts are whole and up to date."""
    try:
        end, reach = head().seq, facts.current().seq
        faults = facts.faults()
    except CannotTellError as error:
        yield bad("doctor.facts_unreadable", reason=str(error))
        return
    yield _keeping_up(reach, end)
    if faults:
        yield bad("doctor.facts_damaged", files=[str(fault.params.get("path", "")) for fault in faults])


def _keeping_up(reach: int, end: int) -> Finding:
    if reach >= end:
        return good("doctor.facts")
    if failure := failures.last("facts"):
        return bad("doctor.facts_stalled", reach=reach, seq=end, at=failure.at, reason=failure.reason)
    return note("doctor.facts_behind", behind=end - reach, reach=reach, seq=end)


def calendars(now: datetime) -> Iterator[Finding]:
    """Look for calendars that end soon, or whose holidays are not announced yet."""
    codes = organisation.calendar_codes()
    for code in codes:
        spec = organisation.calendar(code)
        if spec.last < now.date():
            yield note("doctor.calendar_ended", calendar=code, last=spec.last)
        elif spec.last < (now + SOON).date():
            yield bad("doctor.calendar_ends", calendar=code, last=spec.last)
        elif spec.provisional_from and spec.provisional_from < (now + SOON).date():
            yield note("doctor.calendar_provisional", calendar=code, since=spec.provisional_from)
    yield good("doctor.calendars", calendars=len(codes)) if codes else note("doctor.no_calendar")


def demo() -> Finding:
    """Look whether accounts of the demonstration could be met from elsewhere."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host not in {"127.0.0.1", "localhost", "[::1]"}]
    if not organisation.has_demo_accounts():
        return good("doctor.no_demo")
    return bad("doctor.demo_open", hosts=hosts) if hosts else note("doctor.demo")
