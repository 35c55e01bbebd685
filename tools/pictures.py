"""The pictures of the docs, taken from a running demonstration.

python -m tools.pictures http://127.0.0.1:8000 lead PASSWORD
"""

import os
import shutil
import sys

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools.places import ROOT, fail, say

FOLDER = ROOT / "docs" / "pictures"
WINDOW = ViewportSize(width=1440, height=900)
PERIOD = "2016-04"


def sign_in(page: Page, user: str, password: str) -> None:
    """Sign in, in Chinese."""
    page.goto("/sign-in")
    page.locator("[name=username]").fill(user)
    page.locator("[name=password]").fill(password)
    page.locator("main form button, form.sign-in button").last.click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def take(page: Page, name: str) -> None:
    """Take the page as it stands."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    say(f"  {name}.png")


def follow(page: Page, part: str, more: str = "") -> None:
    """Go where the first link of the page with this part in its address leads."""
    page.goto(str(page.locator(f"main a[href*='{part}']{more}").first.get_attribute("href")))


def main(words: list[str]) -> None:
    """Walk the way of the README and take a picture at each stop."""
    if len(words) != 3:  # noqa: PLR2004  address, user, password
        fail(str(__doc__))
    address, user, password = words
    FOLDER.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_context(base_url=address, viewport=WINDOW, locale="zh-CN").new_page()
        sign_in(page, user, password)
        page.goto(f"/board?period={PERIOD}")
        take(page, "board")
        follow(page, "/board/", ":not([href*=export])")
        follow(page, "/scorecard")
        take(page, "scorecard")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
