from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.communication.words import About, Direction, Recorded, Sender
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError, NotFoundError
from tests.factories.cases import IMPORTER, NINE, all_events_of, make_desk
from tests.factories.organisation import standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4")]
STATEMENTS = 17


def came(case: str, text: str = "门禁卡刷不开") -> Recorded:
    return Recorded(About("case", case), Direction.IN, NINE, text, f"{case}-1", sender=Sender("黄先生"))


def went(case: str, author: int) -> Recorded:
    at = NINE + timedelta(hours=1)
    return Recorded(About("case", case), Direction.OUT, at, "马上来", f"{case}-2", author=author)


def test_recorded_texts_are_read_on_their_cases_and_tell_no_event_of_their_own():
    desk = make_desk()
    case = desk.receive()
    before = all_events_of(case)
    assert actions.record_talk(messages=[came(case.code), went(case.code, desk.agent)], by=IMPORTER, at=NINE) == 2
    talk = queries.conversation(standing_of(desk.agent, NINE), case.code)
    assert [(each.direction, each.text, each.author) for each in talk.messages] == [
        ("in", "门禁卡刷不开", None),
        ("out", "马上来", desk.agent),
    ]
    assert (len(talk.threads), talk.threads[0].medium) == (1, "phone")
    assert all_events_of(case) == before


def test_again_nothing_is_kept_twice_and_more_goes_into_the_same_thread():
    desk = make_desk()
    case = desk.receive()
    actions.record_talk(messages=[came(case.code)], by=IMPORTER, at=NINE)
    actions.record_talk(messages=[came(case.code), went(case.code, desk.agent)], by=IMPORTER, at=NINE)
    talk = queries.conversation(standing_of(desk.agent, NINE), case.code)
    assert (len(talk.threads), len(talk.messages)) == (1, 2)


def test_only_an_import_may_and_a_case_that_is_not_there_is_named():
    desk = make_desk()
    case = desk.receive()
    with pytest.raises(NotAllowedError):
        actions.record_talk(messages=[came(case.code)], by=Actor.person(desk.agent), at=NINE)
    with pytest.raises(NotFoundError) as missing:
        actions.record_talk(messages=[came("C-999999")], by=IMPORTER, at=NINE)
    assert missing.value.params == {"case": "C-999999"}


@pytest.mark.parametrize("cases", [1, 3])
def test_it_takes_as_many_statements_for_three_cases_as_for_one(cases: int, django_assert_num_queries):
    desk = make_desk()
    told = [came(desk.receive().code) for _ in range(cases)]
    actions.record_talk(messages=told, by=IMPORTER, at=NINE)
    with django_assert_num_queries(STATEMENTS):
        actions.record_talk(messages=told, by=IMPORTER, at=NINE)
