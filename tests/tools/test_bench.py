import sys

import pytest

from tools.bench import text
from tools.bench.figure import Figure, middle, run, seconds

KEPT = Figure("case list ÷ empty page", 1.234, "×", 3)
BROKEN = Figure("the log imported", 123.4, "s", 90, "on a slow day")
PLAIN = Figure("database after it", 1234.5, "MB")


def test_the_page_tells_what_was_promised_and_whether_it_is_kept():
    lines = text.page(text.Measured([KEPT, BROKEN, PLAIN], "somewhere"), {}).splitlines()
    assert "| case list ÷ empty page | 1.23 × | ≤ 3 × | yes |" in lines
    assert "| the log imported | 123 s | ≤ 90 s | **no** |" in lines
    assert "| database after it | 1,234 MB |  |  |" in lines
    assert "- the log imported: on a slow day" in lines


def test_a_run_at_another_size_has_a_part_of_its_own():
    once = text.Measured([BROKEN], "elsewhere, long ago")
    page = text.page(text.Measured([KEPT], "somewhere"), {100_000_000: once})
    usual, _, other = page.partition("## 100,000,000 events")
    assert "make bench EVENTS=100000000" in other
    assert ("somewhere" in usual, "elsewhere, long ago" in usual) == (True, False)
    assert "| the log imported | 123 s | ≤ 90 s | **no** |" in other.splitlines()


def test_a_figure_without_a_limit_breaks_no_promise():
    assert [figure.met for figure in (KEPT, BROKEN, PLAIN)] == [True, False, True]


def test_each_round_is_timed():
    calls: list[int] = []
    assert len(seconds(lambda: calls.append(1), rounds=3)) == 3
    assert middle(lambda: calls.append(1), rounds=5) >= 0
    assert len(calls) == 8


def test_a_command_is_measured_with_its_memory():
    ran = run([sys.executable, "-c", "x = bytearray(60_000_000)"], {})
    assert ran.seconds > 0
    assert ran.peak > 60_000_000


def test_a_command_that_fails_stops_the_bench():
    with pytest.raises(SystemExit):
        run([sys.executable, "-c", "raise SystemExit(3)"], {})
