"""What the tests of scale say of a command is the command's own."""

from pathlib import Path

import pytest

from tests.scale.homes import liuxin

pytestmark = pytest.mark.scale
LARGE = 400_000_000


def test_the_memory_of_whoever_starts_a_command_is_not_counted_as_its_own(tmp_path: Path) -> None:
    held = bytearray(b"x") * LARGE
    assert liuxin(tmp_path, "--help").peak_megabytes < len(held) / 2**20 / 2
