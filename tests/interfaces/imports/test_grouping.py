from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from liuxin.interfaces.imports.binding import PickedRow
from liuxin.interfaces.imports.grouping import Heaps

ROWS = st.lists(st.sampled_from(["A", "B", "工单 7", "C" * 40]), max_size=60)


def grouped(cases: list[str], heaps: Heaps) -> list[tuple[str, list[int]]]:
    with heaps:
        for line, case in enumerate(cases, 2):
            heaps.add(case, PickedRow(line, line, (case,)))
        return [(case, [row.line for row in rows]) for case, rows in heaps.cases()]


def expected(cases: list[str]) -> list[tuple[str, list[int]]]:
    lines: dict[str, list[int]] = defaultdict(list)
    for line, case in enumerate(cases, 2):
        lines[case].append(line)
    return list(lines.items())


@given(ROWS)
def test_a_small_file_comes_back_case_by_case_in_the_order_of_first_lines(cases: list[str]) -> None:
    assert grouped(cases, Heaps(0)) == expected(cases)


@given(ROWS, st.integers(2, 9), st.integers(0, 20))
def test_a_large_file_loses_no_row_and_splits_no_case(cases: list[str], heaps: int, in_memory: int) -> None:
    found = grouped(cases, Heaps(heaps, rows_in_memory=in_memory, heap_bytes=1))
    assert sorted(found) == sorted(expected(cases))


def test_the_folder_of_a_large_file_is_gone_afterwards() -> None:
    heaps = Heaps(9, rows_in_memory=2, heap_bytes=1)
    grouped(["A", "B", "C"] * 5, heaps)
    assert heaps.folder is not None
    assert not heaps.folder.exists()
