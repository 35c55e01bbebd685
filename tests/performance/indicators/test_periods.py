"""Which periods a set is meant for."""

from datetime import date

import pytest

from liuxin.kernel.period import Period
from liuxin.performance.indicators.rules import fits
from liuxin.performance.indicators.words import Grain

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("first", "last", "grain"),
    [
        ("2016-02-01", "2016-02-29", Grain.MONTH),
        ("2016-12-01", "2016-12-31", Grain.MONTH),
        ("2016-04-01", "2016-06-30", Grain.QUARTER),
        ("2016-10-01", "2016-12-31", Grain.QUARTER),
        ("2016-01-01", "2016-12-31", Grain.YEAR),
        ("2016-02-01", "2016-04-30", None),
        ("2016-04-01", "2016-04-29", None),
        ("2016-04-02", "2016-05-01", None),
        ("2016-04-01", "2017-03-31", None),
    ],
)
def test_a_period_is_of_at_most_one_length(first: str, last: str, grain: Grain | None) -> None:
    period = Period.of_days(date.fromisoformat(first), date.fromisoformat(last), SHANGHAI)
    assert [each for each in Grain if fits(each, period, SHANGHAI)] == ([] if grain is None else [grain])


def test_a_month_of_another_zone_does_not_fit() -> None:
    assert not fits(Grain.MONTH, Period.of_month(2016, 3, "UTC"), SHANGHAI)
