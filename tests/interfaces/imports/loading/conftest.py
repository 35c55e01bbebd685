from pathlib import Path

import pytest

from tests.interfaces.imports.loading.importing import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
