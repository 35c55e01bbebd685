from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.facts.rules import story_of
from liuxin.facts.words import CaseEvent, Story
from tests.facts.stories import NOBODY, SYSTEM, event, handed, numbered, opened, when


def told(*events: CaseEvent, unranked: frozenset[int] = NOBODY) -> Story:
    """Tell the story of events recorded in the order given."""
    story = story_of(numbered(events), unranked)
    assert story is not None
    return story


def test_an_opening_alone_is_a_case_in_hand_of_whoever_has_it():
    story = told(opened(when(7), holder=3, team=2))

    assert (story.opening.at, story.opening.customer, story.priority, story.category) == (when(7), 5, 3, "leak")
    assert [(each.at, each.person, each.team, each.accountable) for each in story.holdings] == [(when(7), 3, 2, 50)]
    assert (story.resolutions, story.limit, story.promise, story.closed_at) == ((), None, None, None)


def test_a_case_without_its_opening_has_no_story():
    assert story_of(numbered([event("resolved", when(8))]), NOBODY) is None
    assert story_of([], NOBODY) is None


def test_a_resolution_is_credited_to_the_holder_then_and_not_to_a_later_one():
    story = told(opened(when(7), holder=1), event("resolved", when(8)), handed(when(9), 2))

    assert [(each.at, each.person, each.team) for each in story.resolutions] == [(when(8), 1, 1)]


def test_a_hand_over_of_the_same_instant_counts_as_the_record_orders_it():
    before = told(opened(when(7), holder=1), handed(when(8), 2), event("resolved", when(8)))
    after = told(opened(when(7), holder=1), event("resolved", when(8)), handed(when(8), 2))

    assert (before.resolutions[0].person, after.resolutions[0].person) == (2, 1)


def test_a_closing_that_nothing_resolved_is_the_resolution():
    story = told(opened(when(7), holder=1), event("closed", when(9), outcome="answered", recorded=True))

    assert [(each.at, each.person) for each in story.resolutions] == [(when(9), 1)]
    assert (story.closed_at, story.outcome, story.outcome_recorded) == (when(9), "answered", True)


def test_a_closing_after_a_resolution_is_no_second_one():
    story = told(
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("closed", when(9), outcome="not_recorded", recorded=False),
    )

    assert [each.at for each in story.resolutions] == [when(8)]
    assert (story.outcome, story.outcome_recorded) == ("not_recorded", False)


def test_a_reopening_ends_the_last_resolution_and_takes_the_outcome_back():
    story = told(
        opened(when(7), holder=1),
        event("resolved", when(8)),
        event("closed", when(9), outcome="answered"),
        event("reopened", when(10)),
        handed(when(10, 12), 2),
        event("resolved", when(11)),
    )

    assert [(each.at, each.person, each.reopened_at) for each in story.resolutions] == [
        (when(8), 1, when(10)),
        (when(11), 2, None),
    ]
    assert (story.reopenings, story.closed_at, story.outcome) == (1, None, "")


def test_a_reopening_of_what_was_not_resolved_changes_nothing():
    assert told(opened(when(7), holder=1), event("reopened", when(8))).reopenings == 0


def test_transfers_are_changes_of_human_holder_before_the_last_resolution():
    story = told(
        opened(when(7)),
        handed(when(7, 10), 1, point=2),
        handed(when(7, 11), None, point=3),
        handed(when(7, 12), 1, point=4),
        handed(when(7, 13), SYSTEM, point=5),
        handed(when(7, 14), 2, point=6),
        event("resolved", when(8)),
        handed(when(9), 3, point=7),
        unranked=frozenset({SYSTEM}),
    )

    assert story.transfers == 1


def test_transfers_of_a_case_still_open_are_those_so_far():
    assert told(opened(when(7), holder=1), handed(when(8), 2), handed(when(9), 1, point=3)).transfers == 2


def test_a_resolution_knows_what_the_case_was_taken_for_then():
    story = told(
        opened(when(7), holder=1),
        event("classified", when(8), priority=1, category="lift"),
        event("resolved", when(9)),
        event("classified", when(10), priority=4, category="paint"),
    )

    assert (story.resolutions[0].priority, story.resolutions[0].category) == (1, "lift")
    assert (story.priority, story.category) == (4, "paint")


@pytest.mark.parametrize("ending", ["resumed", "resolved", "closed", "reopened"])
def test_a_wait_for_the_customer_ends_when_the_case_goes_on(ending: str):
    assert told(opened(when(7)), event("waiting", when(8)), event(ending, when(9))).waits == ((when(8), when(9)),)


def test_a_wait_goes_on_through_a_hand_over():
    story = told(opened(when(7)), event("waiting", when(8)), handed(when(9), 2), event("waiting", when(9, 10)))

    assert story.waits == ((when(8), None),)


def test_the_promise_is_as_judged_last():
    story = told(
        opened(when(7)),
        event("promise_judged", when(8), kept=True, basis="computed"),
        event("promise_judged", when(9), kept=False, basis="recorded"),
    )

    assert (story.promise, story.promise_basis) == (False, "recorded")


@pytest.mark.parametrize(
    ("due", "resolved", "limit", "holder"),
    [
        (None, when(9), when(9), 2),
        (when(10), when(9), when(9), 2),
        (when(8, 10), when(9), when(8, 10), 2),
        (when(7, 12), when(9), when(7, 12), 1),
        (when(6), when(9), when(6), 1),
        (when(12), None, when(12), 2),
        (None, None, None, 1),
    ],
)
def test_the_sharing_ends_at_deadline_or_resolution(
    due: int | None, resolved: int | None, limit: int | None, holder: int
):
    ending = [] if resolved is None else [event("resolved", resolved)]

    story = told(opened(when(7), holder=1, due=due), handed(when(8), 2), *ending)

    assert (story.limit, story.holdings[story.at_limit].person) == (limit, holder)


def test_a_judgement_without_deadline_or_resolution_ends_the_sharing_itself():
    assert told(opened(when(7)), event("promise_judged", when(9), kept=False)).limit == when(9)


def test_a_wait_moves_a_computed_promise_and_stops_it_while_it_lasts():
    start, wait = opened(when(7), holder=1, due=when(8)), event("waiting", when(7, 12))

    assert told(start, wait).limit is None
    assert told(start, wait, event("resumed", when(9), due=when(9, 13))).limit == when(9, 13)


def test_the_next_action_of_a_case_is_not_its_promise():
    assert told(opened(when(7), due=when(9)), event("planned", when(8), due=when(20))).opening.due == when(9)


STEPS = st.lists(
    st.builds(
        lambda name, at, holder: (
            handed(when(7) + at, holder) if name == "handed_over" else event(name, when(7) + at, kept=bool(holder))
        ),
        st.sampled_from(
            ["handed_over", "waiting", "resumed", "resolved", "reopened", "closed", "promise_judged", "touched"]
        ),
        st.integers(0, 3).map(lambda hours: hours * 3600),
        st.sampled_from([None, 1, 2, SYSTEM]),
    ),
    max_size=12,
)


@given(STEPS, st.randoms(use_true_random=False))
def test_the_story_does_not_depend_on_the_order_in_which_events_are_read(steps: list[CaseEvent], random: Random):
    events = numbered([opened(when(7)), *steps])
    shuffled = list(events)
    random.shuffle(shuffled)

    assert story_of(shuffled, NOBODY) == story_of(events, NOBODY)


@given(STEPS)
def test_every_resolution_but_the_last_was_reopened_and_waits_never_overlap(steps: list[CaseEvent]):
    story = told(opened(when(7)), *steps)

    assert all(each.reopened_at is not None for each in story.resolutions[:-1])
    assert story.reopenings == sum(each.reopened_at is not None for each in story.resolutions)
    ends = [end for _, end in story.waits[:-1]]
    assert all(end is not None and end <= start for end, (start, _) in zip(ends, story.waits[1:], strict=True))
