import psycopg
import pytest

from tools import postgres


@pytest.mark.postgres
def test_it_starts_a_server_of_its_own_and_stops_it():
    asked = "SELECT current_setting('server_encoding'), current_setting('autovacuum')"
    with postgres.server("autovacuum=off") as url:
        with psycopg.connect(url) as connection:
            row = connection.execute(asked).fetchone()
        assert row == ("UTF8", "off")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


@pytest.mark.parametrize("words", [[], ["--"], ["true"], ["autovacuum", "--", "true"]])
def test_it_says_how_it_is_called_where_a_command_is_missing(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        postgres.main(words)
    assert "[SETTING=VALUE ...] -- COMMAND" in "".join(capsys.readouterr())
