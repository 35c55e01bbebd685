"""Customers across their cases: one time line, figures, segments, two made one, one taken out."""

from datetime import datetime, timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import Arriving, CustomerFigures, Deed, Happening, Seen, Together
from liuxin.desk.communication import actions as communication
from liuxin.desk.communication.words import Medium, NewThread
from liuxin.desk.customers import actions as customers
from liuxin.desk.customers import queries as tree
from liuxin.desk.customers.words import Condition, Fact, NeedFilter
from liuxin.desk.history import queries as history
from liuxin.desk.organisation.words import Role
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError, NotAllowedError, NotFoundError, RuleBrokenError
from tests.factories.cases import IMPORTER, NINE, Case, Desk, Note, TogetherDone
from tests.factories.customers import (
    Contact,
    Customer,
    Need,
    Residence,
    make_customer,
    make_need,
    make_site,
    make_solution,
    next_step,
    seen_need,
)
from tests.factories.history import KEY, told
from tests.factories.organisation import SYSTEM, make_person, standing_of
from tests.factories.portal import (
    HUANG,
    HeldStep,
    Merge,
    WroteAgain,
    come_in,
    make_window,
    new_name,
    resolve,
    visitor,
)
from tests.factories.talking import MAIL, Thread, incoming, make_entrance, pending

pytestmark = pytest.mark.django_db
LATER = NINE + timedelta(days=40)


def answered(case: Case, overall: int, at: datetime = NINE) -> None:
    happened = [
        Happening("survey.asked", case.code, at),
        Happening("survey.answered", case.code, at, {"overall": overall}),
    ]
    actions.record_happenings(happened, by=IMPORTER, at=at)


def figures(desk: Desk, at: datetime = LATER) -> CustomerFigures:
    standing = standing_of(desk.director)
    return queries.customer_figures(standing, queries.customer_page(standing, desk.customer), at)


@pytest.mark.spec("S3")
def test_everything_that_happened_stands_in_one_time_line_newest_first(desk):
    by = Actor.person(desk.agent)
    case = desk.closed()
    answered(case, 4, at=NINE + timedelta(days=1))
    customers.add_note(customer=desk.customer, text="喜欢晚上联系", by=by, at=NINE + timedelta(days=2))
    make_need(desk.customer, desk.agent, NINE + timedelta(days=3))
    standing = standing_of(desk.director)
    page = queries.customer_page(standing, desk.customer)
    seen = queries.customer_time(standing, page)
    assert [each.code for each in seen.encounters][:6] == [
        "need.recorded",
        "customers.noted",
        "survey.answered",
        "survey.asked",
        "case.closed",
        "case.opened",
    ]
    assert [each.text for each in seen.encounters if each.text] == ["喜欢晚上联系"]
    assert [each.level for each in seen.encounters if each.level] == [4]
    assert seen.encounters[0].title == "想换更大的户型"


@pytest.mark.parametrize("count", [1, 3])
def test_the_time_line_takes_the_same_number_of_queries(desk, count, django_assert_num_queries):
    for _ in range(count):
        answered(desk.closed(), 5)
        make_need(desk.customer, desk.agent, NINE)
    standing = standing_of(desk.agent)
    with django_assert_num_queries(10):
        page = queries.customer_page(standing, desk.customer)
        queries.customer_time(standing, page)


def test_the_time_line_reads_on_where_it_ended(desk):
    for day in range(4):
        desk.receive(at=NINE + timedelta(days=day))
    standing = standing_of(desk.director)
    page = queries.customer_page(standing, desk.customer)
    first = queries.customer_time(standing, page, most=3)
    rest = queries.customer_time(standing, page, before=first.older)
    assert (len(first.encounters), first.older) == (3, NINE + timedelta(days=1))
    assert rest.older is None
    assert {each.case for each in first.encounters}.isdisjoint({each.case for each in rest.encounters if each.case})


@pytest.mark.spec("S3")
def test_satisfaction_says_how_many_answered_and_tells_no_mean_of_two(desk):
    cases = [desk.closed(at=NINE + timedelta(days=day)) for day in range(3)]
    for case, level in zip(cases[:2], (2, 4), strict=True):
        answered(case, level)
    few = figures(desk).satisfaction
    assert (few.asked, few.answered, few.mean) == (2, 2, None)
    answered(cases[2], 3)
    enough = figures(desk).satisfaction
    assert (enough.asked, enough.answered, enough.mean) == (3, 3, 3.0)
    assert [(quarter.start.month, quarter.answered) for quarter in enough.quarters] == [(4, 3)]


def test_an_answer_that_changes_changes_the_mean(desk):
    for level in (5, 5, 5):
        answered(desk.closed(), level)
    before = figures(desk).satisfaction.mean
    answered(desk.closed(), 1)
    assert (before, figures(desk).satisfaction.mean) == (5.0, 4.0)


@pytest.mark.spec("S3")
def test_business_after_the_first_is_repeat_business(desk):
    assert figures(desk).loyalty.repeat is None
    need = make_need(desk.customer, desk.agent, NINE)
    by = Actor.person(desk.agent)
    customers.match_need(need=need, solution=make_solution(), then=next_step(NINE), by=by, at=NINE)
    customers.offer_solution(need=seen_need(need), then=next_step(NINE), by=by, at=NINE)
    customers.accept_offer(need=seen_need(need), then=next_step(NINE), by=by, at=NINE)
    assert figures(desk).loyalty.repeat == 0
    customers.move_stage(customer=desk.customer, to="member", expect="owner", by=by, at=NINE)
    assert figures(desk).loyalty.repeat == 1


@pytest.mark.spec("S3")
def test_who_is_new_tells_nothing_of_retention_and_who_stays_away_a_year_is_not_retained(desk):
    Customer.objects.update(added_at=NINE)
    desk.receive()
    assert figures(desk, NINE + timedelta(days=364)).loyalty.retained is None
    assert figures(desk, NINE + timedelta(days=365)).loyalty.retained is False
    desk.receive(at=NINE + timedelta(days=100))
    assert figures(desk, NINE + timedelta(days=365)).loyalty.retained is True


@pytest.mark.spec("S3")
def test_a_case_within_a_week_of_a_resolution_in_its_category_came_again(desk):
    for day in (0, 3, 20, 40, 60):
        desk.closed(at=NINE + timedelta(days=day))
    again = figures(desk, NINE + timedelta(days=61)).loyalty.again
    assert (again.part, again.whole, again.value) == (1, 5, 0.2)


def test_four_cases_are_too_few_to_tell_how_often_one_came_again(desk):
    for day in (0, 3, 20, 40):
        desk.closed(at=NINE + timedelta(days=day))
    assert figures(desk).loyalty.again.value is None


def test_loyalty_of_all_sets_new_customers_apart_and_tells_nothing_of_few(desk):
    Customer.objects.update(added_at=NINE - timedelta(days=400))
    for turn in range(4):
        desk.receive(customer=make_customer(f"甲{turn}").code)
    Customer.objects.filter(name__startswith="甲").update(added_at=NINE - timedelta(days=500))
    desk.receive()
    found = queries.loyalty_page(standing_of(desk.director), NINE + timedelta(days=1))
    assert (found.new.customers, found.old.customers) == (0, 5)
    assert (found.old.retained.part, found.old.retained.whole, found.old.retained.value) == (5, 5, 1.0)
    assert (found.new.retained.value, found.old.repeat.value) == (None, None)


@pytest.mark.spec("S3")
def test_repeat_business_of_all_counts_whose_business_was_followed_by_more(desk):
    by = Actor.person(desk.agent)
    names = [make_customer(stage="interested").code for _ in range(5)]
    Customer.objects.update(added_at=NINE - timedelta(days=400))
    for name in names:
        customers.move_stage(customer=name, to="owner", expect="interested", by=by, at=NINE)
    customers.move_stage(customer=names[0], to="member", expect="owner", by=by, at=NINE)
    found = queries.loyalty_page(standing_of(desk.director), LATER).old.repeat
    assert (found.part, found.whole, found.value) == (1, 5, 0.2)


RULES = [
    (Condition(Fact.KIND, ("external",)), True),
    (Condition(Fact.KIND, ("partner",)), False),
    (Condition(Fact.STAGE, ("owner", "member")), True),
    (Condition(Fact.STAGE, ("potential",)), False),
    (Condition(Fact.CASES, least=2, days=60), True),
    (Condition(Fact.CASES, least=3, days=60), False),
    (Condition(Fact.CASES, least=1, days=1), False),
    (Condition(Fact.CASES, most=2, days=60), True),
    (Condition(Fact.KNOWN, least=30), True),
    (Condition(Fact.KNOWN, least=100_000), False),
    (Condition(Fact.NEEDS, least=1), True),
    (Condition(Fact.NEEDS, most=0), False),
    (Condition(Fact.BUSINESS, most=0), True),
    (Condition(Fact.SATISFACTION, most=5, days=60), False),
]


@pytest.mark.spec("S3")
@pytest.mark.parametrize(("condition", "fits"), RULES)
def test_who_is_in_a_segment_and_why_are_the_same_answer(desk, condition, fits):
    for _ in range(2):
        answered(desk.closed(), 2)
    make_need(desk.customer, desk.agent, NINE)
    customers.save_segment(key=None, name_zh="x", name_en="", rule=[condition], by=SYSTEM, at=NINE)
    preview = queries.segment_preview(standing_of(desk.director), (condition,), LATER)
    assert (desk.customer in {name.code for name in preview.names}) is fits
    [membership] = queries.memberships(desk.customer_key, LATER)
    assert membership.is_in is fits
    listed = queries.customer_list(standing_of(desk.director), segment=(condition,), at=LATER)
    assert [row.name.code for row in listed.rows] == ([desk.customer] if fits else [])


@pytest.mark.spec("S3")
def test_a_third_answer_lets_a_segment_tell(desk):
    condition = Condition(Fact.SATISFACTION, most=3, days=60)
    customers.save_segment(key=None, name_zh="不满意", name_en="", rule=[condition], by=SYSTEM, at=NINE)
    for level in (2, 3):
        answered(desk.closed(), level)
    [thin] = queries.memberships(desk.customer_key, LATER)
    assert (thin.is_in, thin.held[0].value) == (False, None)
    answered(desk.closed(), 4)
    [told] = queries.memberships(desk.customer_key, LATER)
    assert (told.is_in, told.held[0].value) == (True, 3.0)
    assert queries.segment_preview(standing_of(desk.director), (condition,), LATER).count == 1


def test_a_site_of_a_segment_holds_for_all_that_lies_in_it(desk):
    unit = make_site("澜湾", "3 栋", "1201")
    customers.settle(customer=desk.customer, site=unit, start=NINE.date(), by=SYSTEM, at=NINE)
    desk.receive()
    [project] = [node for node in tree.site_tree() if node.name == "澜湾"]
    condition = Condition(Fact.SITE, (str(project.id),))
    standing = standing_of(desk.director)
    assert queries.segment_preview(standing, (condition,), LATER).count == 1
    customers.leave(customer=desk.customer, residence=Residence.objects.get().pk, end=NINE.date(), by=SYSTEM, at=NINE)
    assert queries.segment_preview(standing, (condition,), LATER).count == 0


@pytest.mark.parametrize("count", [1, 3])
def test_segments_are_asked_in_the_same_number_of_queries(desk, count, django_assert_num_queries):
    rules = [(Condition(Fact.CASES, least=turn, days=30), Condition(Fact.KIND, ("external",))) for turn in range(count)]
    for rule in rules:
        customers.save_segment(key=None, name_zh="x", name_en="", rule=rule, by=SYSTEM, at=NINE)
    with django_assert_num_queries(2):
        assert len(queries.memberships(desk.customer_key, LATER)) == count
    standing = standing_of(desk.director)
    with django_assert_num_queries(1):
        assert queries.segment_counts(standing, rules, LATER) == (1,) + (0,) * (count - 1)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ([], "customers.segment_empty"),
        ([Condition(Fact.STAGE)], "customers.segment_nothing_chosen"),
        ([Condition(Fact.STAGE, ("nowhere",))], "customers.segment_unknown_value"),
        ([Condition(Fact.SITE, ("x",))], "customers.segment_unknown_value"),
        ([Condition(Fact.NEEDS)], "customers.segment_without_limit"),
        ([Condition(Fact.CASES, least=1)], "customers.segment_days_outside"),
        ([Condition(Fact.CASES, least=2, most=1, days=3)], "customers.segment_limits_crossed"),
        ([Condition(Fact.SATISFACTION, most=6, days=3)], "customers.segment_limit_outside"),
        ([Condition(Fact.NEEDS, least=1)] * 9, "customers.segment_too_long"),
    ],
)
def test_a_bad_rule_names_what_is_wrong_with_it(rule, code):
    with pytest.raises(BadInputError) as caught:
        customers.save_segment(key=None, name_zh="x", name_en="", rule=rule, by=SYSTEM, at=NINE)
    assert (caught.value.code, caught.value.field) == (code, "rule")


@pytest.mark.spec("S10")
def test_needs_are_seen_by_whom_their_customer_or_their_ownership_leads_there(desk):
    make_need(make_customer("何女士").code, desk.agent, NINE, days=1)
    desk.receive(by=desk.other_agent, team=desk.other_team)
    make_need(desk.customer, desk.other_agent, NINE)
    today = NINE.date() + timedelta(days=2)

    def seen(person: int) -> tuple[int, int]:
        found = queries.need_list(standing_of(person), NeedFilter(is_open=True), today=today)
        return found.count, found.late

    assert [seen(person) for person in (desk.director, desk.agent, desk.other_agent, desk.colleague)] == [
        (2, 1),
        (1, 1),
        (1, 0),
        (0, 0),
    ]
    with pytest.raises(NotFoundError):
        queries.need_page(standing_of(desk.colleague), "N-000001")


@pytest.mark.spec("S3")
def test_two_customers_become_one_and_can_be_two_again(desk):
    twin = make_customer("黄先生", site=make_site("澜湾"))
    customers.add_contact(customer=twin.code, name="黄先生", phone="139", by=SYSTEM, at=NINE)
    make_need(twin.code, desk.agent, NINE)
    case, other = desk.receive(customer=twin.code), desk.receive()
    director = Actor.person(desk.director)
    new = NewThread(Medium.EMAIL, "x", "huang@example.org", customer=twin.pk)
    thread = communication.open_thread(new=new, by=SYSTEM, at=NINE)
    merge = actions.merge_customers(survivor=desk.customer, absorbed=twin.code, by=director, at=NINE)
    owners = {Case.objects.get(pk=case.pk).customer_id, Contact.objects.get().customer_id}
    owners |= {Need.objects.get().customer_id, Residence.objects.get().customer_id}
    assert owners | {Thread.objects.get(pk=thread).customer_id} == {desk.customer_key}
    standing = standing_of(desk.director)
    assert queries.customer_page(standing, twin.code).customer.line.code == desk.customer
    assert history.timeline("case", case.code)[-1].code == "case.customer_changed"
    with pytest.raises(NotFoundError):
        customers.add_note(customer=twin.code, text="x", by=director, at=NINE)
    actions.undo_merge(merge=merge, by=director, at=LATER)
    assert Case.objects.get(pk=case.pk).customer_id == twin.pk
    assert Case.objects.get(pk=other.pk).customer_id == desk.customer_key
    owners = {Contact.objects.get().customer_id, Need.objects.get().customer_id, Residence.objects.get().customer_id}
    assert owners | {Thread.objects.get(pk=thread).customer_id} == {twin.pk}
    assert queries.customer_page(standing, twin.code).customer.line.code == twin.code
    with pytest.raises(NotFoundError):
        actions.undo_merge(merge=merge, by=director, at=LATER)


def test_a_customer_is_not_merged_with_itself_nor_by_an_agent(desk):
    with pytest.raises(RuleBrokenError) as caught:
        actions.merge_customers(survivor=desk.customer, absorbed=desk.customer, by=SYSTEM, at=NINE)
    assert caught.value.code == "customers.merge_with_itself"
    with pytest.raises(NotAllowedError):
        actions.merge_customers(
            survivor=desk.customer, absorbed=make_customer().code, by=Actor.person(desk.agent), at=NINE
        )


@pytest.mark.spec("S3")
def test_an_erased_person_leaves_no_words_and_the_cases_can_still_be_counted(desk):
    case = desk.closed()
    Note.objects.create(case=case, person_id=desk.agent, at=NINE, text="黄先生很着急")
    customers.add_note(customer=desk.customer, text="黄先生喜欢茶", by=SYSTEM, at=NINE)
    make_need(desk.customer, desk.agent, NINE, title="黄先生要车位", case=case.code)
    preview = queries.erasure(standing_of(make_person(roles=(Role.SECURITY_ADMIN,))), desk.customer)
    assert preview.rows == {"contacts": 0, "notes": 1, "needs": 1, "cases": 1, "case_notes": 1, "messages": 0}
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=LATER)
    left = Case.objects.get(pk=case.pk)
    assert (left.title, left.outcome_text, left.status) == (case.code, "", "closed")
    words = [*Note.objects.values_list("text", flat=True), *Need.objects.values_list("title", "text").get()]
    assert words == ["—", "", ""]
    assert [event for event in history.timeline("customer", desk.customer) if event.payload] == []
    with pytest.raises(NotFoundError):
        queries.customer_page(standing_of(desk.director), desk.customer)


def test_an_erased_person_leaves_no_words_in_what_was_proposed_or_kept_of_a_case_before():
    desk, at = make_window(), NINE + timedelta(hours=2)
    make_entrance(desk)
    codes = [come_in().case for _ in range(3)]
    resolved, closed, again = codes
    for code in codes:
        resolve(desk, code)
    for code in (closed, again):
        who = visitor(code)
        actions.confirm(case=code, settled=True, external=new_name(), visitor=who, by=who.actor, at=at)
    arriving = Arriving(customer="", entrance="mail", title="谢谢", address=HUANG, case=again)
    actions.receive_message(incoming=incoming("谢谢！"), arriving=arriving, by=MAIL, at=at)
    row = Case.objects.select_related("customer").get(code=resolved)
    for case in Case.objects.filter(code__in=codes):
        case.customer_id = row.customer_id
        case.save(update_fields=["customer"])
    assert row.proposed_text
    assert row.proposed_text in str(WroteAgain.objects.get().before)
    assert row.customer is not None
    actions.erase_customer(customer=row.customer.code, by=SYSTEM, at=LATER)
    left = dict(Case.objects.filter(code__in=codes).values_list("code", "proposed_text"))
    assert left == {resolved: "—", closed: "—", again: ""}
    assert WroteAgain.objects.get().before == {}


def test_an_erased_person_leaves_no_words_in_a_step_that_waits_for_its_letter_or_in_a_merge(desk):
    case, other = desk.receive(), desk.receive()
    message = pending(desk.agent)
    words = {"next_action": "问黄先生", "told": "黄先生，已修好", "done": "黄先生在家"}
    kept = {"kind": "resolved", "outcome": "done_and_told", "due": LATER}
    HeldStep.objects.create(case=case, message_id=message, **words, **kept)
    seen_now = Seen(other.code, other.version)
    Case.objects.filter(pk=other.pk).update(next_action="问黄先生")
    actions.merge(case=seen_now, into=case.code, by=Actor.person(desk.agent), at=LATER)
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=LATER)
    held = HeldStep.objects.get()
    assert (held.next_action, held.told, held.done) == ("—", "—", "—")
    assert Merge.objects.get().next_action == "—"


def test_an_erased_person_leaves_no_words_in_what_a_deed_for_many_cases_could_take_back(desk):
    one, other = desk.receive(), desk.receive(customer=make_customer().code)
    Case.objects.filter(pk=one.pk).update(next_action="问黄先生")
    told_all = Together(Deed.PLAN, next_action="回访", next_due=LATER)
    seen_now = [Seen(case.code, case.version) for case in (one, other)]
    at = LATER - timedelta(hours=1)
    actions.do_together(told=told_all, cases=seen_now, by=Actor.person(desk.lead), at=at)
    assert "问黄先生" in str(TogetherDone.objects.get().before)
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=LATER)
    assert list(TogetherDone.objects.get().before) == [other.code]


def test_after_an_erasure_the_chain_still_verifies(desk):
    desk.closed()
    told(0)
    actions.erase_customer(customer=desk.customer, by=SYSTEM, at=LATER)
    told(0)
    report = history.verify(key=KEY)
    assert (report.ok, report.problems) == (True, ())


@pytest.mark.spec("S3")
def test_a_person_is_given_all_that_is_held_of_them_and_no_colleagues_note(desk):
    case = desk.closed()
    answered(case, 4)
    Note.objects.create(case=case, person_id=desk.agent, at=NINE, text="内部备注")
    customers.add_contact(customer=desk.customer, name="黄太太", phone="139 0000 0000", by=SYSTEM, at=NINE)
    held = queries.personal_data(standing_of(desk.director), desk.customer)
    assert held["record"][0]["name"] == "黄先生"
    assert [row["phone"] for row in held["contacts"]] == ["139 0000 0000"]
    assert [row["code"] for row in held["cases"]] == [case.code]
    assert "内部备注" not in str(held)
    with pytest.raises(NotAllowedError):
        queries.personal_data(standing_of(desk.agent), desk.customer)
