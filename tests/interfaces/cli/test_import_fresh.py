"""The first command of a new installation may be an import."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.interfaces.imports.logs import MAPPING, life, write


@pytest.mark.long
def test_an_import_prepares_the_database_of_a_fresh_installation(tmp_path: Path):
    (tmp_path / "map.toml").write_text(MAPPING)
    write(tmp_path / "log.csv", life("A"))
    unset = {"LIUXIN_DATABASE_URL", "LIUXIN_FACTS_ROOT", "DJANGO_SETTINGS_MODULE"}
    env = {name: value for name, value in os.environ.items() if name not in unset}
    script = "from liuxin.interfaces.cli.main import main; main()"

    done = subprocess.run(
        [sys.executable, "-c", script, "import", "log.csv", "--mapping", "map.toml"],
        cwd=tmp_path,
        env=env | {"LIUXIN_HOME": str(tmp_path / "home"), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr.strip()[-300:]) == (0, "")
    assert "Every row is in the record" in done.stdout
