"""Tables that leave the house."""

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.http import FileResponse, StreamingHttpResponse

from liuxin.interfaces.web.kit import export
from liuxin.kernel.errors import BadInputError

# A response that is closed lets Django look after its connections.
pytestmark = pytest.mark.django_db
HEADER = ["姓名", "cases", "since"]
ROWS: list[tuple[export.Cell, ...]] = [
    ("张伟", 3, datetime(2016, 3, 1, 9, 30, tzinfo=UTC)),
    ('=HYPERLINK("http://x")', None, date(2016, 3, 2)),
]


def body(form: str, rows: list[tuple[export.Cell, ...]] | Iterator[tuple[export.Cell, ...]]) -> bytes:
    response = export.table(name="人员", form=form, header=HEADER, rows=rows, zone=ZoneInfo("Asia/Shanghai"))
    assert isinstance(response, FileResponse | StreamingHttpResponse)
    content = b"".join(response.streaming_content)  # type: ignore[arg-type]  # a synchronous response
    response.close()
    return content


def test_csv_opens_in_chinese_and_holds_no_formula():
    text = body("csv", ROWS).decode("utf-8-sig")
    assert text.splitlines() == [
        "姓名,cases,since",
        "张伟,3,2016-03-01 17:30:00",
        '"\'=HYPERLINK(""http://x"")",,2016-03-02',
    ]
    assert body("csv", ROWS).startswith(b"\xef\xbb\xbf")


def test_xlsx_holds_numbers_dates_and_plain_text():
    sheet = openpyxl.load_workbook(io.BytesIO(body("xlsx", ROWS))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        HEADER,
        ["张伟", 3, datetime(2016, 3, 1, 17, 30)],  # noqa: DTZ001 - a cell has no zone
        ['=HYPERLINK("http://x")', None, datetime(2016, 3, 2)],  # noqa: DTZ001 - as above
    ]
    assert sheet["A3"].data_type == "s"


def test_the_file_carries_its_chinese_name():
    response = export.table(name="人员", form="csv", header=HEADER, rows=[])
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''%E4%BA%BA%E5%91%98.csv"
    assert response["Cache-Control"] == "private, no-store"


def test_a_long_table_is_written_piece_by_piece():
    drawn: list[int] = []

    def rows() -> Iterator[tuple[export.Cell, ...]]:
        for number in range(3 * export.CHUNK):
            drawn.append(number)
            yield (number,)

    response = export.table(name="long", form="csv", header=["n"], rows=rows())
    assert isinstance(response, StreamingHttpResponse)
    pieces = iter(response)
    next(pieces)
    next(pieces)
    assert len(drawn) < 2 * export.CHUNK


def test_another_form_is_refused():
    with pytest.raises(BadInputError) as caught:
        export.table(name="x", form="pdf", header=[], rows=[])
    assert caught.value.code == "export.unknown_form"


def test_what_a_table_is_about_goes_with_it():
    about: list[tuple[str, export.Cell]] = [("Period", "2016-05"), ("Set", "v1")]
    response = export.table(name="a[b]:c", form="csv", header=["x"], rows=[[1], [2]], about=about)
    assert isinstance(response, StreamingHttpResponse)
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]  # as above
    assert lines == ["x,Period,Set", "1,2016-05,v1", "2,2016-05,v1"]
    response.close()
    book = export.table(name="a[b]:c", form="xlsx", header=["x"], rows=[[1], [2]], about=about)
    assert isinstance(book, FileResponse)
    sheets = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))  # type: ignore[arg-type]  # as above
    book.close()
    first, second = sheets.worksheets
    assert [cell.value for cell in first["A"]] == ["x", 1, 2]
    assert [[cell.value for cell in row] for row in second.rows] == [["Period", "2016-05"], ["Set", "v1"]]
    assert first.title == "a b  c"
