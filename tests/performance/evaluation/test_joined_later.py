"""Of somebody who joined a running cycle nothing is asked that was over; phases that are done stay done."""

from datetime import timedelta

import pytest

from liuxin.performance.evaluation import queries
from liuxin.performance.evaluators import queries as evaluators
from liuxin.performance.indicators import queries as indicators
from liuxin.performance.plan import actions
from liuxin.performance.plan import queries as plan
from tests.factories import goals
from tests.factories.indicators import agreed
from tests.factories.organisation import make_person, make_position, standing_of
from tests.factories.plan import AT, SYSTEM, MadeCycle, advance, make_cycle

pytestmark = pytest.mark.django_db


def joined(made: MadeCycle, position: int) -> None:
    person = make_person(position=position, teams=(made.place.team,))
    actions.join_cycle(cycle_id=made.id, person_id=person, by=SYSTEM, at=AT + timedelta(hours=1))


@pytest.mark.parametrize(("phase", "more"), [(2, (0, 1, 1)), (3, (0, 0, 1)), (4, (0, 0, 0))])
def test_only_what_is_not_over_asks_for_a_newcomer(phase: int, more: tuple[int, ...]) -> None:
    made = make_cycle()
    goals.bound_goals(made)
    advance(made.id, made.department, phase)
    asks = standing_of(made.hr)

    def asked() -> list[int]:
        rooms = (plan.phase_progress, indicators.phase_progress, evaluators.phase_progress)
        return [room(asks, made.id)[made.department].all for room in rooms]

    before = asked()
    joined(made, make_position())
    assert asked() == [was + by for was, by in zip(before, more, strict=True)]


def test_a_result_is_owed_to_a_newcomer_only_where_a_set_was_agreed_for_the_position() -> None:
    made = make_cycle(phase=2)
    agreed(made)
    advance(made.id, made.department, 4)

    def people() -> int:
        (found,) = queries.progress(standing_of(made.hr), made.id)
        return found.people

    before = people()
    joined(made, make_position())
    assert people() == before
    joined(made, made.place.position)
    assert people() == before + 1
