from collections.abc import Iterable
from datetime import timedelta

import pytest

from liuxin.desk.cases import actions, queries
from liuxin.desk.cases.words import CaseFilter, Outcome, StepKind
from liuxin.desk.cases.words.finding import CaseHit, CustomerHit, Hits, Search, SearchGroup, SearchSort, TextHit
from liuxin.desk.customers import actions as customers
from liuxin.desk.search.words import Source
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import NotAllowedError
from tests.factories.cases import NINE, fresh, history, record, seen, step
from tests.factories.customers import make_customer, make_site
from tests.factories.organisation import SYSTEM, make_person, standing_of
from tests.factories.search import CaseText, CustomerText

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]


def find(person: int, text: str, **values: object):
    return queries.find(standing_of(person), Search(text, **values))  # type: ignore[arg-type]


def codes(hits: Hits) -> list[str]:
    return [hit.line.code for hit in hits.rows if isinstance(hit, CaseHit | TextHit)]


def cases(person: int, text: str) -> list[str]:
    return codes(find(person, text).cases)


def listed(person: int, text: str) -> set[str]:
    return {row.code for row in queries.case_list(standing_of(person), CaseFilter(search=text)).rows}


def test_a_word_of_two_characters_is_found_in_title_category_outcome_and_note(desk):
    titled = desk.receive(title="业主投诉噪音", category="")
    filed = desk.receive(title="楼道", category="投诉")
    ended = desk.receive(title="电梯", category="")
    actions.close(
        case=seen(ended),
        outcome=Outcome.DONE_AND_TOLD,
        outcome_text="投诉已处理",
        by=Actor.person(desk.agent),
        at=NINE + timedelta(hours=1),
    )
    noted = desk.receive(title="车位", category="")
    actions.note(case=noted.code, text="他说要投诉", by=Actor.person(desk.agent), at=NINE)
    other = desk.receive(title="灯坏了", category="")
    found = find(desk.agent, "投诉")
    assert set(codes(found.cases)) == {titled.code, filed.code, ended.code, noted.code}
    assert codes(found.texts) == [noted.code]
    assert other.code not in codes(found.cases)
    assert listed(desk.agent, "投诉") == {titled.code, filed.code, ended.code, noted.code}


def test_the_best_comes_first_and_the_newest_where_asked(desk):
    titled = desk.receive(title="投诉", category="")
    filed = desk.receive(title="楼道", category="投诉")
    assert cases(desk.agent, "投诉") == [titled.code, filed.code]
    newest = find(desk.agent, "投诉", group=SearchGroup.CASES, sort=SearchSort.NEWEST)
    assert codes(newest.cases) == [filed.code, titled.code]


def test_a_code_typed_whole_comes_before_all(desk):
    wanted = desk.receive()
    desk.receive(title=f"见 {wanted.code}")
    assert cases(desk.agent, wanted.code.lower())[0] == wanted.code


def test_words_may_stand_partly_with_the_customer_and_partly_in_the_case(desk):
    mine = desk.receive(title="地库漏水", category="")
    desk.receive(title="电梯困人", category="")
    theirs = desk.receive(title="地库漏水", category="", customer=make_customer("赵女士").code)
    assert cases(desk.agent, "黄先生 漏水") == [mine.code]
    assert cases(desk.agent, "漏水 黄先生") == [mine.code]
    assert set(cases(desk.agent, "漏水")) == {mine.code, theirs.code}
    assert len(cases(desk.agent, "黄先生")) == 2


def test_who_may_not_see_the_case_finds_nothing_of_it(desk):
    case = desk.receive(title="机密投诉")
    actions.note(case=case.code, text="机密的便条", by=Actor.person(desk.agent), at=NINE)
    hidden = find(desk.other_agent, "机密")
    assert (hidden.cases.count, hidden.texts.count) == (0, 0)
    assert listed(desk.other_agent, "机密") == set()
    assert find(desk.other_agent, "黄先生").customers.count == 0
    for person in (desk.agent, desk.lead, desk.director, desk.auditor):
        assert find(person, "机密").count == 2, person


def test_whoever_works_with_no_cases_may_not_search(desk):
    with pytest.raises(NotAllowedError):
        find(desk.hr, "投诉")


def test_a_text_that_changes_is_found_by_what_it_says_now(desk):
    case = desk.receive(category="漏水")
    actions.classify(case=seen(case), priority=2, category="渗漏", by=Actor.person(desk.agent), at=NINE)
    assert cases(desk.agent, "渗漏") == [case.code]
    actions.close(
        case=seen(case),
        outcome=Outcome.ANSWERED,
        outcome_text="已经答复",
        by=Actor.person(desk.agent),
        at=NINE + timedelta(hours=1),
    )
    assert cases(desk.agent, "答复") == [case.code]
    actions.reopen(
        case=seen(case),
        next_action="再看",
        next_due=NINE + timedelta(hours=9),
        by=Actor.person(desk.agent),
        at=NINE + timedelta(hours=2),
    )
    found = find(desk.agent, "答复")
    assert codes(found.texts) == [case.code]
    assert found.texts.rows[0].source is Source.NOTE


def test_what_is_over_can_be_left_out(desk):
    closed, live = desk.closed(), desk.receive()
    assert set(cases(desk.agent, "漏水")) == {closed.code, live.code}
    assert codes(find(desk.agent, "漏水", not_closed=True).cases) == [live.code]


def test_an_import_is_found_at_once_and_so_is_what_it_changes(desk):
    opened = step(StepKind.OPENED, 0, accountable=desk.lead, team=desk.team, holder=desk.agent)
    record(history(desk, opened, code="INC0000001", title="服务器宕机", outcome=None, outcome_text=""))
    assert cases(desk.agent, "宕机") == ["INC0000001"]
    assert cases(desk.agent, "INC0000001") == ["INC0000001"]


@pytest.mark.parametrize("many", [1, 3])
def test_a_search_takes_the_same_number_of_queries_for_one_and_three(desk, many, django_assert_num_queries):
    for _ in range(many):
        case = desk.receive(title="投诉")
        actions.note(case=case.code, text="投诉", by=Actor.person(desk.agent), at=NINE)
    make_customer("投诉的客户")
    standing = standing_of(desk.director)
    with django_assert_num_queries(6):
        found = queries.find(standing, Search("投诉"))
    assert (found.cases.count, found.texts.count, found.customers.count) == (many, many, 1)


def test_pages_go_on_where_the_last_one_ended_in_both_orders(desk, monkeypatch):
    monkeypatch.setattr(queries.finding, "SIZE", 2)
    made = [desk.receive(title=f"投诉 {n}").code for n in range(5)]
    for sort in SearchSort:
        got: list[str] = []
        after = 0
        for _ in range(3):
            page = find(desk.agent, "投诉", group=SearchGroup.CASES, sort=sort, after=after).cases
            got += codes(page)
            after = page.on
        assert got == made[::-1], sort
        assert after == 0


def test_counts_stop_and_the_best_are_of_the_newest(desk, monkeypatch):
    monkeypatch.setattr(queries.finding, "MOST", 2)
    made = [desk.receive(title="投诉").code for _ in range(4)]
    hits = find(desk.agent, "投诉").cases
    assert (hits.count, hits.most, hits.is_capped, hits.best_of) == (3, 2, True, 2)
    assert codes(hits) == made[:1:-1]


def test_few_texts_are_looked_through_only_where_every_case_of_theirs_may_be_shown(desk, monkeypatch):
    monkeypatch.setattr(queries.finding, "ENOUGH", 3)
    for _ in range(5):
        desk.receive(title="投诉")
    assert find(desk.director, "投诉").cases.count == 3
    assert find(desk.director, "投诉", not_closed=True).cases.count == 5
    assert find(desk.agent, "投诉").cases.count == 5


def names(hits: Hits) -> Iterable[str]:
    return [hit.name.name for hit in hits.rows if isinstance(hit, CustomerHit)]


def test_a_customer_is_found_by_name_contact_number_and_site(desk):
    unit = make_site("锦园", "3栋", "302")
    customer = make_customer("赵女士", site=unit)
    customers.add_contact(customer=customer.code, name="赵伟", phone="138-0013 8000", by=SYSTEM, at=NINE)
    for text in ("赵女士", "赵伟", "13800138000", "8000", "锦园", "赵 锦园", customer.code):
        assert names(find(desk.director, text).customers) == ["赵女士"], text
    assert names(find(desk.director, "9999").customers) == []


def test_an_erased_customer_is_out_of_the_index(desk):
    customer = make_customer("钱先生")
    customers.add_contact(customer=customer.code, name="钱先生", phone="13912345678", by=SYSTEM, at=NINE)
    assert CustomerText.objects.filter(pk=customer.pk).exists()
    customers.erase_customer(customer=customer.code, by=SYSTEM, at=NINE)
    assert not CustomerText.objects.filter(pk=customer.pk).exists()
    assert names(find(desk.director, "13912345678").customers) == []


def test_the_index_put_in_anew_is_the_index_as_it_was(desk):
    case = desk.closed()
    actions.note(case=case.code, text="便条", by=Actor.person(desk.agent), at=NINE)
    before = sorted(CaseText.objects.values_list("id", "case", "source", "key", "tokens"))
    people = sorted(CustomerText.objects.values_list("id", "tokens"))
    CaseText.objects.all().delete()
    CustomerText.objects.all().delete()
    assert cases(desk.agent, "漏水") == []
    assert actions.rebuild_index(by=SYSTEM, at=NINE) == 2
    assert customers.rebuild_customer_index(by=SYSTEM, at=NINE) == len(people)
    assert sorted(CaseText.objects.values_list("id", "case", "source", "key", "tokens")) == before
    assert sorted(CustomerText.objects.values_list("id", "tokens")) == people
    with pytest.raises(NotAllowedError):
        actions.rebuild_index(by=Actor.person(make_person()), at=NINE)


def test_signs_alone_list_nothing_and_long_input_is_safe(desk):
    case = desk.receive()
    assert listed(desk.agent, "🙂") == set()
    assert listed(desk.agent, "") == {case.code}
    assert cases(desk.agent, "地库" * 5_000) == []
    assert find(desk.agent, "\"' OR 1=1 --*").count == 0
    assert fresh(case).title == "地库 B2 漏水"
