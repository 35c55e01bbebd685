import hashlib
import hmac
import json
import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.desk.history import rules
from liuxin.kernel.errors import BadInputError

pytestmark = pytest.mark.spec("D6")

PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | st.text(max_size=20)
PAYLOADS = st.dictionaries(st.text(max_size=8), PLAIN.filter(lambda value: value not in {math.inf, -math.inf}))


def test_a_payload_is_written_in_one_form_only():
    assert rules.canonical({"b": 1, "a": "工单", "c": None, "d": True, "e": 0.5}) == (
        '{"a":"工单","b":1,"c":null,"d":true,"e":0.5}'
    )


@given(PAYLOADS)
def test_a_payload_reads_back_and_its_order_does_not_matter(payload: dict[str, object]):
    text = rules.canonical(payload)  # type: ignore[arg-type]  # Hypothesis draws plain values
    assert json.loads(text) == payload
    assert rules.canonical(dict(reversed(payload.items()))) == text  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    "value", [[1], {"a": 1}, 1.5j, b"x", "x" * 201, math.nan, math.inf, datetime(2016, 1, 1, tzinfo=UTC)]
)
def test_a_payload_holds_ids_codes_and_numbers_only(value: object):
    with pytest.raises(BadInputError) as raised:
        rules.canonical({"what": value})  # type: ignore[dict-item]  # that is the point
    assert raised.value.code == "history.payload_not_plain"


def test_a_text_of_200_characters_is_still_a_code():
    assert len(rules.canonical({"a": "x" * 200})) == 208


@pytest.mark.parametrize(
    "code", ["case", "Case.opened", "case.", ".opened", "case opened", "case..opened", "case.开", ""]
)
def test_a_code_is_a_dotted_word(code: str):
    with pytest.raises(BadInputError, match=r"history\.bad_code"):
        rules.check_code(code)


def test_times_keep_their_microseconds_in_every_zone():
    at = datetime(2016, 2, 29, 1, 16, 0, 123_456, tzinfo=timezone(timedelta(hours=8)))
    assert rules.micros(at) == 1_456_679_760_123_456
    assert rules.instant(1_456_679_760_123_456) == at
    assert rules.instant(1_456_679_760_123_456).tzinfo is UTC


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(BadInputError, match=r"history\.naive_time"):
        rules.micros(datetime(2016, 2, 29))  # noqa: DTZ001 - that is the point


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_survives_the_way_to_the_database_and_back(at: datetime):
    assert rules.instant(rules.micros(at)) == at


def test_a_leaf_is_a_salted_sha256_of_what_may_be_about_a_person():
    salt = bytes(range(16))
    plain = b'["INC0000045","7","web","","{\\"holder\\":231}"]'
    found = rules.leaf(salt, subject="INC0000045", actor=("7", "web", ""), payload='{"holder":231}')
    assert found == hashlib.sha256(salt + plain).digest()


def test_a_link_is_keyed_and_covers_the_link_before_the_place_and_the_leaf():
    place = (1, 17, "case.opened", "case", "person", 1_456_679_760_000_000, 1_456_679_761_000_000)
    leaf = bytes(32)
    plain = b'[1,17,"case.opened","case","person",1456679760000000,1456679761000000]'
    assert rules.link(b"key", rules.GENESIS, place, leaf) == hmac.digest(b"key", bytes(32) + leaf + plain, "sha256")
    others = [
        rules.link(b"yek", rules.GENESIS, place, leaf),
        rules.link(b"key", bytes(31) + b"x", place, leaf),
        rules.link(b"key", rules.GENESIS, (2, *place[1:]), leaf),
        rules.link(b"key", rules.GENESIS, place, bytes(31) + b"x"),
    ]
    assert len({rules.link(b"key", rules.GENESIS, place, leaf), *others}) == 5


@pytest.mark.parametrize("other", ["17", 17.0, None, b"17", "\udcff"])
def test_what_was_altered_on_disk_to_another_type_still_hashes_to_something_else(other: object):
    place = (1, 17, "case.opened", "case", "person", 0, 0)
    assert rules.link(b"k", rules.GENESIS, (1, other, *place[2:]), b"") != rules.link(b"k", rules.GENESIS, place, b"")


@given(st.sets(st.integers(1, 400)))
def test_ids_are_written_shortly_and_read_back(ids: set[int]):
    assert list(rules.ids_of(rules.ranges(sorted(ids)))) == sorted(ids)


def test_runs_of_ids_are_written_as_ranges():
    assert rules.ranges([3, 4, 5, 9, 11, 12]) == "3-5,9,11-12"
    assert rules.ranges([]) == ""
