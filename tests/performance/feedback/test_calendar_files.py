"""Calendar files against RFC 5545: line ends, folding, escaping, times."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liuxin.performance.feedback.rules import Appointment, calendar_file, escaped, folded

pytestmark = pytest.mark.spec("P5.4")
TALK = Appointment(
    uid="talk-7@liuxin",
    stamp=datetime(2016, 6, 1, 8, tzinfo=UTC),
    start=datetime(2016, 6, 3, 15, tzinfo=ZoneInfo("Asia/Shanghai")),
    end=datetime(2016, 6, 3, 15, 45, tzinfo=ZoneInfo("Asia/Shanghai")),
    title="与陈晓的面谈",
    place="静室 302; 二楼, 东",
    text="带上\\记录\n电话已关",
)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def read(text: str) -> str:
    """Read an escaped text as a calendar does."""
    return (
        text.replace("\\\\", "\x00").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\x00", "\\")
    )


def test_an_appointment_is_a_calendar_of_one_event_in_utc():
    lines = unfolded(calendar_file(TALK))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[1] == "VERSION:2.0"
    assert lines[-2:] == ["END:VEVENT", "END:VCALENDAR"]
    assert "DTSTART:20160603T070000Z" in lines
    assert "DTEND:20160603T074500Z" in lines
    assert "DTSTAMP:20160601T080000Z" in lines
    assert "UID:talk-7@liuxin" in lines
    names = [line.split(":")[0] for line in lines]
    assert all(
        names.count(once) == 1 for once in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "PRODID")
    )


def test_text_is_escaped():
    lines = unfolded(calendar_file(TALK))
    assert "LOCATION:静室 302\\; 二楼\\, 东" in lines
    assert "DESCRIPTION:带上\\\\记录\\n电话已关" in lines


def test_a_line_break_in_a_title_cannot_begin_a_line_of_its_own():
    evil = Appointment(
        "u", TALK.stamp, TALK.start, TALK.end, "a\r\nATTENDEE:mailto:x@example.org", "b\rEND:VEVENT", "c"
    )
    lines = unfolded(calendar_file(evil))
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert lines.count("END:VEVENT") == 1


def test_long_lines_are_folded_at_seventy_five_octets_without_cutting_a_character():
    text = folded("SUMMARY:" + "面" * 60)
    parts = text.split("\r\n")
    assert len(parts) == 3
    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert text.replace("\r\n ", "") == "SUMMARY:" + "面" * 60


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_again(text: str):
    line = escaped(text)
    wanted = "".join(
        sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or ord(sign) >= 32
    )
    assert read(folded(line).replace("\r\n ", "")) == wanted.replace("\x7f", "")
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 75 for part in folded(line).split("\r\n"))
