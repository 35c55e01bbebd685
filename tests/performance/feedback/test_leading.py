"""Who leads the talk with whom."""

import pytest

from liuxin.performance.feedback import rules

AGENT, LEAD, HEAD, DIRECTOR, OTHER = range(1, 6)
LINES = rules.Lines({AGENT: LEAD, LEAD: HEAD, HEAD: None, OTHER: None}, frozenset({HEAD}), (DIRECTOR,))

pytestmark = pytest.mark.spec("P5.5")


def test_a_talk_is_led_by_whom_the_person_reports_to():
    assert [rules.leader_of(each, LINES, OTHER) for each in (AGENT, LEAD)] == [LEAD, HEAD]


def test_a_head_who_reports_to_nobody_talks_with_the_director_whoever_is_named():
    assert rules.leader_of(HEAD, LINES) == rules.leader_of(HEAD, LINES, OTHER) == DIRECTOR


def test_a_head_who_reports_to_somebody_talks_with_that_one():
    lines = rules.Lines({**LINES.managers, HEAD: OTHER}, LINES.heads, LINES.directors)
    assert rules.leader_of(HEAD, lines) == OTHER


def test_without_a_director_or_for_a_director_who_heads_a_department_it_is_the_one_named():
    alone = rules.Lines(LINES.managers, LINES.heads)
    assert (rules.leader_of(HEAD, alone, OTHER), rules.leader_of(HEAD, alone)) == (OTHER, None)
    both = rules.Lines(LINES.managers, LINES.heads, (HEAD,))
    assert (rules.leader_of(HEAD, both, OTHER), rules.leader_of(HEAD, both)) == (OTHER, None)
    two = rules.Lines(LINES.managers, LINES.heads, (HEAD, DIRECTOR))
    assert rules.leader_of(HEAD, two, OTHER) == DIRECTOR


def test_somebody_without_a_manager_who_heads_nothing_talks_with_the_one_named():
    assert (rules.leader_of(OTHER, LINES, AGENT), rules.leader_of(OTHER, LINES)) == (AGENT, None)


def test_nobody_talks_with_oneself_or_is_judged_in_a_talk_by_the_own_people():
    assert rules.leader_of(OTHER, LINES, OTHER) is None
    alone = rules.Lines(LINES.managers, LINES.heads)
    assert rules.leader_of(HEAD, alone, LEAD) is None
    assert rules.leader_of(HEAD, alone, AGENT) is None
