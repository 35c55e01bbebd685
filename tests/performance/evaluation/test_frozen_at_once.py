"""Two people freeze the same period at the same time: each card has one place in one chain."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from liuxin.kernel.errors import LiuxinError
from tests.factories.evaluation import FrozenTotal, frozen, readings
from tests.factories.indicators import example, line
from tests.factories.organisation import make_person, make_position

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(set_id: int, people: list[int], reason: str) -> list[str]:
    """Freeze in two threads that start together; give what was refused."""
    refused: list[str] = []
    start = Barrier(2)

    def run() -> None:
        try:
            start.wait()
            frozen(set_id, {person: readings({"promises_kept": 80.0}) for person in people}, reason=reason)
        except LiuxinError as error:
            refused.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


@pytest.mark.spec("P4.2")
def test_one_of_two_first_freezes_is_refused_whole() -> None:
    position = make_position()
    key = example(line(), position_id=position)
    people = [make_person(position=position) for _ in range(3)]
    assert at_once(key, people, reason="") in (["evaluation.reason_needed"], ["evaluation.frozen_meanwhile"])
    assert FrozenTotal.objects.count() == 3


def test_two_corrections_never_replace_the_same_card() -> None:
    position = make_position()
    key = example(line(), position_id=position)
    people = [make_person(position=position)]
    frozen(key, {people[0]: []})
    for number in range(6):
        assert at_once(key, people, reason=f"round {number}") in ([], ["evaluation.frozen_meanwhile"])
    replaced = [pk for pk in FrozenTotal.objects.values_list("supersedes", flat=True) if pk is not None]
    assert len(replaced) == len(set(replaced)) == FrozenTotal.objects.count() - 1
    assert FrozenTotal.objects.filter(superseded_by__isnull=True).count() == 1
