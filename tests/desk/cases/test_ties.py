import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Alike, Arriving, NewSplit, Outcome, Search, Seen, Status, TextHit, Tied
from liuxin.desk.communication.words import Incoming, Sender
from liuxin.desk.customers import actions as customers
from liuxin.desk.organisation.words import Standing
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import ConflictError, LiuxinError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import NINE, Case, Desk, all_events_of, fresh, make_desk, seen, violations
from tests.factories.customers import make_customer
from tests.factories.organisation import SYSTEM, make_calendar, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.spec("S4", "S5")]
LATER = NINE + timedelta(hours=1)
KEPT = ("status", "status_since", "next_action", "next_due", "resolved_at", "closed_at", "outcome", "outcome_text")
HANDS = ("accountable_id", "holder_id", "team_id", "last_seq", "promise_due", "promise_kept", "reopenings")


@pytest.fixture
def desk() -> Desk:
    make_calendar("default")
    return make_desk()


def agent(desk: Desk) -> Actor:
    return Actor.person(desk.agent)


def state(case: Case) -> list[object]:
    row = fresh(case)
    return [getattr(row, name) for name in (*KEPT, *HANDS)]


def merge(desk: Desk, case: Case, into: Case, **more: object) -> int:
    return actions.merge(case=seen(case), into=into.code, by=agent(desk), at=LATER, **more)  # type: ignore[arg-type]


def close(desk: Desk, case: Case, at: datetime = LATER) -> None:
    actions.close(case=seen(case), outcome=Outcome.DONE_AND_TOLD, outcome_text="好了", by=agent(desk), at=at)


def test_a_merged_case_closes_as_a_duplicate_and_points_to_the_other(desk):
    case, other = desk.receive(), desk.receive()
    merge(desk, case, other)
    row = fresh(case)
    assert (row.status, row.outcome, row.outcome_text, row.next_action) == ("closed", "duplicate", other.code, "")
    assert row.accountable_id == desk.agent
    found = queries.ties(standing_of(desk.agent), case.code, LATER)
    assert found.merged is not None
    assert found.merged.into.code == other.code
    assert found.merged.until == LATER + timedelta(days=7)
    assert [one.code for one in queries.ties(standing_of(desk.agent), other.code, LATER).absorbed] == [case.code]
    assert all_events_of(case)[-1] == "case.merged"
    assert all_events_of(other)[-1] == "case.absorbed"
    assert violations() == []


@pytest.mark.parametrize("before", ["open", "waiting", "resolved"])
def test_a_merge_taken_back_gives_exactly_what_was_before(desk, before):
    case, other = desk.receive(), desk.receive()
    by = agent(desk)
    if before == "waiting":
        actions.wait_on_customer(case=seen(case), next_action="再问", next_due=NINE + timedelta(days=1), by=by, at=NINE)
    if before == "resolved":
        actions.resolve(
            case=seen(case),
            outcome=Outcome.ANSWERED,
            outcome_text="答复",
            confirm_by=NINE + timedelta(days=1),
            by=by,
            at=NINE,
        )
    actions.add_helper(case=case.code, person=desk.colleague, by=by, at=NINE)
    was = state(case)
    merge(desk, case, other)
    assert state(case) != was
    assert case.helpers.get().end == LATER
    actions.unmerge(case=seen(case), by=by, at=LATER + timedelta(days=6))
    assert state(case) == was
    assert case.helpers.get().end is None
    assert queries.ties(standing_of(desk.agent), case.code, LATER).merged is None
    assert all_events_of(case)[-1] == "case.unmerged"
    assert violations() == []


def test_a_merge_is_not_taken_back_after_a_week_or_once_something_was_done(desk):
    case, other, third = desk.receive(), desk.receive(), desk.receive()
    merge(desk, case, other)
    with pytest.raises(RuleBrokenError, match="merge_over"):
        actions.unmerge(case=seen(case), by=agent(desk), at=LATER + timedelta(days=8))
    merge(desk, third, other)
    actions.classify(case=seen(third), priority=1, category="", by=agent(desk), at=LATER)
    with pytest.raises(RuleBrokenError, match="merge_over"):
        actions.unmerge(case=seen(third), by=agent(desk), at=LATER)
    merged = queries.ties(standing_of(desk.agent), third.code, LATER).merged
    assert merged is not None
    assert merged.until is None


def test_what_cannot_be_merged_says_why(desk):
    case, other = desk.receive(), desk.receive()
    closed = desk.closed()
    for into, code in ((case, "merge_itself"), (closed, "merge_into_closed")):
        with pytest.raises(RuleBrokenError, match=code):
            merge(desk, case, into)
    merge(desk, case, other)
    with pytest.raises(LiuxinError):
        merge(desk, case, other)
    with pytest.raises(RuleBrokenError, match="merge_chain"):
        merge(desk, other, desk.receive())
    with pytest.raises(ConflictError, match="is_merged"):
        actions.reopen(case=seen(case), next_action="x", next_due=NINE + timedelta(days=1), by=agent(desk), at=LATER)


def test_merging_across_customers_has_to_be_meant(desk):
    case, other = desk.receive(), desk.receive(customer=make_customer("赵女士").code)
    with pytest.raises(RuleBrokenError, match="merge_other_customer"):
        merge(desk, case, other)
    merge(desk, case, other, anyway=True)
    assert fresh(case).outcome == "duplicate"


def test_a_case_that_one_may_not_see_is_not_there_to_merge_with(desk):
    case = desk.receive()
    hidden = desk.receive(by=desk.other_agent, team=desk.other_team)
    with pytest.raises(NotFoundError):
        merge(desk, case, hidden)
    with pytest.raises(NotAllowedError):
        actions.merge(case=seen(case), into=desk.receive().code, by=Actor.person(desk.colleague), at=LATER)


def test_notes_of_a_merged_case_are_read_in_the_other(desk):
    case, other = desk.receive(), desk.receive()
    actions.note(case=case.code, text="先前的便条", by=agent(desk), at=NINE)
    merge(desk, case, other)
    view = queries.case(standing_of(desk.agent), other.code, LATER)
    assert [one.text for one in view.moments if one.text] == ["先前的便条"]
    assert view.moments[-1].actor is not None


def test_messages_to_a_merged_case_land_in_the_other(desk):
    case, other = desk.receive(), desk.receive()
    actions.reply(case=case.code, text="您好", by=agent(desk), at=NINE)
    thread = case.threads.get().thread_id
    merge(desk, case, other)
    arriving = Arriving(desk.customer, "mail", thread=thread)
    arrived = actions.receive_message(
        incoming=Incoming(Sender(), "还在漏", "x1"),
        arriving=arriving,
        by=SYSTEM,
        at=LATER + timedelta(hours=1),
    )
    assert arrived.case == other.code
    told = queries.conversation(standing_of(desk.agent), other.code)
    assert [one.text for one in told.messages][-1] == "还在漏"
    assert fresh(case).status == "closed"
    actions.unmerge(case=seen(case), by=agent(desk), at=LATER + timedelta(hours=2))
    assert "还在漏" in [one.text for one in queries.conversation(standing_of(desk.agent), case.code).messages]


def test_a_split_takes_notes_along_and_shows_messages_in_both(desk):
    case = desk.receive()
    actions.note(case=case.code, text="另一件事", by=agent(desk), at=NINE)
    message = actions.reply(case=case.code, text="关于车位", by=agent(desk), at=NINE)
    actions.release(by=SYSTEM, at=NINE + timedelta(minutes=1))
    note = case.notes.get()
    new = NewSplit(
        "车位", desk.team, messages=(message,), notes=(note.pk,), take=True, next_due=LATER + timedelta(hours=3)
    )
    code = actions.split(case=case.code, new=new, by=agent(desk), at=LATER)
    made = Case.objects.get(code=code)
    values = (made.title, made.customer_id, made.holder_id, made.status)
    assert values == (
        "车位",
        desk.customer_key,
        desk.agent,
        "open",
    )
    assert list(made.notes.values_list("text", flat=True)) == ["另一件事"]
    assert not case.notes.exists()
    for one in (code, case.code):
        assert [text.text for text in queries.conversation(standing_of(desk.agent), one).messages] == ["关于车位"]
    ties = queries.ties(standing_of(desk.agent), code, LATER)
    assert ties.split_from is not None
    assert ties.split_from.code == case.code
    assert [one.code for one in queries.ties(standing_of(desk.agent), case.code, LATER).splits] == [code]
    assert all_events_of(case)[-1] == "case.split"
    found = queries.find(standing_of(desk.agent), Search("另一件事"))
    assert [hit.line.code for hit in found.texts.rows if isinstance(hit, TextHit)] == [code]


def test_a_split_of_nothing_or_of_what_is_elsewhere_is_refused(desk):
    case, other = desk.receive(), desk.receive()
    actions.note(case=other.code, text="别处", by=agent(desk), at=NINE)
    with pytest.raises(LiuxinError, match="split_nothing"):
        actions.split(case=case.code, new=NewSplit("x", desk.team), by=agent(desk), at=LATER)
    elsewhere = NewSplit("x", desk.team, notes=(other.notes.get().pk,))
    with pytest.raises(NotFoundError, match="split_not_there"):
        actions.split(case=case.code, new=elsewhere, by=agent(desk), at=LATER)


def part(desk: Desk, case: Case, whole: Case | None) -> None:
    actions.set_whole(case=case.code, whole=whole.code if whole else "", by=agent(desk), at=LATER)


def tied_to(desk: Desk, case: Case) -> Tied:
    lines = queries.case_titles(standing_of(desk.agent), [case.code])
    return Tied(case.code, lines[case.code])


def test_parts_are_listed_with_their_state_and_counted(desk):
    whole, one, two = desk.receive(), desk.receive(), desk.receive()
    part(desk, one, whole)
    part(desk, two, whole)
    close(desk, one)
    found = queries.ties(standing_of(desk.agent), whole.code, LATER)
    assert [(tied.code, tied.line.status) for tied in found.parts if tied.line] == [
        (one.code, Status.CLOSED),
        (two.code, Status.OPEN),
    ]
    assert (found.parts_closed, found.parts_open) == (1, 1)
    assert queries.ties(standing_of(desk.agent), one.code, LATER).whole == tied_to(desk, whole)
    part(desk, two, None)
    assert len(queries.ties(standing_of(desk.agent), whole.code, LATER).parts) == 1


def test_there_is_no_circle_and_no_fourth_floor(desk):
    first, second, third, fourth = (desk.receive() for _ in range(4))
    part(desk, second, first)
    part(desk, third, second)
    for case, whole, code in (
        (first, first, "part_circle"),
        (first, third, "part_circle"),
        (fourth, third, "part_too_deep"),
    ):
        with pytest.raises(RuleBrokenError, match=code):
            part(desk, case, whole)
    part(desk, fourth, second)
    with pytest.raises(RuleBrokenError, match="part_too_deep"):
        part(desk, first, desk.receive())


def test_a_whole_is_not_closed_before_its_parts_unless_all_are(desk):
    whole, one, two = desk.receive(), desk.receive(), desk.receive()
    part(desk, one, whole)
    part(desk, two, one)
    with pytest.raises(RuleBrokenError, match="parts_open"):
        close(desk, whole)
    count = actions.close_with_parts(
        case=seen(whole), outcome=Outcome.DONE_AND_TOLD, outcome_text="一并办结", by=agent(desk), at=LATER
    )
    assert count == 3
    assert {fresh(case).outcome_text for case in (whole, one, two)} == {"一并办结"}
    assert violations() == []


def test_all_parts_are_closed_or_none(desk):
    whole = desk.receive()
    mine, theirs = desk.receive(), desk.receive(by=desk.colleague)
    part(desk, mine, whole)
    actions.set_whole(case=theirs.code, whole=whole.code, by=Actor.person(desk.lead), at=LATER)
    with pytest.raises(NotAllowedError):
        actions.close_with_parts(case=seen(whole), outcome=Outcome.ANSWERED, outcome_text="x", by=agent(desk), at=LATER)
    assert fresh(mine).status == "open"


def alike(desk: Desk, case: Case, who: Standing | None = None) -> dict[str, Alike]:
    return {one.line.code: one for one in queries.alike(who or standing_of(desk.agent), case.code, LATER)}


def test_a_case_like_another_of_the_same_customer_is_suggested_with_its_reason(desk):
    before = desk.receive(title="地库漏水严重", at=NINE)
    case = desk.receive(title="地库漏水", at=NINE + timedelta(days=2))
    desk.receive(title="电梯停运", at=NINE)
    found = alike(desk, case)
    assert list(found) == [before.code]
    one = found[before.code]
    assert (one.same_customer, one.same_site, one.apart, one.shared, one.words) == (
        True,
        False,
        timedelta(days=2),
        3,
        5,
    )


def test_the_reason_changes_with_the_record_and_goes_with_it(desk):
    before = desk.receive(title="地库漏水", at=NINE)
    case = desk.receive(title="地库漏水", at=NINE + timedelta(days=2))
    Case.objects.filter(pk=before.pk).update(title="地库漏电", opened_at=NINE)
    one = alike(desk, case)[before.code]
    assert (one.shared, one.words) == (2, 4)
    stranger = make_customer("赵女士")
    Case.objects.filter(pk=before.pk).update(customer=stranger)
    assert alike(desk, case) == {}
    for code in (desk.customer, stranger.code):
        customers.add_contact(customer=code, name="x", phone="138 0013 8000", by=SYSTEM, at=NINE)
    one = alike(desk, case)[before.code]
    assert (one.same_customer, one.same_contact) == (False, True)
    Case.objects.filter(pk=before.pk).update(title="🙂")
    assert alike(desk, case) == {}


def test_what_is_too_old_hidden_merged_or_told_apart_is_not_suggested(desk):
    case = desk.receive(title="地库漏水", at=NINE + timedelta(days=40))
    desk.receive(title="地库漏水", at=NINE)
    hidden = desk.receive(title="地库漏水", at=NINE + timedelta(days=39), by=desk.other_agent, team=desk.other_team)
    apart, merged = (desk.receive(title="地库漏水", at=NINE + timedelta(days=39)) for _ in range(2))
    assert set(alike(desk, case)) == {apart.code, merged.code}
    assert hidden.code in alike(desk, case, standing_of(desk.director))
    for _ in range(2):
        actions.tell_apart(case=case.code, other=apart.code, by=agent(desk), at=NINE + timedelta(days=40))
    assert all_events_of(case).count("case.told_apart") == 1
    actions.merge(case=seen(merged), into=case.code, by=agent(desk), at=NINE + timedelta(days=41))
    assert alike(desk, case) == {}


@pytest.mark.parametrize("many", [1, 3])
def test_ties_and_likeness_take_the_same_number_of_queries(desk, many, django_assert_num_queries):
    whole = desk.receive(title="地库漏水")
    for _ in range(many):
        one = desk.receive(title="地库漏水")
        part(desk, one, whole)
    standing = standing_of(desk.director)
    with django_assert_num_queries(5):
        found = queries.around(standing, whole.code, LATER)
    assert (len(found.ties.parts), len(found.alike)) == (many, many)


def at_once(*deeds: Callable[[], object]) -> list[LiuxinError | None]:
    came: list[LiuxinError | None] = [None] * len(deeds)
    start = threading.Barrier(len(deeds))

    def run(place: int) -> None:
        start.wait()
        try:
            deeds[place]()
        except LiuxinError as error:
            came[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.django_db(transaction=True)
def test_two_agents_closing_at_once_one_wins_and_the_other_is_told():
    desk = make_desk()
    case = desk.receive()
    now = Seen(case.code, case.version)

    def closing(who: int, text: str) -> Callable[[], object]:
        return lambda: actions.close(
            case=now, outcome=Outcome.ANSWERED, outcome_text=text, by=Actor.person(who), at=LATER
        )

    came = at_once(closing(desk.agent, "甲"), closing(desk.lead, "乙"))
    lost = [error for error in came if error is not None]
    assert [error.code for error in lost] == ["cases.changed_meanwhile"]
    assert fresh(case).outcome_text == ("乙" if came[0] else "甲")
    assert all_events_of(case).count("case.closed") == 1


@pytest.mark.django_db(transaction=True)
def test_two_merges_into_one_another_at_once_leave_one_of_them_open():
    desk = make_desk()
    one, other = desk.receive(), desk.receive()
    seen_one, seen_other = Seen(one.code, one.version), Seen(other.code, other.version)
    came = at_once(
        lambda: actions.merge(case=seen_one, into=other.code, by=agent(desk), at=LATER),
        lambda: actions.merge(case=seen_other, into=one.code, by=agent(desk), at=LATER),
    )
    assert len([error for error in came if error is not None]) == 1
    assert sorted([fresh(one).status, fresh(other).status]) == ["closed", "open"]
