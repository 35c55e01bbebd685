"""Tests on data sets that may not be committed run only where LIUXIN_TEST_DATA names the folder that holds them."""

import os

import pytest

VARIABLE = "LIUXIN_TEST_DATA"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests on real data out, and say so in one loud line."""
    left_out = [item for item in items if item.get_closest_marker("real_data")]
    if not left_out or os.environ.get(VARIABLE):
        return
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(
            f"NOT RUN: {len(left_out)} tests on real data: {VARIABLE} is not set.", yellow=True, bold=True
        )
