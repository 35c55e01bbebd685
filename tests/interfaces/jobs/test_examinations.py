from pathlib import Path

import pytest

from liuxin.desk.history import queries
from liuxin.desk.history.words import Fault
from liuxin.interfaces.jobs import examinations, roots
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from tests.factories.history import AT, KEY, about, behind_the_guards, told

pytestmark = [pytest.mark.django_db, pytest.mark.spec("D6"), pytest.mark.usefixtures("home")]
AUDITOR = Actor.person(4, via="web")


def test_before_the_first_there_is_no_result():
    assert examinations.last() is None
    assert examinations.asked() is None


def test_the_result_is_kept_and_that_it_took_place_is_on_record():
    told(3)
    report = examinations.run(by=AUDITOR, at=AT)
    last = examinations.last()
    assert report.ok
    assert last
    assert (last.at, last.by, last.ok, last.checked, last.unsealed, last.problems) == (AT, AUDITOR, True, 3, 0, ())
    (said,) = queries.timeline("record", "chain")
    assert (said.code, said.actor, said.payload) == (
        "history.examined",
        AUDITOR,
        {"ok": True, "checked": 3, "problems": 0},
    )


def test_problems_come_back_from_the_file_as_they_were_found():
    ids = told(3)
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{}' WHERE id = %s", [ids[1]])
    report = examinations.run(by=AUDITOR, at=AT)
    last = examinations.last()
    assert last
    assert (last.ok, last.problems, last.more) == (False, report.problems, 0)
    assert last.problems[0].what is Fault.ALTERED


def test_a_thousand_problems_do_not_fill_the_page():
    told([about("customer", f"C{n}") for n in range(1_005)])
    with behind_the_guards() as cursor:
        cursor.execute("UPDATE history_event SET payload = '{}'")
    examinations.run(by=AUDITOR, at=AT)
    last = examinations.last()
    assert last
    assert (len(last.problems), last.more) == (200, 805)


def test_roots_kept_at_home_and_elsewhere_are_used(home: Path, tmp_path: Path):
    told(2)
    roots.keep_daily(home / "roots", queries.head(), AT)
    other = roots.write(tmp_path / "usb" / "root.json", queries.head(), AT)
    other.write_text(other.read_text().replace('"hash": "', '"hash": "0'))
    report = examinations.run(by=AUDITOR, at=AT, others=[other])
    assert [problem.what for problem in report.problems] == [Fault.ROOT_DIFFERS]
    last = examinations.last()
    assert last
    assert last.roots == 2


def test_a_page_asks_and_the_worker_does_it():
    told(3)
    examinations.ask(roles={"auditor"}, by=AUDITOR, at=AT)
    asked = examinations.asked()
    assert asked
    assert (asked.by, asked.at, asked.done, asked.total) == (AUDITOR, AT, 0, 3)
    assert examinations.run_if_asked(AT) is True
    assert examinations.asked() is None
    assert examinations.run_if_asked(AT) is False
    last = examinations.last()
    assert last
    assert (last.by, last.ok) == (AUDITOR, True)


def test_an_examination_that_fails_is_not_tried_for_ever(home: Path):
    (home / "roots").mkdir()
    (home / "roots" / "2016-03-01.json").write_text("spoilt")
    examinations.ask(roles={"auditor"}, by=AUDITOR, at=AT)
    with pytest.raises(Exception, match=r"audit\.root_unreadable"):
        examinations.run_if_asked(AT)
    assert examinations.asked() is None


@pytest.mark.parametrize("role", ["agent", "manager", "hr", "reviewer", "system_admin", "security_admin"])
def test_not_everybody_may_ask(role: str):
    with pytest.raises(NotAllowedError, match=r"history\.not_for_you"):
        examinations.ask(roles={role}, by=AUDITOR, at=AT)
    assert examinations.asked() is None
    assert KEY
