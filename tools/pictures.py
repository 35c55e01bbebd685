"""Pictures of the guide, taken from the demonstration while it is served.

python -m tools.pictures http://127.0.0.1:8000 PASSWORD

All accounts of the demonstration need that one password: take them from a copy of it.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "guide"
WIDE, PHONE = (1280, 860), (390, 844)
LANGUAGES = {"zh": "zh-hans", "en": "en"}
SHOTS = (
    ("day", "agent1b", "/day", WIDE),
    ("talk", "manager1", "first talk", WIDE),
    ("goal", "agent1a", "first goal", WIDE),
    ("cycle", "hr", "/cycle", WIDE),
    ("overview", "director", "/overview", WIDE),
    ("accuracy", "agent1a", "/evaluators/accuracy", WIDE),
    ("form", "agent2a", "first form", PHONE),
    ("rule", "hr", "first rule", WIDE),
    ("tester", "hr", "first tester", WIDE),
)
WAY = "/p/write/report"
PORTAL = (("portal", "form"), ("matter", "followed"))
WRITTEN = {
    "zh": ("黄先生", "huang@example.org", "厨房水管漏水", "昨晚开始滴水，柜子已经湿了。上次的维修单见附件。"),
    "en": ("Ms Carter", "carter@example.org", "Kitchen pipe is leaking", "It drips. The last bill is attached."),
}
FIRST = {
    "first talk": ("/talks", "main a[href^='/talks/']:not([href*='rounds'])"),
    "first goal": ("/plan/goals", "main a[href^='/plan/goals/']:not([href*='new'])"),
    "first form": ("/evaluation/mine", "main a[href^='/evaluation/forms/']"),
    "first rule": ("/outcomes", "main a[href^='/outcomes/rules/']"),
    "first tester": ("/indicators", "main table a[href^='/indicators/']:not([href*='external'])"),
}


def main(words: list[str]) -> None:
    """Take every picture in both languages."""
    base, password = words
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for name, account, path, size in SHOTS:
            for short, language in LANGUAGES.items():
                _take(browser, base, (account, password), (path, size), PICTURES / f"{short}-{name}.png", language)
        for name, what in PORTAL:
            for short, language in LANGUAGES.items():
                _take_portal(browser, base, what, PICTURES / f"{short}-{name}.png", language)
        browser.close()


def _take_portal(browser: Browser, base: str, what: str, target: Path, language: str) -> None:
    """Take a page for customers, as a guest on a phone: the form as it is filled in, or the matter that came of it."""
    width, height = PHONE
    context = browser.new_context(base_url=base, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{WAY}?lang={language}")
    values = WRITTEN[target.name[:2]]
    for name, value in zip(("name", "email", "title", "text"), values, strict=True):
        page.fill(f"[name={name}]", value)
    bill: FilePayload = {"name": "2026-11.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " * 9000}
    page.set_input_files("[name=attached]", bill)
    page.locator("[name=text]").blur()
    page.wait_for_timeout(3000)
    if what == "followed":
        page.click("form button.bt-1")
        page.click("main a.bt-1")
        page.wait_for_load_state()
    page.screenshot(path=str(target), full_page=True)
    context.close()


def _take(  # noqa: PLR0917 - what, as whom, where to
    browser: Browser,
    base: str,
    who: tuple[str, str],
    what: tuple[str, tuple[int, int]],
    target: Path,
    language: str,
) -> None:
    path, (width, height) = what
    context = browser.new_context(base_url=base, viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    page.goto("/sign-in")
    context.add_cookies([{"name": "django_language", "value": language, "url": base}])
    page.goto("/sign-in")
    page.fill("[name=username]", who[0])
    page.fill("[name=password]", who[1])
    page.click("form button.bt-1")
    page.wait_for_load_state()
    _open(page, path)
    page.wait_for_timeout(400)
    page.screenshot(path=str(target))
    context.close()


def _open(page: Page, path: str) -> None:
    """Open an address, or the first of a list that a link leads to."""
    if path not in FIRST:
        page.goto(path)
        return
    listing, link = FIRST[path]
    page.goto(listing)
    found = page.locator(link).first
    page.goto(found.get_attribute("href") or listing)


if __name__ == "__main__":
    main(sys.argv[1:])
