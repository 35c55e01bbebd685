"""A team at work, and its lead at the browser."""

import pytest
from django.test import Client

from tests.factories.insight import World, make_world
from tests.factories.organisation import PASSWORD, make_account


@pytest.fixture
def world(db: None) -> World:
    del db
    return make_world()


@pytest.fixture
def lead(world: World, client: Client) -> Client:
    make_account("lead", person=world.desk.lead)
    assert client.post("/sign-in", {"username": "lead", "password": PASSWORD}).status_code == 302
    return client
