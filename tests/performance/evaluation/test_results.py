"""Results on their way: provisional, talked through, final; corrected before and never after."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from liuxin.performance.evaluation import actions, queries
from liuxin.performance.evaluation.actions.results import write_results
from liuxin.performance.evaluation.words import LineState, ResultState, ResultView
from liuxin.performance.indicators.queries import agreed_set
from tests import worlds
from tests.factories.evaluation import AT, SYSTEM, Result, ResultStep, make_results
from tests.factories.history import KEY
from tests.factories.indicators import REOPENED, SOLVED, agreed, line
from tests.factories.organisation import make_person, standing_of
from tests.factories.plan import MadeCycle, advance, make_cycle
from tests.factories.readings import Event
from tests.factories.work import MARCH, Work, on_record

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
FULL = {"promises_kept": 80.0, "reopened_within_14_days": 2.0, "cases_resolved": 20.0}


@pytest.fixture(autouse=True)
def _key(settings: Settings) -> None:
    settings.SEAL_KEY = KEY.decode()


def new() -> MadeCycle:
    """A cycle in its fourth phase, with a set that was agreed in the second."""
    found = make_cycle(phase=2)
    agreed(
        found,
        line(weight="50"),
        line("reopened_within_14_days", "30", REOPENED),
        line("cases_resolved", "20", SOLVED),
    )
    advance(found.id, found.department, 4)
    return found


standing_made = worlds.standing(new, SEAL_KEY=KEY.decode())


@pytest.fixture
def made(standing_made: tuple[MadeCycle, Path], db: None, _facts_of_its_own: None) -> MadeCycle:
    return worlds.handed_out(standing_made)


def set_of(made: MadeCycle) -> int:
    found = agreed_set(made.id, made.place.position)
    assert found is not None
    return found.id


def scored(made: MadeCycle, *people: int) -> dict[int, int]:
    departments = dict.fromkeys(people, made.department)
    values = dict.fromkeys(people, FULL)
    return make_results(made.id, departments, values, set_id=set_of(made))


def lead(made: MadeCycle) -> Actor:
    return Actor.person(made.place.lead)


def state_of(made: MadeCycle, person: int) -> ResultState:
    return queries.result(standing_of(made.director, AT), person, made.id).state


@pytest.mark.spec("P5.0")
def test_a_result_goes_from_provisional_over_the_talk_to_final(made: MadeCycle) -> None:
    person = made.place.people[0]
    key = scored(made, person)[person]
    assert state_of(made, person) is ResultState.PROVISIONAL
    actions.mark_talked(result_ids=[key], by=lead(made), at=LATER)
    assert state_of(made, person) is ResultState.TALKED
    actions.finalise(result_ids=[key], by=lead(made), at=LATER)
    found = queries.result(standing_of(person, AT), person, made.id)
    assert (found.state, found.is_final, found.version, found.corrects) == (ResultState.FINAL, True, 1, None)
    assert (found.at, found.state_at, found.total.points and found.total.points.score) == (AT, LATER, 100)
    assert list(
        Event.objects.filter(code__startswith="evaluation.result_").order_by("id").values_list("code", "subject")
    ) == [
        ("evaluation.result_made", str(person)),
        ("evaluation.result_talked", str(person)),
        ("evaluation.result_final", str(person)),
    ]


Step = Callable[[int], None]


def talked(key: int) -> None:
    actions.mark_talked(result_ids=[key], by=SYSTEM, at=LATER)


def final(key: int) -> None:
    actions.finalise(result_ids=[key], by=SYSTEM, at=LATER)


def left_out(key: int) -> None:
    actions.correct(
        result_id=key, leave_out=["reopened_within_14_days"], reason="those cases were not hers", by=SYSTEM, at=LATER
    )


@pytest.mark.spec("P5.0")
@pytest.mark.parametrize(
    ("steps", "last", "code"),
    [
        ([], final, "evaluation.not_talked"),
        ([talked], talked, "evaluation.not_provisional"),
        ([talked, final], talked, "evaluation.already_final"),
        ([talked, final], final, "evaluation.already_final"),
        ([talked, final], left_out, "evaluation.already_final"),
    ],
)
def test_no_step_is_taken_out_of_order(made: MadeCycle, steps: list[Step], last: Step, code: str) -> None:
    person = made.place.people[0]
    key = scored(made, person)[person]
    for step in steps:
        step(key)
    with pytest.raises(RuleBrokenError) as caught:
        last(key)
    assert caught.value.code == code


def test_the_database_holds_the_order(made: MadeCycle) -> None:
    person = made.place.people[0]
    key = scored(made, person)[person]
    first = ResultStep.objects.get(result=key)
    told = {"result_id": key, "actor_kind": "system", "actor_id": "tests", "at": AT}
    for wrong in ({"state": "final", "after": None}, {"state": "provisional", "after": first}, {"state": "gone"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ResultStep.objects.create(**(told | {"after": first} | wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.filter(pk=key).update(version=2)


@pytest.mark.parametrize(
    ("who", "code"),
    [("person", "evaluation.may_not_move"), ("colleague", "evaluation.no_result"), ("auditor", "may_not_move")],
)
def test_whoever_neither_runs_the_department_nor_leads_makes_nothing_final(
    made: MadeCycle, who: str, code: str
) -> None:
    person, colleague = made.place.people[:2]
    key = scored(made, person)[person]
    talked(key)
    actor = {"person": person, "colleague": colleague, "auditor": make_person(roles=(Role.AUDITOR,))}[who]
    with pytest.raises(LiuxinError, match=code):
        actions.finalise(result_ids=[key], by=Actor.person(actor), at=LATER)
    assert state_of(made, person) is ResultState.TALKED


def test_both_who_talked_may_say_so(made: MadeCycle) -> None:
    person = made.place.people[0]
    actions.mark_talked(result_ids=[scored(made, person)[person]], by=Actor.person(person), at=LATER)
    assert state_of(made, person) is ResultState.TALKED


@pytest.fixture
def busy(made: MadeCycle) -> int:
    """Sixty cases of March, 45 promises kept, 3 reopened: promises under target."""
    person = made.place.people[0]
    on_record(Work(person, cases=60, kept=45, reopened=3))
    return person


def measured(made: MadeCycle, person: int) -> ResultView:
    """Score what the record says."""
    set_id = set_of(made)
    done = actions.freeze_measured(set_id=set_id, period=MARCH, people=[person], by=SYSTEM, at=AT)
    card = queries.scorecard(standing_of(made.director, AT), person, MARCH, AT)
    assert done.freeze == card.stamp.freeze
    with transaction.atomic():
        write_results(
            cycle_id=made.id,
            cards={person: card.id},
            departments={person: made.department},
            corrects={},
            reason="",
            by=SYSTEM,
            at=AT,
        )
    return queries.result(standing_of(made.director, AT), person, made.id)


@pytest.mark.spec("P5.0", "D6")
def test_a_correction_keeps_the_version_before_and_says_why(made: MadeCycle, busy: int) -> None:
    before = measured(made, busy)
    talked(before.id)
    done = actions.correct(
        result_id=before.id,
        leave_out=["reopened_within_14_days"],
        reason="those cases were not hers",
        by=lead(made),
        at=LATER,
    )
    first, second = queries.versions(standing_of(busy, AT), busy, made.id)
    assert (first.id, first.corrected_by, first.total) == (before.id, done.result, done.before)
    assert (second.version, second.corrects, second.reason) == (2, before.id, "those cases were not hers")
    assert (second.state, second.total) == (ResultState.TALKED, done.after)
    card = queries.scorecard(standing_of(busy, AT), busy, MARCH, AT)
    left = card.frozen[1].line
    assert (left.state, left.weight_applied, left.contribution) == (LineState.LEFT_OUT, 0, None)
    assert left.measured.value == pytest.approx(100 * 3 / 63)
    assert sum(each.line.weight_applied for each in card.frozen) == pytest.approx(100)
    assert queries.result(standing_of(busy, AT), busy, made.id) == second


def test_a_correction_reads_the_record_anew(made: MadeCycle, busy: int) -> None:
    before = measured(made, busy)
    on_record(Work(busy, cases=20, kept=20), calendar=False)
    done = actions.correct(result_id=before.id, reason="twenty cases came late", by=SYSTEM, at=LATER)
    assert done.after.points is not None
    assert done.before.points is not None
    assert done.after.points.score > done.before.points.score


@pytest.mark.spec("P5.6")
def test_nobody_loses_by_objecting(made: MadeCycle, busy: int) -> None:
    before = measured(made, busy)
    on_record(Work(busy, cases=20, kept=0), calendar=False)
    with pytest.raises(RuleBrokenError, match=r"evaluation\.correction_worse"):
        actions.correct(result_id=before.id, reason="ten cases came late", by=SYSTEM, at=LATER)
    assert queries.result(standing_of(busy, AT), busy, made.id) == before
    done = actions.correct(result_id=before.id, reason="twenty cases came late", allow_worse=True, by=SYSTEM, at=LATER)
    assert queries.result(standing_of(busy, AT), busy, made.id).id == done.result


def test_a_replaced_version_goes_no_further(made: MadeCycle, busy: int) -> None:
    before = measured(made, busy)
    actions.correct(result_id=before.id, leave_out=["reopened_within_14_days"], reason="not hers", by=SYSTEM, at=LATER)
    with pytest.raises(RuleBrokenError, match=r"evaluation\.replaced_version"):
        talked(before.id)
    with pytest.raises(RuleBrokenError, match=r"evaluation\.replaced_version"):
        left_out(before.id)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": "  "}, "evaluation.correction_needs_reason"),
        ({"leave_out": ["csat_mean"]}, "evaluation.no_such_line"),
        ({"result_id": 404}, "evaluation.no_result"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(made: MadeCycle, busy: int, told: dict[str, object], code: str) -> None:
    wanted = {"result_id": measured(made, busy).id, "reason": "why not", "by": SYSTEM, "at": LATER} | told
    with pytest.raises(LiuxinError) as caught:
        actions.correct(**wanted)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_nobody_corrects_a_result_of_ones_own(made: MadeCycle, busy: int) -> None:
    key = measured(made, busy).id
    with pytest.raises(NotAllowedError, match=r"evaluation\.may_not_move"):
        actions.correct(result_id=key, reason="I deserve it", by=Actor.person(busy), at=LATER)


def test_results_are_seen_by_the_person_the_line_and_those_who_see_all(made: MadeCycle) -> None:
    people = made.place.people
    scored(made, *people)
    readers = {
        people[0]: {people[0]},
        made.place.lead: set(people),
        made.place.head: set(people),
        made.hr: set(people),
        made.director: set(people),
        make_person(): set(),
    }
    for reader, seen in readers.items():
        found = queries.results(standing_of(reader, AT), made.id)
        assert {each.person for each in found} == seen
        assert queries.results(standing_of(reader, AT), made.id, made.department) == found
    with pytest.raises(NotFoundError, match=r"evaluation\.no_result"):
        queries.result(standing_of(people[1], AT), people[0], made.id)


@pytest.mark.parametrize("size", [1, 3])
def test_results_are_read_in_one_statement(made: MadeCycle, size: int) -> None:
    people = made.place.people[:size]
    scored(made, *people)
    standing = standing_of(made.director, AT)
    with CaptureQueriesContext(connection) as asked:
        assert len(queries.results(standing, made.id)) == size
    assert len(asked) == 1
