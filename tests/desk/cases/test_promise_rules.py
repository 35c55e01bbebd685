from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.cases.rules import choosing, clocks, promise
from liuxin.desk.cases.words import (
    Aspect,
    Clocks,
    EscalateTo,
    Fired,
    Judgement,
    PromiseTerm,
    Running,
    Status,
    Subject,
    Target,
    Terms,
    Used,
)
from liuxin.desk.organisation.words import Ladder
from liuxin.kernel.business_time import BusinessClock, CalendarSpec, compile_calendar

pytestmark = pytest.mark.spec("S5")
NINE = datetime(2016, 6, 1, 1, tzinfo=UTC)
"""A Wednesday, nine in the morning in Shanghai; work goes from nine to six."""
HOUR = 3600


def office() -> BusinessClock:
    hours = dict.fromkeys(range(5), ((540, 1080),))
    return compile_calendar(CalendarSpec("plain", "Asia/Shanghai", hours, date(2016, 1, 1), date(2017, 12, 31)))


OFFICE = office()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Give a time of June 2016 as the clock in Shanghai shows it; the 1st is a Wednesday, the 4th a Saturday."""
    return datetime(2016, 6, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def term(number: int, **terms: object) -> PromiseTerm:
    return PromiseTerm(number, f"P-{number:02d}", 1, Terms(**{"minutes": 60, "calendar": "plain", **terms}))  # type: ignore[arg-type]


MATTER = Subject("complaint", "aftersale", 2, "external", 7, (30, 20, 10))


def test_an_empty_promise_binds_everything_and_one_that_fails_a_condition_nothing():
    assert choosing.choose([term(1)], MATTER) == term(1)
    failing = [term(2, kind="report"), term(3, priority=1), term(4, site=31), term(5, customer=8)]
    assert choosing.choose(failing, MATTER) is None
    assert [choosing.fails(each.terms, MATTER) for each in failing] == [
        (Aspect.KIND,),
        (Aspect.PRIORITY,),
        (Aspect.SITE,),
        (Aspect.CUSTOMER,),
    ]


def test_the_stated_order_decides_one_condition_after_the_other():
    order = [
        term(1, customer=7),
        term(2, site=30),
        term(3, site=20),
        term(4, site=10),
        term(5, customer_kind="external"),
        term(6, kind="complaint"),
        term(7, service_stage="aftersale"),
        term(8, priority=2),
        term(9),
    ]
    for number, each in enumerate(order):
        assert choosing.choose(reversed(order[number:]), MATTER) == each


def test_one_telling_condition_goes_before_any_number_of_lesser_ones():
    named, narrow = term(1, customer=7), term(2, site=30, kind="complaint", service_stage="aftersale", priority=2)
    assert choosing.choose([narrow, named], MATTER) == named


def test_a_named_customer_and_a_priority_go_before_the_customer_alone():
    assert choosing.choose([term(1, customer=7), term(2, customer=7, priority=2)], MATTER) == term(
        2, customer=7, priority=2
    )


def test_why_says_what_failed_and_what_decided():
    weighed = choosing.weigh([term(1, priority=2), term(2, kind="report"), term(3, kind="complaint")], MATTER)
    assert [(each.promise.code, each.applies, each.fails, each.decided_by) for each in weighed] == [
        ("P-03", True, (), None),
        ("P-01", False, (), Aspect.KIND),
        ("P-02", False, (Aspect.KIND,), None),
    ]


def test_between_two_sites_the_nearer_one_decides():
    weighed = choosing.weigh([term(1, site=10), term(2, site=20)], MATTER)
    assert [(each.promise.code, each.decided_by) for each in weighed] == [("P-02", None), ("P-01", Aspect.SITE)]


CONDITIONS = st.fixed_dictionaries(
    {
        "customer": st.sampled_from([None, 7, 8]),
        "site": st.sampled_from([None, 10, 20, 30, 31]),
        "customer_kind": st.sampled_from(["", "external", "internal"]),
        "kind": st.sampled_from(["", "complaint", "report"]),
        "service_stage": st.sampled_from(["", "aftersale", "presale"]),
        "priority": st.sampled_from([None, 1, 2]),
    }
)
PROMISES = st.lists(CONDITIONS, max_size=8, unique_by=lambda each: tuple(each.items())).map(
    lambda some: [term(number, **conditions) for number, conditions in enumerate(some, 1)]
)


@given(PROMISES, st.randoms(use_true_random=False))
def test_the_same_promise_binds_in_whatever_order_they_are_kept(promises, chance):
    shuffled = list(promises)
    chance.shuffle(shuffled)
    assert choosing.choose(promises, MATTER) == choosing.choose(shuffled, MATTER)


@given(PROMISES)
def test_what_binds_meets_every_condition_and_nothing_that_fits_says_more(promises):
    chosen = choosing.choose(promises, MATTER)
    fitting = [each for each in promises if not choosing.fails(each.terms, MATTER)]
    assert (chosen is None) == (not fitting)
    if chosen:
        ranks = [choosing.rank(each.terms, MATTER) for each in fitting]
        assert ranks.count(max(ranks)) == 1
        assert choosing.rank(chosen.terms, MATTER) == max(ranks)


@given(PROMISES, st.integers(0, 7))
def test_a_promise_that_does_not_bind_can_be_taken_away_without_a_trace(promises, place):
    chosen = choosing.choose(promises, MATTER)
    rest = [each for number, each in enumerate(promises) if number != place]
    if chosen in rest or chosen is None:
        assert choosing.choose(rest, MATTER) == chosen


@given(PROMISES)
def test_every_promise_is_weighed_once_and_only_one_applies(promises):
    weighed = choosing.weigh(promises, MATTER)
    assert sorted(each.promise.id for each in weighed) == [each.id for each in promises]
    assert sum(each.applies for each in weighed) <= 1
    assert all(each.applies or each.fails or each.decided_by for each in weighed)


TERMS = Terms(first_minutes=60, next_minutes=120, minutes=480, calendar="plain")


def test_the_first_reply_of_a_person_is_judged_against_its_due_time():
    state = Clocks(first_due=at(1, 10))
    assert clocks.replied(state, at(1, 10)) == (
        Clocks(first_due=at(1, 10), first_at=at(1, 10), first_kept=True),
        (Judgement(Target.FIRST, kept=True),),
    )
    assert clocks.replied(state, at(1, 10) + timedelta(seconds=1))[1] == (Judgement(Target.FIRST, kept=False),)


def test_before_the_first_reply_a_second_message_starts_no_other_clock():
    state = Clocks(first_due=at(1, 10))
    assert clocks.received(state, TERMS, OFFICE, at(1, 9, 30)) == state


def test_each_message_after_a_reply_starts_the_clock_of_the_next_response_and_the_earliest_counts():
    state, _ = clocks.replied(Clocks(first_due=at(1, 10)), at(1, 9, 30))
    asked = clocks.received(state, TERMS, OFFICE, at(1, 17))
    assert (asked.answer_since, asked.answer_due) == (at(1, 17), at(2, 10))
    assert clocks.received(asked, TERMS, OFFICE, at(2, 9)) == asked
    done, verdicts = clocks.replied(asked, at(2, 10))
    assert verdicts == (Judgement(Target.NEXT, kept=True),)
    assert (done.answer_since, done.answer_due, done.answers_kept, done.answers_missed) == (None, None, 1, 0)


def test_a_reply_to_nothing_is_judged_by_nobody():
    state, _ = clocks.replied(Clocks(first_due=at(1, 10)), at(1, 9, 30))
    assert clocks.replied(state, at(1, 11)) == (state, ())


def test_without_a_promise_or_beyond_the_calendar_there_is_no_due_time():
    assert clocks.received(Clocks(), None, None, NINE) == Clocks(answer_since=NINE)
    late = datetime(2017, 12, 29, 9, tzinfo=UTC)
    assert clocks.received(Clocks(), TERMS, OFFICE, late) == Clocks(answer_since=late)


@pytest.mark.spec("S5")
def test_chatwoot_12058_a_reply_after_reopening_is_no_first_response():
    """A case answered, closed and opened again: the reply that follows judges its own message, never the first."""
    state, first = clocks.replied(Clocks(first_due=at(1, 10)), at(1, 9, 10))
    again = clocks.received(state, TERMS, OFFICE, at(8, 9))
    done, verdicts = clocks.replied(again, at(8, 9, 30))
    assert (first, verdicts) == ((Judgement(Target.FIRST, kept=True),), (Judgement(Target.NEXT, kept=True),))
    assert (done.first_at, done.first_kept) == (at(1, 9, 10), True)


def run(state: Clocks = Clocks(), status: Status = Status.OPEN, due: datetime | None = None) -> list[Target]:  # noqa: B008 - frozen
    found = clocks.running(state, status, opened_at=NINE, promise_due=due, reopenings=0)
    return [each.target for each in found]


def test_waiting_stops_the_resolution_and_never_a_customer_who_waits_for_a_word():
    unanswered = Clocks(first_due=at(1, 10))
    asked = Clocks(first_due=at(1, 10), first_at=NINE, answer_since=NINE, answer_due=at(1, 11))
    assert run(unanswered, Status.OPEN, at(2, 9)) == [Target.FIRST, Target.RESOLUTION]
    assert run(unanswered, Status.WAITING, at(2, 9)) == [Target.FIRST]
    assert run(asked, Status.RESOLVED, at(2, 9)) == [Target.NEXT]
    assert run(asked, Status.CLOSED, at(2, 9)) == []


def test_the_warning_comes_when_the_share_of_business_time_is_used_whatever_the_pauses():
    resolution = Running(Target.RESOLUTION, 0, at(3, 14), at(6, 13))
    assert clocks.warn_at(resolution, TERMS, OFFICE) == at(6, 11)
    paused_a_day = Running(Target.RESOLUTION, 0, at(3, 14), at(7, 13))
    assert clocks.warn_at(paused_a_day, TERMS, OFFICE) == at(7, 11)
    silent = Terms(minutes=480, calendar="plain", warn_percent=None)
    assert clocks.warn_at(resolution, silent, OFFICE) is None


FIRST = Running(Target.FIRST, 0, at(1, 9), at(1, 10))


def stage(*fired: Fired, now: datetime = NINE, terms: Terms = TERMS) -> tuple[int, datetime] | None:
    return clocks.next_stage(FIRST, terms, OFFICE, fired, now)


def told(number: int, when: datetime, **more: bool) -> Fired:
    return Fired(Target.FIRST, 0, number, person=number, at=when, **more)


def test_one_warns_then_escalates_then_again_while_the_person_is_silent():
    assert stage() == (0, at(1, 9, 45))
    assert stage(told(0, at(1, 9, 45))) == (1, at(1, 10))
    assert stage(told(0, at(1, 9, 45)), told(1, at(1, 17))) == (2, at(2, 10))


def test_who_could_not_be_warned_in_time_is_not_warned_any_more():
    assert stage(now=at(1, 10)) == (1, at(1, 10))


def test_whoever_acted_or_has_nobody_above_ends_the_ladder():
    assert stage(told(1, at(1, 10), answered=True)) is None
    assert stage(told(1, at(1, 10), is_last=True)) is None
    assert stage(told(0, at(1, 9, 45)), terms=Terms(first_minutes=60, escalate_to=EscalateTo.NOBODY)) is None


def test_alarms_of_another_spell_of_the_same_clock_do_not_count():
    assert stage(Fired(Target.FIRST, 1, 0, person=1, at=at(1, 9, 45))) == (0, at(1, 9, 45))


def test_the_ladder_names_the_lead_then_the_heads_then_the_directors_and_nobody_in_charge():
    ladder = Ladder(lead=1, heads=(2, 3), directors=(3, 4))
    lead = Terms(escalate_to=EscalateTo.LEAD)
    assert clocks.chain(lead, ladder, here=(), in_charge=()) == (1, 2, 3, 4)
    assert clocks.chain(lead, ladder, here=(), in_charge=(1, None)) == (2, 3, 4)
    assert clocks.chain(Terms(escalate_to=EscalateTo.HEAD), ladder, here=(), in_charge=()) == (2, 3, 4)
    named = Terms(escalate_to=EscalateTo.PERSON, named=9)
    assert clocks.chain(named, ladder, here=(9,), in_charge=()) == (9, 1, 2, 3, 4)
    assert clocks.chain(named, ladder, here=(), in_charge=()) == (1, 2, 3, 4)


def test_who_must_act_is_the_last_one_named_for_a_clock_that_still_runs():
    first, second = told(1, at(1, 10)), told(2, at(1, 12))
    assert clocks.must_act([FIRST], [first, second]) == 2
    assert clocks.must_act([FIRST], [first, told(2, at(1, 12), answered=True)]) is None
    assert clocks.must_act([], [first, second]) is None
    assert clocks.must_act([FIRST], [told(0, at(1, 9, 45))]) is None


def test_three_transfers_over_a_weekend_split_the_clock_to_the_second():
    """Friday 14:00 to Monday 16:00 on eight hours: the queue, then three people, with half an hour of waiting."""
    friday, end = at(3, 14), at(6, 16)
    points = [friday, at(3, 15, 30), at(3, 17), at(6, 10), end]
    holds = list(pairwise(points))
    waited = [(at(6, 11), at(6, 11, 30))]
    assert clocks.split(OFFICE, holds, (friday, end), total=8 * HOUR, paused=waited) == (
        Used(0, 5400, 23400),
        Used(1, 5400, 18000),
        Used(2, 7200, 10800),
        Used(3, 19800, -9000),
    )


def test_frappe_helpdesk_1895_whoever_held_it_first_does_not_eat_the_clock_of_the_next():
    """The first line hands over after twenty minutes: it used twenty, and the second line sees all that is left."""
    holds = [(at(1, 9), at(1, 9, 20)), (at(1, 9, 20), at(1, 10, 30))]
    used = clocks.split(OFFICE, holds, (at(1, 9), at(1, 10, 30)), total=2 * HOUR)
    assert used == (Used(0, 1200, 6000), Used(1, 4200, 1800))


@given(
    st.lists(st.integers(0, 40_000), min_size=1, max_size=6),
    st.integers(0, 40_000),
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 5_000)), max_size=3),
    st.integers(1, 100_000),
)
def test_the_parts_of_a_clock_add_up_to_the_whole(cuts, minutes, pauses, total):
    start, end = NINE, NINE + timedelta(minutes=minutes)
    points = [start, *(NINE + timedelta(minutes=cut) for cut in sorted(cuts)), NINE + timedelta(minutes=90_000)]
    stood, free = [], 0
    for first, length in sorted(pauses):
        low = max(first, free)
        free = low + length
        stood.append((NINE + timedelta(minutes=low), NINE + timedelta(minutes=free)))
    used = clocks.split(OFFICE, list(pairwise(points)), (start, end), total=total, paused=stood)
    second = promise.second
    whole = OFFICE.seconds(second(start), second(end))
    whole -= sum(OFFICE.seconds(second(a), second(min(b, end))) for a, b in stood if a < end)
    assert sum(each.seconds for each in used) == whole
    assert all(each.seconds >= 0 for each in used)
    if used:
        assert used[-1].left == total - whole


@pytest.mark.parametrize(
    ("changes", "stood"),
    [
        ([("case.opened", 1)], ()),
        ([("case.waiting", 1), ("case.resumed", 2)], ((1, 2),)),
        ([("case.waiting", 1), ("case.resolved", 2), ("case.reopened", 4)], ((1, 2), (2, 4))),
        ([("case.resolved", 2), ("case.closed", 3), ("case.reopened", 4)], ((2, 3), (3, 4))),
        ([("case.waiting", 1)], ((1, None),)),
        ([("case.waiting", 1), ("case.handed_over", 2), ("case.resumed", 3)], ((1, 3),)),
    ],
)
def test_the_clock_of_the_resolution_stands_while_one_waits_and_while_it_is_resolved(changes, stood):
    def hour(number: int | None) -> datetime | None:
        return None if number is None else NINE + timedelta(hours=number)

    found = clocks.stops([(code, NINE + timedelta(hours=number)) for code, number in changes])
    assert found == tuple((hour(a), hour(b)) for a, b in stood)
