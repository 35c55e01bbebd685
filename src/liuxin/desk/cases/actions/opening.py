"""A case comes in."""

from datetime import datetime

from django.db import connection, transaction

from liuxin.desk.cases import permissions, rules
from liuxin.desk.cases.actions import promising
from liuxin.desk.cases.actions.index import index_new
from liuxin.desk.cases.actions.routing import route_one
from liuxin.desk.cases.actions.routing import told as routed
from liuxin.desk.cases.actions.stepping import columns, event, next_planned
from liuxin.desk.cases.actions.telling import tell_holder
from liuxin.desk.cases.models import Case, HandOver
from liuxin.desk.cases.queries.promises import matter_in, promise_terms
from liuxin.desk.cases.queries.routing import sites_above
from liuxin.desk.cases.queries.state import answering
from liuxin.desk.cases.rules import checks, choosing, promise, telling
from liuxin.desk.cases.words import (
    CaseState,
    HandOverReason,
    Hands,
    Matter,
    NewCase,
    NextAction,
    PromiseSource,
    PromiseTerm,
    Route,
    Step,
    StepKind,
    Target,
)
from liuxin.desk.customers import queries as customers
from liuxin.desk.customers.words import Party
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.desk.organisation import queries as organisation
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, RuleBrokenError
from liuxin.kernel.rows import add_row
from liuxin.kernel.text import language_of

_NEXT = (
    "INSERT INTO cases_numbering (series, last) VALUES ('case', 1) "
    "ON CONFLICT (series) DO UPDATE SET last = cases_numbering.last + 1 RETURNING last"
)


@transaction.atomic
def receive(*, new: NewCase, by: Actor, at: datetime) -> str:
    """Take in a case and give its code. Whoever takes it is accountable; else the lead of the team's queue is.

    Without a next action it is the first reply, due with the promise; without a promise it needs a time.
    """
    standing = organisation.standing(by, at)
    if not permissions.may_receive(standing):
        raise NotAllowedError("cases.not_allowed", act="receive")
    row = take_in(standing, new, by=by, at=at)
    index_new(row=row, by=by, at=at)
    return row.code


def take_in(standing: Standing, new: NewCase, *, by: Actor, at: datetime) -> Case:
    """Take in a case whoever brings it; the caller has asked whether that one may, and lets it be found.

    The rules of routing decide where no team is named, and before the team of the way by which it came in by itself.
    """
    comes_by_itself = standing.is_system and not new.take
    party = new.party or customers.party(new.customer)
    route = _routed(new, party, at) if new.team is None or comes_by_itself else None
    step = _opening_step(standing, new, route, by=by, at=at)
    state = rules.replay([step])
    term = choosing.choose(promise_terms(), matter_in(new, party))
    row = _row(new, state, party.id, term, at)
    first_due = _first_due(new, term, at)
    owed = [promising.owed(row, Target.FIRST, first_due, at)] if first_due else []
    _store(row, step, state, route, owed, by=by, at=at)
    promising.start_clocks(row, term, first_due, at=at)
    return row


def _first_due(new: NewCase, term: PromiseTerm | None, at: datetime) -> datetime | None:
    clock = organisation.clock(term.terms.calendar) if term else None
    return promising.first_due(term, new.channel.value, clock, at)


def _row(new: NewCase, state: CaseState, customer: int, term: PromiseTerm | None, at: datetime) -> Case:
    minutes = term.terms.minutes if term else None
    promise_due = promise.due_in(minutes, organisation.clock(term.terms.calendar), at) if term and minutes else None
    next_action = checks.text(new.next_action, field="next_action", longest=300, required=False)
    dues = [due for due in (_first_due(new, term, at), promise_due) if due]
    return Case(
        title=checks.text(new.title, field="title", longest=300),
        kind=new.kind.value,
        service_stage=new.service_stage.value,
        channel=new.channel.value,
        customer_id=customer,
        site_id=new.site,
        next_action=next_action or NextAction.FIRST_REPLY.value,
        language=new.language or language_of(new.title),
        next_due=checks.next_due(new.next_due or min(dues, default=None), at=at),
        opened_at=at,
        promise_due=promise_due,
        promise_source=PromiseSource.COMPUTED.value if promise_due else "",
        calendar=term.terms.calendar if term else new.calendar or organisation.default_calendar(),
        code=_next_code(),
        **columns(state),
    )


def _routed(new: NewCase, party: Party, at: datetime) -> Route | None:
    """Let the rules of routing say where a case goes whose team nobody chose."""
    if new.take:
        raise BadInputError("cases.team_missing", field="team")
    matter = Matter(
        kind=new.kind.value,
        service_stage=new.service_stage.value,
        channel=new.channel.value,
        category=new.category.strip(),
        customer_kind=party.kind.value,
        sites=sites_above([new.site])[new.site] if new.site is not None else frozenset(),
        language=new.language or language_of(new.title),
    )
    return route_one(matter, at, has_team=new.team is not None)


def _hands(standing: Standing, new: NewCase, route: Route | None, *, by: Actor, at: datetime) -> Hands:
    """Give who holds a new case and who answers for it."""
    if route is not None:
        return Hands(route.holder or answering(route.team, at), route.holder, route.team)
    if new.take and (by.person_id is None or new.team not in standing.teams | standing.teams_led):
        raise RuleBrokenError("cases.not_of_the_team", field="team")
    if new.team is None:
        raise BadInputError("cases.team_unknown", field="team")
    holder = by.person_id if new.take else None
    accountable = holder or answering(new.team, at)
    if accountable is None and new.team not in organisation.team_names([new.team]):
        raise BadInputError("cases.team_unknown", field="team")
    return Hands(accountable, holder, new.team)


def _opening_step(standing: Standing, new: NewCase, route: Route | None, *, by: Actor, at: datetime) -> Step:
    hands = _hands(standing, new, route, by=by, at=at)
    if hands.accountable is None:
        raise RuleBrokenError("cases.team_without_lead", field="team")
    return Step(
        kind=StepKind.OPENED,
        at=at,
        by=by,
        holder=hands.holder,
        team=hands.team,
        accountable=hands.accountable,
        priority=checks.priority(new.priority),
        category=checks.text(new.category, field="category", longest=120, required=False),
        reason=HandOverReason.ROUTED if route else HandOverReason.RECEIVED,
    )


def _next_code() -> str:
    """Take the next number: the row's lock keeps two receivers apart."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        return f"C-{cursor.fetchone()[0]:06d}"


def _store(
    row: Case, step: Step, state: CaseState, route: Route | None, owed: list[NewEvent], *, by: Actor, at: datetime
) -> None:
    add_row(connection, row)
    point = state.points[0]
    handed = HandOver(
        case=row,
        seq=point.seq,
        at=point.at,
        accountable_id=point.accountable,
        holder_id=point.holder,
        team_id=point.team,
        reason=point.reason.value,
        rule_id=route.rule if route else None,
    )
    add_row(connection, handed)
    told = telling.tell(step, state, opening=opening(row))
    events = [event("case.opened", row.code, at, told)]
    events += [routed(route, row.code, at)] if route else []
    if row.next_due:
        events.append(next_planned(row.code, row.next_due, person=row.accountable_id, at=at, action=row.next_action))
    history.record(events + owed, by=by, at=at)
    if route and route.holder is not None:
        tell_holder(row.code, route.holder, seq=point.seq, code="case.routed", by=by, at=at)


def opening(row: Case) -> telling.Opening:
    """Give what only the event of the opening tells."""
    return {
        "customer": row.customer_id,
        "kind": row.kind,
        "stage": row.service_stage,
        "channel": row.channel,
        "site": row.site_id,
        "calendar": row.calendar,
        "due": promise.second(row.promise_due) if row.promise_due else None,
        "source": row.source,
    }
