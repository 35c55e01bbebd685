"""The examples that are shipped: whole, in both languages, and fit to be defined."""

import pytest

from liuxin.engines.measurement.populations import HOURLY_RATE
from liuxin.interfaces.imports.readings import shipped
from liuxin.performance.indicators import rules

pytestmark = pytest.mark.spec("P2.1")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_example_may_be_defined_as_it_is(language: str):
    found = shipped(language)
    assert list(found) == ["attendance_rate", "sales_amount", "inspection_score", "hourly_rate"]
    for each in found.values():
        rules.check_external(each, positions=())
        assert all((each.name.zh, each.name.en, each.definition.zh, each.definition.en))


def test_the_source_is_in_the_language_asked_for():
    assert {shipped("zh-hans")["hourly_rate"].source, shipped("en")["hourly_rate"].source} == {"薪酬系统", "Payroll"}


def test_cost_per_case_reads_the_hourly_rate_by_this_code():
    assert HOURLY_RATE in shipped("en")
