"""A world that takes a while to make is made once for all tests of a module; each test takes back what it changed."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from shutil import copytree
from typing import TypeVar

import pytest
from django.conf import settings as product
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

World = TypeVar("World")


def standing(build: Callable[[], World], **settings: object) -> Callable[..., Iterator[tuple[World, Path]]]:
    """Give a fixture of a module: what `build` makes, in a transaction that the tests lie within, and its facts.

    Tests of the module that begin with nothing do not find it: they belong into a module of their own.
    """

    @pytest.fixture(scope="module")
    def made(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[tuple[World, Path]]:
        del django_db_setup
        facts = tmp_path_factory.mktemp("world") / "facts"
        with django_db_blocker.unblock(), transaction.atomic():
            with override_settings(FACTS_ROOT=facts, **settings):
                world = build()
            yield world, facts
            transaction.set_rollback(True)

    return made


def handed_out(made: tuple[World, Path]) -> World:
    """Give a test the world as it was made, with facts that no other test reads."""
    world, facts = made
    if facts.exists():
        copytree(facts, product.FACTS_ROOT, dirs_exist_ok=True)
    return deepcopy(world)
