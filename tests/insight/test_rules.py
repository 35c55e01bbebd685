import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.engines.measurement.library import MEASURES
from liuxin.engines.measurement.words import Direction, EvidenceRow, Kind, WhyNot
from liuxin.insight import rules
from liuxin.insight.rules import Span

CASES_RESOLVED, PROMISES_KEPT = MEASURES["cases_resolved"], MEASURES["promises_kept"]
RESOLUTION_TIME_BUSINESS, TRANSFERS_PER_CASE = MEASURES["resolution_time_business"], MEASURES["transfers_per_case"]


def row(value: float, *, weight: float = 1.0, counted: bool = True, case: str = "C-1") -> EvidenceRow:
    why = WhyNot.COUNTED if counted else WhyNot.WINDOW_OPEN
    return EvidenceRow(case, 1, 1, 0, weight, value, counted, why)


MEAN = rules.Sum(Kind.MEAN, 4.31 * 87, 87.0, 4.31, 87)


def test_the_sum_of_a_share_is_kept_over_all():
    rows = [row(1.0, weight=0.5), row(0.0, weight=1.0), row(1.0, weight=1.0), row(1.0, counted=False)]
    assert rules.written_out(PROMISES_KEPT, rows, None) == rules.Sum(Kind.SHARE, 1.5, 2.5, 60.0, 3)


def test_the_sum_of_a_count_is_the_count():
    assert rules.written_out(CASES_RESOLVED, [row(1.0), row(1.0)], None) == rules.Sum(Kind.COUNT, 2.0, 2.0, 2.0, 2)


def test_a_quantile_is_picked_and_keeps_its_value():
    assert rules.written_out(RESOLUTION_TIME_BUSINESS, [row(2.0), row(4.0)], 3.0).value == 3.0


def test_nothing_counted_adds_up_to_no_value():
    assert rules.written_out(TRANSFERS_PER_CASE, [row(2.0, counted=False)], None).value is None


def test_a_case_pulls_the_mean_by_its_distance():
    # A rating of 1 among 87 with a mean of 4.31 (the design's drawer): (1 - 4.31) / 87.
    assert rules.pull(TRANSFERS_PER_CASE, row(1.0), MEAN) == pytest.approx(-0.038, abs=5e-4)


def test_what_is_not_counted_pulls_nothing():
    assert rules.pull(TRANSFERS_PER_CASE, row(1.0, counted=False), MEAN) is None


@given(st.lists(st.tuples(st.floats(0.01, 1), st.sampled_from([0.0, 1.0])), min_size=1, max_size=30))
def test_the_pulls_of_all_cases_cancel_out(pairs: list[tuple[float, float]]):
    rows = [row(value, weight=weight) for weight, value in pairs]
    total = rules.written_out(PROMISES_KEPT, rows, None)
    assert total.value is not None
    pulls = [rules.pull(PROMISES_KEPT, each, total) or 0.0 for each in rows]
    assert sum(pulls) == pytest.approx(0.0, abs=1e-9)


def test_the_latest_month_that_is_told_apart_is_named():
    months = [Span(90, 88, 92), Span(80, 78, 82), Span(81, 79, 83)]
    assert rules.latest_change(months, Direction.HIGHER) == rules.Change(0, 1, better=False)
    assert rules.latest_change(months, Direction.LOWER) == rules.Change(0, 1, better=True)
    assert rules.latest_change(months, Direction.BAND) == rules.Change(0, 1, better=None)


def test_months_that_meet_are_no_change_and_a_gap_is_not_bridged():
    assert rules.latest_change([Span(90, 85, 95), Span(80, 75, 86)], Direction.HIGHER) is None
    assert rules.latest_change([Span(90, 88, 92), None, Span(80, 78, 82)], Direction.HIGHER) is None


def test_a_month_with_too_little_changes_nothing():
    assert rules.latest_change([Span(90, 88, 92), Span(10, 8, 12, firm=False)], Direction.HIGHER) is None


SPANS = st.builds(
    lambda value, down, up, firm: Span(value, value - down, value + up, firm),
    st.floats(0, 100),
    st.floats(0, 20),
    st.floats(0, 20),
    st.booleans(),
)


@given(st.lists(st.one_of(st.none(), SPANS), max_size=12))
def test_read_backwards_a_gain_is_a_loss(spans: list[Span | None]):
    pair = [span for span in spans if span is not None][:2]
    there = rules.latest_change(pair, Direction.HIGHER)
    back = rules.latest_change(pair[::-1], Direction.HIGHER)
    assert (there is None) == (back is None)
    if there and back:
        assert there.better is not back.better


def test_what_one_case_brought_in_pieces_is_put_together():
    pieces = [row(1.0, weight=0.3), row(1.0, weight=0.2), row(0.0, weight=1.0, case="C-2")]
    assert [(each.case, each.weight) for each in rules.merged(PROMISES_KEPT, pieces)] == [("C-1", 0.5), ("C-2", 1.0)]


def test_two_resolutions_of_one_case_stay_two():
    pieces = [row(0.0), row(1.0)]
    assert rules.merged(TRANSFERS_PER_CASE, pieces) == tuple(pieces)


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C"]), st.floats(0.01, 1)), min_size=1, max_size=20))
def test_putting_pieces_together_changes_no_number(pairs: list[tuple[str, float]]):
    rows = [row(float(case == "A"), weight=weight, case=case) for case, weight in pairs]
    one = rules.written_out(PROMISES_KEPT, rows, None)
    other = rules.written_out(PROMISES_KEPT, rules.merged(PROMISES_KEPT, rows), None)
    assert [other.top, other.bottom] == pytest.approx([one.top, one.bottom])
