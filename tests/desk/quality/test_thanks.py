"""A letter that took a closed case up again and only thanks: one press, and all is as it was."""

from datetime import datetime, timedelta

import pytest

from liuxin.desk.cases import actions as cases
from liuxin.desk.cases import queries as case_queries
from liuxin.desk.cases.words import Arriving, SurveyTerms
from liuxin.desk.quality import actions, queries
from liuxin.desk.quality.words import Settled
from liuxin.interfaces.jobs import warning as jobs
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, ConflictError, NotAllowedError, RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, Note, seen
from tests.factories.history import Event
from tests.factories.organisation import standing_of
from tests.factories.portal import Asked, come_in, make_window, new_name, resolve, visitor
from tests.factories.promises import clocks, make_promise
from tests.factories.quality import Row
from tests.factories.talking import MAIL, Message, incoming, make_entrance

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S5", "S6")]
CLOCK = Actor.system("clock")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
MOVED_ON = ("version", "last_at")


def closed() -> tuple[Desk, str]:
    """Give a case that its customer called settled."""
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    who = visitor(code)
    cases.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=NINE + HOUR)
    return desk, code


def wrote(code: str, at: datetime) -> int:
    """Let the customer write, and give the warning that is there then."""
    arriving = Arriving(customer="", entrance="mail", title="谢谢", address="huang@example.org", case=code)
    cases.receive_message(incoming=incoming("谢谢你们！"), arriving=arriving, by=MAIL, at=at)
    jobs.look_at_returns(by=CLOCK, at=at)
    return Row.objects.filter(settled="").latest("pk").pk


def thank(key: int, who: int, at: datetime = NINE + DAY) -> None:
    actions.only_thanks(warning=key, by=Actor.person(who), at=at)


def columns(code: str) -> dict[str, object]:
    """Give all that the row of a case says but that it moved on."""
    [row] = Case.objects.filter(code=code).values()
    return {name: value for name, value in row.items() if name not in MOVED_ON}


def test_in_one_press_the_case_is_what_it_was_and_nothing_goes_to_the_customer():
    make_promise(minutes=None, next_minutes=120)
    desk, code = closed()
    before, asked, sent = columns(code), Asked.objects.count(), Message.objects.filter(direction="out").count()
    key = wrote(code, NINE + DAY - HOUR)
    again = columns(code)
    assert (again["status"], again["outcome_text"], Note.objects.count()) == ("open", "", 1)
    thank(key, desk.lead)
    assert columns(code) == before
    assert (Note.objects.count(), Asked.objects.count()) == (0, asked)
    assert Message.objects.filter(direction="out").count() == sent
    held = clocks(Case.objects.get(code=code))
    assert (held.answer_since, held.answer_due, held.due, held.answers_missed) == (None, None, None, 0)
    event = Event.objects.get(code="case.only_thanked")
    assert (event.subject, event.payload) == (code, '{"resolution":1}')
    assert Event.objects.filter(subject=code, code="case.closed").count() == 1


def test_the_warning_is_settled_with_that_reason_and_a_complaint_after_it_warns_anew():
    desk, code = closed()
    key = wrote(code, NINE + 2 * HOUR)
    thank(key, desk.lead)
    found = queries.warning(standing_of(desk.lead), key)
    assert (found.settled, found.note, found.settled_at, found.may_thank) == (
        *(Settled.ONLY_THANKS, "", NINE + DAY),
        False,
    )
    assert found.settled_by is not None
    assert found.settled_by.id == desk.lead
    told = str(Event.objects.get(code="warning.answered").payload)
    assert '"how":"only_thanks"' in told
    with pytest.raises(RuleBrokenError, match=r"quality\.settled_already"):
        thank(key, desk.lead)
    another = wrote(code, NINE + 2 * DAY)
    assert (another != key, Case.objects.get(code=code).status) == (True, "open")
    assert queries.warning(standing_of(desk.lead), another).may_thank


def test_who_says_then_that_it_is_not_settled_is_heard():
    desk, code = closed()
    thank(wrote(code, NINE + 2 * HOUR), desk.lead)
    who, at = visitor(code), NINE + 2 * DAY
    cases.confirm(case=code, settled=False, reason="又漏", external=new_name(), visitor=who, by=who.actor, at=at)
    assert jobs.look_at_verdicts(by=CLOCK, at=at) == 1
    assert Row.objects.filter(settled="").count() == 1


def test_who_may_not_settle_the_warning_says_nothing_of_it():
    desk, code = closed()
    key = wrote(code, NINE + 2 * HOUR)
    for who in (desk.colleague, desk.auditor, desk.other_lead):
        with pytest.raises(NotAllowedError):
            thank(key, who)
    assert not queries.warning(standing_of(desk.colleague), key).may_thank
    thank(key, desk.director)
    assert Case.objects.get(code=code).status == "closed"


def test_whoever_resolved_the_case_does_not_say_so_for_his_own_numbers_depend_on_it():
    desk, code = closed()
    key = wrote(code, NINE + 2 * HOUR)
    actions.hand_over_warning(
        warning=key, owner=desk.agent, why="你看看", by=Actor.person(desk.lead), at=NINE + 3 * HOUR
    )
    found = queries.warning(standing_of(desk.agent), key)
    assert (found.may_settle, found.may_thank) == (True, False)
    with pytest.raises(NotAllowedError, match=r"cases\.own_thanks"):
        thank(key, desk.agent)
    assert Case.objects.get(code=code).status == "open"
    assert queries.warning(standing_of(desk.lead), key).may_thank


def test_once_more_was_done_than_planning_and_handing_over_it_is_closed_the_usual_way():
    desk, code = closed()
    key, at = wrote(code, NINE + 2 * HOUR), NINE + 3 * HOUR
    row = Case.objects.get(code=code)
    cases.plan_next(case=seen(row), next_action="看看", next_due=at + DAY, by=Actor.person(desk.agent), at=at)
    assert queries.warnings_of_case(standing_of(desk.lead), code)[0].may_thank
    row = Case.objects.get(code=code)
    by, due = Actor.person(desk.agent), at + DAY
    cases.wait_on_customer(case=seen(row), next_action="等回话", next_due=due, by=by, at=at)
    assert not queries.warnings_of_case(standing_of(desk.lead), code)[0].may_thank
    with pytest.raises(RuleBrokenError, match=r"cases\.not_only_thanks"):
        thank(key, desk.lead)
    assert Row.objects.get(pk=key).settled == ""


def test_what_somebody_took_up_for_a_letter_is_no_thanks_and_nobody_says_so_by_hand():
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    arriving = Arriving(customer="", entrance="mail", title="还漏", address="huang@example.org", case=code)
    cases.receive_message(incoming=incoming("还漏"), arriving=arriving, by=MAIL, at=NINE + HOUR)
    row, at = Case.objects.get(code=code), NINE + 2 * HOUR
    cases.reopen(case=seen(row), next_action="再修", next_due=at + DAY, by=Actor.person(desk.agent), at=at)
    jobs.look_at_returns(by=CLOCK, at=at)
    key = Row.objects.get().pk
    assert not queries.warning(standing_of(desk.lead), key).may_thank
    with pytest.raises(RuleBrokenError, match=r"cases\.not_only_thanks"):
        thank(key, desk.lead)
    with pytest.raises(BadInputError, match=r"quality\.how"):
        actions.settle_warning(warning=key, how="only_thanks", note="x", by=Actor.person(desk.lead), at=at)


def test_no_survey_is_due_for_it_that_was_not_due_before():
    desk, code = closed()
    cases.set_survey_terms(terms=SurveyTerms(enabled=True), by=Actor.person(desk.director), at=NINE - HOUR)
    before = case_queries.surveys_due(NINE + 2 * DAY)
    assert [(one.case, one.resolution) for one in before] == [(code, 1)]
    key = wrote(code, NINE + 2 * HOUR)
    assert case_queries.surveys_due(NINE + 2 * DAY) == ()
    thank(key, desk.lead)
    assert case_queries.surveys_due(NINE + 2 * DAY) == before


def test_a_letter_of_thanks_about_a_resolved_case_closes_it_in_one_press_as_the_customer_was_told():
    make_promise(minutes=None, first_minutes=None, next_minutes=120)
    desk, code = make_window(), come_in().case
    make_entrance(desk)
    resolve(desk, code)
    told, asked = columns(code), Asked.objects.count()
    by, at = Actor.person(desk.agent), NINE + DAY
    with pytest.raises(RuleBrokenError, match=r"cases\.not_only_thanks"):
        cases.close_thanked(case=seen(Case.objects.get(code=code)), by=by, at=at)
    arriving = Arriving(customer="", entrance="mail", title="谢谢", address="huang@example.org", case=code)
    cases.receive_message(incoming=incoming("谢谢！"), arriving=arriving, by=MAIL, at=NINE + HOUR)
    read = seen(Case.objects.get(code=code))
    with pytest.raises(NotAllowedError):
        cases.close_thanked(case=read, by=Actor.person(desk.colleague), at=at)
    cases.close_thanked(case=read, by=by, at=at)
    row = Case.objects.get(code=code)
    assert (row.status, row.outcome, row.outcome_text) == ("closed", told["proposed_outcome"], told["proposed_text"])
    assert (row.closed_at, row.resolved_at, row.reopenings) == (at, told["resolved_at"], 0)
    held = clocks(row)
    assert (held.answer_due, held.answers_kept, held.answers_missed, Asked.objects.count()) == (None, 0, 0, asked)
    assert Row.objects.count() == 0
    codes = list(Event.objects.filter(subject=code).order_by("id").values_list("code", flat=True))
    assert codes[-2:] == ["case.only_thanked", "case.closed"]
    with pytest.raises(ConflictError):
        cases.close_thanked(case=read, by=by, at=at)
