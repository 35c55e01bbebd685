"""A funnel: few cases may lie far off by chance, many may not."""

import pytest

from liuxin.engines.measurement.library import MEASURES
from liuxin.insight.funnels import funnelled
from tests.insight.readings import NOTHING, share, value

KEPT, MEAN = MEASURES["promises_kept"], MEASURES["csat_mean"]
AROUND = [share(80, 100), share(162, 200), share(40, 50), share(239, 300)]


def test_those_whom_chance_explains_lie_within_and_the_rest_outside_on_their_side():
    found = funnelled(KEPT, [*AROUND, share(450, 450), share(60, 150)])
    assert found is not None
    assert found.zones == (0, 0, 0, 0, 2, -2)
    assert (found.outside, found.all) == (2, 6)


def test_the_same_share_lies_outside_only_with_enough_cases():
    few, many = (funnelled(KEPT, [*AROUND, share(6 * times, 10 * times)]) for times in (1, 20))
    assert few is not None
    assert many is not None
    assert (few.zones[-1], many.zones[-1]) == (0, -2)


def test_the_limits_narrow_with_more_cases_around_what_all_reached():
    found = funnelled(KEPT, AROUND)
    assert found is not None
    assert found.middle == pytest.approx(100 * 521 / 650)
    widths = [each.high95 - each.low95 for each in found.limits]
    assert widths == sorted(widths, reverse=True)
    assert all(each.low998 <= each.low95 <= found.middle <= each.high95 <= each.high998 for each in found.limits)
    assert found.limits[-1].n == pytest.approx(300)


def test_whoever_has_no_value_has_no_dot():
    found = funnelled(KEPT, [None, *AROUND, NOTHING])
    assert found is not None
    assert (found.zones[0], found.zones[-1], found.all) == (None, None, 4)


@pytest.mark.parametrize("readings", [AROUND[:2], [share(9, 9), share(5, 5), share(30, 30)]])
def test_too_few_or_all_alike_draw_none(readings: list[object]):
    assert funnelled(KEPT, readings) is None  # type: ignore[arg-type]  # readings


def test_only_shares_are_put_into_a_funnel():
    assert funnelled(MEAN, [value(4.0), value(3.0), value(5.0)]) is None
