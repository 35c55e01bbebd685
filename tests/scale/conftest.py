"""The whole log, once a session, in installations of their own."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from liuxin.interfaces.imports.shipped import SERVICENOW_LOG
from tests.scale.homes import Done, liuxin, migrate


@pytest.fixture(scope="session")
def log_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report") / "report.csv"


@pytest.fixture(scope="session")
def log_import(tmp_path_factory: pytest.TempPathFactory, log_report: Path) -> tuple[Path, Done]:
    """An installation with the log, imported, sealed and taken into the facts; people are called by their label."""
    home = tmp_path_factory.mktemp("log")
    migrate(home)
    return home, liuxin(home, "import", str(SERVICENOW_LOG), "--mapping", "servicenow", "--report", str(log_report))


@pytest.fixture(scope="session")
def log_home(log_import: tuple[Path, Done]) -> Path:
    return log_import[0]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """An installation as `make run` fills it."""
    home = tmp_path_factory.mktemp("demo")
    return home, liuxin(home, "demo", "servicenow", "--if-empty")


@pytest.fixture
def ask_database() -> Callable[[Path, str], list[tuple[object, ...]]]:
    """Ask an installation's database in plain SQL, past everything of ours."""

    def ask(home: Path, question: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(home / "liuxin.sqlite3")) as database:
            return database.execute(question).fetchall()

    return ask
