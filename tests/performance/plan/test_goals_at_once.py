"""Two who write goals at the same moment."""

import pytest

from liuxin.kernel.actor import Actor
from liuxin.performance.agreement import queries as agreements
from liuxin.performance.plan import actions, queries
from tests.desk.organisation.test_concurrency import at_once
from tests.factories import goals as made
from tests.factories.goals import AT
from tests.factories.organisation import SYSTEM, standing_of
from tests.factories.plan import make_cycle

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_goals_put_under_each_other_at_once_make_no_circle():
    cycle = make_cycle(1)
    one, other = made.goal_of_department(cycle), made.goal_of_department(cycle)

    def serve(goal: int, parent: int):
        return lambda: actions.link_goal(goal_id=goal, parent=parent, objective=None, duties=(), by=SYSTEM, at=AT)

    assert at_once(serve(one, other), serve(other, one)) == ["done", "plan.goal_circle"]


def test_two_counter_proposals_at_once_leave_one_and_tell_the_other():
    cycle = make_cycle(1)
    agent, lead = cycle.place.people[0], cycle.place.lead
    goal = made.goal_of_person(cycle, agent)
    key = made.propose(goal)

    def propose(person: int, target: str):
        return lambda: made.propose(goal, by=Actor.person(person), target=target, expect=1)

    assert at_once(propose(agent, "90%"), propose(lead, "93%")) == ["done", "plan.goal_changed"]
    assert len(queries.goal(standing_of(lead), goal).versions) == 2
    assert len(agreements.agreement(standing_of(lead), key).versions) == 2
