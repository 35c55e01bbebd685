"""A corpus of letters as they really come: nothing of them is lost, what cannot be read is said."""

import base64
from email.message import EmailMessage

import pytest

from liuxin.desk.communication.words import Remark
from liuxin.interfaces.jobs.mail.reading import read
from tests.factories.post import letter

pytestmark = pytest.mark.spec("S4")
HEAD = b"From: Huang <huang@example.org>\r\nMessage-ID: <a@example.org>\r\nDate: Wed, 01 Jun 2016 09:00:00 +0800\r\n"


def text(content: bytes, charset: str, encoding: str = "base64") -> bytes:
    body = base64.encodebytes(content) if encoding == "base64" else content
    return (
        HEAD
        + f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode()
        + body
    )


@pytest.mark.parametrize(
    ("said", "charset", "really"),
    [
        ("地库漏水，请来看看。", "gb18030", "gb18030"),
        ("镕基", "gb2312", "gb18030"),  # a sign that GB2312 has not
        ("漏水です", "iso-2022-jp", "iso2022_jp"),
        ("水漏れ①", "iso-2022-jp", "iso2022_jp_ext"),
        ("漏水", "big5", "big5"),
        ("Größe", "iso-8859-1", "latin-1"),
        ("漏水", '"UTF-8"', "utf-8"),
    ],
)
def test_text_is_read_in_the_charset_that_it_names_or_a_wider_one(said: str, charset: str, really: str):
    try:
        content = said.encode(really)
    except UnicodeEncodeError:
        content = said.encode("iso2022_jp_2004")
    found = read(text(content, charset))
    assert Remark.MALFORMED not in found.remarks
    if really != "iso2022_jp_ext":
        assert (found.text, found.remarks) == (said, [])


@pytest.mark.parametrize("charset", ["x-unknown-7", "utf-8", "gb2312\x00"])
def test_a_charset_that_is_unknown_or_wrong_is_guessed_and_said(charset: str):
    found = read(text("地库漏水".encode("gb18030"), charset))
    assert (found.text, Remark.UNKNOWN_CHARSET in found.remarks) == ("地库漏水", True)


def test_a_header_in_raw_bytes_is_read():
    found = read(HEAD + "Subject: 地库漏水\r\n\r\n正文".encode())
    assert "正文" in found.text
    assert found.sender == "huang@example.org"


@pytest.mark.parametrize(
    ("subject", "read_as"),
    [
        ("=?gb2312?B?" + base64.b64encode("地库漏水".encode("gb2312")).decode() + "?=", "地库漏水"),
        ("=?utf-8?q?=E6=BC=8F=E6=B0=B4?=", "漏水"),
        ("plain\r\n folded", "plain folded"),
    ],
)
def test_subjects_are_read(subject: str, read_as: str):
    assert read(HEAD + f"Subject: {subject}\r\n\r\nx".encode()).subject == read_as


MISSING = [
    (b"Subject: x\r\n\r\nhello", {Remark.NO_MESSAGE_ID, Remark.NO_SENDER, Remark.NO_DATE}),
    (HEAD + b"\r\n", {Remark.EMPTY}),
    (HEAD.replace(b"Wed, 01 Jun 2016", b"Someday"), {Remark.NO_DATE, Remark.EMPTY}),
    (b"", {Remark.NO_MESSAGE_ID, Remark.NO_SENDER, Remark.NO_DATE, Remark.EMPTY}),
]


@pytest.mark.parametrize(("raw", "remarks"), MISSING)
def test_what_is_missing_is_said(raw: bytes, remarks: set[Remark]):
    assert set(read(raw).remarks) == remarks


MALFORMED = [
    HEAD + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\nhello, no boundary comes',
    HEAD + b"Content-Type: multipart/mixed\r\n\r\nhello, no boundary is named",
    HEAD + b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\n\r\nhello, never closed',
    HEAD + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8!!!=",
    HEAD + b"Content-Type: nonsense;;;=\r\n\r\nhello",
    HEAD + b"Content-Transfer-Encoding: x-uuencode-2\r\n\r\nhello",
    HEAD + b"Content-Disposition: attachment; filename*=utf-99''%E6%zz\r\n\r\nhello",
    HEAD.replace(b"Huang <huang@example.org>", b"=?utf-8?B?broken <<huang@example.org>>, (") + b"\r\nhello",
    HEAD + b"To: \xff\xfe, ,,@@,<>\r\nReferences: <<<>>> <a\r\n\r\nhello",
    HEAD + b"Subject: a\r\nBcc : all@example.org\r\n\tX: y\r\n\r\nhello",
    b"\r\n\r\nhello",
    HEAD + b"\r\n" + b"hello\0world" + bytes(range(128, 256)),
]


@pytest.mark.parametrize("raw", MALFORMED)
def test_a_malformed_letter_is_read_as_far_as_it_goes(raw: bytes):
    found = read(raw)
    held = found.text + "".join(each.content.decode("utf-8", "replace") for each in found.attachments)
    assert "hello" in held
    assert "\0" not in found.text


@pytest.mark.parametrize("cut", range(0, 900, 37))
def test_a_letter_cut_off_anywhere_is_read(cut: int):
    made = EmailMessage()
    made["From"], made["Subject"] = "黄 <huang@example.org>", "漏水"
    made.set_content("文字")
    made.add_alternative("<p>文字</p>", subtype="html")
    made.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(200), maintype="image", subtype="png", filename="图.png")
    read(made.as_bytes()[:cut])


def test_nested_parts_give_text_html_and_files_under_their_names():
    made = EmailMessage()
    made.set_content("文字")
    made.add_alternative("<p>文字</p>", subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="合同.pdf")
    inner = EmailMessage()
    inner["Subject"] = "转发"
    inner.set_content("原来的信")
    made.add_attachment(inner)
    found = read(made.as_bytes())
    assert (found.text, found.html.strip()) == ("文字", "<p>文字</p>")
    assert [each.name for each in found.attachments] == ["合同.pdf", "message.eml"]


def test_a_winmail_file_is_kept_and_said():
    made = EmailMessage()
    made.set_content("x")
    made.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found = read(made.as_bytes())
    assert ([each.name for each in found.attachments], Remark.WINMAIL in found.remarks) == (["winmail.dat"], True)


def test_a_letter_of_ten_thousand_parts_takes_no_longer_than_five_hundred():
    parts = b"--a\r\n\r\nx\r\n" * 10_000
    found = read(HEAD + b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n' + parts + b"--a--")
    assert Remark.CUT in found.remarks


def test_the_same_letter_by_another_way_is_known_again():
    raw = letter()
    assert read(raw).external == read(b"Received: from x\r\nDelivered-To: y@z.example\r\n" + raw).external
    assert read(raw).external != read(raw + b"!").external
