"""What a test asks of a page beside its text."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "tools" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
STILL = "document.getAnimations().every(each => each.playState !== 'running')"
RUN = "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})"
"""All rules are tried; what passed is not listed element by element."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """Give what axe finds against WCAG 2.2 A and AA, one line for each element.

    Colours on their way from one theme to the other are nobody's: what moves is waited for.
    """
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(STILL)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    report: dict[str, Any] = page.evaluate(RUN, RULES)
    return [
        f"{found['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in report["violations"]
        for node in found["nodes"]
    ]


def overflows(page: Page) -> bool:
    """Tell whether the page is wider than its window."""
    wider: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return wider
