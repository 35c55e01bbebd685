"""The page that says what four logs can tell: its table is that of what was found, and it knows every measure."""

from liuxin.engines.measurement.library import MEASURES
from liuxin.interfaces.imports.shipped import mapping_names
from tools.logs import page


def test_the_page_holds_the_table_of_what_was_found() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "python -m tools.logs --page"


def test_every_ready_mapping_has_a_column_and_every_measure_a_line() -> None:
    found = page.found()
    assert set(found) == set(mapping_names())
    assert all(set(told["measures"]) == set(MEASURES) for told in found.values()), "python -m tools.logs"


def test_a_log_without_persons_says_so() -> None:
    assert [name for name, told in page.found().items() if not told["people"]] == ["sanfrancisco_311"]
