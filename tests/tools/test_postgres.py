import psycopg
import pytest

from tools import postgres


@pytest.mark.postgres
def test_it_starts_a_server_of_its_own_and_stops_it():
    with postgres.server() as url:
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT current_setting('server_encoding')").fetchone()
        assert row == ("UTF8",)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
