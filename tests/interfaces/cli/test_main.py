import socket
import subprocess
import sys

import click
import pytest
from django.db import OperationalError
from pytest_django import Settings

from liuxin.interfaces.cli import main
from liuxin.interfaces.cli.commands import audit, serve
from liuxin.interfaces.jobs.address import Address
from liuxin.kernel.errors import BadInputError, RuleBrokenError
from tests.factories import organisation
from tests.interfaces.cli.conftest import Terminal


def test_every_command_that_is_listed_is_there_has_help_and_an_example(terminal: Terminal):
    assert terminal("--help").exit_code == 0
    for name in main.COMMANDS:
        answer = terminal(name, "--help")
        assert answer.exit_code == 0, name
        assert f"liuxin {name}" in answer.output, name


def test_help_imports_neither_django_nor_a_command():
    script = (
        "import sys\n"
        "from liuxin.interfaces.cli.main import liuxin\n"
        "liuxin(['--help'], standalone_mode=False)\n"
        "heavy = [name for name in sys.modules if name.startswith(('django.apps', 'duckdb', 'pyarrow', 'liuxin.desk',"
        " 'liuxin.interfaces.cli.commands.'))]\n"
        "print(heavy, file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("words", [["nope"], ["serve", "--nope"], ["serve", "--workers", "0"], ["audit", "nope"]])
def test_wrong_usage_is_exit_code_2(terminal: Terminal, words: list[str]):
    answer = terminal(*words)
    assert (answer.exit_code, "Traceback" in answer.output) == (2, False)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Make `liuxin audit` raise what is put into the list."""
    errors: list[Exception] = []

    @click.command()
    def command() -> None:
        raise errors[0]

    monkeypatch.setattr(audit, "command", command)
    return errors


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BadInputError("serve.bad_address", field="bind", value="x"), "✗ “x” is no address. Write HOST:PORT"),
        (RuleBrokenError("no.such_code"), "no.such_code"),
        (
            OperationalError("no such table: history_event\nLINE 2"),
            "✗ The database cannot be used: no such table: history_event. Run `liuxin doctor` to see why.",
        ),
        (PermissionError(13, "Permission denied", "/data"), "Permission denied"),
    ],
)
def test_what_a_person_can_mend_is_a_sentence_and_exit_code_1(
    terminal: Terminal, failing: list[Exception], error: Exception, sentence: str
):
    failing.append(error)
    answer = terminal("audit")
    assert answer.exit_code == 1
    assert sentence in answer.stderr
    assert "Traceback" not in answer.output


def test_a_mistake_of_ours_is_not_dressed_up(terminal: Terminal, failing: list[Exception]):
    failing.append(ZeroDivisionError())
    assert isinstance(terminal("audit").exception, ZeroDivisionError)


def test_a_chinese_terminal_reads_chinese(chinese_terminal: Terminal):
    answer = chinese_terminal("serve", "--bind", "x")
    assert answer.stderr == "✗ “x”不是监听地址。请写成 主机:端口，例如 127.0.0.1:8000。\n"


def test_a_server_for_the_world_needs_the_names_by_which_it_is_asked(terminal: Terminal, settings: Settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))  # noqa: S104 - a port that nobody has, on any address
        port = probe.getsockname()[1]
    answer = terminal("serve", "--bind", f"0.0.0.0:{port}")
    assert answer.exit_code == 1
    assert "LIUXIN_HOSTS" in answer.stderr


@pytest.mark.django_db
def test_accounts_of_the_demonstration_are_served_to_this_machine_only():
    organisation.make_account("demo", is_demo=True)
    serve._check_demo(Address("127.0.0.1", 8000))
    with pytest.raises(RuleBrokenError, match=r"serve\.demo_accounts"):
        serve._check_demo(Address("0.0.0.0", 8000))  # noqa: S104 - that is the point


@pytest.mark.django_db
def test_without_accounts_of_the_demonstration_the_world_may_be_served():
    organisation.make_account("real")
    serve._check_demo(Address("0.0.0.0", 8000))  # noqa: S104 - as above
