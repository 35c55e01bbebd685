"""Two people complete the same phase at the same time: one does, the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from liuxin.kernel.errors import LiuxinError
from liuxin.performance.plan import actions, queries
from tests.factories.plan import AT, SYSTEM, make_cycle

ROUNDS = 6


def complete_at_once(cycle: int, department: int) -> list[str]:
    """Complete the first phase in two threads that start together; give what was refused."""
    refused: list[str] = []
    start = Barrier(2)

    def run() -> None:
        try:
            start.wait()
            actions.complete_phase(cycle_id=cycle, department=department, phase=1, by=SYSTEM, at=AT)
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


@pytest.mark.spec("P4.4")
@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_the_same_phase_at_once_one_does() -> None:
    for _ in range(ROUNDS):
        made = make_cycle(1)
        assert complete_at_once(made.id, made.department) == ["plan.phase_done_already"]
        assert queries.phase_of(made.id, made.department) == 2
