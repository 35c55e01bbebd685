"""`make bench`: play every scene in a folder of its own, write docs/figures.md; fail when a promise is broken."""

import json
import sys
import tempfile
from pathlib import Path

from tools.bench import text
from tools.bench.figure import Figure, run
from tools.bench.scene import SCENES
from tools.places import PYTHON, ROOT, fail, say

KEPT = ROOT / "reports" / "bench.json"
PAGE = ROOT / "docs" / "figures.md"
MEMORY = {"log": 1024.0}


def play(name: str) -> list[Figure]:
    """Play one scene; its figures and the most memory that it held."""
    say(f"Scene {name}")
    with tempfile.TemporaryDirectory(prefix="liuxin-bench-") as folder:
        result = Path(folder) / "result.json"
        command = [str(PYTHON), "-m", "tools.bench.scene", name, str(result)]
        ran = run(command, {"LIUXIN_HOME": f"{folder}/home"})
        figures = [Figure(**line) for line in json.loads(result.read_text(encoding="utf-8"))]
    peak = Figure(f"most memory held (scene {name})", ran.peak / 2**20, "MB", MEMORY.get(name))
    return [*figures, peak]


def measure() -> list[Figure]:
    """Play all scenes and keep what came of them."""
    figures = [figure for name in SCENES for figure in play(name)]
    KEPT.parent.mkdir(exist_ok=True)
    kept = {"where": text.machine(), "figures": [[f.what, f.value, f.unit, f.limit, f.note] for f in figures]}
    KEPT.write_text(json.dumps(kept), encoding="utf-8")
    return figures


def main(words: list[str]) -> None:
    """Measure unless only the text is asked for; write the page."""
    if words != ["--only-text"]:
        measure()
    if not KEPT.exists():
        fail("Nothing was measured yet: make bench")
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    figures = [Figure(*line) for line in kept["figures"]]
    text.write(PAGE, figures, kept["where"])
    say(f"{PAGE.relative_to(ROOT)} written.")
    broken = [figure.what for figure in figures if not figure.met]
    if broken:
        fail("Over the limit: " + "; ".join(broken))


if __name__ == "__main__":
    main(sys.argv[1:])
