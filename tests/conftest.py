"""What every test gets: facts of its own, and no surprise from a slow machine.

Tests on data sets that may not be committed run only where LIUXIN_TEST_DATA names the folder that holds them.
"""

import gc
import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import IO, Any

import hypothesis
import pytest
from django.db import connection
from django.utils import timezone, translation
from pytest_django import Settings

from tests import databases, locks, sharing

VARIABLE = "LIUXIN_TEST_DATA"
_NUMBERS = count(1)

# Two cores are shared: a slow example is no failure. Derandomised, so that a red run is red again.
hypothesis.settings.register_profile("liuxin", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("liuxin")


@pytest.fixture(autouse=True)
def _facts_of_its_own(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name a folder that no other test has; it is there once something is written into it."""
    settings.FACTS_ROOT = tmp_path_factory.getbasetemp() / "facts" / str(next(_NUMBERS))


@pytest.fixture(autouse=True)
def _language_of_nobody() -> None:
    """Forget the language and zone of whoever asked last: a browser of an earlier test leaves them behind."""
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture(scope="session")
def _making(django_db_modify_db_settings: None) -> IO[str] | None:
    """Put the kept database of these migrations in place; where there is none, let the others wait for ours."""
    if connection.vendor != "sqlite":
        return None
    lock = databases.alone()
    if not databases.take(Path(connection.settings_dict["TEST"]["NAME"])):
        return lock
    lock.close()
    return None


@pytest.fixture(scope="session")
def django_db_keepdb(_making: IO[str] | None) -> bool:
    """Tell whether the database is there already."""
    return connection.vendor == "sqlite" and _making is None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, _making: IO[str] | None) -> None:
    """Keep what was made, and let tests that commit empty the record, which the database itself refuses."""
    # Imported late: models may be imported only after pytest-django has set Django up.
    from tests.factories.history import let_tests_empty_the_record  # noqa: PLC0415

    if _making is not None:
        databases.keep(Path(connection.settings_dict["TEST"]["NAME"]))
        _making.close()
    let_tests_empty_the_record()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    """Give a data folder with a new, empty database, as the set-up leaves it: to be copied, never to be used."""
    home = tmp_path_factory.mktemp("migrated")
    if connection.vendor == "sqlite" and databases.take(home / "liuxin.sqlite3"):
        return home
    unset = {"LIUXIN_DATABASE_URL", "LIUXIN_FACTS_ROOT", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    told = {"LIUXIN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "liuxin.config.settings"}
    command = [sys.executable, "-m", "django", "migrate", "-v", "0"]
    subprocess.run(command, env=kept | told, cwd=home, check=True)
    return home


def pytest_configure() -> None:
    """Let a lock outside a transaction fail wherever a test meets it; look for garbage seldom."""
    locks.watch()
    gc.set_threshold(50_000, 20, 50)


def pytest_collection_finish() -> None:
    """Leave modules and tests, which stay to the end, out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> sharing.ByModules | None:
    """Let `--dist loadgroup` keep modules together too."""
    return sharing.ByModules(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip, loudly, what only PostgreSQL can show."""
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("no PostgreSQL: LIUXIN_DATABASE_URL is not set (`make test-all` starts one)")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave tests on real data out, and say so in one loud line."""
    left_out = [item for item in items if item.get_closest_marker("real_data")]
    if not left_out or os.environ.get(VARIABLE):
        return
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter:
        reporter.write_line(
            f"NOT RUN: {len(left_out)} tests on real data: {VARIABLE} is not set.", yellow=True, bold=True
        )
