"""Cases as lines of a list, with all that they name: one statement of plain values, no models.

A list is read at every turn, and models of case, customer, stage, team and two people cost more than all else in it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from liuxin.desk.cases.models import Case
from liuxin.desk.cases.words import CaseLine, Channel, Kind, Outcome, ServiceStage, Status
from liuxin.desk.customers.words import CustomerKind, CustomerName, StageName
from liuxin.desk.organisation.queries import Statement
from liuxin.desk.organisation.rules.names import initials
from liuxin.desk.organisation.words import PersonName, TeamName


class _Own(NamedTuple):
    """The columns of the case itself."""

    pk: int
    code: str
    title: str
    status: str
    kind: str
    service_stage: str
    channel: str
    priority: int
    category: str
    opened_at: datetime
    resolved_at: datetime | None
    closed_at: datetime | None
    next_action: str
    next_due: datetime | None
    promise_due: datetime | None
    promise_kept: bool | None
    outcome: str
    source: str
    calendar: str


class _Clock(NamedTuple):
    """The clock of the case that ends first; nothing where none runs."""

    target: str | None
    due: datetime | None
    warns: datetime | None


_CUSTOMER = ("id", "code", "name", "kind", "source_label", "name_is_made_up", "erased_at")
_STAGE = ("code", "name_zh", "name_en", "order")
_TEAM = ("id", "code", "name_zh", "name_en", "name_is_made_up", "source_label")
_PERSON = ("id", "name_zh", "name_en", "name_is_made_up", "is_placeholder", "is_system")
_PARTS = (
    _Own._fields,
    tuple(f"customer__{name}" for name in _CUSTOMER),
    tuple(f"customer__stage__{name}" for name in _STAGE),
    tuple(f"team__{name}" for name in _TEAM),
    tuple(f"holder__{name}" for name in _PERSON),
    tuple(f"accountable__{name}" for name in _PERSON),
    tuple(f"clocks__{name}" for name in _Clock._fields),
)
_COLUMNS = tuple(column for part in _PARTS for column in part)
_ENDS = [sum(len(part) for part in _PARTS[: place + 1]) for place in range(len(_PARTS))]
_SPANS = [slice(end - len(part), end) for part, end in zip(_PARTS, _ENDS, strict=True)]
NAMED = ("customer__stage", "team", "holder", "accountable", "clocks")
"""What a case is to be read with for `line_of`."""
Values = Sequence[object]
_LINES = Statement(lambda keys: Case.objects.filter(pk__in=keys).values_list(*_COLUMNS))


def lines_of(keys: Iterable[int]) -> tuple[CaseLine, ...]:
    """Give the lines of cases by key, in the order of the keys: one query."""
    wanted = list(keys)
    found = lines_by_key(wanted)
    return tuple(found[key] for key in wanted if key in found)


def lines_by_key(keys: Iterable[int]) -> dict[int, CaseLine]:
    """Give the lines of cases by key: one query."""
    return {int(str(row[0])): _line(row) for row in _LINES.rows(list(keys))}


def lines_by_key_in(cases: QuerySet[Case]) -> dict[int, CaseLine]:
    """Give the lines of the cases of a query by key: one query."""
    return {int(str(row[0])): _line(row) for row in cases.values_list(*_COLUMNS)}


def lines_in(cases: QuerySet[Case]) -> tuple[CaseLine, ...]:
    """Give the lines of the cases of a query, in its order."""
    return tuple(_line(row) for row in cases.values_list(*_COLUMNS))


def line_of(row: Case) -> CaseLine:
    """Give the line of a case that was read with all that it names."""
    return _line([_value(row, column) for column in _COLUMNS])


def _value(row: object, column: str) -> object:
    for name in column.split("__"):
        row = getattr(row, name, None)
    return row


def _line(row: Values) -> CaseLine:
    own, customer, stage, team, holder, accountable, clock = (row[span] for span in _SPANS)
    case = _Own(*own)  # type: ignore[arg-type]  # the columns in the order of its fields
    first = _Clock(*clock)  # type: ignore[arg-type]  # as above
    held_by = _person(holder)
    return CaseLine(
        code=case.code,
        title=case.title,
        status=Status(case.status),
        kind=Kind(case.kind),
        service_stage=ServiceStage(case.service_stage),
        channel=Channel(case.channel),
        priority=case.priority,
        category=case.category,
        customer=_customer(customer, stage),
        team=_team(team),
        holder=held_by,
        accountable=held_by if accountable == holder else _person(accountable),
        opened_at=case.opened_at,
        resolved_at=case.resolved_at,
        closed_at=case.closed_at,
        next_action=case.next_action,
        next_due=case.next_due,
        promise_due=case.promise_due,
        promise_kept=case.promise_kept,
        outcome=Outcome(case.outcome) if case.outcome else None,
        source=case.source,
        calendar=case.calendar,
        clock_target=first.target or "",
        clock_due=first.due,
        clock_warns=first.warns,
    )


def _customer(values: Values, stage: Values) -> CustomerName | None:
    key, code, name, kind, source_label, made_up, erased_at = values
    if key is None:
        return None
    return CustomerName(
        id=int(str(key)),
        code=str(code),
        name=str(name),
        kind=CustomerKind(str(kind)),
        stage=None if stage[0] is None else StageName(str(stage[0]), str(stage[1]), str(stage[2]), int(str(stage[3]))),
        source_label=str(source_label),
        made_up=bool(made_up),
        erased=erased_at is not None,
    )


def _team(values: Values) -> TeamName | None:
    key, code, zh, en, made_up, source_label = values
    if key is None:
        return None
    return TeamName(int(str(key)), str(code), str(zh), str(en), bool(made_up), str(source_label))


def _person(values: Values) -> PersonName | None:
    key, zh, en, made_up, is_placeholder, is_system = values
    if key is None:
        return None
    zh, en = str(zh), str(en)
    return PersonName(int(str(key)), zh, en, initials(zh, en), bool(made_up), bool(is_placeholder), bool(is_system))
