"""Recorded happenings come in: messages, next steps, surveys, reviews and the like, one event each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from liuxin.desk.cases import permissions
from liuxin.desk.cases.models import Case
from liuxin.desk.cases.rules import happenings as rules
from liuxin.desk.cases.words import HAPPENINGS, BulkResult, FieldKind, Happening, Refusal
from liuxin.desk.history import actions as history
from liuxin.desk.history import queries as record
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError

HAPPENINGS_AT_ONCE = 500
SUBJECT = "case"


@dataclass(frozen=True, slots=True)
class _Known:
    """What a batch may refer to, and what of it is in the record already."""

    cases: frozenset[str]
    people: frozenset[int]
    teams: frozenset[int]
    recorded: set[tuple[object, ...]]


def record_happenings(happenings: Iterable[Happening], *, by: Actor, at: datetime) -> BulkResult:
    """Take in what happened around cases that are there, 500 a transaction, and say what became of each.

    One event each. What breaks a rule is refused and hinders no other. What the record has already, of the same code,
    case and time and telling the same, counts as unchanged: running again writes nothing twice. Two happenings that
    agree in all of that are therefore one. Reads `happenings` as a stream.
    """
    if not permissions.may_import(organisation.standing(by, at)):
        raise NotAllowedError("cases.not_allowed", act="record_happenings")
    stream = iter(happenings)
    batches = iter(lambda: list(islice(stream, HAPPENINGS_AT_ONCE)), [])
    return BulkResult.total(_record(batch, by=by, at=at) for batch in batches)


@transaction.atomic
def _record(batch: list[Happening], *, by: Actor, at: datetime) -> BulkResult:
    known = _known(batch)
    events: list[NewEvent] = []
    refused: list[Refusal] = []
    for happening in batch:
        try:
            event = _event(happening, known, at)
        except LiuxinError as error:
            refused.append(Refusal(happening.case, happening.line, error))
            continue
        if _mark(event) not in known.recorded:
            known.recorded.add(_mark(event))
            events.append(event)
    history.record(events, by=by, at=at)
    return BulkResult(len(events), unchanged=len(batch) - len(events) - len(refused), refused=tuple(refused))


def _known(batch: list[Happening]) -> _Known:
    # Locked: two runs at once must not both miss what the other is writing.
    rows = Case.objects.select_for_update().filter(code__in={happening.case for happening in batch})
    cases = frozenset(rows.values_list("code", flat=True))
    return _Known(
        cases=cases,
        people=frozenset(organisation.names(rules.keys_told(batch, FieldKind.PERSON))),
        teams=frozenset(organisation.team_names(rules.keys_told(batch, FieldKind.TEAM))),
        recorded={
            (event.code, event.subject, event.at, *sorted(event.payload.items()))
            for event in record.recorded_of(SUBJECT, cases, codes=HAPPENINGS)
        },
    )


def _event(happening: Happening, known: _Known, at: datetime) -> NewEvent:
    told = rules.check(happening, at)
    line = happening.line or None
    if happening.case not in known.cases:
        raise NotFoundError("cases.no_such_case", field="case", line=line, case=happening.case)
    for name, wanted in HAPPENINGS[happening.code].items():
        if wanted.kind is FieldKind.PERSON and name in told and told[name] not in known.people:
            raise NotFoundError("cases.happening_person", field=name, line=line, key=told[name])
        if wanted.kind is FieldKind.TEAM and name in told and told[name] not in known.teams:
            raise NotFoundError("cases.happening_team", field=name, line=line, key=told[name])
    return NewEvent(happening.code, SUBJECT, happening.case, told, happening.at, happening.by)


def _mark(event: NewEvent) -> tuple[object, ...]:
    return (event.code, event.subject, event.at, *sorted(event.payload.items()))
