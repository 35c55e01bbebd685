"""The record of a simulation, written through the actions: cases, what happened around them, everything else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import queries as cases_seen
from liuxin.desk.cases.words import BulkResult, CaseFilter, CaseHistory
from liuxin.desk.history import actions as history
from liuxin.desk.history import queries as record
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.imports.simulator.stream import Stream
from liuxin.interfaces.imports.simulator.words import SOURCE
from liuxin.interfaces.imports.simulator.world import World
from liuxin.interfaces.imports.simulator.writing.company import company_stands, write_company
from liuxin.interfaces.imports.simulator.writing.happenings import happenings, others
from liuxin.interfaces.imports.simulator.writing.histories import Title, histories, plain_title
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.interfaces.imports.simulator.writing.readings import write_readings
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError

Tell = Callable[[float], None]
Retold = Callable[[CaseHistory], CaseHistory]
Thing = TypeVar("Thing")
EVENTS_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: keys of the company, and what came of cases, happenings and duties."""

    keys: Keys
    events: int
    cases: BulkResult
    happenings: BulkResult
    others: int


def write(
    world: World,
    *,
    by: Actor,
    at: datetime,
    tell: Tell = lambda _share: None,
    title: Title = plain_title,
    retold: Retold = lambda told: told,
) -> Written:
    """Write a simulation into this installation; running again after it broke off writes only what is missing.

    Everything goes through the actions of the rooms, in batches. `tell` hears which share is done, `title` names a
    case by its opening, `retold` gives a history as it is to be written. Raises `ConflictError("simulator.refused")`
    where an action refuses what was simulated.
    """
    keys = write_company(world, by=by, at=at)
    table = pa.concat_tables(list(Stream(world).tables())).combine_chunks()
    count = _Count(table, tell)
    written = map(retold, histories(table, keys, title))
    told = cases.record_histories(count.watch(written), by=by, at=at)
    around = count.watch(happenings(table, keys, keys.people[world.people.bot + 1]))
    happened = cases.record_happenings(around, by=by, at=at)
    _check(told, happened)
    rest = sum(_record(batch, by=by, at=at) for batch in _batches(count.watch(others(table, keys))))
    keys = replace(keys, batches=write_readings(world, table, keys, by=by))
    tell(1.0)
    return Written(keys, table.num_rows, told, happened, rest)


def is_strange(world: World, at: datetime) -> bool:
    """Tell whether there are cases and not this company: then this is no place for a simulation."""
    page = cases_seen.case_list(organisation.standing(Actor.system(SOURCE), at), CaseFilter(), size=1)
    return bool(page.rows) and not company_stands(world)


class _Count:
    """Tells how much is done, by what was taken: cases, happenings, events."""

    def __init__(self, table: pa.Table, tell: Tell) -> None:
        codes = table["code"].cast(pa.string())
        steps = pc.sum(pc.and_(pc.starts_with(codes, "case."), pc.not_equal(codes, "case.opened"))).as_py() or 0
        self._whole = max(table.num_rows - steps, 1)
        self._done = 0
        self._tell = tell

    def watch(self, things: Iterable[Thing]) -> Iterator[Thing]:
        for thing in things:
            yield thing
            self._done += 1
            if not self._done % EVENTS_AT_ONCE:
                self._tell(min(self._done / self._whole, 1.0))


def _check(*results: BulkResult) -> None:
    for result in results:
        if result.refused:
            first = result.refused[0]
            raise ConflictError(
                "simulator.refused", case=first.code, reason=first.error.code, count=len(result.refused)
            )


def _batches(events: Iterator[NewEvent]) -> Iterator[list[NewEvent]]:
    return iter(lambda: list(islice(events, EVENTS_AT_ONCE)), [])


@transaction.atomic
def _record(batch: list[NewEvent], *, by: Actor, at: datetime) -> int:
    """Record what is not there yet: a subject has one event of each code at a time."""
    known: set[tuple[str, str, str, datetime]] = set()
    for kind in sorted({event.subject_kind for event in batch}):
        subjects = [event.subject for event in batch if event.subject_kind == kind]
        codes = {event.code for event in batch if event.subject_kind == kind}
        known |= {(kind, each.subject, each.code, each.at) for each in record.recorded_of(kind, subjects, codes=codes)}
    fresh = [event for event in batch if (event.subject_kind, event.subject, event.code, event.at) not in known]
    return history.record(fresh, by=by, at=at)
