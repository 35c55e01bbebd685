from typing import cast

import pytest
from django.db import IntegrityError, connection

from liuxin.desk.search import actions, queries
from liuxin.desk.search.words import CaseText, CustomerText, Source
from liuxin.engines.language.tokens import words
from tests.factories.organisation import NOW, SYSTEM
from tests.factories.search import PLACES
from tests.factories.search import CaseText as Row

pytestmark = [pytest.mark.django_db, pytest.mark.spec("X")]


def put(*texts: tuple[int, Source, int, str]) -> None:
    actions.put_cases(texts=[CaseText(*text) for text in texts], by=SYSTEM, at=NOW)


def found(wanted: str, before: int | None = None) -> list[tuple[int, int]]:
    return list(queries.texts(words(wanted), before=before).values_list("case", "key"))


def customers(wanted: str) -> list[int]:
    part = queries.customers_with(words(wanted))
    with connection.cursor() as cursor:
        cursor.execute(part.sql, cast("list[str]", list(part.params)))
        return [row[0] for row in cursor.fetchall()]


def test_the_newest_case_comes_first_and_its_texts_together():
    put((1, Source.CASE, 1, "地库漏水"), (2, Source.CASE, 2, "电梯漏水"))
    put((1, Source.NOTE, 7, "还在漏水"), (2, Source.MESSAGE, 8, "漏水 again"), (2, Source.MESSAGE, 9, "好了"))
    assert found("漏水") == [(2, 8), (2, 2), (1, 7), (1, 1)]
    assert found("漏水", before=2 * PLACES) == [(1, 7), (1, 1)]
    assert found("漏水 again") == [(2, 8)]
    assert found("投诉") == []


def test_a_text_put_again_is_found_by_its_new_words_only():
    put((1, Source.CASE, 1, "地库漏水"))
    put((1, Source.CASE, 1, "电梯困人"))
    assert found("漏水") == []
    assert found("困人") == [(1, 1)]
    assert Row.objects.count() == 1


def test_the_same_text_twice_at_once_is_one():
    put((1, Source.NOTE, 3, "甲乙"), (1, Source.NOTE, 3, "丙丁"))
    assert found("甲乙") == []
    assert found("丙丁") == [(1, 3)]


def test_a_text_taken_out_or_emptied_is_not_found():
    put((1, Source.NOTE, 3, "漏水"), (1, Source.NOTE, 4, "漏水"))
    actions.take_out(source=Source.NOTE, keys=[3], by=SYSTEM, at=NOW)
    assert found("漏水") == [(1, 4)]
    put((1, Source.NOTE, 4, "🙂"))
    assert found("漏水") == []
    actions.empty(by=SYSTEM, at=NOW)
    assert Row.objects.count() == 0


@pytest.mark.parametrize(
    "odd", ['"', "'", "*", "a'b", 'x" OR "y', "NEAR(", "tokens:a", "漏*", "\\", "%_", "a & b | !c <-> d", "x" * 10_000]
)
def test_odd_input_is_safe(odd: str):
    put((1, Source.CASE, 1, "漏水 a b"))
    assert isinstance(found(odd), list)
    assert isinstance(customers(odd), list)


@pytest.mark.parametrize("sign", ["𠮷", "㐀", "ｱ", "é", "ß", "𝔄", "𛄀", "ꬰ", "가", "क"])
def test_signs_of_any_age_are_found_alike_on_either_database(sign: str):
    put((1, Source.CASE, 1, f"前 {sign}{sign} 后"))
    assert found(sign + sign) == [(1, 1)]


def test_nothing_looked_for_finds_nothing():
    put((1, Source.CASE, 1, "漏水"))
    assert found("") == []
    assert customers("🙂") == []


def test_a_customer_is_found_by_name_place_and_any_four_digits():
    texts = [CustomerText(5, "黄先生 K-000005 锦园 3栋", ("138 0013 8000",)), CustomerText(6, "John Smith", ())]
    actions.put_customers(texts=texts, by=SYSTEM, at=NOW)
    for wanted in ("黄先生", "先生 锦园", "13800138000", "8000", "0138", "K-000005"):
        assert customers(wanted) == [5], wanted
    assert customers("smith joh") == [6]
    assert customers("9999") == []
    actions.take_out_customers(keys=[5], by=SYSTEM, at=NOW)
    assert customers("黄先生") == []


def test_a_text_lies_within_its_case_or_the_database_refuses_it():
    with pytest.raises(IntegrityError):
        Row.objects.create(id=3, case=1, source="case", key=1, tokens="x")


def test_a_common_word_costs_no_more_than_its_newest_places(monkeypatch):
    monkeypatch.setattr(queries, "NEWEST", 2)
    put(*((case, Source.CASE, case, "漏水") for case in range(1, 6)))
    assert found("漏水") == [(5, 5), (4, 4)]


@pytest.mark.parametrize(("looked_through", "seen"), [(2, [(3, 3), (2, 2)]), (3, [(5, 5), (4, 4), (3, 3)])])
def test_a_long_word_is_asked_whole_once_as_many_texts_as_are_looked_through_have_it(monkeypatch, looked_through, seen):
    monkeypatch.setattr(queries, "NEWEST", looked_through)
    texts = ("", "parking", "parking", "parkings", "parkings")
    put(*((case, Source.CASE, case, text) for case, text in enumerate(texts, 1)))
    asked = queries.settled(words("parking"))
    assert list(queries.texts(asked).values_list("case", "key")) == seen


def test_short_words_and_pairs_of_characters_are_asked_as_they_are(django_assert_num_queries):
    asked = words("park 漏水 a-12")
    with django_assert_num_queries(0):
        assert queries.settled(asked) == asked
