"""What the fold finds in the events is what the simulator knows to be true, and what was planted comes out again."""

from datetime import date

import numpy as np
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.facts.words import FactTable
from liuxin.interfaces.imports.simulator import Scenario
from liuxin.interfaces.imports.simulator.after import LATE_COSTS
from liuxin.interfaces.imports.simulator.truth import CASES, true_replies
from tests.interfaces.imports.simulator.known import Known

LARGE = Scenario(people=60, months=13, seed=7, first=date(2025, 1, 1), cases_per_person_day=2.5)
SAME = {
    "case": "case",
    "opened_at": "opened_at",
    "customer": "customer",
    "priority": "priority",
    "due": "due",
    "resolved_at": "resolved_at",
    "closed_at": "closed_at",
    "promise": "kept",
    "transfers": "transfers",
    "first_holder": "first_holder",
    "first_team": "first_team",
    "answered_at": "answered_at",
    "answered_by": "answered_by",
}
"""Columns of the fact table of cases, and of the truth."""


@pytest.fixture(scope="module", params=[5, 6])
def small(request):
    return Known(Scenario(people=30, months=3, seed=request.param, cases_per_person_day=1.0, customers=200))


@pytest.fixture(scope="module")
def large():
    return Known(LARGE)


@pytest.mark.parametrize("column", SAME)
def test_the_cases_are_what_is_true(small, column):
    found = small.facts[FactTable.CASES].sort_by("case")[column]
    assert found.to_pylist() == small.cases[SAME[column]].to_pylist()


def test_the_truth_has_the_columns_that_it_names(small):
    assert tuple(small.cases.column_names) == CASES


def test_each_promise_of_a_reply_is_there_with_its_end(small):
    found = small.facts[FactTable.RESPONSES].select(["case", "target", "since", "due", "ended_at"]).to_pylist()
    true = {tuple(row.values()) for row in true_replies(small.world, small.drawn).to_pylist()}
    assert {tuple(row.values()) for row in found} == true
    assert {target for _, target, *_ in true} == {"first", "next"}


def test_each_resolution_is_there_with_its_resolver(small):
    found = small.facts[FactTable.RESOLUTIONS]
    assert found.num_rows == pc.sum(small.cases["resolutions"]).as_py()
    last = found.filter(pc.and_(found["last"], pc.is_null(found["reopened_at"]))).sort_by("case")
    resolved = small.cases.filter(pc.is_valid(small.cases["resolved_at"]))
    assert last["case"].to_pylist() == resolved["case"].to_pylist()
    assert last["person"].to_pylist() == resolved["resolver"].to_pylist()
    assert last["team"].to_pylist() == resolved["resolver_team"].to_pylist()


def test_replies_surveys_complaints_are_as_many(small):
    replies = small.facts[FactTable.REPLIES]
    standing = replies.filter(pc.is_valid(replies["at"]))
    assert pc.sum(standing["replies"]).as_py() == pc.sum(small.cases["replies"]).as_py()
    surveys = small.facts[FactTable.SURVEYS].sort_by("case")
    asked = small.cases.filter(pc.is_valid(small.cases["asked_at"]))
    assert surveys["case"].to_pylist() == asked["case"].to_pylist()
    assert surveys["answered_at"].to_pylist() == asked["answered_survey_at"].to_pylist()
    assert surveys["overall"].to_pylist() == asked["overall"].to_pylist()
    assert surveys["person"].to_pylist() == asked["resolver"].to_pylist()
    complained = small.cases["complained_at"].drop_null().to_pylist()
    assert sorted(small.facts[FactTable.COMPLAINTS]["at"].to_pylist()) == sorted(complained)


def within_error(found, planted, count, *, least):
    """Tell how far shares lie from what was planted, in standard errors, of those with enough rows."""
    enough = count >= least
    error = np.sqrt(planted * (1 - planted) / np.maximum(count, 1))
    return ((found - planted) / error)[enough]


def test_who_reopens_more_is_found_again_within_sampling_error(large):
    resolutions = large.facts[FactTable.RESOLUTIONS]
    # Of what was resolved long before the end every reopening is known; what was withdrawn has none to begin with.
    told = resolutions.filter(
        pc.and_(pc.equal(resolutions["n"], 1), pc.less(resolutions["at"], LARGE.end - 86_400 * 13))
    )
    people = told["person"].to_numpy()
    found, count = large.shares(np.asarray(pc.is_valid(told["reopened_at"])), people)
    planted = large.world.people.traits.reopens
    far = within_error(found, planted, count, least=200)
    assert far.size > 30
    assert np.abs(far).max() < 4.0
    assert abs(far.mean()) < 0.5
    usual = (count >= 200) & large.usual
    assert np.corrcoef(found[usual], planted[usual])[0, 1] > 0.9


def test_who_forgets_keeps_fewer_promises(large):
    judged = large.cases.filter(pc.is_valid(large.cases["kept"]))
    found, count = large.shares(judged["kept"].to_numpy() == 1, judged["resolver"].to_numpy())
    usual = (count >= 200) & large.usual
    assert np.corrcoef(found[usual], 1 - large.world.people.traits.forgets[usual])[0, 1] > 0.75
    # Nobody keeps more than is planted, but for chance.
    assert within_error(found, 1 - large.world.people.traits.forgets, count, least=200).max() < 3.5


def test_who_is_liked_is_liked_in_the_survey_and_a_missed_promise_costs(large):
    answered = large.cases.filter(pc.is_valid(large.cases["overall"]))
    overall, people = answered["overall"].to_numpy(), answered["resolver"].to_numpy()
    count = np.bincount(people - 1, minlength=large.world.people.count)
    mean = np.bincount(people - 1, weights=overall, minlength=large.world.people.count) / np.maximum(count, 1)
    usual = count >= 40
    assert usual.sum() > 20
    assert np.corrcoef(mean[usual], large.world.people.traits.liking[usual])[0, 1] > 0.75
    kept = answered["kept"].fill_null(1).to_numpy()
    cost = overall[kept == 1].mean() - overall[kept == 0].mean()
    # Besides what is planted, more of those who are unhappy answer, and what was reopened is late more often.
    assert 0.75 * LATE_COSTS < cost < 1.5 * LATE_COSTS


def test_not_everybody_answers_and_who_is_unhappy_answers_more_often(large):
    asked = large.cases.filter(pc.is_valid(large.cases["asked_at"]))
    answers = np.asarray(pc.is_valid(asked["overall"]))
    late = asked["kept"].fill_null(1).to_numpy() == 0
    assert 0.2 < answers.mean() < 0.45
    assert answers[late].mean() > answers[~late].mean() + 0.03


def test_new_customers_wait_longer_as_planted(large):
    cases = large.cases.filter(pc.is_valid(large.cases["resolved_at"]))
    hours = cases["resolved_at"].to_numpy() - cases["opened_at"].to_numpy()
    new = cases["is_new"].to_numpy() == 1
    assert new.sum() > 1000
    assert np.median(hours[new]) > 1.1 * np.median(hours[~new])


def test_hearts_told_in_reviews_are_those_planted(large):
    reviews = large.facts[FactTable.REVIEWS]
    random = reviews.filter(reviews["random"])
    traits = large.world.people.traits.hearts
    for place, heart in enumerate(("care", "love", "sincerity", "attention", "dedication", "perseverance")):
        seen = random.filter(pc.is_valid(random[heart]))
        planted = traits[seen["person"].to_numpy() - 1, place]
        assert np.corrcoef(seen[heart].to_numpy(), planted)[0, 1] > 0.25, heart


@settings(max_examples=8)
@given(
    st.builds(
        Scenario,
        people=st.integers(15, 40),
        months=st.integers(1, 4),
        seed=st.integers(0, 2**32),
        cases_per_person_day=st.sampled_from([0.05, 0.4]),
        customers=st.sampled_from([1, 40]),
    )
)
def test_whatever_is_simulated_is_folded_to_what_is_true(scenario):
    known = Known(scenario)
    found = known.facts[FactTable.CASES].sort_by("case")
    for column, true in SAME.items():
        assert found[column].to_pylist() == known.cases[true].to_pylist(), column
    assert known.facts[FactTable.RESOLUTIONS].num_rows == (pc.sum(known.cases["resolutions"]).as_py() or 0)
