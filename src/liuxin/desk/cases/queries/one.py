"""One case with all that its page shows."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q

from liuxin.desk.cases import permissions, rules
from liuxin.desk.cases.models import Case, HandOver, Note
from liuxin.desk.cases.queries import clock_views
from liuxin.desk.cases.queries.clock_views import Told
from liuxin.desk.cases.queries.lines import lines_of
from liuxin.desk.cases.queries.moments import moments, people_of
from liuxin.desk.cases.queries.state import hands_of
from liuxin.desk.cases.queries.ties import with_merged
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
from liuxin.desk.customers.words import CustomerView
from liuxin.desk.history import queries as history
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
ONLY_BEFORE_THE_END = frozenset({Act.HELP, Act.PLAN})
Names = dict[int, PersonName]
Teams = dict[int, TeamName]


def case(standing: Standing, code: str, at: datetime) -> CaseView:
    """Give a case. Raises `NotFoundError("cases.no_such_case")` also where the standing may not see it."""
    row = Case.objects.select_related("clocks__rule").filter(code=code).first()
    hands = hands_of(row, standing) if row else None
    if row is None or hands is None or not permissions.may_see(standing, hands):
        raise NotFoundError("cases.no_such_case", case=code)
    return _view(standing, row, hands, at)


def acts(standing: Standing, hands: Hands, status: Status) -> frozenset[Act]:
    """Give what the standing may do with a case in this status: the same predicates and rules that actions ask."""
    return frozenset(act for act, may in permissions.MAY.items() if may(standing, hands) and _possible(act, status))


def _possible(act: Act, status: Status) -> bool:
    step = STEP_OF.get(act)
    if step is not None:
        return rules.may_follow(status, step)
    return status is not Status.CLOSED or act not in ONLY_BEFORE_THE_END


def _view(standing: Standing, row: Case, hands: Hands, at: datetime) -> CaseView:
    points = list(row.hand_overs.order_by("seq"))
    helpers = list(row.helpers.order_by("start", "pk"))
    events = history.timeline("case", row.code)
    notes = list(Note.objects.filter(case__in=with_merged(row.pk)).order_by("at", "pk"))
    named = {key for point in points for key in (point.holder_id, point.accountable_id) if key is not None}
    others = {helper.person_id for helper in helpers} | {note.person_id for note in notes if note.person_id}
    people = organisation.names(named | others | set(people_of(events)) | clock_views.people_of(row))
    teams = organisation.team_names({point.team_id for point in points if point.team_id is not None})
    clock = _clock(row)
    status = Status(row.status)
    paused = shares.pauses([(event.code, event.at) for event in events])
    return CaseView(
        line=lines_of([row.pk])[0],
        version=row.version,
        acts=acts(standing, hands, status),
        allowed=frozenset(act for act, may in permissions.MAY.items() if may(standing, hands)),
        status_since=row.status_since,
        outcome_text=row.outcome_text,
        reopenings=row.reopenings,
        site=customers.site_names([row.site_id]).get(row.site_id) if row.site_id else None,
        customer=_customer(standing, row),
        customer_cases=_customer_cases(standing, row),
        promise=_promise(row, clock, paused, at),
        holds=_holds(row, points, clock, at, people=people, teams=teams),
        pauses=paused,
        helps=tuple(Help(people.get(helper.person_id), helper.start, helper.end) for helper in helpers),
        shares=_shares(row, points, clock, at, people),
        moments=moments(events, notes, points, people=people, teams=teams),
        source_state=next((str(event.payload["state"]) for event in reversed(events) if "state" in event.payload), ""),
        clock=clock,
        clocks=clock_views.clocks(Told(row, points, events, clock, at, people, teams), standing),
    )


def _clock(row: Case) -> BusinessClock | None:
    """Give the calendar of the case; the organisation's own where the case has none."""
    codes = organisation.calendar_codes()
    code = next((code for code in (row.calendar, "default", *codes) if code in codes), None)
    return organisation.clock(code) if code else None


def _customer(standing: Standing, row: Case) -> CustomerView | None:
    return customers.customer(standing, row.customer_id, through_a_case=True) if row.customer_id else None


def _customer_cases(standing: Standing, row: Case) -> tuple[int, int]:
    if row.customer_id is None:
        return 0, 0
    of_customer = Case.objects.filter(visible(standing), customer=row.customer_id)
    counts = of_customer.aggregate(all=Count("pk"), open=Count("pk", filter=~Q(status=Status.CLOSED.value)))
    return counts["all"], counts["open"]


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
