"""Plain rows written at once: a server takes them as a copy, an embedded database one by one; the same rules hold."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from liuxin.kernel.rows import write_rows

pytestmark = pytest.mark.django_db


def test_a_row_is_kept_as_it_was_given_and_what_a_constraint_refuses_is_an_error_of_django():
    table, columns = "django_session", ("session_key", "session_data", "expire_date")
    at = connection.ops.adapt_datetimefield_value
    row = ("k\t1", 'tab\t, line\n, back\\slash, "quote", 话\\N', at(datetime(2026, 3, 1, 12, tzinfo=UTC)))
    write_rows(connection, table, columns, [row, ("k2", "", row[2])])

    with connection.cursor() as cursor:
        cursor.execute("SELECT session_key, session_data FROM django_session ORDER BY session_key")
        assert cursor.fetchall() == [row[:2], ("k2", "")]
    with pytest.raises(IntegrityError), transaction.atomic():
        write_rows(connection, table, columns, [row])
