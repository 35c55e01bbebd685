import pytest

from tests.interfaces.cli.conftest import Terminal


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("home")
def test_an_empty_record_is_said_to_be_empty(terminal: Terminal):
    refused = terminal("measure")

    assert refused.exit_code == 1
    assert "The record holds no case yet" in refused.stderr
    assert terminal("measure", "--list").exit_code == 0
