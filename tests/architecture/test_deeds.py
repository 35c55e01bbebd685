import pytest

from tests.architecture.checks import deeds
from tests.architecture.checks.house import TESTS, Source, no_complaints, python


def room(text: str, path: str = "desk/cases/queries.py") -> list[Source]:
    return [Source(f"src/liuxin/{path}", text)]


def test_every_action_takes_by_and_at_by_name():
    no_complaints(deeds.nameless_deeds(python()))


def test_rooms_know_one_another_by_the_door():
    no_complaints(deeds.private_rooms(python()))


def test_only_actions_write():
    no_complaints(deeds.writes_past_actions(python()))


def test_only_the_doors_read_the_clock():
    no_complaints(deeds.clocks(python(migrations=True)))


def test_nothing_of_ours_listens_to_signals():
    no_complaints(deeds.signals(python()))


def test_doors_never_reach_for_models():
    no_complaints(deeds.climbing_doors(python()))


def test_tests_reach_models_through_factories_and_do_not_mock():
    no_complaints(deeds.tests_at_models(python(TESTS)))


def test_it_bites_on_an_action_without_an_actor_or_a_time():
    text = "def close(code, by: Actor, *, at: datetime): ...\n"
    complaint = "src/liuxin/desk/cases/actions.py:1 close lacks keyword-only by: Actor"
    assert deeds.nameless_deeds(room(text, "desk/cases/actions.py")) == [complaint]
    assert len(deeds.nameless_deeds(room("def close(*, by, at): ...\n", "desk/cases/actions.py"))) == 2
    assert deeds.nameless_deeds(room("def _close(code): ...\n", "desk/cases/actions.py")) == []
    assert deeds.nameless_deeds(room("def seal(*, at: datetime): ...\n", "desk/history/actions.py")) == []
    assert len(deeds.nameless_deeds(room("def seal(): ...\n", "desk/history/actions.py"))) == 1


def test_in_a_folder_the_actions_are_those_that_it_lists():
    door = room('__all__ = ["close"]\n', "desk/cases/actions/__init__.py")
    inner = room("def close(): ...\ndef helper(): ...\n", "desk/cases/actions/ending.py")
    assert deeds.nameless_deeds([*door, *inner]) == [
        "src/liuxin/desk/cases/actions/ending.py:1 close lacks keyword-only by: Actor",
        "src/liuxin/desk/cases/actions/ending.py:1 close lacks keyword-only at: datetime",
    ]


def test_it_bites_on_an_import_from_behind_a_door():
    door = room('__all__ = ["close"]\n', "desk/cases/actions/__init__.py")
    text = "from liuxin.desk.cases.actions import close\nfrom liuxin.desk.cases.actions.ending import helper\n"
    stranger = room(text, "interfaces/web/cases/views.py")
    assert deeds.private_rooms([*door, *stranger]) == [
        "src/liuxin/interfaces/web/cases/views.py:2 reaches behind the door: liuxin.desk.cases.actions.ending.helper"
    ]
    assert deeds.private_rooms([*door, *room(text, "desk/cases/actions/closing.py")]) == []


def test_it_bites_on_a_query_that_writes():
    text = "Case.objects.filter(code=code).update(status='closed')\nshown.update(other)\n"
    assert deeds.writes_past_actions(room(text)) == ["src/liuxin/desk/cases/queries.py:1 writes with update()"]
    assert deeds.writes_past_actions(room(text, "desk/cases/actions.py")) == []


@pytest.mark.parametrize(
    "text",
    [
        "timezone.now()",
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "time.time()",
        "DateTimeField(auto_now=True)",
        "DateTimeField(auto_now_add=True)",
        "DateTimeField(db_default=Now())",
    ],
)
def test_it_bites_on_a_room_that_reads_the_clock(text: str):
    assert deeds.clocks(room(text)) == ["src/liuxin/desk/cases/queries.py:1 reads the clock"]
    assert deeds.clocks(room(text, "interfaces/web/cases/views.py")) == []


def test_it_bites_on_a_signal():
    text = "from django.db.models.signals import post_save\n"
    assert deeds.signals(room(text)) == ["src/liuxin/desk/cases/queries.py:1 listens to a signal: call it by name"]
    assert deeds.signals(room(text, "config/security_log.py")) == []


@pytest.mark.parametrize(
    "text",
    [
        "from django.apps import apps",
        "from django.contrib.auth import get_user_model",
        "from django.db import models",
        "from django.forms import ModelForm",
        "from django.contrib import admin",
    ],
)
def test_it_bites_on_a_door_that_reaches_for_models(text: str):
    assert len(deeds.climbing_doors(room(text, "interfaces/web/cases/views.py"))) == 1
    assert deeds.climbing_doors(room(text)) == []


def test_it_bites_on_a_test_that_imports_models_or_mocks():
    text = (
        "from liuxin.desk.cases import models\nfrom liuxin.desk.cases.models import Case\nfrom unittest import mock\n"
    )
    found = deeds.tests_at_models([Source("tests/desk/cases/test_actions.py", text)])
    assert found == [
        "tests/desk/cases/test_actions.py:1 imports liuxin.desk.cases.models: use tests/factories",
        "tests/desk/cases/test_actions.py:2 imports liuxin.desk.cases.models.Case: use tests/factories",
        "tests/desk/cases/test_actions.py:3 mocks",
    ]
    assert deeds.tests_at_models([Source("tests/factories/cases.py", text.splitlines()[1])]) == []
