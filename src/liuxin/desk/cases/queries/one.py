"""One case with all that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from liuxin.desk.cases import permissions, rules
from liuxin.desk.cases.models import Case, HandOver, Helper, Merge, Note
from liuxin.desk.cases.queries import clock_views
from liuxin.desk.cases.queries.along import Along, moment, told
from liuxin.desk.cases.queries.clock_views import Told
from liuxin.desk.cases.queries.lines import NAMED, line_of
from liuxin.desk.cases.queries.moments import moments, people_of
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.queries.visible import visible
from liuxin.desk.cases.rules import shares
from liuxin.desk.cases.words import (
    Act,
    CaseView,
    HandOverReason,
    Hands,
    Help,
    Hold,
    PromiseSource,
    PromiseView,
    Share,
    Status,
    StepKind,
)
from liuxin.desk.customers import queries as customers
from liuxin.desk.history import queries as history
from liuxin.desk.history.words import RecordedEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import PersonName, Standing, TeamName
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import NotFoundError

STEP_OF: dict[Act, StepKind] = {
    Act.TAKE: StepKind.HANDED_OVER,
    Act.TRANSFER: StepKind.HANDED_OVER,
    Act.WAIT: StepKind.WAITING,
    Act.RESUME: StepKind.RESUMED,
    Act.RESOLVE: StepKind.RESOLVED,
    Act.CLOSE: StepKind.CLOSED,
    Act.REOPEN: StepKind.REOPENED,
}
SITES = ("site__parent__parent", "customer__site__parent__parent")
ONLY_BEFORE_THE_END = frozenset({Act.HELP, Act.PLAN})
Names = dict[int, PersonName]
Teams = dict[int, TeamName]


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a case, names of people apart: whoever reads more of it asks for all names at once."""

    row: Case
    hands: Hands
    points: Sequence[HandOver]
    helpers: Sequence[Helper]
    notes: Sequence[Note]
    events: Sequence[RecordedEvent]
    clock: BusinessClock | None

    @property
    def people(self) -> set[int]:
        """Give the keys of the people whom all this names."""
        held = {key for point in self.points for key in (point.holder_id, point.accountable_id) if key is not None}
        helping, noting = {each.person_id for each in self.helpers}, {each.person_id for each in self.notes}
        return (
            held
            | helping
            | {key for key in noting if key is not None}
            | set(people_of(self.events))
            | clock_views.people_of(self.row)
        )


def case(standing: Standing, code: str, at: datetime) -> CaseView:
    """Give a case. Raises `NotFoundError("cases.no_such_case")` also where the standing may not see it."""
    found = read(standing, code, CASE)
    return view_of(standing, found, organisation.names(found.people), at)


def read(standing: Standing, code: str, rows: organisation.Statement[Case]) -> Read:
    """Read a case by a statement of `whole_rows`, in three statements. Raises as `case` does."""
    row = next(iter(rows.rows(standing, code)), None)
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    return Read(
        row=row,
        hands=hands,
        points=_HAND_OVERS.rows(row.pk),
        helpers=told(row, "told_helpers", _helper),
        notes=sorted(
            [*told(row, "told_notes", _note), *told(row, "told_merged", _note)], key=lambda note: (note.at, note.pk)
        ),
        events=history.timeline("case", row.code),
        clock=organisation.first_clock(row.calendar),
    )


def whole_rows(standing: Standing, code: str, rows: QuerySet[Case] | None = None) -> QuerySet[Case]:
    """Give a case with all that `view_of` reads of it, and what `rows` annotates."""
    found = Case.objects.all() if rows is None else rows
    found = found.select_related(*NAMED, "clocks__rule", *SITES).annotate(**_sums(standing), **_told())
    return found.filter(code=code)


CASE = organisation.Statement(whole_rows)
_HAND_OVERS = organisation.Statement(
    lambda case: HandOver.objects.filter(case=case).select_related("team", "rule").order_by("seq")
)


def _told() -> dict[str, Along]:
    """Read helpers, notes, and the notes of cases that live on in this one, in the statement of the case."""
    helpers = Helper.objects.filter(case=OuterRef("pk")).order_by("start", "pk")
    merged = Merge.objects.filter(into=OuterRef(OuterRef("pk")), undone_at__isnull=True).values("case")
    fields = ("pk", "case", "person", "at", "text", "was_outcome")
    return {
        "told_helpers": Along(helpers, "person", "start", "end"),
        "told_notes": Along(Note.objects.filter(case=OuterRef("pk")), *fields),
        "told_merged": Along(Note.objects.filter(case__in=merged), *fields),
    }


def _helper(person: int, start: str, end: str | None) -> Helper:
    return Helper(person_id=person, start=moment(start), end=moment(end) if end else None)


def _note(*fields: Any) -> Note:
    key, case, person, at, text, was_outcome = fields
    return Note(pk=key, case_id=case, person_id=person, at=moment(at), text=text, was_outcome=bool(was_outcome))


def acts(standing: Standing, hands: Hands, status: Status) -> frozenset[Act]:
    """Give what the standing may do with a case in this status: the same predicates and rules that actions ask."""
    return frozenset(act for act, may in permissions.MAY.items() if may(standing, hands) and _possible(act, status))


def _possible(act: Act, status: Status) -> bool:
    step = STEP_OF.get(act)
    if step is not None:
        return rules.may_follow(status, step)
    return status is not Status.CLOSED or act not in ONLY_BEFORE_THE_END


def view_of(standing: Standing, found: Read, people: Names, at: datetime) -> CaseView:
    """Give what was read of a case as its page shows it."""
    row, hands, points, events, clock = found.row, found.hands, found.points, found.events, found.clock
    teams = {point.team.pk: organisation.team_name_of(point.team) for point in points if point.team is not None}
    status = Status(row.status)
    paused = shares.pauses([(event.code, event.at) for event in events])
    return CaseView(
        line=line_of(row),
        version=row.version,
        acts=acts(standing, hands, status),
        allowed=frozenset(act for act, may in permissions.MAY.items() if may(standing, hands)),
        status_since=row.status_since,
        outcome_text=row.outcome_text,
        reopenings=row.reopenings,
        site=customers.site_name(row.site) if row.site else None,
        customer_site=customers.site_name(row.customer.site) if row.customer and row.customer.site else None,
        customer_cases=_customer_cases(row),
        promise=_promise(row, clock, paused, at),
        holds=_holds(row, points, clock, at, people=people, teams=teams),
        pauses=paused,
        helps=tuple(Help(people.get(helper.person_id), helper.start, helper.end) for helper in found.helpers),
        shares=_shares(row, points, clock, at, people),
        moments=moments(events, found.notes, points, people=people, teams=teams),
        source_state=next((str(event.payload["state"]) for event in reversed(events) if "state" in event.payload), ""),
        clock=clock,
        clocks=clock_views.clocks(Told(row, points, events, clock, at, people, teams), standing),
        asked=rules.asked(events, row.next_action) if not row.source else None,
    )


def _sums(standing: Standing) -> dict[str, Coalesce]:
    """Count the cases of a customer that the reader may see, all and those not closed, in the statement of the case."""
    of_customer = Case.objects.filter(visible(standing), customer=OuterRef("customer")).order_by().values("customer")
    all_of_them, unclosed = Count("pk"), Count("pk", filter=~Q(status=Status.CLOSED.value))
    return {
        "customer_all": Coalesce(Subquery(of_customer.annotate(number=all_of_them).values("number")), 0),
        "customer_open": Coalesce(Subquery(of_customer.annotate(number=unclosed).values("number")), 0),
    }


def _customer_cases(row: Case) -> tuple[int, int]:
    return getattr(row, "customer_all", 0), getattr(row, "customer_open", 0)


def _end(row: Case, at: datetime) -> datetime:
    return row.closed_at or max(at, row.last_at)


def _holds(
    row: Case, points: Sequence[HandOver], clock: BusinessClock | None, at: datetime, *, people: Names, teams: Teams
) -> tuple[Hold, ...]:
    ends: list[datetime | None] = [point.at for point in points[1:]]
    return tuple(
        Hold(
            seq=point.seq,
            start=point.at,
            end=end,
            accountable=people.get(point.accountable_id),
            holder=people.get(point.holder_id or 0),
            team=teams.get(point.team_id or 0),
            reason=HandOverReason(point.reason),
            remark=point.remark,
            seconds=shares.business_seconds(clock, point.at, end or _end(row, at)),
        )
        for point, end in zip(points, [*ends, row.closed_at], strict=True)
    )


def _shares(
    row: Case, points: Sequence[HandOver], clock: BusinessClock | None, at: datetime, people: Names
) -> tuple[Share, ...]:
    until = row.resolved_at or max(at, row.last_at)
    if row.promise_due is not None:
        until = min(until, row.promise_due)
    if clock is None or shares.business_seconds(clock, row.opened_at, until) is None:
        return ()
    ends = [*(point.at for point in points[1:]), until]
    spans = ((point.holder_id, (point.at, end)) for point, end in zip(points, ends, strict=True))
    return tuple(
        Share(people.get(holder or 0), seconds, share) for holder, seconds, share in shares.held(clock, spans, until)
    )


def _promise(
    row: Case, clock: BusinessClock | None, paused: Sequence[tuple[datetime, datetime | None]], at: datetime
) -> PromiseView:
    """Give the promise; the clock's used time leaves the waiting out, as its due time was moved by it."""
    stopped = row.status != Status.OPEN.value
    used = total = None
    if row.promise_due is not None:
        until = row.resolved_at or max(at, row.last_at)
        whole = shares.business_seconds(clock, row.opened_at, until)
        waited = [shares.business_seconds(clock, start, min(end or until, until)) for start, end in paused]
        moved = [shares.business_seconds(clock, start, end) for start, end in paused if end is not None]
        budget = shares.business_seconds(clock, row.opened_at, row.promise_due)
        if whole is not None and budget is not None:
            used = whole - sum(part or 0 for part in waited)
            total = budget - sum(part or 0 for part in moved)
    return PromiseView(
        due=row.promise_due,
        kept=row.promise_kept,
        source=PromiseSource(row.promise_source) if row.promise_source else None,
        used=used,
        total=total,
        stopped=stopped,
    )
