"""Every measure once more, from its definition in words: plain Python over plain rows, nothing of the engine.

Slow and obvious on purpose: every rule looks at every row, one after another, and says what it counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, NamedTuple

HEARTS = ("care", "love", "sincerity", "attention", "dedication", "perseverance")
DAY = 86_400
WEEK = 7 * DAY
WHOLE = 10**15


class Row(NamedTuple):
    """What a measure makes of a row: `why` is empty where it counts."""

    case: str
    person: int | None
    team: int | None
    at: int
    value: Fraction = Fraction(1)
    why: str = ""
    weight: Fraction = Fraction(1)
    side: int | None = None


class Record:
    """The fact tables as objects, how far the record reaches, and who is never ranked.

    `counts_by` is whose cases are counted once each: those of a person, of a team, or all.
    """

    def __init__(
        self,
        tables: Mapping[str, Sequence[Mapping[str, Any]]],
        columns: Mapping[str, Iterable[str]],
        as_of: int,
        unranked: frozenset[int] = frozenset(),
    ) -> None:
        self.as_of = as_of
        self.unranked = unranked
        self.counts_by = ""
        for table, names in columns.items():
            rows = [SimpleNamespace(**(dict.fromkeys(names) | dict(row))) for row in tables.get(table, ())]
            setattr(self, table, rows)

    def __getattr__(self, table: str) -> list[Any]:
        raise AttributeError(table)

    def is_person(self, who: int | None) -> bool:
        """Tell whether it is a person who can be ranked."""
        return who is not None and who not in self.unranked

    def kind_of(self, customer: int | None) -> str | None:
        """Give the kind of a customer."""
        return next((each.customer_kind for each in self.customers if each.customer == customer), None)

    def known_since(self, customer: int | None) -> int | None:
        """Give since when a customer is known."""
        return next((each.known_since for each in self.customers if each.customer == customer), None)


Rule = Callable[[Record, int], Iterator[Row]]
"""Gives the rows of a measure; the number is the moment looked at, which only a stock asks for."""

RULES: dict[str, Rule] = {}
STOCKS = {"open_cases", "open_case_age"}


def rule(*codes: str) -> Callable[[Callable[[Record, str, int], Iterator[Row]]], None]:
    """Keep a rule under the codes that it computes."""

    def keep(function: Callable[[Record, str, int], Iterator[Row]]) -> None:
        for code in codes:
            RULES[code] = lambda record, edge, code=code: function(record, code, edge)  # type: ignore[misc]

    return keep


def hours(seconds: int | None) -> Fraction:
    return Fraction(seconds or 0, 3600)


def minutes(seconds: int | None) -> Fraction:
    return Fraction(seconds or 0, 60)


def truth(so: object) -> Fraction:
    return Fraction(1 if so else 0)


# --- cases and resolutions --------------------------------------------------------------------------------------------


@rule("cases_opened", "first_response_time", "first_response_time_business")
def _openings(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for case in record.cases:
        row = Row(case.case, case.first_holder, case.first_team, case.opened_at)
        unanswered = "not_answered" if case.answered_at is None else ""
        if code == "cases_opened":
            yield row
        elif code == "first_response_time":
            waited = 0 if case.answered_at is None else case.answered_at - case.opened_at
            yield row._replace(value=minutes(waited), why=unanswered)
        else:
            unknown = "no_business_time" if case.answer_seconds is None else ""
            yield row._replace(value=minutes(case.answer_seconds), why=unanswered or unknown)


@rule(
    *("cases_resolved", "resolution_time_business", "resolution_time_calendar", "transfers_per_case"),
    *("waiting_for_customer", "category_corrected"),
)
def _last_resolutions(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.resolutions:
        if not each.last:
            continue
        value, why = Fraction(1), ""
        if code == "resolution_time_business":
            value = hours(each.business_seconds)
            why = "no_business_time" if each.business_seconds is None else ""
        if code == "resolution_time_calendar":
            value = hours(each.calendar_seconds)
        if code == "waiting_for_customer":
            value = hours(each.waiting_seconds)
            why = "no_business_time" if each.waiting_seconds is None else ""
        if code == "category_corrected":
            value, why = truth(each.recategorised), "no_category" if each.recategorised is None else ""
        if code == "transfers_per_case":
            value = Fraction(each.transfers)
        reopened = "reopened_since" if each.reopened_at is not None else ""
        yield Row(each.case, each.person, each.team, each.at, value, reopened or why)


@rule("reopened_within_14_days", "repeat_contact_rate", "resolution_confirmed_rate")
def _resolutions(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.resolutions:
        row = Row(each.case, each.person, each.team, each.at)
        if code == "reopened_within_14_days":
            so = each.reopened_at is not None and each.reopened_at <= each.at + 2 * WEEK
            yield row._replace(value=truth(so), why="" if each.at + 2 * WEEK <= record.as_of else "window_open")
        elif code == "resolution_confirmed_rate":
            yield row._replace(value=truth(each.confirmed), why="no_answer" if each.confirmed is None else "")
        else:
            open_yet = "" if each.at + WEEK <= record.as_of else "window_open"
            why = "no_customer" if each.customer is None else open_yet
            yield row._replace(value=truth(_came_again(record, each)), why=why)


def _came_again(record: Record, each: Any) -> bool:
    return each.customer is not None and any(
        case.customer == each.customer
        and (case.category or "") == (each.category or "")
        and each.at < case.opened_at <= each.at + WEEK
        for case in record.cases
    )


@rule("first_contact_resolution")
def _first_resolutions(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for each in record.resolutions:
        if each.n == 1:
            alone = each.first_holder is not None and each.person == each.first_holder and each.transfers == 0
            again = each.reopened_at is not None and each.reopened_at <= each.at + WEEK
            why = "" if each.at + WEEK <= record.as_of else "window_open"
            yield Row(each.case, each.first_holder, each.first_team, each.at, truth(alone and not again), why)


@rule("closed_with_outcome")
def _closings(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for case in record.cases:
        if case.closed_at is not None:
            yield Row(case.case, case.closer, case.closer_team, case.closed_at, truth(case.outcome_recorded))


# --- hands ------------------------------------------------------------------------------------------------------------


@rule("own_first_response_time", "transfer_out_rate", "transfers_in", "bounce_rate")
def _arrivals(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for held in record.participation:
        if held.person is None or (code in {"transfers_in", "bounce_rate"} and held.from_person is None):
            continue
        row = Row(held.case, held.person, held.team, held.start)
        running = "still_held" if held.end is None and held.resolved_at is None else ""
        if code == "transfers_in":
            yield row
        elif code == "transfer_out_rate":
            yield row._replace(value=truth(held.to_person is not None), why=running)
        elif code == "bounce_rate":
            back = held.to_person == held.from_person and held.answered_at is None
            yield row._replace(value=truth(back), why=running)
        else:
            unknown = "no_business_time" if held.answer_seconds is None else ""
            why = "not_answered" if held.answered_at is None else unknown
            yield row._replace(value=minutes(held.answer_seconds), why=why)


@rule("transfers_out")
def _departures(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for held in record.participation:
        if None not in {held.person, held.to_person, held.end}:
            yield Row(held.case, held.person, held.team, held.end)


@rule("escalation_rate")
def _watches(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for held in record.participation:
        if held.person is not None or held.escalated:
            who = held.accountable if held.person is None else held.person
            why = "required" if held.required else ""
            yield Row(held.case, who, held.team, held.start, truth(held.escalated), why)


@rule("ownership_gap")
def _gaps(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for held in record.participation:
        if held.gap_seconds is not None:
            yield Row(held.case, held.accountable, held.team, held.start, minutes(held.gap_seconds))


@rule("own_handling_time")
def _handling(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for held in record.participation:
        if _has_handled(record, held):
            why = "no_business_time" if held.handling_seconds is None else ""
            yield Row(held.case, held.person, held.team, held.resolved_at, hours(held.handling_seconds), why)


@rule("open_cases", "open_case_age")
def _open(record: Record, code: str, edge: int) -> Iterator[Row]:
    for spell in record.spells:
        if spell.start < edge and (spell.end is None or spell.end >= edge):
            age = Fraction(edge - spell.opened_at, DAY) if code == "open_case_age" else Fraction(1)
            yield Row(spell.case, spell.person, spell.team, spell.start, age)


@rule("replies_per_case")
def _replies(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for each in record.replies:
        if each.at is not None:
            yield Row(each.case, each.person, each.team, each.at, Fraction(each.replies))


@rule("complaints", "complaint_rate")
def _complaints(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.complaints:
        row = Row(each.case, each.person, each.team, each.at)
        yield row if code == "complaints" else row._replace(weight=Fraction(0))
    if code == "complaint_rate":
        first = {"person": _first_of_people, "team": _first_of_teams}.get(record.counts_by, _first_of_cases)
        for held in first(record):
            yield Row(held.case, held.person, held.team, held.start, Fraction(0))


def _first_of_people(record: Record) -> list[Any]:
    return [held for held in record.participation if record.is_person(held.person) and held.first_of_person]


def _first_of_teams(record: Record) -> list[Any]:
    return [held for held in record.participation if not any(_is_before(one, held) for one in record.participation)]


def _is_before(one: Any, other: Any) -> bool:
    return bool((one.case, one.team) == (other.case, other.team) and one.seq < other.seq)


def _first_of_cases(record: Record) -> list[Any]:
    return [held for held in record.participation if held.seq == 1]


@rule("cost_per_case")
def _costs(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for each in record.resolutions:
        if not each.last or each.reopened_at is not None:
            continue
        hands = [held for held in record.participation if held.case == each.case and _has_handled(record, held)]
        rates = [_rate(record, held) for held in hands]
        if hands:
            spent = sum(
                (rate * held.handling_seconds + 1800) // 3600
                for held, rate in zip(hands, rates, strict=True)
                if rate is not None and held.handling_seconds is not None
            )
            unpaid = "no_rate" if None in rates else ""
            untimed = "no_business_time" if any(held.handling_seconds is None for held in hands) else ""
            yield Row(each.case, each.person, each.team, each.at, Fraction(spent, 10**6), untimed or unpaid)


def _has_handled(record: Record, held: Any) -> bool:
    first = record.is_person(held.person) and held.first_of_person
    return first and held.resolved_at is not None and held.start <= held.resolved_at


def _rate(record: Record, held: Any) -> int | None:
    told = [each for each in record.readings if each.measure == "hourly_rate" and each.person == held.person]
    begun = [each for each in told if each.start <= held.start]
    last = [each for each in begun if each.start == max(each.start for each in begun)]
    in_force = bool(last) and max(each.end for each in last) > held.start
    return max(each.value for each in last) if in_force else None


# --- promises ---------------------------------------------------------------------------------------------------------


@rule("promises_kept", "complaint_resolved_in_time", "internal_promise_kept", "new_old_customer_gap")
def _promises(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for held in _shared(record):
        if code == "complaint_resolved_in_time" and held.kind != "complaint":
            continue
        if code == "internal_promise_kept" and record.kind_of(held.customer) != "internal":
            continue
        kept, why = _judged(record, held)
        row = Row(held.case, held.person, held.team, held.promise_at, truth(kept), why, Fraction(held.units, WHOLE))
        if code == "new_old_customer_gap":
            since = record.known_since(held.customer)
            old = since is not None and held.promise_at - since >= 365 * DAY
            if since is None or held.promise_at < since:
                why = "no_customer" if since is None else "not_yet_known"
            row = row._replace(side=int(old), why=why)
        yield row


@rule("lateness_when_missed")
def _lateness(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for held in _shared(record):
        late = held.due is not None and (held.resolved_at is None or held.resolved_at > held.due)
        if late and not held.promise:
            _, why = _judged(record, held)
            until = record.as_of if held.resolved_at is None else held.resolved_at
            weight = Fraction(held.units, WHOLE)
            yield Row(held.case, held.person, held.team, held.promise_at, hours(until - held.due), why, weight)


@rule("first_response_kept", "next_response_kept")
def _responses(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.responses:
        if each.target == code.removesuffix("_response_kept"):
            kept = each.ended_at is not None and each.ended_at <= each.due
            why = "not_due" if each.ended_at is None and each.due > record.as_of else ""
            yield Row(each.case, each.person, each.team, each.at, truth(kept), why, Fraction(each.units, WHOLE))


def _shared(record: Record) -> Iterator[Any]:
    return (held for held in record.participation if held.units)


def _judged(record: Record, held: Any) -> tuple[bool, str]:
    if held.promise is not None:
        return bool(held.promise), ""
    if held.due is None or held.resolved_at is not None:
        return False, "no_promise"
    return False, "" if held.due <= record.as_of else "not_due"


# --- answers and reviews ----------------------------------------------------------------------------------------------

_OF_KIND = {"internal_satisfaction": "internal", "partner_satisfaction": "partner"}


@rule(
    "csat_mean",
    "csat_positive_share",
    "survey_response_rate",
    *_OF_KIND,
    *(f"heart_{heart}" for heart in HEARTS),
)
def _surveys(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.surveys:
        if code in _OF_KIND and record.kind_of(each.customer) != _OF_KIND[code]:
            continue
        row = Row(each.case, each.person, each.team, each.asked_at)
        answer = getattr(each, code.removeprefix("heart_")) if code.startswith("heart_") else each.overall
        why = "no_answer" if answer is None else ""
        if code == "survey_response_rate":
            yield row._replace(value=truth(each.answered_at is not None))
        elif code == "csat_positive_share":
            yield row._replace(value=truth(answer is not None and answer >= 4), why=why)
        else:
            yield row._replace(value=Fraction(answer or 0), why=why)


@rule(*(f"heart_{heart}_review" for heart in HEARTS))
def _reviews(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for each in record.reviews:
        mark = getattr(each, code.removeprefix("heart_").removesuffix("_review"))
        unseen = "not_seen" if mark is None else ""
        yield Row(
            each.case, each.person, each.team, each.at, Fraction(mark or 0), unseen if each.random else "not_random"
        )


# --- duties -----------------------------------------------------------------------------------------------------------

_DUTIES = {
    "next_action_on_time": "next_step",
    "next_action_moves": "next_step",
    "warning_cleared_in_time": "warning",
    "obstacle_cleared_share": "obstacle",
    "talk_held_on_time": "talk",
}


@rule(*_DUTIES)
def _duties(record: Record, code: str, _edge: int) -> Iterator[Row]:
    for duty in record.duties:
        if duty.what != _DUTIES[code] or duty.due is None:
            continue
        in_time = duty.ended_at is not None and duty.ended_at <= duty.due
        early = "not_due" if duty.due > record.as_of else ""
        row = Row(duty.case, duty.person, duty.team, duty.due)
        if code == "next_action_moves":
            yield row._replace(value=truth(duty.moved), why=early)
        else:
            good = in_time and (code != "obstacle_cleared_share" or bool(duty.good))
            yield row._replace(value=truth(good), why="moved" if duty.moved else early)


@rule("recovery_success")
def _recoveries(record: Record, _code: str, _edge: int) -> Iterator[Row]:
    for duty in record.duties:
        if duty.what == "recovery" and duty.due is not None:
            at = duty.due if duty.ended_at is None else min(duty.due, duty.ended_at)
            why = "not_due" if duty.ended_at is None and duty.due > record.as_of else ""
            yield Row(duty.case, duty.person, duty.team, at, truth(duty.good), "moved" if duty.moved else why)
