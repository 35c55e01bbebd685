"""An installation that is older than the first migrations of today is told what to do."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from liuxin.interfaces.cli import schema
from liuxin.interfaces.cli.checks import data
from tests.factories.history import AT
from tests.interfaces.cli.conftest import Terminal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
LAST_STEPS = (("customers", "0006_not_the_same"), ("quality", "0002_handed_over"))


def forget(room: str, name: str) -> None:
    MigrationRecorder(connection).migration_qs.filter(app=room, name=name).delete()


@pytest.mark.parametrize("words", [("migrate",), ("demo",), ("demo-cycle",), ("simulate", "--months", "1")])
def test_a_database_half_way_is_left_alone_and_the_sentence_says_where_to_go(terminal: Terminal, words: tuple[str]):
    for step in LAST_STEPS:
        forget(*step)
    answer = terminal(*words)
    assert answer.exit_code == 1
    assert "stands at an earlier step (customers, quality), from which this version cannot go on" in answer.output
    assert f"Check out commit {schema.LAST}, start `liuxin serve` there once" in answer.output


def test_the_doctor_names_the_rooms_that_are_half_way_and_looks_no_further():
    forget(*LAST_STEPS[1])
    found = list(data.look(AT))
    assert [finding.code for finding in found] == ["doctor.database", "schema.too_old"]
    assert found[1].params == {"rooms": ["quality"], "commit": schema.LAST}


def test_a_database_that_made_every_step_of_before_is_up_to_date(terminal: Terminal):
    recorder = MigrationRecorder(connection)
    recorder.migration_qs.filter(name__contains="_squashed_").delete()
    assert schema.half_way() == []
    assert terminal("migrate").exit_code == 0
    assert recorder.migration_qs.filter(name__contains="_squashed_").count() == 12
    assert "doctor.migrations" in {finding.code for finding in data.look(AT)}
