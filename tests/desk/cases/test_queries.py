from datetime import UTC, datetime, timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import (
    Act,
    CaseFilter,
    CaseSort,
    Channel,
    Cursor,
    HandOverReason,
    Kind,
    Outcome,
    Status,
    StepKind,
)
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers.words import CustomerKind, NewCustomer
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotFoundError
from tests.factories.cases import NINE, Desk, fresh, history, record, seen, step
from tests.factories.customers import make_customer
from tests.factories.organisation import SYSTEM, make_calendar, standing_of

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(hours=1)
EVENING = NINE + timedelta(hours=9)


def codes(standing, wanted=CaseFilter(), sort=CaseSort.NEWEST, cursor=None, size=50):  # noqa: B008 - frozen
    return [line.code for line in queries.case_list(standing, wanted, sort, cursor, size=size).rows]


def to_other_team(desk: Desk, case, at: datetime = LATER) -> None:
    actions.transfer(
        case=seen(case),
        team=desk.other_team,
        holder=None,
        reason=HandOverReason.WRONG_TEAM,
        by=Actor.person(desk.agent),
        at=at,
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("agent", ["own", "passed"]),
        ("colleague", ["own"]),
        ("lead", ["own"]),
        ("manager", ["own"]),
        ("other_agent", ["passed", "theirs"]),
        ("other_lead", ["passed", "theirs"]),
        ("director", ["own", "passed", "theirs"]),
        ("auditor", ["own", "passed", "theirs"]),
        ("hr", []),
    ],
)
def test_everyone_sees_the_cases_of_their_teams_and_those_that_they_ever_held(desk, who, sees):
    own, passed = desk.receive(), desk.receive()
    theirs = desk.receive(by=desk.other_agent, team=desk.other_team)
    to_other_team(desk, passed)
    standing = standing_of(getattr(desk, who))
    names = {own.code: "own", passed.code: "passed", theirs.code: "theirs"}
    assert sorted(names[code] for code in codes(standing)) == sees
    assert sorted(names[code] for code in queries.case_titles(standing, names)) == sees
    assert sorted(names[line.code] for line in queries.case_rows(standing, CaseFilter())) == sees
    for code, name in names.items():
        if name in sees:
            assert queries.case(standing, code, LATER).line.code == code
        else:
            with pytest.raises(NotFoundError) as caught:
                queries.case(standing, code, LATER)
            assert caught.value.code == "cases.no_such_case"


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_three_queries_for_one_and_for_three(desk, count, django_assert_num_queries):
    for _ in range(count + 1):
        desk.receive(customer=make_customer().code)
    standing = standing_of(desk.agent)
    with django_assert_num_queries(3):
        page = queries.case_list(standing, CaseFilter(), size=count)
    assert (len(page.rows), page.count) == (count, count + 1)


@pytest.mark.parametrize("count", [1, 3])
def test_one_case_takes_the_same_number_of_queries_whatever_happened(desk, count, django_assert_num_queries):
    make_calendar("default")
    case = desk.receive()
    for turn in range(count):
        at = LATER + timedelta(minutes=turn)
        actions.note(case=case.code, text="x", by=Actor.person(desk.agent), at=at)
        for who in (desk.colleague, desk.agent):
            actions.take(case=seen(case), by=Actor.person(who), at=at)
        actions.add_helper(case=case.code, person=desk.other_agent, by=Actor.person(desk.agent), at=at)
        actions.end_help(case=case.code, person=desk.other_agent, by=Actor.person(desk.agent), at=at)
    standing = standing_of(desk.agent)
    with django_assert_num_queries(5):
        view = queries.case(standing, case.code, EVENING)
    assert (len(view.holds), len(view.helps)) == (2 * count + 1, count)


@pytest.mark.parametrize("who", ["director", "agent"])
@pytest.mark.parametrize("sort", [sort for sort in CaseSort if "promise" not in sort.value])
def test_pages_follow_one_another_without_gap_or_repetition_and_back_again(desk, sort, who):
    for turn in range(7):
        same_time = NINE + timedelta(hours=turn // 2)
        case = desk.receive(at=same_time, priority=1 + turn % 3)
        if turn % 2:
            to_other_team(desk, case, same_time)
    standing = standing_of(getattr(desk, who))
    whole = codes(standing, sort=sort)
    assert len(whole) == 7
    assert whole == codes(standing_of(desk.director), sort=sort)
    assert queries.case_list(standing, CaseFilter(), sort, size=3).count == 7
    pages, cursor = [], None
    while True:
        page = queries.case_list(standing, CaseFilter(), sort, cursor, size=3)
        pages.append(page)
        cursor = page.on
        if cursor is None:
            break
    assert [line.code for page in pages for line in page.rows] == whole
    assert [len(page.rows) for page in pages] == [3, 3, 1]
    middle = queries.case_list(standing, CaseFilter(), sort, pages[2].back, size=3)
    assert middle.rows == pages[1].rows
    first = queries.case_list(standing, CaseFilter(), sort, middle.back, size=3)
    assert (first.rows, first.back) == (pages[0].rows, None)


def test_sorts_put_what_is_asked_for_first(desk):
    late = desk.receive(at=NINE, priority=3, next_due=EVENING)
    soon = desk.receive(at=NINE + timedelta(minutes=1), priority=1, next_due=LATER)
    standing = standing_of(desk.director)
    assert codes(standing, sort=CaseSort.NEWEST) == [soon.code, late.code]
    assert codes(standing, sort=CaseSort.OLDEST) == [late.code, soon.code]
    assert codes(standing, sort=CaseSort.DUE_FIRST) == [soon.code, late.code]
    assert codes(standing, sort=CaseSort.MOST_URGENT) == [soon.code, late.code]
    actions.plan_next(case=seen(late), next_action="x", next_due=EVENING, by=Actor.person(desk.agent), at=LATER)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"status": Status.CLOSED}, ["closed"]),
        ({"not_closed": True}, ["complaint", "leak"]),
        ({"kind": Kind.COMPLAINT}, ["complaint"]),
        ({"channel": Channel.EMAIL}, ["complaint"]),
        ({"priority": 1}, ["complaint"]),
        ({"category": "电梯"}, ["complaint"]),
        ({"opened_from": NINE + timedelta(minutes=90)}, ["closed"]),
        ({"opened_before": NINE + timedelta(minutes=90)}, ["complaint", "leak"]),
        ({"search": "漏水"}, ["closed", "leak"]),
        ({"search": "何女"}, ["complaint"]),
        ({"search": "漏水 漏水"}, ["closed", "leak"]),
        ({"search": "电梯 何女士"}, ["complaint"]),
        ({"search": "漏水 何女士"}, []),
    ],
)
def test_filters_narrow_the_list(desk, wanted, found):
    leak = desk.receive()
    woman = make_customer("何女士", CustomerKind.EXTERNAL)
    complaint = desk.receive(
        at=NINE + timedelta(minutes=1),
        kind=Kind.COMPLAINT,
        channel=Channel.EMAIL,
        priority=1,
        category="电梯",
        title="电梯停运",
        customer=woman.code,
    )
    closed = desk.closed(at=NINE + timedelta(hours=2))
    names = {leak.code: "leak", complaint.code: "complaint", closed.code: "closed"}
    standing = standing_of(desk.director)
    assert sorted(names[code] for code in codes(standing, CaseFilter(**wanted))) == found


def test_filters_by_team_holder_customer_and_code(desk):
    case = desk.receive()
    other = desk.receive(by=desk.other_agent, team=desk.other_team, customer=make_customer().code)
    standing = standing_of(desk.director)
    assert codes(standing, CaseFilter(team=desk.other_team)) == [other.code]
    assert codes(standing, CaseFilter(holder=desk.agent)) == [case.code]
    assert codes(standing, CaseFilter(customer=desk.customer_key)) == [case.code]
    assert codes(standing, CaseFilter(search=case.code.lower())) == [case.code]


def test_sorting_by_due_time_leaves_out_what_has_none(desk):
    case = desk.receive()
    desk.closed()
    assert codes(standing_of(desk.director), sort=CaseSort.DUE_FIRST) == [case.code]


def test_a_cursor_is_text_in_an_address():
    assert Cursor(5, 7).text == "n5.7"
    assert Cursor(-5, 7, back=True).text == "b-5.7"


def test_a_case_tells_who_held_it_when_and_how_the_promise_is_shared(desk):
    actions.set_promise(kind=None, priority=2, minutes=240, calendar=make_calendar(), by=SYSTEM, at=NINE)
    case = desk.receive(take=False)
    actions.take(case=seen(case), by=Actor.person(desk.colleague), at=LATER)
    actions.wait_on_customer(
        case=seen(case), next_action="x", next_due=EVENING, by=Actor.person(desk.colleague), at=LATER
    )
    actions.resume(
        case=seen(case),
        next_action="x",
        next_due=EVENING,
        by=Actor.person(desk.colleague),
        at=LATER + timedelta(hours=1),
    )
    view = queries.case(standing_of(desk.colleague), case.code, LATER + timedelta(hours=2))
    assert [(hold.seconds, hold.holder.zh if hold.holder else None) for hold in view.holds] == [
        (3600, None),
        (7200, "周航"),
    ]
    assert [(share.seconds, round(share.share, 4)) for share in view.shares] == [(3600, 0.3333), (7200, 0.6667)]
    assert view.pauses == ((LATER, LATER + timedelta(hours=1)),)
    assert (view.promise.used, view.promise.total, view.promise.due) == (
        7200,
        14400,
        NINE + timedelta(hours=5),
    )
    told = [moment.code for moment in view.moments if not moment.code.startswith("case.next_")]
    assert told == [
        "case.opened",
        "case.handed_over",
        "case.waiting",
        "case.resumed",
    ]


@pytest.mark.parametrize(
    ("who", "can"),
    [
        ("agent", set(Act) - {Act.TAKE, Act.RESUME, Act.REOPEN}),
        ("colleague", {Act.TAKE, Act.NOTE, Act.REPLY}),
        ("lead", set(Act) - {Act.RESUME, Act.REOPEN}),
        ("director", set(Act) - {Act.TAKE, Act.RESUME, Act.REOPEN}),
        ("auditor", set()),
    ],
)
def test_the_page_offers_what_the_actions_allow(desk, who, can):
    case = desk.receive()
    assert queries.case(standing_of(getattr(desk, who)), case.code, LATER).acts == can


def test_a_closed_case_can_only_be_reopened_classified_answered_and_annotated(desk):
    case = desk.closed()
    view = queries.case(standing_of(desk.agent), case.code, EVENING)
    assert view.acts == {Act.REOPEN, Act.CLASSIFY, Act.NOTE, Act.REPLY}


def test_an_imported_case_shows_the_state_of_its_source(desk):
    record(
        history(
            desk,
            step(StepKind.OPENED, 0, accountable=desk.lead, team=desk.team, state="new"),
            step(StepKind.TOUCHED, 5, state="awaiting_vendor"),
            code="INC1",
            customer=None,
        )
    )
    view = queries.case(standing_of(desk.lead), "INC1", LATER)
    assert (view.source_state, view.line.customer, view.customer_site, view.line.next_action) == (
        "awaiting_vendor",
        None,
        None,
        "next.review_imported",
    )
    assert [(moment.code, moment.actor_label) for moment in view.moments] == [
        ("case.opened", "tests"),
        ("case.touched", "tests"),
    ]


def test_an_outcome_that_did_not_hold_stands_in_the_time_line(desk):
    case = desk.closed()
    actions.reopen(
        case=seen(case), next_action="", next_due=EVENING, by=Actor.person(desk.agent), at=NINE + 2 * (LATER - NINE)
    )
    view = queries.case(standing_of(desk.agent), case.code, EVENING)
    assert [(moment.text, moment.was_outcome) for moment in view.moments if moment.code == "case.noted"] == [
        ("已修好并告知业主。", True)
    ]


@pytest.mark.spec("S3")
def test_a_customer_page_counts_the_cases_that_the_reader_may_see(desk):
    desk.closed()
    desk.receive(at=EVENING)
    desk.receive(by=desk.other_agent, team=desk.other_team)
    all_of_it = queries.customer_page(standing_of(desk.director), desk.customer)
    assert (all_of_it.count, all_of_it.not_closed) == (3, 2)
    assert len(queries.customer_cases(standing_of(desk.director), all_of_it.key)) == 3
    own = queries.customer_page(standing_of(desk.agent), desk.customer)
    assert (own.count, own.not_closed, own.first_opened, own.last_opened) == (2, 1, NINE, EVENING)
    assert own.customer.line.stage is not None


def test_a_customer_without_a_visible_case_is_not_there_for_an_agent(desk):
    stranger = make_customer()
    with pytest.raises(NotFoundError):
        queries.customer_page(standing_of(desk.agent), stranger.code)
    assert queries.customer_page(standing_of(desk.auditor), stranger.code).count == 0


def test_whoever_added_a_customer_sees_the_page_before_the_first_case(desk):
    new = NewCustomer("赵女士", CustomerKind.EXTERNAL)
    code = customers.add_customer(customer=new, phone="13800138000", by=Actor.person(desk.agent), at=NINE)
    assert queries.customer_page(standing_of(desk.agent), code).count == 0
    with pytest.raises(NotFoundError) as refused:
        queries.customer_page(standing_of(desk.colleague), code)
    assert refused.value.params == {"customer": code}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_customers_takes_three_queries_for_one_and_for_three(desk, count, django_assert_num_queries):
    for turn in range(count):
        desk.receive(customer=make_customer(f"甲{turn}").code)
    standing = standing_of(desk.agent)
    with django_assert_num_queries(3):
        found = queries.customer_list(standing, search="甲")
    assert [(row.name.name, row.cases, row.not_closed) for row in found.rows] == [
        (f"甲{turn}", 1, 1) for turn in range(count)
    ]


def test_the_list_of_customers_pages_by_name_and_back(desk):
    for name in "edcba":
        make_customer(name, CustomerKind.PARTNER)
    standing = standing_of(desk.director)
    first = queries.customer_list(standing, kind=CustomerKind.PARTNER, size=2)
    second = queries.customer_list(standing, kind=CustomerKind.PARTNER, size=2, cursor=first.on)
    third = queries.customer_list(standing, kind=CustomerKind.PARTNER, size=2, cursor=second.on)
    again = queries.customer_list(standing, kind=CustomerKind.PARTNER, size=2, cursor=third.back)
    assert [[row.name.name for row in page.rows] for page in (first, second, third, again)] == [
        ["a", "b"],
        ["c", "d"],
        ["e"],
        ["c", "d"],
    ]
    assert (first.back, third.on) == ("", "")


def test_customers_are_filtered_by_stage(desk):
    make_customer("member", stage="member")
    found = queries.customer_list(standing_of(desk.director), stage="member")
    assert [row.name.name for row in found.rows] == ["member"]


def test_an_outcome_is_told_with_its_text(desk):
    case = fresh(desk.closed())
    view = queries.case(standing_of(desk.agent), case.code, EVENING)
    assert (view.line.outcome, view.outcome_text) == (Outcome.DONE_AND_TOLD, "已修好并告知业主。")
    assert view.line.closed_at == datetime(2016, 6, 1, 2, tzinfo=UTC)
