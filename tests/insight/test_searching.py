from liuxin.engines.measurement.library import MEASURES
from liuxin.insight import searching


def test_what_goes_by_the_name_or_the_code_comes_before_what_is_only_told_so():
    assert searching.rank(MEASURES["promises_kept"], "promises_k") == searching.BY_NAME
    assert searching.rank(MEASURES["promises_kept"], "承诺") == searching.BY_NAME
    assert searching.rank(MEASURES["cases_resolved"], "resol") == searching.BY_NAME
    assert searching.rank(MEASURES["transfers_per_case"], "resol") == searching.BY_DEFINITION
    assert searching.rank(MEASURES["promises_kept"], "pigeon") is None
