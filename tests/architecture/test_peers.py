"""What others were reported for and did not solve has a test here that is named after the report.

Survey control and trust, one row per case behind each number, reports that stay fast.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
REPORTS = {
    "one row per case": "chatwoot_15243 13366 6887 9621 frappe_helpdesk_2372 libredesk_514",
    "reports that stay fast": "chatwoot_12874 13518 13440 11194 horilla_1038 django_helpdesk_147",
    "survey control": "freescout_1743 1346 posthog_43690 chatwoot_4526 10628 12865 8114 freescout_2957 3140",
}


@pytest.mark.parametrize("row", REPORTS)
def test_each_report_has_a_test_named_after_it(row: str):
    sources = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    names = [name for source in sources for name in re.findall(r"def (test_\w+)", source)]
    wanted = {re.sub(r"\D", "", part) for part in REPORTS[row].split()}
    products = set(re.findall(r"[a-z]+(?:_[a-z]+)*", REPORTS[row]))
    told = {number for name in names if any(each in name for each in products) for number in re.findall(r"\d+", name)}
    assert wanted <= told
