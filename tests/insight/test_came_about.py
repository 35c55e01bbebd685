"""How a score came about: each sentence follows the record, and says so where it cannot tell."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django import Settings

from liuxin.insight import queries
from liuxin.interfaces.web.insight.whole import how
from liuxin.kernel.errors import NotFoundError
from liuxin.performance.evaluation import actions
from tests.factories.evaluation import AT, SYSTEM, make_results
from tests.factories.history import KEY
from tests.factories.indicators import example
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import MadeCycle, make_cycle

pytestmark = pytest.mark.django_db
FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


@pytest.fixture
def made() -> MadeCycle:
    return make_cycle(phase=4)


def told(made: MadeCycle, values: Mapping[str, float | None]) -> tuple[dict[str, list[str]], int]:
    """Give the sentences by question, in English, and the key of the result."""
    person = made.place.people[0]
    keys = make_results(
        made.id, {person: made.department}, {person: values}, set_id=example(position_id=made.place.position)
    )
    return sentences(made), keys[person]


def sentences(made: MadeCycle) -> dict[str, list[str]]:
    person = made.place.people[0]
    found = queries.came_about(standing_of(person), person_id=person, cycle_id=made.id, at=LATER)
    with translation.override("en"):
        parts = how.context(found)["parts"]
    assert isinstance(parts, list)
    return {part.title: [said.text for said in part.said] for part in parts}


def test_a_line_with_a_value_says_what_it_scored_and_one_without_says_that_absent_is_not_zero(made: MadeCycle):
    said, _key_of_result = told(made, FULL | {"cases_resolved": None})
    lines = said["Where each line comes from"]
    assert len(lines) == 3
    assert lines[0].startswith("Promises kept: 80.0%")
    assert "scores 100.0; at a weight of 62.5% it brings 62.5 points" in lines[0]
    assert lines[2].startswith("Cases resolved: no value")
    assert "Absent is not zero" in lines[2]


def test_too_little_gives_no_total_and_says_why(made: MadeCycle):
    said, _key_of_result = told(made, FULL | {"promises_kept": None, "reopened_within_14_days": None})
    assert said["What it comes to"][0].startswith("There is no total.")


def test_a_set_that_nobody_agreed_to_is_said_to_be_so(made: MadeCycle):
    said, _key_of_result = told(made, FULL)
    assert said["By which rules"][1].startswith("Nobody is on record as having agreed to this set")


def test_how_far_it_is_follows_the_talk_and_the_end(made: MadeCycle):
    said, key = told(made, FULL)
    assert said["How far it is"][0].startswith("Provisional since")
    actions.mark_talked(result_ids=[key], by=SYSTEM, at=LATER)
    assert sentences(made)["How far it is"][0].startswith("Talked through on")
    actions.finalise(result_ids=[key], by=SYSTEM, at=LATER)
    assert sentences(made)["How far it is"][0].startswith("Final since")


def test_it_is_told_to_nobody_else(made: MadeCycle):
    told(made, FULL)
    with pytest.raises(NotFoundError) as refused:
        queries.came_about(standing_of(make_person()), person_id=made.place.people[0], cycle_id=made.id, at=LATER)
    assert refused.value.code == "evaluation.no_result"
