"""`make bench`: play every scene in a process of its own, write docs/figures.md; fail when a promise is broken.

`python -m tools.bench desk` plays only the scenes named, or those of a folder; the other figures stay.
With EVENTS=100000000 only the scenes at scale are played, at that size; their figures are kept beside the usual ones.
"""

import json
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

from tools.bench import text
from tools.bench.figure import Figure, run
from tools.bench.scale.size import EVENTS, USUAL
from tools.bench.scene import SCALE, SCENES
from tools.places import PYTHON, ROOT, fail, say

KEPT = ROOT / "reports" / "bench.json"
AT_SIZE = ROOT / "tools" / "bench" / "kept"
"""What was measured at another size than the usual one; it takes long, so that it is kept with the source."""

PAGE = ROOT / "docs" / "figures.md"
MOST = 1536.0 if EVENTS <= USUAL else 2048.0
MEMORY = {"log": 1024.0, "ratings.rasch": 2048.0, **dict.fromkeys(("building", "reading", "writing", "arriving"), MOST)}


def play(name: str, shared: str) -> list[Figure]:
    """Play one scene; its figures and the most memory that it held."""
    say(f"Scene {name}")
    with tempfile.TemporaryDirectory(prefix="liuxin-bench-") as folder:
        result = Path(folder) / "result.json"
        command = [str(PYTHON), "-m", "tools.bench.scene", name, str(result)]
        ran = run(command, {"LIUXIN_HOME": f"{folder}/home", "LIUXIN_BENCH": shared})
        figures = [Figure(**line) for line in json.loads(result.read_text(encoding="utf-8"))]
    peak = Figure(f"most memory held (scene {name})", ran.peak / 2**20, "MB", MEMORY.get(name.removeprefix("scale.")))
    return [*figures, peak] if figures else []


def measure() -> None:
    """Play all scenes and keep what came of them."""
    with tempfile.TemporaryDirectory(prefix="liuxin-bench-") as shared:
        at_scale = [figure for name in SCALE for figure in play(name, shared)]
    if EVENTS != USUAL:
        keep(AT_SIZE / f"{EVENTS}.json", at_scale)
        return
    keep(KEPT, [*at_scale, *(figure for name in SCENES for figure in play(name, ""))])


def measure_only(names: list[str]) -> None:
    """Play some scenes, all of a folder where its name is given, and put their figures in the place of the old ones."""
    wanted = [scene for scene in SCENES if scene in names or scene.partition(".")[0] in names]
    if not wanted:
        fail(f"No such scene; there are: {', '.join(SCENES)}")
    fresh = [figure for name in wanted for figure in play(name, "")]
    told = {figure.what for figure in fresh}
    before = [figure for figure in kept(KEPT).figures if figure.what not in told] if KEPT.exists() else []
    keep(KEPT, [*before, *fresh])


def keep(path: Path, figures: list[Figure]) -> None:
    """Write figures down, with where and when they were measured."""
    path.parent.mkdir(exist_ok=True)
    kept = {"where": text.machine(), "figures": [astuple(figure) for figure in figures]}
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(path: Path) -> text.Measured:
    """Read figures back."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return text.Measured([Figure(*line) for line in told["figures"]], told["where"])


def main(words: list[str]) -> None:
    """Measure unless only the text is asked for; write the page."""
    if words and words != ["--only-text"]:
        measure_only(words)
    elif not words:
        measure()
    if not KEPT.exists():
        fail("Nothing was measured at the usual size yet: make bench")
    usual = kept(KEPT)
    others = {int(path.stem): kept(path) for path in sorted(AT_SIZE.glob("*.json"), key=lambda path: int(path.stem))}
    text.write(PAGE, usual, others)
    say(f"{PAGE.relative_to(ROOT)} written.")
    shown = usual if EVENTS == USUAL else others[EVENTS]
    broken = [figure.what for figure in shown.figures if not figure.met]
    if broken:
        fail("Over the limit: " + "; ".join(broken))


if __name__ == "__main__":
    main(sys.argv[1:])
