"""What measures look at: one table of rows each, of one case (or resolution, holding, answer, duty ...) a row.

Every table has who it is charged to (`person`, `team`), when (`at`), what is known of the case (`schemas.WHERE`), and
what its measures read besides. What is left out here is none of the measure's business; what a measure leaves out, it
says why (`WhyNot`). Measures of one population are answered by one query.
"""

from collections.abc import Callable
from typing import Final

import ibis

from liuxin.engines.measurement.asked import asked_among
from liuxin.engines.measurement.grouping import OF_PEOPLE
from liuxin.engines.measurement.schemas import HEARTS, WHERE, WHOLE
from liuxin.engines.measurement.words import Population, Tables, Timing

DAY: Final = 86_400
WEEK: Final = 7 * DAY
YEAR: Final = 365 * DAY
HOUR: Final = 3600
_FOREVER: Final = 2**62

HOURLY_RATE: Final = "hourly_rate"
"""The code of the external measure whose readings say what an hour of a person costs."""

COLUMNS: Final = {"case": "string", "person": "int64", "team": "int64", "at": "int64", **WHERE}
"""What every population has."""


def _rows(table: ibis.Table, *read: str, **named: ibis.Value) -> ibis.Table:
    """Take what every population has, and what its measures `read`; `named` says which column stands for which."""
    taken = {name: named.pop(name) if name in named else table[name] for name in (*COLUMNS, *read)}
    return table.select(**taken, **named)


def last_resolutions(tables: Tables) -> ibis.Table:
    """Give the last resolution of every case that was ever resolved, for whoever held the case then."""
    rows = tables.resolutions.filter(tables.resolutions["last"])
    read = ("business_seconds", "calendar_seconds", "waiting_seconds", "recategorised", "transfers", "reopened_at")
    return _rows(rows, *read)


def resolutions(tables: Tables) -> ibis.Table:
    """Give every resolution, for whoever held the case then."""
    return _rows(tables.resolutions, "reopened_at", "confirmed")


def first_resolutions(tables: Tables) -> ibis.Table:
    """Give the first resolution of every case that was ever resolved, for the first person who held the case."""
    firsts = tables.resolutions.filter(tables.resolutions.n == 1)
    owner = {"person": firsts.first_holder, "team": firsts.first_team}
    return _rows(firsts, "transfers", "reopened_at", "first_holder", **owner, resolver=firsts.person)


def repeats(tables: Tables) -> ibis.Table:
    """Give every resolution with `next_at`: when a next case of that customer in that category was opened.

    A case that comes more than a week after the periods asked for is not looked for: it is nobody's next one in time.

    Cases without a category are of one category. A case never follows itself, for it was opened before it was resolved.
    """
    opened = tables.cases.opened_at
    cases = tables.cases.filter(tables.cases.customer.notnull(), *tables.during(opened, WEEK + 1))
    nexts = cases.select(who=cases.customer, what=cases.category.fill_null(""), next_at=cases.opened_at)
    resolved = tables.narrowed(tables.resolutions)
    told = resolved.mutate(what=resolved.category.fill_null(""))
    met = told.asof_join(nexts, on=told["at"] < nexts.next_at, predicates=[told.customer == nexts.who, "what"])
    return _rows(met, "next_at")


def openings(tables: Tables) -> ibis.Table:
    """Give every case at its opening, for the first person who held it."""
    cases = tables.cases
    first = {"person": cases.first_holder, "team": cases.first_team}
    return _rows(cases, "answered_at", "answer_seconds", **first, at=cases.opened_at)


def closings(tables: Tables) -> ibis.Table:
    """Give every case that stands closed, at its closing, for whoever held it then."""
    closed = tables.cases.filter(tables.cases.closed_at.notnull())
    hands = {"person": closed.closer, "team": closed.closer_team}
    return _rows(closed, "outcome_recorded", **hands, at=closed.closed_at)


def arrivals(tables: Tables) -> ibis.Table:
    """Give every stretch in which one person held a case, at its beginning."""
    held = tables.participation.filter(tables.participation.person.notnull())
    return _rows(held, "answered_at", "answer_seconds", "to_person", "end", "resolved_at", at=held.start)


def received(tables: Tables) -> ibis.Table:
    """Give every stretch in which one person held a case that came from another person, at its beginning."""
    held = tables.participation
    passed = held.filter(held.person.notnull(), held.from_person.notnull())
    return _rows(passed, "answered_at", "from_person", "to_person", "end", "resolved_at", at=passed.start)


def departures(tables: Tables) -> ibis.Table:
    """Give every stretch in which one person held a case that then went on to another person, at its end."""
    held = tables.participation
    passed = held.filter(held.person.notnull(), held.to_person.notnull(), held.end.notnull())
    return _rows(passed, at=passed.end)


def watches(tables: Tables) -> ibis.Table:
    """Give every stretch in which a person held a case, and the stretches without a person that saw an escalation.

    The latter are charged to whoever was accountable.
    """
    held = tables.participation
    rows = held.filter(held.person.notnull() | (held.escalated > 0))
    return _rows(rows, "escalated", "required", person=ibis.coalesce(rows.person, rows.accountable), at=rows.start)


def gaps(tables: Tables) -> ibis.Table:
    """Give every stretch, now over, in which a case was open and held by nobody, for whoever was accountable."""
    lay = tables.participation.filter(tables.participation.gap_seconds.notnull())
    return _rows(lay, "gap_seconds", person=lay.accountable, at=lay.start)


def handled(tables: Tables) -> ibis.Table:
    """Give the time that a case which stands resolved was in a person's hands, whole, at the last resolution."""
    first = _handlings(tables)
    return _rows(first, "handling_seconds", at=first.resolved_at)


def _handlings(tables: Tables) -> ibis.Table:
    """Give the first holding of everybody who held a case before its last resolution, if that stands."""
    first = _first_holdings(tables)
    in_time = tables.during(first.resolved_at, 0)
    return first.filter(first.resolved_at.notnull(), first.start <= first.resolved_at, *in_time)


def _first_holdings(tables: Tables) -> ibis.Table:
    """Give the first holding of every person in every case: what holds for all of them stands there."""
    held = tables.participation
    first = held.filter(held.person.notnull(), held.first_of_person)
    return first.filter(~asked_among(first.person, "unranked"))


def _first_of_units(tables: Tables) -> ibis.Table:
    """Give the first holding of every case, or its first in each team, where teams are told apart or asked for."""
    held = tables.participation
    if "team" not in tables.named | tables.restricted:
        return held.filter(held.seq == 1)
    before = held.view()
    if "team" in tables.restricted:
        before = before.filter(asked_among(before.team, "team"))
    earlier = [held["case"] == before["case"], before.seq < held.seq]
    same = [held.team.identical_to(before.team)] if "team" in tables.named else []
    return held.anti_join(before, [*earlier, *same])


def promises(tables: Tables) -> ibis.Table:
    """Give the shares of every promise that is decided or has a deadline, at its deadline or resolution."""
    return _promises(tables.participation)


def late_promises(tables: Tables) -> ibis.Table:
    """Give the shares of every promise not kept whose case was resolved after its deadline, or is not resolved."""
    held = tables.participation
    late = held.resolved_at.isnull() | (held.resolved_at > held.due)
    return _promises(held.filter(held.due.notnull(), held.promise.fill_null(0) == 0, late))


def complaint_promises(tables: Tables) -> ibis.Table:
    """Give the shares of the promises of complaints."""
    return _promises(tables.participation.filter(tables.participation.kind == "complaint"))


def internal_promises(tables: Tables) -> ibis.Table:
    """Give the shares of the promises made to internal customers."""
    return _promises(_of_kind(tables.participation, tables, "internal"))


def promises_by_age(tables: Tables) -> ibis.Table:
    """Give the shares of every promise with `known_since`: since when the customer is known."""
    known = tables.customers.select(who="customer", known_since="known_since")
    rows = tables.participation.left_join(known, tables.participation.customer == known.who)
    return _promises(rows, "known_since")


def _promises(held: ibis.Table, *read: str) -> ibis.Table:
    rows = held.filter(held.units > 0)
    return _rows(rows, "units", "promise", "due", "resolved_at", *read, at=rows.promise_at)


def _of_kind(rows: ibis.Table, tables: Tables, kind: str) -> ibis.Table:
    """Keep what is about customers of one kind."""
    customers = tables.customers.filter(tables.customers.customer_kind == kind)
    return rows.semi_join(customers, "customer")


def responses_of(target: str) -> Callable[[Tables], ibis.Table]:
    """Give the population of the promises of one kind of reply, when each was kept or due, whichever is first."""

    def rows(tables: Tables) -> ibis.Table:
        owed = tables.responses.filter(tables.responses.target == target)
        return _rows(owed, "due", "ended_at", "units")

    rows.__doc__ = f"Give the shares of every promise of the {target} response."
    return rows


def open_cases(tables: Tables) -> ibis.Table:
    """Give who had which open case in hand, from when until when."""
    spells = tables.spells
    return _rows(spells, at=spells.start, until=spells.end)


def replies(tables: Tables) -> ibis.Table:
    """Give how often a person wrote to the customer of a case before its last resolution, if that stands."""
    return _rows(tables.replies.filter(tables.replies["at"].notnull()), "replies")


def surveys(tables: Tables) -> ibis.Table:
    """Give every survey that was sent, when it was, for whoever made the resolution that it asks about."""
    return _surveys(tables.surveys)


def internal_surveys(tables: Tables) -> ibis.Table:
    """Give every survey that was sent to an internal customer."""
    return _surveys(_of_kind(tables.surveys, tables, "internal"))


def partner_surveys(tables: Tables) -> ibis.Table:
    """Give every survey that was sent to a partner."""
    return _surveys(_of_kind(tables.surveys, tables, "partner"))


def _surveys(asked: ibis.Table) -> ibis.Table:
    return _rows(asked, "answered_at", "overall", *HEARTS, at=asked.asked_at)


def reviews(tables: Tables) -> ibis.Table:
    """Give every quality review, for the person whose handling was reviewed."""
    return _rows(tables.reviews, "random", *HEARTS)


def complaints(tables: Tables) -> ibis.Table:
    """Give every complaint about the service, for whoever it is charged to."""
    return _rows(tables.complaints)


def complaints_and_arrivals(tables: Tables) -> ibis.Table:
    """Give every complaint, and every case when it first came: what complaints are counted against.

    A case counts once: as a whole when it was first in anybody's hands, of each team when it first came there, and of
    each person (whose department and position they are) when it first came to that person.
    """
    first = _first_holdings(tables) if OF_PEOPLE & (tables.named | tables.restricted) else _first_of_units(tables)
    none, one = ibis.literal(0, "int64"), ibis.literal(1, "int64")
    whole = ibis.literal(WHOLE, "int64")
    return ibis.union(
        _rows(tables.complaints, complaints=one, came=none),
        _rows(first, at=first.start, complaints=none, came=whole),
    )


def duties_of(what: str) -> Callable[[Tables], ibis.Table]:
    """Give the population of one kind of duty, at its due time, for whoever holds it."""

    def rows(tables: Tables) -> ibis.Table:
        owed = tables.duties.filter(tables.duties.what == what)
        return _rows(owed, "due", "ended_at", "good", "moved", at=owed.due)

    rows.__doc__ = f"Give every {what} at its due time, for whoever holds the duty."
    return rows


def recoveries(tables: Tables) -> ibis.Table:
    """Give every service recovery when it ended or fell due, whichever is first."""
    owed = tables.duties.filter(tables.duties.what == "recovery")
    decided = ibis.least(owed.due, ibis.coalesce(owed.ended_at, owed.due))
    return _rows(owed, "due", "ended_at", "good", "moved", at=decided)


def costs(tables: Tables) -> ibis.Table:
    """Give every case that stands resolved with what its handling cost in millionths, at the last resolution.

    The time in each person's hands is paid by that person's rate on the day the case came to them: of the confirmed
    readings whose period has begun, the one that began last. `unpaid` and `untimed` count the hands whose rate or time
    is not known.
    """
    last = tables.resolutions.filter(tables.resolutions["last"], tables.resolutions.reopened_at.isnull())
    last = tables.narrowed(last)
    first = _handlings(tables).semi_join(last, "case")
    rates = _hourly_rates(tables)
    # Not an as-of join: that sorts every holding, where one person has but a few rates.
    of_the_day = [first.person == rates.paid, first.start >= rates.since, first.start < rates.superseded]
    paid = first.left_join(rates, of_the_day)
    known = paid.until > paid.start
    cost = ibis.cases((known, (paid.handling_seconds * paid.rate + HOUR // 2) // HOUR), else_=0)
    per_case = paid.group_by("case").aggregate(
        cost=cost.fill_null(0).sum().cast("int64"),
        unpaid=(~ibis.coalesce(known, ibis.literal(value=False))).cast("int64").sum(),
        untimed=paid.handling_seconds.isnull().cast("int64").sum(),
    )
    return _rows(last.inner_join(per_case, "case"), "cost", "unpaid", "untimed")


def _hourly_rates(tables: Tables) -> ibis.Table:
    """Give the rates of people in time; of two that begin together the higher, so that the answer is one."""
    told = tables.readings.filter(tables.readings.measure == HOURLY_RATE, tables.readings.person.notnull())
    rates = told.group_by(paid=told.person, since=told.start)
    told_at = rates.aggregate(until=lambda rows: rows.end.max(), rate=lambda rows: rows.value.max())
    order = ibis.window(group_by="paid", order_by="since")
    return told_at.mutate(superseded=told_at.since.lead().over(order).fill_null(_FOREVER))


def readings(tables: Tables) -> ibis.Table:
    """Give every confirmed reading of every external measure, at the end of its period."""
    unknown = {name: ibis.null(kind) for name, kind in WHERE.items()}
    return _rows(tables.readings, "measure", "value", "weight", **unknown)


LAST_RESOLUTIONS: Final = Population("last_resolutions", last_resolutions)
RESOLUTIONS: Final = Population("resolutions", resolutions)
FIRST_RESOLUTIONS: Final = Population("first_resolutions", first_resolutions)
REPEATS: Final = Population("repeats", repeats)
OPENINGS: Final = Population("openings", openings)
CLOSINGS: Final = Population("closings", closings)
ARRIVALS: Final = Population("arrivals", arrivals)
RECEIVED: Final = Population("received", received)
DEPARTURES: Final = Population("departures", departures)
WATCHES: Final = Population("watches", watches)
GAPS: Final = Population("gaps", gaps)
HANDLED: Final = Population("handled", handled)
PROMISES: Final = Population("promises", promises)
LATE_PROMISES: Final = Population("late_promises", late_promises)
COMPLAINT_PROMISES: Final = Population("complaint_promises", complaint_promises)
INTERNAL_PROMISES: Final = Population("internal_promises", internal_promises)
PROMISES_BY_AGE: Final = Population("promises_by_age", promises_by_age)
FIRST_RESPONSES: Final = Population("first_responses", responses_of("first"))
NEXT_RESPONSES: Final = Population("next_responses", responses_of("next"))
OPEN_CASES: Final = Population("open_cases", open_cases, Timing.STOCK)
REPLIES: Final = Population("replies", replies)
SURVEYS: Final = Population("surveys", surveys)
INTERNAL_SURVEYS: Final = Population("internal_surveys", internal_surveys)
PARTNER_SURVEYS: Final = Population("partner_surveys", partner_surveys)
REVIEWS: Final = Population("reviews", reviews)
COMPLAINTS: Final = Population("complaints", complaints)
COMPLAINTS_AND_ARRIVALS: Final = Population("complaints_and_arrivals", complaints_and_arrivals)
NEXT_STEPS: Final = Population("next_steps", duties_of("next_step"))
WARNINGS: Final = Population("warnings", duties_of("warning"))
OBSTACLES: Final = Population("obstacles", duties_of("obstacle"))
TALKS: Final = Population("talks", duties_of("talk"))
RECOVERIES: Final = Population("recoveries", recoveries)
COSTS: Final = Population("costs", costs)
READINGS: Final = Population("readings", readings)
