"""Two who hold one link at the same moment, two who hand in, two who publish."""

from collections.abc import Callable

import pytest

from liuxin.desk.surveys import actions, queries
from liuxin.desk.surveys.words import respondent
from tests.factories.organisation import NOW, SYSTEM
from tests.factories.surveys import CUSTOMER, Questionnaire, issue, levels, open_sheet
from tests.factories.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_browsers_that_begin_at_once_one_has_the_link():
    token = issue(open_sheet())

    def begin() -> None:
        actions.begin_by_link(token=token, by=CUSTOMER, at=NOW)

    assert at_once(begin, begin) == ["done", "surveys.link_elsewhere"]


def test_a_sheet_handed_in_twice_at_once_is_handed_in_once():
    sheet = open_sheet()

    def hand_in(level: int) -> Callable[[], None]:
        given = levels(*[level] * 6)
        return lambda: actions.save_answers(sheet_id=sheet, answers=given, submit=True, by=respondent("r1"), at=NOW)

    assert at_once(hand_in(2), hand_in(4)) == ["done", "surveys.already_answered"]
    assert len({answer.level for answer in queries.sheet(sheet).answers.values()}) == 1


def test_the_same_questionnaire_published_twice_at_once_is_one_version():
    def publish() -> None:
        actions.publish_six_hearts(by=SYSTEM, at=NOW)

    assert at_once(publish, publish)[0] == "done"
    assert Questionnaire.objects.count() == 1
