"""What measures say of a row: value, share, and why it does not count. Each is the whole definition of its measure."""

from collections.abc import Callable
from typing import Final

import ibis

from liuxin.engines.measurement.populations import DAY, WEEK, YEAR
from liuxin.engines.measurement.words import Told, WhyNot

FOURTEEN_DAYS: Final = 14 * DAY
SATISFIED: Final = 4
"""The lowest answer, of 1 to 5, that counts as satisfied (ISO 10004; top two boxes)."""

Telling = Callable[[ibis.Table], Told]


def because(*reasons: tuple[ibis.Value, WhyNot]) -> ibis.Value:
    """Give the first reason that holds; none: the row counts. What is not known does not hold."""
    counted = ibis.literal(WhyNot.COUNTED.value)
    return ibis.cases(*((holds, why.value) for holds, why in reasons), else_=counted) if reasons else counted


def yes(holds: ibis.Value) -> ibis.Value:
    """Give 1 where something holds, and 0 where it does not or is not known."""
    return ibis.cases((holds, 1), else_=0).cast("int64")


def one(_rows: ibis.Table) -> Told:
    """Count every row."""
    return Told(ibis.literal(1, "int64"), ibis.literal(WhyNot.COUNTED.value))


def _known(value: ibis.Value, *reasons: tuple[ibis.Value, WhyNot]) -> Told:
    return Told(value.fill_null(0), because(*reasons))


# Of the last resolution of a case.


def standing(column: str | None = None) -> Telling:
    """Take a number of the last resolution, where it stands (without a column: one)."""

    def tell(rows: ibis.Table) -> Told:
        value = ibis.literal(1, "int64") if column is None else rows[column]
        return _known(
            value, (rows.reopened_at.notnull(), WhyNot.REOPENED_SINCE), (value.isnull(), WhyNot.NO_BUSINESS_TIME)
        )

    return tell


def recategorised(rows: ibis.Table) -> Told:
    """Ask of the last resolution, where it stands, whether the category was another by then than the first told."""
    reopened, unknown = rows.reopened_at.notnull(), rows.recategorised.isnull()
    return _known(rows.recategorised, (reopened, WhyNot.REOPENED_SINCE), (unknown, WhyNot.NO_CATEGORY))


# Of a resolution.


def reopened(rows: ibis.Table) -> Told:
    """Ask of a resolution whether it was reopened in its fourteen days, once these are over; thanks opened nothing."""
    soon = rows.reopened_at - rows.at <= FOURTEEN_DAYS
    return Told(yes(soon), because((rows.at + FOURTEEN_DAYS > rows.as_of, WhyNot.WINDOW_OPEN)))


def solved_at_first_contact(rows: ibis.Table) -> Told:
    """Ask whether the first holder resolved, nobody else held the case before, and it was not reopened in a week."""
    alone = (rows.resolver == rows.first_holder) & (rows.transfers == 0)
    again = ibis.coalesce(rows.reopened_at - rows.at <= WEEK, ibis.literal(value=False))
    return Told(yes(alone & ~again), because((rows.at + WEEK > rows.as_of, WhyNot.WINDOW_OPEN)))


def came_again(rows: ibis.Table) -> Told:
    """Ask whether the customer came again in the same category within a week of the resolution."""
    why = because((rows.customer.isnull(), WhyNot.NO_CUSTOMER), (rows.at + WEEK > rows.as_of, WhyNot.WINDOW_OPEN))
    return Told(yes(rows.next_at - rows.at <= WEEK), why)


def confirmed(rows: ibis.Table) -> Told:
    """Ask whether the customer said that the matter was settled, of those who said anything."""
    return _known(rows.confirmed, (rows.confirmed.isnull(), WhyNot.NO_ANSWER))


# Of a case or of a stretch in somebody's hands.


def waited(rows: ibis.Table) -> Told:
    """Take the seconds from the opening to the first reply."""
    return _known(rows.answered_at - rows.at, (rows.answered_at.isnull(), WhyNot.NOT_ANSWERED))


def waited_in_business(rows: ibis.Table) -> Told:
    """Take the business seconds until the first reply."""
    return _known(
        rows.answer_seconds,
        (rows.answered_at.isnull(), WhyNot.NOT_ANSWERED),
        (rows.answer_seconds.isnull(), WhyNot.NO_BUSINESS_TIME),
    )


def handled(rows: ibis.Table) -> Told:
    """Take the business seconds in these hands."""
    return _known(rows.handling_seconds, (rows.handling_seconds.isnull(), WhyNot.NO_BUSINESS_TIME))


def _is_running(rows: ibis.Table) -> ibis.Value:
    return rows.end.isnull() & rows.resolved_at.isnull()


def passed_on(rows: ibis.Table) -> Told:
    """Ask whether the case went on to another person, once it has left these hands or is resolved."""
    return Told(yes(rows.to_person.notnull()), because((_is_running(rows), WhyNot.STILL_HELD)))


def bounced(rows: ibis.Table) -> Told:
    """Ask whether the case went back to whom it came from, and the customer heard nothing meanwhile."""
    back = (rows.to_person == rows.from_person) & rows.answered_at.isnull()
    return Told(yes(back), because((_is_running(rows), WhyNot.STILL_HELD)))


def lay(rows: ibis.Table) -> Told:
    """Take the business seconds that the case lay with nobody."""
    return _known(rows.gap_seconds)


def escalated(rows: ibis.Table) -> Told:
    """Ask whether the case was escalated in these hands; what rules ask for stands apart."""
    return Told(yes(rows.escalated > 0), because((rows.required > 0, WhyNot.REQUIRED)))


def age(rows: ibis.Table) -> Told:
    """Take the seconds since the opening of a case that is open at the end of the period."""
    return Told(rows.edge - rows.opened_at, ibis.literal(WhyNot.COUNTED.value))


def replied(rows: ibis.Table) -> Told:
    """Take how often the person wrote."""
    return _known(rows.replies)


def with_outcome(rows: ibis.Table) -> Told:
    """Ask of a closing whether its outcome is on record."""
    return Told(yes(rows.outcome_recorded), ibis.literal(WhyNot.COUNTED.value))


def per_arrival(rows: ibis.Table) -> Told:
    """Set complaints against the cases that came."""
    return Told(rows.complaints, ibis.literal(WhyNot.COUNTED.value), units=rows.came)


def cost(rows: ibis.Table) -> Told:
    """Take the cost of a case, where time and rate of all its hands are known."""
    return _known(rows.cost, (rows.untimed > 0, WhyNot.NO_BUSINESS_TIME), (rows.unpaid > 0, WhyNot.NO_RATE))


# Of a promise.


def kept(rows: ibis.Table) -> Told:
    """Ask of a promise whether it was kept.

    One that was not judged by the record is missed once its deadline has passed without a resolution.
    """
    waiting = rows.due.notnull() & rows.resolved_at.isnull()
    judged = ibis.coalesce(rows.promise, ibis.cases((waiting & (rows.due <= rows.as_of), 0)))
    why = because((judged.notnull(), WhyNot.COUNTED), (waiting, WhyNot.NOT_DUE), (~waiting, WhyNot.NO_PROMISE))
    return Told(judged.fill_null(0), why, units=rows.units)


def late(rows: ibis.Table) -> Told:
    """Take the seconds from the deadline of a missed promise to the resolution, or until now where there is none."""
    told = kept(rows)
    return Told(ibis.coalesce(rows.resolved_at, rows.as_of) - rows.due, told.why_not, units=rows.units)


def kept_by_age(rows: ibis.Table) -> Told:
    """Ask of a promise whether it was kept, on side 1 for customers known for a year and on side 0 for newer ones."""
    told = kept(rows)
    why = ibis.cases(
        (rows.known_since.isnull(), WhyNot.NO_CUSTOMER.value),
        (rows.at < rows.known_since, WhyNot.NOT_YET_KNOWN.value),
        else_=told.why_not,
    )
    return Told(told.value, why, units=rows.units, side=yes(rows.at - rows.known_since >= YEAR))


def responded(rows: ibis.Table) -> Told:
    """Ask of a promise of a reply whether it came in time, once it came or its time is over."""
    waiting = rows.ended_at.isnull() & (rows.due > rows.as_of)
    return Told(yes(rows.ended_at <= rows.due), because((waiting, WhyNot.NOT_DUE)), units=rows.units)


# Of an answer or a review.


def rated(item: str) -> Telling:
    """Take the answer to one question of a survey."""

    def tell(rows: ibis.Table) -> Told:
        return _known(rows[item], (rows[item].isnull(), WhyNot.NO_ANSWER))

    return tell


def satisfied(rows: ibis.Table) -> Told:
    """Ask whether the overall answer is 4 or 5."""
    return Told(yes(rows.overall >= SATISFIED), because((rows.overall.isnull(), WhyNot.NO_ANSWER)))


def answered(rows: ibis.Table) -> Told:
    """Ask whether a survey was answered."""
    return Told(yes(rows.answered_at.notnull()), ibis.literal(WhyNot.COUNTED.value))


def reviewed(item: str) -> Telling:
    """Take the mark of one heart in a review that was drawn at random, where there was occasion to see it."""

    def tell(rows: ibis.Table) -> Told:
        drawn = ibis.coalesce(rows.random, ibis.literal(value=False))
        return _known(rows[item], (~drawn, WhyNot.NOT_RANDOM), (rows[item].isnull(), WhyNot.NOT_SEEN))

    return tell


# Of a duty.


def _in_time(rows: ibis.Table) -> ibis.Value:
    return rows.ended_at <= rows.due


def done_on_time(rows: ibis.Table) -> Told:
    """Ask of a duty whether it was done by its due time, once that has come; one that was moved before stands apart."""
    return Told(yes(_in_time(rows)), _once_due(rows))


def confirmed_on_time(rows: ibis.Table) -> Told:
    """Ask of a duty whether it was done by its due time, and confirmed."""
    return Told(yes(_in_time(rows) & (rows.good > 0)), _once_due(rows))


def moved(rows: ibis.Table) -> Told:
    """Ask of a duty whether it was put back before its due time, once that has come."""
    return Told(yes(rows.moved), because((rows.due > rows.as_of, WhyNot.NOT_DUE)))


def _once_due(rows: ibis.Table) -> ibis.Value:
    return because((rows.moved, WhyNot.MOVED), (rows.due > rows.as_of, WhyNot.NOT_DUE))


def won_back(rows: ibis.Table) -> Told:
    """Ask of a recovery whether the customer was won back, once it has ended or fallen due."""
    under_way = rows.ended_at.isnull() & (rows.due > rows.as_of)
    return Told(yes(rows.good > 0), because((rows.moved, WhyNot.MOVED), (under_way, WhyNot.NOT_DUE)))
