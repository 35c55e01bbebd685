"""Ten thousand people rated by six peers and a manager each: fair values, agreement, what raters are told, in time."""

import time

import numpy as np
import pytest

from liuxin.performance.evaluation import rules
from liuxin.performance.evaluation.words import Judged, RaterKind, RaterOf, Rating

pytestmark = pytest.mark.scale
PEOPLE, TEAM, PEERS = 10_000, 50, 6
HEARTS = ("attention", "care", "dedication", "love", "perseverance", "sincerity")
SECONDS = 60
"""Of the processor; about 17 on the machine of 2026."""


def judged() -> Judged:
    """Let everybody be rated by the manager and six peers of a team of fifty."""
    chance = np.random.default_rng(7)
    severe = chance.normal(0, 0.5, 2 * PEOPLE)
    of = {}
    for person in range(PEOPLE):
        first, better = person - person % TEAM, chance.normal(0, 0.5)
        peers = [first + (person - first + step) % TEAM for step in range(1, PEERS + 1)]
        raters = [(RaterKind.PEER, peer) for peer in peers] + [(RaterKind.SUPERVISOR, PEOPLE + first)]
        of[person] = [
            Rating(person * TEAM + place, kind, heart, level, rater=rater)
            for place, (kind, rater) in enumerate(raters)
            for heart, level in zip(
                HEARTS,
                np.clip(np.rint(3.3 + better - severe[rater] + chance.normal(0, 0.6, 6)), 1, 5).astype(int).tolist(),
                strict=True,
            )
        ]
    known = {rater: RaterOf(rater, rater >= PEOPLE, (RaterKind.PEER,)) for rater in range(2 * PEOPLE)}
    return Judged(of, known)


@pytest.mark.spec("P4.3")
def test_a_crowd_is_made_fair_in_time() -> None:
    found = judged()
    start = time.process_time()
    table = rules.told_table(found.of)
    known = rules.severities(table, found.of)
    parts = rules.with_agreement({key: rules.rated_fairly(some, known) for key, some in found.of.items()}, found.of)
    figures = rules.round_figures(1, table, found.of, known)
    told = rules.new_feedback(table, found, found.of)
    seconds = time.process_time() - start
    assert len(table.levels) == PEOPLE * (PEERS + 1) * len(HEARTS)
    assert all(part.fair.value is not None for part in parts.values())
    assert figures.alpha is not None
    assert len(told) == PEOPLE + PEOPLE // TEAM
    assert seconds < SECONDS
