"""A team at work, whose numbers are read."""

from pathlib import Path

import pytest

from tests import worlds
from tests.factories.insight import World, make_world

standing_world = worlds.standing(make_world)


@pytest.fixture
def world(standing_world: tuple[World, Path], db: None, _facts_of_its_own: None) -> World:
    del db, _facts_of_its_own
    return worlds.handed_out(standing_world)
