"""Training: tries at quizzes, practice in rounds, qualification; all of it one's own."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, RuleBrokenError
from liuxin.performance.evaluators import actions, queries
from tests.factories import evaluators as made
from tests.factories.evaluators import AT, Attempt, Event, PracticeRating, Qualification
from tests.factories.organisation import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> int:
    return make_person()


def attempt(person: int, *, wrong: int = 0) -> bool:
    marked = actions.take_quiz(
        course="ethics", answers=made.right("ethics", wrong=wrong), by=Actor.person(person), at=AT
    )
    return marked.passed


@pytest.mark.spec("P3.2")
def test_every_try_is_kept_and_a_passed_course_is_not_taken_again(person: int):
    assert not attempt(person, wrong=2)
    assert attempt(person, wrong=1)
    with pytest.raises(RuleBrokenError) as problem:
        attempt(person)
    assert problem.value.code == "evaluators.course_passed_already"

    [course, *others] = queries.my_training(person, AT).courses
    assert [(each.right, each.of, each.passed) for each in course.attempts] == [(7, 8, True), (6, 8, False)]
    assert (course.code, course.required, course.passed) == ("ethics", True, True)
    assert [each.required for each in others] == [True, False, False, False]


@pytest.mark.spec("P3.3")
def test_eight_cases_as_the_reference_qualify_for_a_year(person: int):
    made.passed_courses(person)
    made.practised(person)
    found = made.finished(person)

    training = queries.my_training(person, AT)
    assert found.passed
    assert training.qualification is not None
    assert training.qualification.until == training.qualification.at.replace(year=2017)
    assert training.qualification.is_valid(AT)
    assert (training.practice.round, training.practice.rated) == (2, 0)


@pytest.mark.spec("P3.3")
def test_who_is_too_mild_does_not_qualify_and_practises_on(person: int):
    made.passed_courses(person)
    made.practised(person, off=1)

    assert not made.finished(person).passed
    training = queries.my_training(person, AT)
    assert training.qualification is None
    assert (training.practice.round, training.practice.rated) == (1, 8)
    with pytest.raises(RuleBrokenError) as problem:
        made.finished(person)
    assert problem.value.code == "evaluators.nothing_new_practised"
    made.practised(person, 4, first=8, off=1)
    assert not made.finished(person).passed
    assert (queries.my_training(person, AT).practice.round, Qualification.objects.count()) == (2, 2)


def test_a_new_round_begins_with_nothing_and_keeps_the_old(person: int):
    made.passed_courses(person)
    made.practised(person, 12, off=2)
    made.finished(person)

    made.practised(person)
    assert made.finished(person).passed
    assert PracticeRating.objects.filter(person=person).count() == (12 + 8) * 8


def test_accuracy_asks_for_courses_and_eight_cases_first(person: int):
    made.practised(person, 7)
    with pytest.raises(RuleBrokenError) as problem:
        made.finished(person)
    assert problem.value.code == "evaluators.courses_first"
    made.passed_courses(person)
    with pytest.raises(RuleBrokenError) as few:
        made.finished(person)
    assert (few.value.code, few.value.params) == ("evaluators.too_few_practised", {"rated": 7, "least": 8})


def test_a_case_is_rated_once_in_a_round(person: int):
    made.practised(person, 1)
    with pytest.raises(RuleBrokenError) as problem:
        made.practised(person, 1)
    assert problem.value.code == "evaluators.case_already_rated"


def test_what_was_told_is_told_again_from_the_ratings_it_rests_on(person: int):
    made.passed_courses(person)
    made.practised(person, off=1)
    before = made.finished(person)
    actions.rate_practice(
        case=queries.practice().cases[8].code,
        levels=made.levels(queries.practice().cases[8].code),
        by=Actor.person(person),
        at=AT + timedelta(days=1),
    )

    found = queries.own_verdict(person, AT + timedelta(days=2))

    assert found is not None
    assert found[1] == before


def test_nothing_practised_cannot_be_told(person: int):
    assert queries.own_verdict(person, AT) is None
    assert queries.my_training(person, AT).qualification is None


def test_only_people_train():
    for act in (
        lambda by: actions.take_quiz(course="ethics", answers=made.right("ethics"), by=by, at=AT),
        lambda by: actions.rate_practice(case="leak_night", levels=made.levels("leak_night"), by=by, at=AT),
        lambda by: actions.finish_practice(by=by, at=AT),
    ):
        with pytest.raises(NotAllowedError) as problem:
            act(Actor.system("tests"))
        assert problem.value.code == "evaluators.only_people_train"


def test_the_record_keeps_no_result(person: int):
    made.passed_courses(person, ["ethics"])
    made.passed_courses(person, ["holding_the_standard"])
    made.practised(person, off=1)
    made.finished(person)

    payloads = Event.objects.filter(code__startswith="evaluators.").values_list("code", "payload")
    told = " ".join(payload or "" for _, payload in payloads)
    assert {code for code, _ in payloads} == {
        "evaluators.quiz_taken",
        "evaluators.case_practised",
        "evaluators.practice_finished",
    }
    assert not any(word in told for word in ("passed", "right", "level", "elevation"))


def test_the_own_training_is_read_in_three_statements(person: int, django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(3):
        queries.my_training(person, AT)
    made.qualified(person)
    with django_assert_num_queries(3):
        queries.my_training(person, AT)
    assert Attempt.objects.filter(person=person).count() == 2
