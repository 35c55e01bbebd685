"""Freezing a crowd reads as often for ten people as for ten thousand, and is fast."""

import time

import pytest
from django.db import connection
from pytest_django import Settings

from liuxin.desk.organisation import queries as organisation
from liuxin.interfaces.jobs import rounds
from liuxin.performance.evaluation import actions, queries
from tests.factories.crowd import AT, LINES, make_crowd, put_at_work
from tests.factories.evaluation import MARCH, SYSTEM
from tests.factories.history import KEY
from tests.factories.indicators import example, line
from tests.factories.organisation import make_position

pytestmark = pytest.mark.django_db
READS = 15
MOST_CPU_SECONDS = 12
"""For ten thousand people by eight indicators 10 s are promised; processor time swells beside other work."""


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def frozen_crowd(size: int) -> tuple[list[int], list[str], float]:
    """Freeze so many people by eight indicators; gives them, the statements, and the seconds of CPU it took."""
    position = make_position()
    set_id = example(*(line(measure, "12.5", scale) for measure, scale in LINES.items()), position_id=position)
    people = make_crowd(size, position)
    put_at_work(people, MARCH, cases=32)
    rounds.seal(AT)
    asked: list[str] = []

    def noted(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        start = time.process_time()
        done = actions.freeze_measured(set_id=set_id, period=MARCH, people=people, by=SYSTEM, at=AT)
        seconds = time.process_time() - start
    assert done.cards == size
    return people, asked, seconds


def reads(statements: list[str]) -> int:
    return sum(sql.lstrip().upper().startswith("SELECT") for sql in statements)


@pytest.mark.spec("P4.2")
def test_ten_people_are_read_at_once() -> None:
    people, statements, _ = frozen_crowd(10)
    assert reads(statements) == READS
    card = queries.scorecard(organisation.standing(SYSTEM, AT), people[3], MARCH, AT)
    assert [each.line.measured.rows for each in card.frozen][:3] == [32, 32, 32]
    opened = queries.evidence(organisation.standing(SYSTEM, AT), card.frozen[0].id, AT)
    assert (len(opened.counted), {row.person for row in opened.rows}) == (32, {people[3]})
    assert len({each.evidence_sha256 for each in card.frozen}) == len(LINES)


@pytest.mark.scale
@pytest.mark.spec("P4.2")
def test_ten_thousand_people_are_read_as_often_as_ten_and_frozen_as_a_set() -> None:
    _, statements, seconds = frozen_crowd(10_000)
    assert reads(statements) == READS
    assert seconds < MOST_CPU_SECONDS, seconds
