"""python -m tools.logs              every log that is at hand; the others keep what was found when they were.

python -m tools.logs --page       only the page, from what was found
python -m tools.logs --take NAME  import a log into the installation that LIUXIN_HOME names
python -m tools.logs --tell FILE  write what the record of that installation can tell

Logs other than the one that is shipped lie in the folder that LIUXIN_TEST_DATA names.
"""

import json
import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from tools.logs import page
from tools.places import PYTHON, ROOT, fail, say


def look(record: Any) -> None:
    """Import and measure every log that is at hand, each in a folder of its own; keep what was found."""
    told = page.found()
    for name in page.FILES:
        if record.file_of(name) is None:
            say(f"{name} is not at hand: it keeps what was found before.")
            continue
        say(name)
        with tempfile.TemporaryDirectory(prefix="liuxin-logs-") as folder:
            result = Path(folder) / "told.json"
            for words in (("--take", name), ("--tell", str(result))):
                command = [str(PYTHON), "-m", "tools.logs", *words]
                subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "LIUXIN_HOME": f"{folder}/home"})
            told[name] = json.loads(result.read_text(encoding="utf-8"))
    page.keep(told)


def main(words: list[str]) -> None:
    """Do what is asked for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liuxin.config.settings")
    django.setup()
    record = import_module("tools.logs.record")  # only now may the rooms be imported
    match words:
        case ["--take", name]:
            record.take(name)
        case ["--tell", result]:
            Path(result).write_text(json.dumps(record.tell(), indent=1) + "\n", encoding="utf-8")
        case [] | ["--page"]:
            if not words:
                look(record)
            page.PAGE.write_text(page.page(), encoding="utf-8")
            say(f"{page.PAGE.relative_to(ROOT)} written.")
        case _:
            fail(__doc__ or "")


if __name__ == "__main__":
    main(sys.argv[1:])
