from datetime import UTC, datetime

import pytest
import time_machine

from liuxin.desk.cases.queries import promise_terms
from tests.factories.organisation import make_calendar
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5")]
NOW = datetime(2016, 6, 1, 9, tzinfo=UTC)


def test_nothing_promised_says_how_to_promise(terminal: Terminal):
    assert "liuxin promises set" in terminal("promises", "list").stdout


def test_a_promise_is_set_changed_and_listed(terminal: Terminal):
    make_calendar("default")
    with time_machine.travel(NOW, tick=False):
        terminal("promises", "set", "--priority", "1", "--hours", "4")
        terminal("promises", "set", "--priority", "1", "--hours", "2.5")
        answer = terminal("promises", "set", "--kind", "complaint", "--priority", "2", "--hours", "8")
    assert answer.exit_code == 0
    told = [(each.code, each.version, each.terms.scope, each.terms.minutes) for each in promise_terms()]
    assert told == [("P-01", 2, "priority=1", 150), ("P-02", 1, "kind=complaint priority=2", 480)]
    shown = terminal("promises", "list").stdout
    assert "complaint" in shown
    assert "2.5" in shown


@pytest.mark.parametrize(
    ("at", "calendar", "said"),
    [(NOW, "nowhere", "nowhere"), (datetime(2020, 1, 1, tzinfo=UTC), "default", "has ended")],
)
def test_a_promise_that_cannot_be_computed_is_refused(terminal: Terminal, at: datetime, calendar: str, said: str):
    make_calendar("default")
    with time_machine.travel(at, tick=False):
        answer = terminal("promises", "set", "--priority", "1", "--hours", "4", "--calendar", calendar)
    assert answer.exit_code == 1
    assert said in answer.stderr
    assert promise_terms() == ()
