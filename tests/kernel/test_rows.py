"""Plain rows written at once: a server takes them as a copy, an embedded database one by one; the same rules hold."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from liuxin.desk.communication.words import Medium
from liuxin.kernel.rows import FEW, VALUES, add_row, write_rows
from tests.factories.talking import Thread

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


def a_thread(**said: Any) -> Thread:
    return Thread(medium=Medium.EMAIL.value, opened_at=datetime(2026, 3, 1, 12, tzinfo=UTC), **said)


def test_an_object_is_added_as_save_would_add_it_and_gets_its_key():
    added, saved = a_thread(key="a", subject='100 % of "话"', address_name="李"), a_thread(key="b", subject="%s")
    assert add_row(connection, added)
    saved.save()

    assert {each.pk: each for each in Thread.objects.all()} == {added.pk: added, saved.pk: saved}
    read = Thread.objects.get(pk=added.pk)
    assert (read.key, read.subject, read.address_name) == ("a", '100 % of "话"', "李")
    assert read.opened_at == added.opened_at
    added.subject = "changed"
    added.save()
    assert [each.subject for each in Thread.objects.order_by("key")] == ["changed", "%s"]


def test_what_may_be_there_once_is_not_added_again_and_what_breaks_a_rule_is_an_error_of_django():
    assert add_row(connection, a_thread(key="a", subject="first"), once=("key",))
    again = a_thread(key="a", subject="second")
    assert not add_row(connection, again, once=("key",))

    assert again._state.adding
    assert [each.subject for each in Thread.objects.all()] == ["first"]
    for broken in (a_thread(key="a"), a_thread(key="")):
        with pytest.raises(IntegrityError), transaction.atomic():
            add_row(connection, broken)
