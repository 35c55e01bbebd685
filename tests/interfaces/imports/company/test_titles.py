"""Cases of the simulated company are called as customers would, the same case always the same."""

from liuxin.interfaces.imports.company.titles import TITLES, title
from liuxin.interfaces.imports.simulator.catalogue import MATTERS


def test_every_matter_of_the_company_has_titles():
    assert {matter.name.code for matter in MATTERS} == set(TITLES)
    assert all(len(set(known)) == len(known) >= 3 for known in TITLES.values())


def test_the_same_case_is_always_called_the_same_and_cases_differ():
    cases = [{"subject": f"SIM-{number}", "category": "water_leak"} for number in range(40)]
    called = [title(case) for case in cases]
    assert called == [title(case) for case in cases]
    assert set(called) == set(TITLES["water_leak"])


def test_a_category_is_known_by_its_code_and_by_its_name_in_either_language():
    named = {title({"subject": "SIM-7", "category": name}) for name in ("water_leak", "漏水", "Water leak")}
    assert len(named) == 1


def test_a_matter_without_titles_is_called_by_its_category():
    assert title({"subject": "SIM-1", "category": "roof"}) == "roof"
