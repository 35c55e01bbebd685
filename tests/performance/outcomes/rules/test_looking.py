"""What a trial says beside the amounts."""

from decimal import Decimal

import pytest

from liuxin.performance.outcomes import rules
from liuxin.performance.outcomes.words import Moved, Side, Spread
from tests.performance.outcomes.rules.candidates import terms, who

pytestmark = pytest.mark.spec("P6.1")


def test_winners_and_losers_are_counted_with_their_money():
    assert rules.moved({1: 120, 2: 80, 3: 50, 4: 9}, {1: 100, 2: 100, 3: 50}) == Moved(1, 1, 1, 20, 20)


def test_a_spread_too_flat_to_matter_is_warned_of_with_the_figure():
    assert rules.spread({1: 102, 2: 98}, {1: 100, 2: 100}) == Spread(2, 0.01, is_flat=True)
    assert rules.spread({1: 120, 2: 80}, {1: 100, 2: 100}) == Spread(20, 0.1, is_flat=False)
    assert rules.spread({}, {}).share is None


def test_both_sides_are_set_beside_one_another():
    people = [who(1, 90), who(2, 40), who(3, None), who(4, 60, 5)]
    done = rules.split(people, terms(1000))
    without = rules.without_rule(people, 1000)
    found = rules.balance(done, people, without)
    assert (found.bonus, found.bonus_fen, found.withheld, found.withheld_fen) == (1, 1000, 1, 250)
    assert (found.listed, found.mute) == (2, 1)


def test_other_floors_tell_how_many_they_would_touch():
    people = [who(1, 90, 2), who(2, 61, 2), who(3, 57, 2)]
    one, two = rules.other_floors(people, 60, (-2, 3))
    assert (one.floor, one.border, one.under) == (58, 1, 0)
    assert (two.floor, two.border, two.under) == (63, 1, 1)
    assert rules.side(people[1], 63) is Side.BORDER


def test_half_a_base_is_half_the_sharing_without_a_rule():
    assert rules.without_rule([who(1, 1), who(2, 1, base=Decimal("0.5"))], 300) == {1: 200, 2: 100}
