"""The installation that `make run` serves: its database brought up to date, its static files collected."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools import stamps
from tools.places import PYTHON, ROOT, SOURCE, VENV, WEB, fail, home

DATABASE_URL = "LIUXIN_DATABASE_URL"


def database_ready() -> bool:
    """Tell whether the embedded database has every migration; a server is always asked, for it may be a new one."""
    embedded = DATABASE_URL not in os.environ and (home() / "liuxin.sqlite3").exists()
    return embedded and stamps.holds(_stamp("database"), _migrations())


def make_database() -> None:
    """Apply the migrations."""
    _run([VENV / "bin" / "liuxin", "migrate"], "liuxin migrate")
    if DATABASE_URL not in os.environ:
        stamps.keep(_stamp("database"), _migrations(), [home() / "keys"])


def static_ready() -> bool:
    """Tell whether the static files that would be served are those of the source."""
    return stamps.holds(_stamp("static"), _static())


def make_static() -> None:
    """Collect, name by content and compress the static files."""
    _manage("collectstatic", "--noinput", "-v", "0")
    stamps.keep(_stamp("static"), _static(), [home() / "static" / "staticfiles.json"])


def _manage(*words: str) -> None:
    _run([PYTHON, "-m", "django", *words], f"django {' '.join(words)}")


def _run(command: Sequence[str | Path], name: str) -> None:
    environment = {**os.environ, "LIUXIN_HOME": str(home()), "DJANGO_SETTINGS_MODULE": "liuxin.config.settings"}
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        fail(f"`{name}` failed (see above).")


def _stamp(name: str) -> Path:
    return home() / "stamps" / f"{name}.json"


def _migrations() -> str:
    return stamps.digest(SOURCE.glob("**/migrations/*.py"), (ROOT / "requirements" / "run.lock").read_text())


def _static() -> str:
    return stamps.digest(_files(), str(home()))


def _files() -> Iterator[Path]:
    yield from (path for path in WEB.glob("*/static/**/*") if path.is_file())
    yield from WEB.glob("*/apps.py")
