"""A desk that is made once a module; who needs one that is committed, or begins with nothing, makes it by itself."""

from pathlib import Path

import pytest

from tests import worlds
from tests.factories.cases import Desk, make_desk

standing_desk = worlds.standing(make_desk)


@pytest.fixture
def desk(standing_desk: tuple[Desk, Path], db: None, _facts_of_its_own: None) -> Desk:
    return worlds.handed_out(standing_desk)
