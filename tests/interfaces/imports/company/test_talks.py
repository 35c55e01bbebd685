from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Happening
from liuxin.interfaces.imports.company import talks
from tests.factories.cases import IMPORTER, NINE, Case, Desk, make_desk
from tests.factories.organisation import SYSTEM, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def happened(case: Case, code: str, minutes: int, **told: int | bool) -> Happening:
    return Happening(code, case.code, NINE + timedelta(minutes=minutes), told)


def told(desk: Desk, title: str, *codes: str, at_days: int = 1) -> list[tuple[str, str]]:
    case = desk.receive(title=title)
    sent = {"person": desk.agent, "automatic": False}
    happenings = [
        happened(case, code, place, **(sent if code == talks.WENT else {})) for place, code in enumerate(codes)
    ]
    actions.record_happenings(happenings, by=IMPORTER, at=NINE + timedelta(hours=1))
    talks.write(by=SYSTEM, at=NINE + timedelta(days=at_days))
    talk = queries.conversation(standing_of(desk.agent, NINE), case.code)
    return [(each.direction.value, each.text) for each in talk.messages]


def test_each_message_of_the_record_gets_a_text_in_the_language_of_the_case(desk: Desk):
    [(_, first), (_, answer), (_, more)] = told(desk, "门禁卡刷不开单元门", talks.CAME, talks.WENT, talks.CAME)
    assert first.startswith("门禁卡刷不开单元门。")
    assert answer in talks.FIRST[0]
    assert more in talks.MORE[0]
    [(_, first), (_, answer), (_, later)] = told(desk, "No power since noon", talks.CAME, talks.WENT, talks.WENT)
    assert first.startswith("No power since noon. ")
    assert answer in talks.FIRST[1]
    assert later in talks.LATER[1]


def test_written_again_nothing_is_told_twice_and_old_cases_stay_without_texts(desk: Desk):
    assert len(told(desk, "电梯有异响", talks.CAME)) == 1
    assert talks.write(by=SYSTEM, at=NINE + timedelta(days=1)) == 1
    assert told(desk, "草坪积水", talks.CAME, at_days=talks.DAYS + 1) == []
