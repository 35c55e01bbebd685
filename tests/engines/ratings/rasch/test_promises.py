"""Quick twins of the simulations in tools/bench/ratings/rasch.py; all replications run with the tests of scale."""

import pytest

from liuxin.engines.ratings import rasch
from tools.bench.figure import seconds
from tools.bench.ratings import rasch as scene


@pytest.mark.parametrize("method", list(rasch.Method))
def test_intervals_of_severities_hold(method: rasch.Method):
    assert 92 <= scene.coverage(scene.LEAN, method, 20) <= 98


def test_intervals_on_a_page_hold():
    averages, severities = scene.shown(scene.USUAL, 6)

    assert 92 <= averages <= 98
    assert 88 <= severities <= 100


def test_fair_averages_are_fairer_than_raw_means():
    fair, raw = scene.misses(scene.USUAL, 4)

    assert fair < 0.7 * raw


@pytest.mark.scale
def test_intervals_of_severities_hold_in_five_hundred_replications():
    assert 92 <= scene.coverage(scene.LEAN, rasch.Method.JOINT, 500) <= 98


@pytest.mark.scale
def test_ten_times_the_ratings_take_at_most_some_fifteen_times_as_long():
    small, large = (scene.at_scale(size) for size in (10_000, 100_000))
    quick = min(seconds(lambda: scene.fitted(small, rasch.Method.JOINT), rounds=3))
    slow = min(seconds(lambda: scene.fitted(large, rasch.Method.JOINT), rounds=3))

    assert slow < 15 * quick
