"""Who worked where, against a plain retelling that is asked hour by hour."""

from itertools import pairwise
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from liuxin.facts.folding.events import from_history
from liuxin.facts.folding.matters import matters
from liuxin.facts.words import FactTable
from tests.facts.folding.test_matters import Step, organisation, sealed
from tests.facts.stories import when

HOURS = range(10)
PEOPLE, TEAMS = (1, 2), (7, 8)


def _at(hour: int) -> int:
    return when(7, hour)


def _told(hours: st.SearchStrategy[int]) -> st.SearchStrategy[Step]:
    department = st.sampled_from([None, 70, 71])
    position = st.sampled_from([None, 5, 6])
    of_team = st.sampled_from(["team_added", "team_assigned"])
    person, team = st.sampled_from(PEOPLE), st.sampled_from(TEAMS)
    end = st.one_of(st.none(), st.integers(0, 9).map(_at))
    return st.one_of(
        st.builds(lambda code, key, at, of: organisation(code, key, _at(at), department=of),
                  of_team, team, hours, department),
        st.builds(lambda key, at, of: organisation("person_added", key, _at(at), position=of), person, hours, position),
        st.builds(lambda key, at, of, until: organisation("joined", key, _at(at), team=of, start=_at(at), end=until),
                  person, hours, team, end),
        st.builds(lambda key, at, of: organisation("left", key, _at(at), team=of, end=_at(at)), person, hours, team),
    )  # fmt: skip


def _then(told: list[tuple[int, Any]], at: int) -> Any:
    known = [value for when_told, value in told if when_told <= at]
    return known[-1] if known else told[0][1] if told else None


def _where(steps: list[Step], person: int, at: int) -> tuple[int | None, int | None] | None:
    """Tell department and position of a person at an instant; None where nothing is known of them yet."""
    heard = sorted(sealed(steps), key=lambda each: (each.at, each.seq))
    memberships: list[list[Any]] = []
    positions: list[tuple[int, Any]] = []
    since: list[Any] = []
    for each in heard:
        told, now = each.payload, int(each.at.timestamp())
        if each.subject == str(person) and each.code == "organisation.joined":
            memberships.append([told["start"], told["end"], told["team"]])
            since.append(told["start"])
        if each.subject == str(person) and each.code == "organisation.person_added":
            since.append(now)
            if told["position"] is not None:
                positions.append((now, told["position"]))
        if each.subject == str(person) and each.code == "organisation.left":
            for one in memberships:
                if one[2] == told["team"] and one[0] <= now and (one[1] is None or now < one[1]):
                    one[1] = now
    if not since or at < min(since):
        return None
    running = [one for one in memberships if one[0] <= at and (one[1] is None or at < one[1])]
    team = max(reversed(running), key=lambda one: one[0])[2] if running else None
    departments = [(int(each.at.timestamp()), each.payload["department"]) for each in heard
                   if each.subject == str(team) and each.code.startswith("organisation.team_")]  # fmt: skip
    return _then(departments, at), _then(positions, at)


@settings(max_examples=60)
@given(st.lists(_told(st.integers(0, 9)), max_size=9))
def test_everybody_is_where_a_plain_retelling_says_at_every_hour(steps: list[Step]):
    rows = matters(from_history(sealed(steps)))[FactTable.PLACES].to_pylist()

    for person in PEOPLE:
        for at in map(_at, HOURS):
            found = [
                (row["department"], row["position"])
                for row in rows
                if row["person"] == person and row["start"] <= at and (row["end"] is None or at < row["end"])
            ]
            expected = _where(steps, person, at)
            assert found == ([] if expected is None else [expected])


@settings(max_examples=30)
@given(st.lists(_told(st.integers(0, 9)), max_size=9))
def test_places_follow_one_another_and_no_two_alike(steps: list[Step]):
    told: pa.Table = matters(from_history(sealed(steps)))[FactTable.PLACES]

    rows = told.to_pylist()
    assert rows == sorted(rows, key=lambda row: (row["person"], row["start"]))
    for one, other in pairwise(rows):
        if one["person"] == other["person"]:
            assert one["end"] == other["start"]
            assert (one["department"], one["position"]) != (other["department"], other["position"])
