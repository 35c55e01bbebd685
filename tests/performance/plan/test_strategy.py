"""The strategy on record: texts by version, objectives, the environment and what answers it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liuxin.desk.history import queries as history
from liuxin.engines.measurement import library
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.kernel.text import Bilingual
from liuxin.performance.plan import actions, queries
from liuxin.performance.plan.words import NewObjective, ObjectiveState, Quadrant, TextKind
from tests.factories.organisation import make_department, make_position, standing_of
from tests.factories.plan import AT, SYSTEM, Objective, make_cycle, make_objective, objective

pytestmark = [pytest.mark.django_db, pytest.mark.spec("P1.1")]
LATER = AT + timedelta(hours=1)
VISION = Bilingual("住得安心", "At ease at home")
START, END = date(2016, 1, 1), date(2016, 12, 31)


def write(text: Bilingual = VISION, expect: int = 0, by: Actor = SYSTEM) -> int:
    return actions.write_text(kind=TextKind.VISION, text=text, expect=expect, by=by, at=AT)


def note(department: int | None = None, objective: int | None = None, by: Actor = SYSTEM) -> int:
    return actions.note_environment(
        quadrant=Quadrant.WEAKNESS, text=VISION, department=department, objective=objective, by=by, at=AT
    )


def test_a_text_is_written_version_by_version_and_none_is_lost() -> None:
    assert write() == 1
    assert write(Bilingual("更安心", ""), expect=1) == 2
    found = queries.strategy().text(TextKind.VISION)
    assert found is not None
    assert (found.text.zh, found.version, found.is_example) == ("更安心", 2, False)
    assert [each.version for each in queries.texts(TextKind.VISION)] == [2, 1]
    assert queries.strategy().text(TextKind.MISSION) is None


def test_nobody_writes_over_a_version_that_was_not_read() -> None:
    write()
    with pytest.raises(ConflictError, match=r"plan\.changed_meanwhile"):
        write()


def test_a_text_that_says_nothing_is_refused() -> None:
    with pytest.raises(BadInputError, match=r"plan\.text_missing"):
        write(Bilingual(" ", ""))


def test_only_the_director_writes_the_strategy() -> None:
    made = make_cycle()
    for person in (made.hr, made.place.head, made.place.people[0]):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_write_strategy"):
            write(by=Actor.person(person))
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_write_strategy"):
            actions.add_objective(new=objective(), by=Actor.person(person), at=AT)
    assert write(by=Actor.person(made.director)) == 1


def test_an_objective_holds_measure_and_period_until_it_is_dropped() -> None:
    key = make_objective("first-time")
    found = queries.objective(standing_of(make_cycle().hr), key)
    assert (found.code, found.measure, found.baseline, found.target) == (
        "first-time",
        "first_contact_resolution",
        61.0,
        70.0,
    )
    assert (found.start, found.end, found.is_measured) == (START, END, True)
    actions.drop_objective(objective_id=key, by=SYSTEM, at=LATER)
    assert queries.objectives() == ()
    assert [each.state for each in queries.objectives(dropped=True)] == [ObjectiveState.DROPPED]
    with pytest.raises(ConflictError, match=r"plan\.objective_dropped_already"):
        actions.drop_objective(objective_id=key, by=SYSTEM, at=LATER)


def test_an_objective_without_a_target_says_that_it_is_not_measured() -> None:
    make_objective(target=None)
    assert [each.is_measured for each in queries.objectives()] == [False]


def test_an_objective_changes_only_as_it_was_read() -> None:
    key = make_objective("first-time")
    new = objective("first-time", target=75.0)
    actions.change_objective(objective_id=key, new=new, expect=AT, by=SYSTEM, at=LATER)
    assert [each.target for each in queries.objectives()] == [75.0]
    with pytest.raises(ConflictError, match=r"plan\.changed_meanwhile"):
        actions.change_objective(objective_id=key, new=new, expect=AT, by=SYSTEM, at=LATER)
    with pytest.raises(NotFoundError, match=r"plan\.no_such_objective"):
        actions.change_objective(objective_id=999_999, new=new, expect=AT, by=SYSTEM, at=LATER)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        (objective(" "), "plan.code_missing"),
        (objective(title=Bilingual("", " ")), "plan.title_missing"),
        (objective(end=date(2015, 12, 31)), "plan.objective_ends_before_start"),
        (objective(direction=Direction.BAND), "plan.direction_unknown"),
        (objective(target=float("nan")), "plan.point_not_a_number"),
        (objective(target=61.0), "plan.target_not_beyond_baseline"),
        (objective(direction=Direction.LOWER), "plan.target_not_beyond_baseline"),
        (objective(owner=999_999), "plan.no_such_person"),
    ],
)
def test_what_is_no_objective_is_refused(new: NewObjective, code: str) -> None:
    with pytest.raises((BadInputError, RuleBrokenError)) as caught:
        actions.add_objective(new=new, by=SYSTEM, at=AT)
    assert caught.value.code == code
    assert queries.objectives() == ()


def test_a_code_of_an_objective_is_used_once() -> None:
    make_objective("first-time")
    with pytest.raises(ConflictError, match=r"plan\.objective_code_taken"):
        make_objective("first-time")


def test_the_database_itself_refuses_an_objective_that_ends_before_it_starts() -> None:
    key = make_objective()
    with pytest.raises(IntegrityError), transaction.atomic():
        Objective.objects.filter(pk=key).update(end=date(2015, 1, 1))


def test_a_line_of_the_environment_names_the_objective_that_answers_it() -> None:
    key = make_objective()
    line = note()
    assert [each.objective for each in queries.environment()] == [None]
    actions.link_environment(line_id=line, objective=key, by=SYSTEM, at=LATER)
    assert [each.objective for each in queries.environment()] == [key]
    actions.drop_objective(objective_id=key, by=SYSTEM, at=LATER)
    with pytest.raises(BadInputError, match=r"plan\.no_such_objective"):
        note(objective=key)
    actions.drop_environment(line_id=line, by=SYSTEM, at=LATER)
    assert queries.environment() == ()
    with pytest.raises(NotFoundError, match=r"plan\.no_such_line"):
        actions.drop_environment(line_id=line, by=SYSTEM, at=LATER)


def test_a_department_has_an_environment_of_its_own_written_by_its_head() -> None:
    made = make_cycle()
    line = note(made.department, by=Actor.person(made.place.head))
    assert [each.id for each in queries.environment(made.department)] == [line]
    assert queries.environment() == ()
    for department, person in ((None, made.place.head), (make_department(), made.place.head), (None, made.hr)):
        with pytest.raises(NotAllowedError, match=r"plan\.may_not_write_environment"):
            note(department, by=Actor.person(person))


def test_the_record_tells_codes_and_numbers_and_no_text() -> None:
    line = note()
    told = [(each.code, dict(each.payload)) for each in history.timeline("environment", str(line))]
    assert told == [("plan.environment_noted", {"quadrant": "w", "department": None, "objective": None})]


def test_the_examples_are_marked_whole_and_leave_alone_what_is_there() -> None:
    write()
    department = make_department()
    agent, lead = make_position("hotline-agent"), make_position("team_lead")
    held = actions.load_examples(start=START, end=END, department=department, by=SYSTEM, at=AT)
    found = queries.strategy()
    assert [(each.kind, each.is_example) for each in found.texts] == [
        (TextKind.VISION, False),
        (TextKind.MISSION, True),
        (TextKind.WAYS, True),
        (TextKind.VALUES, True),
    ]
    assert {each.code: each.id for each in found.objectives} == held
    assert all(each.is_example and each.measure in library.KEYS for each in found.objectives)
    assert {each.quadrant for each in queries.environment()} == set(Quadrant)
    assert all(each.objective in held.values() for each in queries.environment())
    duties = {each.id for each in queries.duties(department)}
    for position in (agent, lead):
        job = queries.job_analysis(position)
        assert job is not None
        assert (job.is_example, job.version, sum(task.share for task in job.tasks)) == (True, 1, 100)
        assert {task.duty for task in job.tasks} <= duties
    actions.load_examples(start=START, end=END, department=department, by=SYSTEM, at=LATER)
    assert queries.strategy() == found
