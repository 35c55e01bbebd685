"""Catalogues of wording: .po is written by hand and kept, .mo is compiled here and never committed."""

import subprocess
from pathlib import Path

from tools.places import LOCALE, VENV, fail, say


def ready() -> bool:
    """Tell whether every catalogue was compiled after it was last written."""
    return not _stale()


def make() -> None:
    """Compile the areas whose catalogues are stale."""
    areas = sorted({path.parents[2] for path in _stale()})
    for area in areas:
        command = [str(VENV / "bin" / "pybabel"), "-q", "compile", "-d", str(area), "-D", "django"]
        if subprocess.run(command, check=False).returncode:
            fail(f"The catalogues of {area.name} cannot be compiled (see above).")
    say(f"  compiled: {', '.join(area.name for area in areas)}")


def _stale() -> list[Path]:
    catalogues = sorted(LOCALE.glob("*/*/LC_MESSAGES/*.po"))
    return [path for path in catalogues if not _is_fresh(path, path.with_suffix(".mo"))]


def _is_fresh(catalogue: Path, compiled: Path) -> bool:
    return compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime
