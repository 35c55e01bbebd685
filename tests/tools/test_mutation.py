"""Mutation testing runs on a copy that holds what the module needs, and says what was noticed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools import mutation
from tools.mutation import Told


@pytest.mark.parametrize(
    ("module", "changed", "tests"),
    [
        ("agreement", "src/liuxin/engines/ratings/agreement/*", "tests/engines/ratings/agreement"),
        ("rounding", "src/liuxin/engines/ratings/rounding.py", "tests/engines/ratings/test_rounding.py"),
        (
            "comparison/shrinkage",
            "src/liuxin/engines/ratings/comparison/shrinkage.py",
            "tests/engines/ratings/comparison/test_shrinkage.py",
        ),
    ],
)
def test_a_package_or_a_file_is_laid_out_with_its_tests(module: str, changed: str, tests: str, tmp_path: Path):
    mutation.lay_out(module, tmp_path)
    settings = (tmp_path / "pyproject.toml").read_text(encoding="utf-8")

    assert f'only_mutate = ["{changed}"]' in settings
    assert f'pytest_add_cli_args_test_selection = ["{tests}"]' in settings
    assert (tmp_path / tests).exists()
    assert not (tmp_path / "src/liuxin/desk").exists()


def test_the_copy_runs_by_itself(tmp_path: Path):
    mutation.lay_out("rounding", tmp_path)
    words = ["-c", "from liuxin.engines.ratings import rounding; print(rounding.largest_remainder([1, 3], 4))"]
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env={"PYTHONPATH": "src"}, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[1 3]\n"


def test_a_module_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        mutation.lay_out("astrology", tmp_path)
    assert "There is no module astrology" in capsys.readouterr().err


def test_the_share_is_told_in_a_line():
    assert str(Told("rounding", 9, 10)) == "rounding: 9 of 10 mutants noticed (90.0 %)"
    assert Told("rounding", 0, 0).share == 0.0


def test_what_no_test_noticed_is_named():
    results = "    a.x_f__mutmut_1: survived\n    a.x_f__mutmut_2: timeout\n    a.x_f__mutmut_3: no tests\n"

    assert mutation._unnoticed(results) == ["a.x_f__mutmut_1", "a.x_f__mutmut_3"]
