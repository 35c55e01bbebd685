"""Plain rows written at once: a server takes them as a copy, an embedded database one by one; the same rules hold."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from liuxin.kernel.rows import FEW, VALUES, write_rows

pytestmark = pytest.mark.django_db


TABLE, COLUMNS = "django_session", ("session_key", "session_data", "expire_date")


@pytest.mark.parametrize("count", [1, FEW, FEW + 1, VALUES // 3, VALUES // 3 + 1])
def test_rows_are_kept_as_they_were_given_and_what_a_constraint_refuses_is_an_error_of_django(count: int):
    at = connection.ops.adapt_datetimefield_value(datetime(2026, 3, 1, 12, tzinfo=UTC))
    rows = [(f"k\t{number:04}", 'tab\t, line\n, back\\slash, "quote", 话\\N', at) for number in range(count)]
    write_rows(connection, TABLE, COLUMNS, iter(rows))

    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session ORDER BY session_key")
        assert cursor.fetchall() == [row[:2] for row in rows]
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(connection, TABLE, COLUMNS, rows)


def test_no_rows_are_no_deed():
    write_rows(connection, TABLE, COLUMNS, [])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
