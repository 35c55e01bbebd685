"""Looks at the machine: Python, the data folder, what was built, programs that are optional."""

import ctypes.util
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from liuxin.interfaces.cli.checks.words import Finding, bad, good, note

LEAST_PYTHON = (3, 11)
LEAST_SPACE = 1_000_000_000
PACKAGE = Path(__file__).resolve().parents[3]
PAGES_LOAD = ("tabler.min.css", "htmx.min.js", "icons.svg")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def look() -> Iterator[Finding]:
    """Look at all of it."""
    yield python()
    yield from folder(Path(settings.HOME))
    yield keys(Path(settings.HOME) / "keys")
    yield assets()
    yield catalogues()
    yield collected(Path(settings.STATIC_ROOT))
    yield from optional()


def python() -> Finding:
    """Look at the version of Python."""
    version = sys.version.split()[0]
    fits = sys.version_info[:2] >= LEAST_PYTHON
    return good("doctor.python", version=version) if fits else bad("doctor.python_old", version=version)


def folder(home: Path) -> Iterator[Finding]:
    """Look whether data can be written, and whether there is room."""
    try:
        with tempfile.TemporaryFile(dir=home):
            yield good("doctor.home", home=str(home))
    except OSError as error:
        yield bad("doctor.home_not_writable", home=str(home), reason=error.strerror)
    free = shutil.disk_usage(home).free
    gigabytes = round(free / 1e9, 1)
    yield good("doctor.space", free=gigabytes) if free >= LEAST_SPACE else bad("doctor.space_low", free=gigabytes)


def keys(place: Path) -> Finding:
    """Look whether the keys are the owner's only."""
    open_to_others = [
        path.name for path in sorted(place.glob("*")) if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    return bad("doctor.keys_open", keys=open_to_others) if open_to_others else good("doctor.keys", place=str(place))


def assets() -> Finding:
    """Look whether style sheet, scripts and icons are there."""
    vendor = PACKAGE / "interfaces" / "web" / "kit" / "static" / "vendor"
    missing = [name for name in PAGES_LOAD if not (vendor / name).exists()]
    return bad("doctor.assets_missing", files=missing) if missing else good("doctor.assets")


def catalogues() -> Finding:
    """Look whether the Chinese of the pages is compiled."""
    written = sorted((PACKAGE / "interfaces" / "wording" / "locale").glob("*/*/LC_MESSAGES/*.po"))
    stale = [path.parents[2].name for path in written if not _is_compiled(path)]
    return bad("doctor.catalogues_stale", areas=stale) if stale else good("doctor.catalogues", areas=len(written))


def _is_compiled(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime


def collected(root: Path) -> Finding:
    """Look whether the static files were collected; `liuxin serve` does it when they were not."""
    there = (root / "staticfiles.json").exists()
    return good("doctor.static") if there else note("doctor.static_missing")


def optional() -> Iterator[Finding]:
    """Look for what only some things need."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    yield good("doctor.browser", path=browser) if browser else note("doctor.browser_missing")
    yield good("doctor.pango") if ctypes.util.find_library("pango-1.0") else note("doctor.pango_missing")
    yield good("doctor.fonts") if _has_chinese_font() else note("doctor.fonts_missing")


def _has_chinese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    found = subprocess.run(  # noqa: S603 - a program of the system, found on its path, with fixed words
        [lister, ":lang=zh", "family"], capture_output=True, check=False, timeout=20, env={**os.environ, "LC_ALL": "C"}
    )
    return bool(found.stdout.strip())
