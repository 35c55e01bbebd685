"""The clock and the owner at the same moment: an obstacle is cleared, or it is handed up, never both."""

from datetime import timedelta

import pytest

from liuxin.kernel.actor import Actor
from liuxin.performance.dialogue import actions
from tests.factories.dialogue import AT, DUE, Obstacle, ObstacleStep, line, raised
from tests.factories.organisation import SYSTEM
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATE = DUE + timedelta(minutes=1)


def test_confirmed_twice_at_once_it_is_confirmed_once():
    of = line()
    obstacle = raised(of.agent)
    actions.clear_obstacle(obstacle_id=obstacle, text="换了", by=Actor.person(of.lead), at=AT)

    def confirm() -> None:
        actions.confirm_cleared(obstacle_id=obstacle, by=Actor.person(of.agent), at=AT)

    assert at_once(confirm, confirm) == ["dialogue.already_confirmed", "done"]
    assert ObstacleStep.objects.filter(kind="confirmed").count() == 1


def test_handed_up_twice_at_once_it_is_handed_up_once():
    of = line()
    raised(of.agent)

    def hand_up() -> None:
        actions.escalate_overdue(by=SYSTEM, at=LATE)

    assert at_once(hand_up, hand_up) == ["done", "done"]
    left = Obstacle.objects.get()
    assert (left.level, left.owner_id, left.steps.count()) == (1, of.head, 1)


def test_cleared_or_handed_up_but_never_both():
    of = line()
    obstacle = raised(of.agent)
    ends = at_once(
        lambda: actions.escalate_overdue(by=SYSTEM, at=LATE),
        lambda: actions.clear_obstacle(obstacle_id=obstacle, text="换了", by=Actor.person(of.lead), at=LATE),
    )
    left = Obstacle.objects.get()
    was_cleared = left.cleared_at is not None
    assert ends == (["done", "done"] if was_cleared else ["dialogue.not_the_owner", "done"])
    assert (left.level, left.owner_id) == ((0, of.lead) if was_cleared else (1, of.head))
