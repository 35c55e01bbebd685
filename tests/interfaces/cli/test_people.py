from datetime import timedelta

import pytest
import time_machine

from liuxin.desk.history import actions
from liuxin.desk.history.queries import verify
from liuxin.desk.organisation import queries
from liuxin.desk.organisation.words import Role
from tests.factories import history
from tests.factories import organisation as made
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]
LATER = made.NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(made.NOW, tick=False):
        yield


@pytest.fixture
def people() -> tuple[int, int, int]:
    """An agent, a would-be lead, a team without a lead: what an import leaves behind."""
    return made.make_person(staff_number="101"), made.make_person(staff_number="102"), made.make_team("G1")


def test_after_an_import_a_team_gets_its_lead(terminal: Terminal, people: tuple[int, int, int]):
    _, lead, team = people
    assert terminal("people", "lead", "G1", "102").exit_code == 0
    standing = made.standing_of(lead, LATER)
    assert team in standing.teams_led
    assert standing.has(Role.MANAGER)


def test_somebody_joins_reports_and_leaves(terminal: Terminal, people: tuple[int, int, int]):
    agent, lead, team = people
    terminal("people", "join", "101", "G1")
    terminal("people", "manager", "101", "102")
    assert made.standing_of(agent, LATER).teams == {team}
    assert made.standing_of(lead, LATER).reports == {agent}
    with time_machine.travel(LATER, tick=False):
        terminal("people", "leave", "101", "G1")
    assert made.standing_of(agent, LATER + timedelta(hours=1)).teams == frozenset()


def test_a_circle_of_reporting_lines_is_refused_in_a_sentence(terminal: Terminal, people: tuple[int, int, int]):
    agent, lead, _ = people
    terminal("people", "manager", "101", "102")
    answer = terminal("people", "manager", "102", "101")
    assert answer.exit_code == 1
    assert "Traceback" not in answer.stderr
    assert made.standing_of(agent, LATER).reports == frozenset()
    assert made.standing_of(lead, LATER).reports == {agent}


def test_a_role_is_granted_and_ended(terminal: Terminal, people: tuple[int, int, int]):
    agent = people[0]
    terminal("people", "role", "101", "director")
    assert made.standing_of(agent, LATER).has(Role.DIRECTOR)
    with time_machine.travel(LATER, tick=False):
        terminal("people", "role", "101", "director", "--end")
    assert not made.standing_of(agent, LATER + timedelta(hours=1)).has(Role.DIRECTOR)


def test_a_person_is_erased_only_when_sure_and_the_record_still_verifies(
    terminal: Terminal, people: tuple[int, int, int]
):
    agent = people[0]
    assert terminal("people", "erase", "101").exit_code == 1
    assert queries.person_numbered("101") == agent
    assert terminal("people", "erase", "101", "--yes").exit_code == 0
    assert queries.person_numbered("101") is None
    actions.seal(key=history.KEY, at=LATER)
    assert verify(key=history.KEY).ok


@pytest.mark.parametrize(
    ("words", "said"),
    [(("lead", "G9", "102"), "G9"), (("join", "999", "G1"), "999"), (("role", "101", "king"), "king")],
)
@pytest.mark.usefixtures("people")
def test_what_is_not_there_is_named(terminal: Terminal, words: tuple[str, ...], said: str):
    answer = terminal("people", *words)
    assert answer.exit_code in {1, 2}
    assert said in answer.stderr
