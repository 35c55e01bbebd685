import io
import itertools
import zipfile

import pytest

from liuxin.desk.files import rules
from liuxin.desk.files.words import MEGABYTE, Limits, Refusal

pytestmark = pytest.mark.spec("S4")
LIMITS = Limits()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PDF = b"%PDF-1.7\n" + bytes(64)


def archive(*names: str, content: bytes = b"x") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, content)
    return held.getvalue()


def declared(size: int) -> bytes:
    """Give an archive that says it holds so much: nothing of it is ever unpacked to find out."""
    content = bytearray(archive("a.txt"))
    for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.index(mark) + offset
        content[place : place + 4] = size.to_bytes(4, "little")
    return bytes(content)


REFUSED = [
    ("film.mp4", bytes(50 * MEGABYTE), Refusal.TOO_LARGE),
    ("leer.txt", b"", Refusal.EMPTY),
    ("setup.exe", b"anything", Refusal.EXECUTABLE),
    ("SETUP.EXE ", b"anything", Refusal.EXECUTABLE),
    ("invoice.pdf.exe", PDF, Refusal.EXECUTABLE),
    ("photo.jpg", b"MZ\x90\x00" + bytes(64), Refusal.EXECUTABLE),
    ("notes.txt", b"#!/bin/sh\nrm -rf /", Refusal.EXECUTABLE),
    ("lib", b"\x7fELF" + bytes(64), Refusal.EXECUTABLE),
    ("run.js", b"alert(1)", Refusal.EXECUTABLE),
    ("link.lnk", b"x", Refusal.EXECUTABLE),
    ("photos.zip", archive("a.jpg", "b.jpg.scr"), Refusal.EXECUTABLE),
    ("book.xlsm", archive("xl/workbook.xml"), Refusal.MACROS),
    ("book.xlsx", archive("xl/workbook.xml", "xl/vbaProject.bin"), Refusal.MACROS),
    ("old.doc", rules.OLE + bytes(64) + "_VBA_PROJECT".encode("utf-16-le"), Refusal.MACROS),
    ("bomb.zip", declared(2**31), Refusal.BOMB),
    ("zeros.zip", archive("zeros", content=bytes(30 * MEGABYTE)), Refusal.BOMB),
]


# What an archive says of its time would make the names of tests differ from second to second.
@pytest.mark.parametrize(("name", "content", "why"), REFUSED, ids=itertools.count())
def test_what_could_do_harm_is_refused(name: str, content: bytes, why: Refusal):
    assert rules.refusal(name, content, LIMITS) is why


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("图.png", PNG),
        ("合同.pdf", PDF),
        ("v1.2.final.docx", archive("word/document.xml")),
        ("photos.zip", archive("a.jpg", "b.jpg")),
        ("half.zip", archive("a.jpg")[:30]),
        ("old.xls", rules.OLE + bytes(64)),
        ("page.html", b"<p>hello</p>"),
        ("without ending", b"text"),
    ],
    ids=itertools.count(),
)
def test_what_people_really_send_is_kept(name: str, content: bytes):
    assert rules.refusal(name, content, LIMITS) is None


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PNG, "image/png"),
        (PDF, "application/pdf"),
        ("漏水".encode(), "text/plain"),
        ("漏水".encode("gb18030"), "text/plain"),
        ("漏".encode() * 5000, "text/plain"),
        (b"<svg onload='alert(1)'/>", "text/plain"),
        (b"\x00\x01\x02", "application/octet-stream"),
    ],
)
def test_a_kind_is_told_by_content(content: bytes, kind: str):
    assert rules.media_type(content) == kind


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\合同.pdf", "合同.pdf"),
        ("/etc/cron.d/job", "job"),
        ("..", "file"),
        ("", "file"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("nul.txt", "file_nul.txt"),
        ('a"b<c>.txt', "a_b_c_.txt"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_does_no_harm(name: str, safe: str):
    assert rules.safe_name(name) == safe
