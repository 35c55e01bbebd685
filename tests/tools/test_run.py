"""`make run` names the address that pages will have, from its first line on."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here: apt-get install make")
@pytest.mark.parametrize("address", ["127.0.0.1:8000", "127.0.0.1:9000"])
def test_every_line_of_make_run_that_names_an_address_names_the_one_that_was_asked_for(address: str):
    spare = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    command = ["make", "--dry-run", "run", f"ADDRESS={address}"]
    told = subprocess.run(command, cwd=ROOT, env=spare, capture_output=True, text=True, check=True).stdout.splitlines()
    demo = next(line for line in told if "liuxin demo " in line)
    serve = next(line for line in told if "liuxin serve " in line)
    assert demo.endswith(f"--if-empty --address {address}")
    assert serve.endswith(f"serve --bind {address}")
    assert f":-http://{address}}}" in serve
