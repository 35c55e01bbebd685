"""A team at work, and its lead at the browser."""

from pathlib import Path

import pytest
from django.test import Client

from tests import worlds
from tests.factories.insight import World, make_world
from tests.factories.organisation import PASSWORD, make_account

standing_world = worlds.standing(make_world)


@pytest.fixture
def world(standing_world: tuple[World, Path], db: None, _facts_of_its_own: None) -> World:
    del db, _facts_of_its_own
    return worlds.handed_out(standing_world)


@pytest.fixture
def lead(world: World, client: Client) -> Client:
    make_account("lead", person=world.desk.lead)
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD}).status_code == 302
    return client
