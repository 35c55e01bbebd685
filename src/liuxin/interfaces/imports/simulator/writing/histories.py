"""Event tables as histories of cases: what the bulk action of the cases takes in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from liuxin.desk.cases.words import CaseHistory, Channel, Kind, Outcome, ServiceStage, Step, StepKind
from liuxin.interfaces.imports.simulator.words import SOURCE
from liuxin.interfaces.imports.simulator.writing.keys import Keys
from liuxin.kernel.actor import Actor

Row = Mapping[str, Any]
Title = Callable[[Row], str]
"""Makes the title of a case from its opening."""

STEPS: Final = {f"case.{kind.value}": kind for kind in StepKind}
_COLUMNS: Final = (
    *("seq", "at", "code", "subject", "person", "team", "accountable", "due", "priority", "category", "customer"),
    *("kind", "stage", "channel", "site", "product", "calendar", "source", "text"),
)
_HANDS: Final = frozenset({StepKind.OPENED, StepKind.HANDED_OVER})
OUTCOME_TEXTS: Final = {
    Outcome.DONE_AND_TOLD: "已办结并告知客户。",
    Outcome.ANSWERED: "已答复客户。",
    Outcome.PARTLY_DONE: "部分办结，其余已向客户说明。",
    Outcome.CANNOT_BE_DONE: "无法办理，已向客户说明原因。",
    Outcome.PASSED_ON: "已转交有关单位办理，并告知客户。",
    Outcome.WITHDRAWN: "客户撤回。",
}
"""What the customer reads at the end, in one sentence each."""
NEXT: Final = {
    Kind.INQUIRY: "查清后答复客户",
    Kind.REQUEST: "办理并告知客户",
    Kind.REPORT: "上门处理并回话",
    Kind.COMPLAINT: "查清经过，给客户一个说法",
}
NEXT_AFTER: Final = {StepKind.RESOLVED: "回访客户，办妥后结单", StepKind.WAITING: "客户答复后继续办理"}
"""What comes next in a case that is not closed: by its last step, else by its kind."""


DAYS_AFTER: Final = {StepKind.RESOLVED: 3, StepKind.WAITING: 3}
DAYS_WITHOUT_PROMISE: Final = 2
"""In so many days the next step is due: the customer is called back, or asked again."""


def instant(at: int) -> datetime:
    """Give an epoch second as an instant."""
    return datetime.fromtimestamp(at, UTC)


def plain_title(opening: Row) -> str:
    """Call a case by its category."""
    return str(opening["category"])


def steps_only(table: pa.Table) -> pa.Table:
    """Keep what moves a case on."""
    return table.filter(pc.is_in(table["code"].cast(pa.string()), pa.array(sorted(STEPS))))


def histories(table: pa.Table, keys: Keys, title: Title = plain_title) -> Iterator[CaseHistory]:
    """Give the history of every case of a table, in the order of their codes; every case has to be there whole."""
    rows = steps_only(table).select(_COLUMNS).sort_by([("subject", "ascending"), ("seq", "ascending")]).to_pylist()
    for code, events in groupby(rows, key=itemgetter("subject")):
        yield _history(code, list(events), keys, title)


def _history(code: str, events: list[Row], keys: Keys, title: Title) -> CaseHistory:
    opening = events[0]
    closing = next((event for event in reversed(events) if event["code"] == "case.closed"), None)
    outcome = Outcome(closing["text"]) if closing else None
    return CaseHistory(
        code=code,
        title=title(opening),
        kind=Kind(opening["kind"]),
        service_stage=ServiceStage(opening["stage"]),
        channel=Channel(opening["channel"]),
        priority=opening["priority"],
        category=opening["category"],
        customer=keys.customer(opening["customer"]),
        site=keys.site(opening["site"]),
        calendar=opening["calendar"],
        promise_due=None if opening["due"] is None else instant(opening["due"]),
        promise_kept=None,
        outcome=outcome,
        outcome_text=OUTCOME_TEXTS.get(outcome, "") if outcome else "",
        source=opening["source"],
        steps=tuple(_steps(events, keys)),
        product=opening["product"],
        next_action=_next(events),
        next_due=_next_due(events),
    )


def _next(events: list[Row]) -> str:
    last, kind = STEPS[events[-1]["code"]], Kind(events[0]["kind"])
    return "" if last is StepKind.CLOSED else NEXT_AFTER.get(last) or NEXT.get(kind, "")


def _next_due(events: list[Row]) -> datetime | None:
    """Give until when the next step is planned: days after the last one, or by what was promised while it is open."""
    last, opening = events[-1], events[0]
    if STEPS[last["code"]] is StepKind.CLOSED:
        return None
    days = DAYS_AFTER.get(STEPS[last["code"]])
    if days is None and opening["due"] is not None:
        return instant(opening["due"])
    return instant(last["at"]) + timedelta(days=days or DAYS_WITHOUT_PROMISE)


def _steps(events: Iterable[Row], keys: Keys) -> Iterator[Step]:
    """Give steps, each done by whoever then holds the case, or by the simulator where nobody does."""
    holder: int | None = None
    for event in events:
        kind = STEPS[event["code"]]
        if kind in _HANDS:
            holder = keys.person(event["person"])
        by = Actor.importer(SOURCE) if holder is None else Actor.person(holder, via=SOURCE)
        step = Step(kind, instant(event["at"]), by)
        yield _told(step, event, keys)


def _told(step: Step, event: Row, keys: Keys) -> Step:
    if step.kind in _HANDS:
        return Step(
            step.kind,
            step.at,
            step.by,
            holder=keys.person(event["person"]),
            team=keys.team(event["team"]),
            accountable=keys.person(event["accountable"]),
        )
    if step.kind is StepKind.CLOSED:
        return Step(step.kind, step.at, step.by, outcome=Outcome(event["text"]))
    return step
