"""Mutation testing of the rater statistics: small changes to the code, each of which some test has to notice.

python -m tools.mutation [MODULE ...] [--folder FOLDER] [--show] [--children N]

A module is a file or package of src/liuxin/engines/ratings (agreement and comparison where none is named). The engine
and its tests are copied into a folder that is thrown away, where mutmut changes and runs them; nothing here is touched.
With `--folder` that folder stays: a second run tries what is new and what survived; `--show` prints what did.
Fails where nine in ten or fewer were noticed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.places import ROOT, fail, say

MODULES = ("agreement", "comparison")
ENOUGH = 0.9
ENGINE = Path("src/liuxin/engines/ratings")
TESTS = Path("tests/engines/ratings")
BENEATH = tuple(
    f"src/liuxin/{name}" for name in ("__init__.py", "kernel", "engines/__init__.py", "engines/intervals.py")
)
NOTICED = ("killed", "timeout", "segfault", "suspicious")

SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [{only}]
pytest_add_cli_args = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:django"]
pytest_add_cli_args_test_selection = [{tests}]
track_dependencies = false
use_git_change_detection = false

[tool.pytest.ini_options]
markers = ["spec(*ids): as in the project", "real_data: as in the project", "scale: as in the project"]
addopts = "-m 'not scale'"
filterwarnings = ["error"]
"""
DRAWN = '''"""Every run draws the same, so that a mutant is not noticed by luck."""

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutation",
    phases=[Phase.explicit, Phase.generate],  # one failure is enough: it need not be made small
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=30,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutation")
'''


@dataclass(frozen=True, slots=True)
class Told:
    """How many mutants of a module there were, and how many some test noticed."""

    module: str
    noticed: int
    mutants: int

    @property
    def share(self) -> float:
        """Give the share that was noticed."""
        return self.noticed / self.mutants if self.mutants else 0.0

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.module}: {self.noticed} of {self.mutants} mutants noticed ({100 * self.share:.1f} %)"


def lay_out(module: str, folder: Path) -> None:
    """Copy what the module needs, and its tests, into a folder of their own."""
    for name in (*BENEATH, str(ENGINE)):
        _copy(ROOT / name, folder / name)
    for name in (str(TESTS), "tests/__init__.py", "tests/engines/__init__.py"):
        _copy(ROOT / name, folder / name)
    (folder / "tests/conftest.py").write_text(DRAWN, encoding="utf-8")
    files, tests = _of(module)
    settings = SETTINGS.format(only=_listed(files), tests=_listed(tests))
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")


def _of(module: str) -> tuple[list[str], list[str]]:
    """Name the files to be changed, and the tests that have to notice."""
    package = (ROOT / ENGINE / module).is_dir()
    if not package and not (ROOT / ENGINE / f"{module}.py").is_file():
        fail(f"There is no module {module} in {ENGINE}.")
    one = Path(module)
    tests = [str(TESTS / module if package else TESTS / one.with_name(f"test_{one.name}.py"))]
    return [str(ENGINE / module / "*") if package else str(ENGINE / f"{module}.py")], tests


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def run(module: str, folder: Path, *, children: int, show: bool) -> Told:
    """Let mutmut change the module and run its tests; count what was noticed."""
    lay_out(module, folder)
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    around = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTEST_ADDOPTS"}}
    mutmut = [sys.executable, "-m", "mutmut"]

    def do(*words: str) -> str:
        done = subprocess.run(
            [*mutmut, *words], cwd=folder, env=around | one_thread, capture_output=True, text=True, check=False
        )
        if done.returncode:
            fail(f"mutmut {' '.join(words)}:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    before = _unnoticed(do("results")) if (folder / "mutants").exists() else []
    for names in ([], before) if before else ([],):
        do("run", "--max-children", str(children), *names)
    do("export-cicd-stats")
    found = json.loads((folder / "mutants/mutmut-cicd-stats.json").read_text(encoding="utf-8"))
    if show:
        for name in _unnoticed(do("results")):
            say(do("show", name))
    return Told(module, sum(found[each] for each in NOTICED), found["total"] - found.get("skipped", 0))


def _unnoticed(results: str) -> list[str]:
    """Name the mutants that no test noticed."""
    lines = (line.strip() for line in results.splitlines())
    return [line.split(":")[0] for line in lines if line.endswith((": survived", ": no tests"))]


def main(words: list[str]) -> None:
    """Run each module and say what was noticed; fail where that is too little."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation")
    parser.add_argument("modules", nargs="*", default=MODULES)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--children", type=int, default=1)
    asked = parser.parse_args(words)
    told = []
    for module in asked.modules:
        with tempfile.TemporaryDirectory(prefix="liuxin-mutation-") as thrown:
            folder = asked.folder / module if asked.folder else Path(thrown)
            told.append(run(module, folder, children=asked.children, show=asked.show))
        say(str(told[-1]))
    if not all(each.share > ENOUGH for each in told):
        fail(f"More than {100 * ENOUGH:.0f} % have to be noticed.")


if __name__ == "__main__":
    main(sys.argv[1:])
