"""python -m tools.stories    draw the pictures of docs/statistics/stories.md and say the rows with its numbers.

The data lie in the folder that LIUXIN_TEST_DATA names; they may not be committed, what is told of them may.
"""

import os
from pathlib import Path

from tools.places import ROOT, fail, say
from tools.stories.page import rows
from tools.stories.pictures import agreement, groups, moved, severity
from tools.stories.reading import read
from tools.stories.telling import Story, tell
from tools.stories.words import LANGUAGES

PICTURES = ROOT / "docs" / "pictures" / "statistics"


def draw(stories: list[Story], folder: Path) -> list[Path]:
    """Draw every picture in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for language in LANGUAGES:
        drawn = {
            "agreement": agreement(stories, language),
            "severity": severity(stories[:2], language),
            "moved": moved(stories, language),
            "groups": groups(stories[2], language),
        }
        for name, picture in drawn.items():
            written.append(folder / f"{language}-{name}.svg")
            written[-1].write_text(picture, encoding="utf-8")
    return written


def main() -> None:
    """Tell all stories."""
    folder = os.environ.get("LIUXIN_TEST_DATA") or fail("LIUXIN_TEST_DATA names no folder.")
    stories = [tell(each) for each in read(Path(folder))]
    for path in draw(stories, PICTURES):
        say(f"{path.relative_to(ROOT)} drawn.")
    print("\n".join(rows(stories)))


if __name__ == "__main__":
    main()
