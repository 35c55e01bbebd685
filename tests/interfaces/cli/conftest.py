from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django import Settings

from liuxin.interfaces.cli.main import liuxin
from tests.factories.history import KEY


class Terminal:
    """Types commands, in English unless told otherwise."""

    def __init__(self, language: str = "C") -> None:
        self.runner = CliRunner(env={"LC_ALL": language, "LANG": language, "COLUMNS": "160"})

    def __call__(self, *words: str) -> Result:
        return self.runner.invoke(liuxin, words)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


@pytest.fixture
def chinese_terminal() -> Terminal:
    return Terminal("zh_CN.UTF-8")


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """Give the test a data folder of its own."""
    settings.HOME = tmp_path
    settings.SEAL_KEY = KEY.decode()
    return tmp_path
