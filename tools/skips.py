"""Fail when a test was skipped: on the machine that decides, nothing may be missing.

python -m tools.skips reports/*.xml
"""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from tools.places import fail, say


def skipped(report: Path) -> list[str]:
    """Name the skipped tests of a JUnit report, each with its reason."""
    cases = ET.parse(report).iter("testcase")  # noqa: S314  our own reports
    found = ((case, case.find("skipped")) for case in cases)
    return [
        f"{case.get('classname')}.{case.get('name')}: {skip.get('message')}" for case, skip in found if skip is not None
    ]


def main(words: list[str]) -> None:
    """Read the reports and fail on any skip, or where there is no report."""
    reports = [Path(word) for word in words]
    if not reports or not all(report.exists() for report in reports):
        fail(f"There is no report: {', '.join(words)}")
    found = [line for report in reports for line in skipped(report)]
    if found:
        fail("Skipped:\n" + "\n".join(found))
    say("Nothing was skipped.")


if __name__ == "__main__":
    main(sys.argv[1:])
