"""The clocks of a case: what starts, stops and ends each, when one warns and escalates, and who used how much.

A case waiting for the customer stops the clock of the resolution only. A customer who waits for a word waits on: the
clocks of the first and the next response run until a person replies. Automatic messages never count as a reply.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from liuxin.desk.cases.rules.promise import due_in, instant, second
from liuxin.desk.cases.words import Clocks, Ended, EscalateTo, Fired, Judgement, Running, Status, Target, Terms, Used
from liuxin.desk.organisation.words import Ladder
from liuxin.kernel.business_time import BusinessClock
from liuxin.kernel.errors import CannotTellError

Span = tuple[datetime, datetime]
Stops = tuple[tuple[datetime, datetime | None], ...]
WARNING = 0


def received(state: Clocks, terms: Terms | None, clock: BusinessClock | None, at: datetime) -> Clocks:
    """Take a message of the customer in: the earliest that is not replied to starts the clock; a second waits along.

    Before the first reply the clock of the first response is the one that runs.
    """
    waits_for_first = state.first_due is not None and state.first_at is None
    if state.answer_since is not None or waits_for_first:
        return state
    return replace(state, answer_since=at, answer_due=reply_due(terms, clock, at))


def reply_due(terms: Terms | None, clock: BusinessClock | None, at: datetime) -> datetime | None:
    """Give until when a message is to be answered; None where nothing was promised or the calendar ends before."""
    if terms is None or clock is None or terms.next_minutes is None:
        return None
    try:
        return due_in(terms.next_minutes, clock, at)
    except CannotTellError:
        return None


def replied(state: Clocks, at: datetime) -> tuple[Clocks, tuple[Judgement, ...]]:
    """Take a reply of a person in: it ends the clocks of both responses, and each is judged once.

    What the customer wrote after the reply was written, before it left, is not answered by it.
    """
    verdicts: list[Judgement] = []
    after = state
    if state.first_at is None:
        after = replace(after, first_at=at)
        if state.first_due is not None and state.first_kept is None:
            verdicts.append(Judgement(Target.FIRST, at <= state.first_due))
            after = replace(after, first_kept=verdicts[-1].kept)
    if state.answer_since is None or state.answer_since > at:
        return after, tuple(verdicts)
    if state.answer_due is not None:
        verdicts.append(Judgement(Target.NEXT, at <= state.answer_due))
        kept = verdicts[-1].kept
        after = replace(after, answers_kept=state.answers_kept + kept, answers_missed=state.answers_missed + (not kept))
    return replace(after, answer_since=None, answer_due=None), tuple(verdicts)


def ended_by(state: Clocks, at: datetime, opened_at: datetime) -> tuple[Ended, ...]:
    """Give the clocks that a reply of a person ends."""
    found: list[Ended] = []
    if state.first_at is None and state.first_due is not None:
        found.append(Ended(Target.FIRST, opened_at, state.first_due, at <= state.first_due))
    if state.answer_since is not None and state.answer_since <= at:
        due = state.answer_due
        found.append(Ended(Target.NEXT, state.answer_since, due, None if due is None else at <= due))
    return tuple(found)


def lost(state: Clocks, ended: Ended, instead: datetime | None) -> tuple[Clocks, Ended | None]:
    """Take back what a reply ended that never arrived: `instead` is when another one did, and ends it, else it runs on.

    Gives how it is ended now, None where it runs on: from when it did, due when it was. Messages of the customer
    that came after wait along with the earliest.
    """
    before = _without(state, ended)
    if instead is not None:
        again = replace(ended, kept=None if ended.due is None else instead <= ended.due)
        return _with(before, again, instead), again
    before = replace(before, ran_on=state.ran_on + 2)
    if ended.target is Target.FIRST or (before.answer_since is not None and before.answer_since < ended.since):
        return before, None
    return replace(before, answer_since=ended.since, answer_due=ended.due), None


def _without(state: Clocks, ended: Ended) -> Clocks:
    if ended.target is Target.FIRST:
        return replace(state, first_at=None, first_kept=None)
    kept, missed = state.answers_kept - (ended.kept is True), state.answers_missed - (ended.kept is False)
    return replace(state, answers_kept=max(0, kept), answers_missed=max(0, missed))


def _with(state: Clocks, ended: Ended, at: datetime) -> Clocks:
    if ended.target is Target.FIRST:
        return replace(state, first_at=at, first_kept=ended.kept)
    kept, missed = state.answers_kept + (ended.kept is True), state.answers_missed + (ended.kept is False)
    return replace(state, answers_kept=kept, answers_missed=missed)


def running(
    state: Clocks,
    status: Status,
    *,
    opened_at: datetime,
    promise_due: datetime | None,
    reopenings: int,
) -> tuple[Running, ...]:
    """Give the clocks that run now."""
    if status is Status.CLOSED:
        return ()
    clocks: list[Running] = []
    if state.first_due is not None and state.first_at is None:
        clocks.append(Running(Target.FIRST, state.ran_on, opened_at, state.first_due))
    if state.answer_due is not None and state.answer_since is not None:
        turn = state.answers_kept + state.answers_missed + state.ran_on
        clocks.append(Running(Target.NEXT, turn, state.answer_since, state.answer_due))
    if promise_due is not None and status is Status.OPEN:
        clocks.append(Running(Target.RESOLUTION, reopenings, opened_at, promise_due))
    return tuple(clocks)


def earliest(clocks: Iterable[Running]) -> Running | None:
    """Give the clock that ends first."""
    return min(clocks, key=lambda each: each.due, default=None)


def warn_at(running: Running, terms: Terms, clock: BusinessClock) -> datetime | None:
    """Give when so much of the time is used that one is warned; None without a warning or where nobody can tell.

    What is left is counted back from the due time, which pauses have moved: they cost nothing.
    """
    minutes = terms.minutes_of(running.target)
    if terms.warn_percent is None or minutes is None:
        return None
    left = minutes * 60 * (100 - terms.warn_percent) // 100
    try:
        whole = clock.seconds(second(running.since), second(running.due))
        return instant(clock.add(second(running.since), max(0, whole - left)))
    except CannotTellError:
        return None


def next_stage(
    running: Running, terms: Terms, clock: BusinessClock, fired: Iterable[Fired], at: datetime
) -> tuple[int, datetime] | None:
    """Give the next warning (0) or escalation (1, 2 …) of a clock and when it is due; None where none follows.

    One that could not warn in time escalates at once: the later stage says what the earlier one would have said.
    """
    mine = sorted(
        (each for each in fired if (each.target, each.turn) == (running.target, running.turn)),
        key=lambda each: each.stage,
    )
    warns = warn_at(running, terms, clock)
    if not mine and warns is not None and at < running.due:
        return WARNING, warns
    if terms.escalate_to is EscalateTo.NOBODY:
        return None
    if not mine or mine[-1].stage == WARNING:
        return 1, running.due
    last = mine[-1]
    if last.answered or last.is_last:
        return None
    return last.stage + 1, _later(clock, last.at, terms.again_minutes)


def chain(terms: Terms, ladder: Ladder, *, here: Collection[int], in_charge: Collection[int | None]) -> tuple[int, ...]:
    """Give whom a missed promise is escalated to, one after another: the named person first where there is one.

    Who left is passed over, and whoever has the case in hand is no one to escalate it to. Empty where nobody is above.
    """
    named = (terms.named,) if terms.named in here else ()
    lead = () if terms.escalate_to is EscalateTo.HEAD else (ladder.lead,)
    every = (*named, *lead, *ladder.heads, *ladder.directors)
    return tuple(dict.fromkeys(one for one in every if one is not None and one not in in_charge))


def must_act(clocks: Iterable[Running], fired: Iterable[Fired]) -> int | None:
    """Give the person to whom a clock that still runs was escalated last and who has not acted; None for nobody."""
    known = {(each.target, each.turn) for each in clocks}
    open_ones = [each for each in fired if each.stage > WARNING and (each.target, each.turn) in known]
    last: dict[tuple[Target, int], Fired] = {}
    for each in sorted(open_ones, key=lambda one: one.stage):
        last[each.target, each.turn] = each
    waiting = [each for each in last.values() if not each.answered]
    return max(waiting, key=lambda each: (each.at, each.stage)).person if waiting else None


def _later(clock: BusinessClock, at: datetime, minutes: int) -> datetime:
    """Count on in business time; beyond the end of the calendar every minute counts."""
    try:
        return due_in(minutes, clock, at)
    except CannotTellError:
        return instant(second(at) + minutes * 60)


def stops(changes: Sequence[tuple[str, datetime]]) -> Stops:
    """Give the times in which the clock of the resolution stood, from the codes and times of a case's events."""
    found: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for code, at in changes:
        if code == "case.only_thanked":  # what opened it again, if anything did, never was
            since = found.pop()[0] if since is None and found else since
            continue
        stands = code in {"case.waiting", "case.resolved", "case.closed"}
        if since is not None and (stands or code in {"case.resumed", "case.reopened"}):
            found.append((since, at))
            since = None
        if stands:
            since = at
    return (*found, (since, None)) if since is not None else tuple(found)


def split(
    clock: BusinessClock,
    holds: Sequence[Span],
    span: Span,
    *,
    total: int,
    paused: Iterable[Span] = (),
) -> tuple[Used, ...]:
    """Share what a clock used between two instants among the holdings, in order; the parts add up to the whole.

    What is left is told for the end of each holding; below nothing it is negative. Holdings outside are left out.
    """
    start, end = span
    stood = list(paused)
    left, found = total, []
    for place, (since, until) in enumerate(holds):
        low, high = max(start, since), min(end, until)
        if low > high or (low == high and since != until):
            continue
        used = _seconds(clock, low, high) - sum(
            _seconds(clock, max(low, a), min(high, b)) for a, b in stood if max(low, a) < min(high, b)
        )
        left -= used
        found.append(Used(place, used, left))
    return tuple(found)


def whole(clock: BusinessClock, start: datetime, due: datetime, paused: Iterable[Span]) -> int:
    """Give the business seconds that were promised: up to the due time, less the pauses that have moved it."""
    return _seconds(clock, start, due) - sum(_seconds(clock, max(start, a), b) for a, b in paused)


def _seconds(clock: BusinessClock, start: datetime, end: datetime) -> int:
    return clock.seconds(second(start), max(second(start), second(end)))
