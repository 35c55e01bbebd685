"""Strategy, environment, jobs and duties: read by all, written by those who may."""

import pytest

from liuxin.desk.organisation.words import Role
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import Quadrant, TextKind, mark
from tests.factories.goals import bind, goal_of_department
from tests.factories.organisation import make_department, make_position
from tests.factories.plan import AT, SYSTEM, make_cycle, make_job, make_objective
from tests.interfaces.web.plan.browsers import browser, send, text

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P1.1")]
STRATEGY, ENVIRONMENT, JOBS = "/plan/strategy", "/plan/environment", "/plan/jobs"
OBJECTIVE = {
    "code": "first-time",
    "title_en": "Settled the first time",
    "perspective": "process",
    "measure": "first_contact_resolution",
    "unit_en": "%",
    "direction": "higher",
    "baseline": "61",
    "target": "70",
    "start": "2016-01-01",
    "end": "2016-12-31",
}


def note(objective: int | None = None, department: int | None = None) -> int:
    return actions.note_environment(
        quadrant=Quadrant.WEAKNESS,
        text=Bilingual("转派多", "Passed around"),
        objective=objective,
        department=department,
        by=SYSTEM,
        at=AT,
    )


def test_an_empty_strategy_says_who_writes_it() -> None:
    page = text(browser(Role.AGENT), STRATEGY)
    assert "No objectives yet" in page
    assert "Not written yet." in page
    assert "New objective" not in page


@pytest.mark.spec("D4")
def test_the_director_sets_an_objective_that_everyone_reads() -> None:
    client = browser(Role.DIRECTOR)
    assert send(client, "/plan/objectives/new", **OBJECTIVE) == (302, STRATEGY)
    page = text(browser(Role.AGENT), STRATEGY)
    assert "Settled the first time" in page
    assert "61 → 70" in page
    assert "First contact resolution rate" in page
    assert "2016-01-01 – 2016-12-31" in page


@pytest.mark.spec("D4")
def test_an_objective_without_measure_or_target_is_drawn_as_a_hole_until_it_has_one() -> None:
    key = make_objective("first-time", target=None)
    client = browser(Role.DIRECTOR)
    page = text(client, STRATEGY)
    assert "node obj hole" in page
    assert "1 objective does not say yet how it is measured" in page
    expect = queries.objectives()[0].changed_at.isoformat()
    assert send(client, f"/plan/objectives/{key}", **OBJECTIVE, expect=expect)[0] == 302
    assert "node obj hole" not in text(client, STRATEGY)


@pytest.mark.spec("P1.3", "D4")
def test_an_objective_says_whether_a_goal_of_the_running_cycle_serves_it() -> None:
    key = make_objective("first-time")
    client = browser(Role.AGENT)
    said = ("no goal serves it yet", "goals serve it, none signed yet", "served by a signed goal")
    assert [each in text(client, STRATEGY) for each in said] == [False, False, False]
    made = make_cycle()
    assert [each in text(client, STRATEGY) for each in said] == [True, False, False]
    goal = goal_of_department(made, objective=key)
    assert [each in text(client, STRATEGY) for each in said] == [False, True, False]
    bind(goal)
    assert [each in text(client, STRATEGY) for each in said] == [False, False, True]


def test_two_who_write_an_objective_do_not_write_over_one_another() -> None:
    key = make_objective("first-time")
    expect = queries.objectives()[0].changed_at.isoformat()
    client = browser(Role.DIRECTOR)
    assert send(client, f"/plan/objectives/{key}", **OBJECTIVE | {"target": "75"}, expect=expect)[0] == 302
    status, page = send(client, f"/plan/objectives/{key}", **OBJECTIVE | {"target": "80"}, expect=expect)
    assert status == 409
    assert "Somebody has changed this since you opened it." in page
    assert 'value="80"' in page
    assert [each.target for each in queries.objectives()] == [75.0]


def test_what_is_no_objective_is_said_beside_its_field() -> None:
    status, page = send(browser(Role.DIRECTOR), "/plan/objectives/new", **OBJECTIVE | {"target": "60"})
    assert status == 200
    assert "The target is no better than where it stands now." in page
    assert queries.objectives() == ()


def test_an_objective_is_dropped_once_it_was_confirmed() -> None:
    key = make_objective("first-time")
    client = browser(Role.DIRECTOR)
    assert "cannot be taken up again" in text(client, f"/plan/objectives/{key}/drop")
    assert send(client, f"/plan/objectives/{key}/drop") == (302, STRATEGY)
    assert queries.objectives() == ()
    assert client.get(f"/plan/objectives/{key}").status_code == 409


def test_the_director_writes_the_vision_in_versions() -> None:
    client = browser(Role.DIRECTOR)
    assert send(client, f"{STRATEGY}/vision", text_en="At ease at home", expect=0) == (302, STRATEGY)
    status, page = send(client, f"{STRATEGY}/vision", text_en="Later", expect=0)
    assert status == 409
    assert 'name="expect" value="1"' in page
    assert ">Later</textarea>" in page.replace("\n", "")
    assert send(client, f"{STRATEGY}/vision", text_en="Later", expect=1)[0] == 302
    assert [each.text.en for each in queries.texts(TextKind.VISION)] == ["Later", "At ease at home"]
    assert "Write something" in send(client, f"{STRATEGY}/vision", expect=2)[1]
    assert client.get(f"{STRATEGY}/motto").status_code == 404
    assert "Later" in text(browser(Role.AGENT), STRATEGY)


def test_an_example_says_that_it_is_one() -> None:
    assert "example" not in text(browser(Role.AGENT), STRATEGY)
    actions.load_examples(start=AT.date(), end=AT.date(), by=SYSTEM, at=AT)
    page = text(browser(Role.AGENT, language="zh-hans"), STRATEGY)
    assert page.count('<span class="tag tag-sim">示例</span>') == 9
    assert "处处有着落" in page


def test_a_line_of_the_environment_is_noted_answered_and_taken_away() -> None:
    key = make_objective("first-time")
    client = browser(Role.DIRECTOR)
    sent = send(client, ENVIRONMENT, quadrant="w", text_en="Passed around", objective="")
    assert sent == (302, ENVIRONMENT)
    assert "no objective answers it" in text(browser(Role.AGENT), ENVIRONMENT)
    (line,) = queries.environment()
    assert "Of 1 lines of the environment 0 are answered" in text(client, STRATEGY)
    assert send(client, f"{ENVIRONMENT}/{line.id}", do="link", objective=key)[0] == 302
    page = text(browser(Role.AGENT), ENVIRONMENT)
    assert "no objective answers it" not in page
    assert "Settled the first time" in page
    assert send(client, f"{ENVIRONMENT}/{line.id}", do="drop")[0] == 302
    assert "Nothing noted yet" in text(client, ENVIRONMENT)


def test_the_environment_of_a_department_is_written_by_its_head() -> None:
    made = make_cycle()
    note(department=made.department)
    head, mine = browser(person=made.place.head), f"{ENVIRONMENT}?department={made.department}"
    assert "Passed around" in text(head, mine)
    assert "Note a line" in text(head, mine)
    assert "Note a line" not in text(head, ENVIRONMENT)
    assert send(head, mine, quadrant="s", text_en="Old hands")[0] == 302
    assert len(queries.environment(made.department)) == 2
    assert send(head, ENVIRONMENT, quadrant="s", text_en="Old hands")[0] == 403
    assert head.get(f"{ENVIRONMENT}?department=999999").status_code == 404


def test_a_job_is_described_with_shares_that_add_to_a_hundred() -> None:
    position = make_position()
    client, address = browser(Role.HR), f"{JOBS}/{position}/edit"
    assert "Not described yet" in text(client, f"{JOBS}/{position}")
    sheet = {"do": "save", "expect": 0, "count": 3, "purpose_en": "Settles matters"}
    rows = {"row0-text_en": "Answer", "row0-share": "60", "row1-text_en": "Follow up", "row1-share": "39"}
    status, page = send(client, address, **sheet, **rows)
    assert status == 200
    assert "The shares of time add to 99%, which is -1% away from 100%." in page
    assert 'value="Follow up"' in page
    assert send(client, address, **sheet, **rows | {"row1-share": "40"}) == (302, f"{JOBS}/{position}")
    found = queries.job_analysis(position)
    assert found is not None
    assert [(task.code, str(task.share)) for task in found.tasks] == [("t1", "60.00"), ("t2", "40.00")]
    page = text(browser(Role.AGENT), f"{JOBS}/{position}")
    assert "60%" in page
    assert "Settles matters" in page
    assert "Write the next version" not in page


def test_a_job_keeps_its_versions_and_refuses_one_that_was_not_read() -> None:
    position = make_position()
    make_job(position, "60", "40")
    make_job(position, "100")
    client = browser(Role.DIRECTOR)
    assert "This is an earlier version." in text(client, f"{JOBS}/{position}?version=1")
    assert "This is an earlier version." not in text(client, f"{JOBS}/{position}")
    assert client.get(f"{JOBS}/{position}?version=9").status_code == 404
    assert client.get(f"{JOBS}/999999").status_code == 404
    sheet = {"do": "save", "expect": 1, "count": 1, "purpose_en": "x", "row0-text_en": "a", "row0-share": "100"}
    status, page = send(client, f"{JOBS}/{position}/edit", **sheet)
    assert status == 409
    assert 'name="expect" value="2"' in page


def test_a_row_without_text_or_share_is_said_beside_its_field() -> None:
    sheet = {"do": "save", "expect": 0, "count": 2, "purpose_en": "x", "row0-text_en": "a", "row1-share": "100"}
    page = send(browser(Role.HR), f"{JOBS}/{make_position()}/edit", **sheet)[1]
    assert "Write a number here." in page
    assert "Say what is done." in page


def test_more_rows_are_given_and_nothing_typed_is_lost() -> None:
    sheet = {"do": "more", "expect": 0, "count": 3, "purpose_en": "Settles matters", "row0-text_en": "Answer"}
    page = send(browser(Role.HR), f"{JOBS}/{make_position()}/edit", **sheet)[1]
    assert 'name="row5-text_en"' in page
    assert 'value="Answer"' in page
    assert "Settles matters" in page


def test_the_list_names_what_is_not_described() -> None:
    make_job(make_position(name_en="Hotline agent"))
    make_position(name_en="Guard")
    page = text(browser(Role.AGENT), JOBS)
    assert "Hotline agent" in page
    assert page.count("not described yet") == 1


def test_the_head_writes_the_duties_that_jobs_cite() -> None:
    made = make_cycle()
    head, address = browser(person=made.place.head), f"/plan/departments/{made.department}/duties"
    assert "No duties written yet" in text(head, address)
    sheet = {"do": "save", "count": 3, "row0-text_en": "Take in every matter", "row1-text_en": "Repair in time"}
    sheet["expect"] = mark(*queries.duties(made.department))
    assert send(head, f"{address}/edit", **sheet) == (302, address)
    status, page = send(head, f"{address}/edit", **sheet | {"row0-text_en": "Later"})
    assert status == 409
    assert "Somebody has changed this since you opened it." in page
    assert 'value="Later"' in page
    assert [(each.code, each.text.en) for each in queries.duties(made.department)] == [
        ("t1", "Take in every matter"),
        ("t2", "Repair in time"),
    ]
    assert "Repair in time" in text(browser(Role.AGENT), address)
    gone = {"do": "save", "count": 2, "row0-code": "t1", "row0-text_en": "", "row1-code": "t2", "row1-text_en": "Mend"}
    gone["expect"] = mark(*queries.duties(made.department))
    assert send(head, f"{address}/edit", **gone)[0] == 302
    assert [each.text.en for each in queries.duties(made.department)] == ["Mend"]
    other = f"/plan/departments/{make_department()}/duties"
    assert head.get(f"{other}/edit").status_code == 403
    assert head.get("/plan/departments/999999/duties").status_code == 404


def test_a_writer_without_the_right_is_told() -> None:
    made = make_cycle()
    with_no_right = browser(person=made.place.people[0])
    for address in (f"{STRATEGY}/vision", "/plan/objectives/new", f"{JOBS}/{made.place.position}/edit"):
        assert with_no_right.get(address).status_code == 403
