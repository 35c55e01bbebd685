"""A world that takes a while to make is made once for all tests of a module; each test takes back what it changed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings as product
from django.db import transaction
from pytest_django import DjangoDbBlocker

Standing = tuple[object, Path]


def standing(build: Callable[[], object]) -> Callable[..., Iterator[Standing]]:
    """Give a fixture of a module: what `build` makes, in a transaction that the tests lie within, and its facts."""

    @pytest.fixture(scope="module")
    def made(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Standing]:
        del django_db_setup
        facts, kept = tmp_path_factory.mktemp("world") / "facts", product.FACTS_ROOT
        product.FACTS_ROOT = facts
        try:
            with django_db_blocker.unblock(), transaction.atomic():
                world = build()
                product.FACTS_ROOT = kept
                yield world, facts
                transaction.set_rollback(True)
        finally:
            product.FACTS_ROOT = kept

    return made


def facts_of_its_own(made: Path) -> None:
    """Let a test write facts that no other test will read."""
    copytree(made, product.FACTS_ROOT, dirs_exist_ok=True)
