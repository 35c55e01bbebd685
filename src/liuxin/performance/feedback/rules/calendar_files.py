"""Calendar files (RFC 5545): text escaped, lines folded at 75 octets, times in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

OCTETS = 75


@dataclass(frozen=True, slots=True)
class Appointment:
    """A time that two people agreed on."""

    uid: str
    stamp: datetime
    start: datetime
    end: datetime
    title: str
    place: str
    text: str
    sequence: int = 0


def calendar_file(appointment: Appointment) -> str:
    """Write one appointment as a calendar file."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Liuxin//Feedback//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{escaped(appointment.uid)}",
        f"DTSTAMP:{_utc(appointment.stamp)}",
        f"DTSTART:{_utc(appointment.start)}",
        f"DTEND:{_utc(appointment.end)}",
        f"SEQUENCE:{appointment.sequence}",
        f"SUMMARY:{escaped(appointment.title)}",
        f"LOCATION:{escaped(appointment.place)}",
        f"DESCRIPTION:{escaped(appointment.text)}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{folded(line)}\r\n" for line in lines)


def escaped(text: str) -> str:
    """Escape a text (RFC 5545, 3.3.11): backslash, semicolon, comma, line break; other control characters go."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(sign for sign in plain if sign in "\n\t" or (ord(sign) >= ord(" ") and sign != "\x7f"))
    for sign, said in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(sign, said)
    return plain


def folded(line: str) -> str:
    """Fold a line (3.1): no part over 75 octets, none inside a character, each further part after a space."""
    return "\r\n ".join(_parts(line))


def _parts(line: str) -> Iterator[str]:
    part, size, most = "", 0, OCTETS
    for sign in line:
        width = len(sign.encode())
        if size + width > most:
            yield part
            part, size, most = "", 0, OCTETS - 1
        part += sign
        size += width
    yield part


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
