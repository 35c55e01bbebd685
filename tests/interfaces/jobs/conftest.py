from pathlib import Path

import pytest
from pytest_django import Settings

from tests.factories.history import KEY


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """Give the test a data folder of its own."""
    settings.HOME = tmp_path
    settings.SEAL_KEY = KEY.decode()
    return tmp_path
