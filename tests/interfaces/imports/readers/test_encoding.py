import pytest

from liuxin.interfaces.imports.readers.encoding import Encoding, detect
from liuxin.kernel.errors import BadInputError

CHINESE = "工单号,状态,经手人\nA1,已解决,王建华\nA2,处理中,李秀英\n业主报修：厨房漏水，请尽快处理。\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", Encoding("utf-8")),
        ("utf-8-sig", Encoding("utf-8-sig")),
        ("gb18030", Encoding("gb18030")),
        ("gbk", Encoding("gb18030")),
        ("utf-16", Encoding("utf-16")),
        ("utf-32", Encoding("utf-32")),
    ],
)
def test_chinese_text_is_told_by_its_bytes(encoding: str, found: Encoding) -> None:
    assert detect([CHINESE.encode(encoding)]) == found


@pytest.mark.parametrize(("encoding", "name"), [("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(encoding: str, name: str) -> None:
    assert detect([("number,state\nINC1,New\n" * 20).encode(encoding)]) == Encoding(name)


def test_plain_ascii_counts_as_utf_8() -> None:
    assert detect([b"number,state\n", b"INC1,New\n"]) == Encoding("utf-8")


def test_a_character_cut_between_two_pieces_is_whole() -> None:
    data = CHINESE.encode()
    assert detect([data[:13], data[13:14], data[14:]]) == Encoding("utf-8")


def test_chinese_far_down_the_file_is_found() -> None:
    pieces = [b"number,state\n" * 1000] * 50 + [CHINESE.encode("gb18030")]
    assert detect(pieces) == Encoding("gb18030")


def test_a_few_broken_bytes_leave_a_file_utf_8_and_the_answer_a_guess() -> None:
    assert detect([CHINESE.encode() * 5 + b"A3,\xff\xfe,x\n"]) == Encoding("utf-8", guessed=True)


def test_western_text_is_a_guess() -> None:
    assert detect(["Café, Straße, São Paulo\n".encode("cp1252")]) == Encoding("cp1252", guessed=True)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(BadInputError) as refused:
        detect([bytes(range(256)) * 8])
    assert refused.value.code == "import.encoding_unknown"
    assert refused.value.field == "encoding"
