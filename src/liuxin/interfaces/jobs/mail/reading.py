"""From the bytes of a letter to what they say. Nothing here fails: what cannot be read is said."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import Final

from liuxin.desk.communication.words import NewAttachment, Remark

LONGEST_TEXT: Final = 100_000
MOST_PARTS: Final = 500
LONGEST_HEADER: Final = 2_000
"""So long a header is remembered as it was parsed."""
WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-2022-jp": "iso2022_jp_ext"}
"""Charsets that letters name and go beyond: the wider one reads both."""
GUESSES: Final = ("utf-8", "gb18030", "latin-1")
NAMED = re.compile(r"<([^<>\s]+)>")
WINMAIL: Final = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


class _Remembering(policy.EmailPolicy):
    """Reads a header as the library does, and the same one again only once: it parses whenever it is asked."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return _parsed(name, value) if len(value) < LONGEST_HEADER else super().header_fetch_parse(name, value)


@lru_cache(maxsize=256)
def _parsed(name: str, value: str) -> str:
    parsed: str = policy.default.header_fetch_parse(name, value)
    return parsed


_REMEMBERING: Final = _Remembering()


@dataclass
class Letter:
    """What a letter says, and what was wrong with it."""

    message_id: str = ""
    external: str = ""
    at: datetime | None = None
    sender_name: str = ""
    sender: str = ""
    reply_to: str = ""
    return_path: str | None = None
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    html: str = ""
    answers: tuple[str, ...] = ()
    attachments: list[NewAttachment] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    reports: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def remark(self, what: Remark) -> None:
        """Say something once."""
        if what not in self.remarks:
            self.remarks.append(what)


def read(raw: bytes) -> Letter:
    """Read a letter."""
    parsed = message_from_bytes(raw, policy=_REMEMBERING)
    letter = Letter(external=_external(raw, parsed))
    _read_headers(letter, parsed)
    for number, part in enumerate(_parts(parsed)):
        if number >= MOST_PARTS:
            letter.remark(Remark.CUT)
            break
        _read_part(letter, part)
        if part.defects:
            letter.remark(Remark.MALFORMED)
    if len(letter.text) > LONGEST_TEXT:
        letter.text = letter.text[:LONGEST_TEXT]
        letter.remark(Remark.CUT)
    if not letter.text.strip() and not letter.html.strip():
        letter.remark(Remark.EMPTY)
    letter.text = letter.text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    return letter


def _external(raw: bytes, parsed: Message) -> str:
    """Give the name by which the very same letter is known again: two with one Message-ID but other words are two."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    named = NAMED.search(header(parsed, "message-id"))
    digest = hashlib.sha256(body if named else head + b"\n\n" + body).hexdigest()[:24]
    return f"{named[1][:200] if named else ''}#{digest}"


def header(message: Message, name: str) -> str:
    """Give a header in one line; one that the library chokes on is read as plainly as can be."""
    try:
        value = message[name]
        text = "" if value is None else str(value)
    except Exception:  # noqa: BLE001 - the parser of headers raises whatever a malformed one leads it to
        text = _plain_header(message, name)
    return " ".join(text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").split())


def _plain_header(message: Message, name: str) -> str:
    for key, value in message.raw_items():
        if key.lower() == name:
            with suppress(Exception):
                return "".join(
                    piece if isinstance(piece, str) else _decoded(piece, charset or "")[0]
                    for piece, charset in decode_header(str(value))
                )
            return str(value)
    return ""


def _all(message: Message, name: str) -> list[str]:
    with suppress(Exception):
        return [str(value) for value in message.get_all(name, [])]
    return [_plain_header(message, name)]


def _read_headers(letter: Letter, parsed: Message) -> None:
    letter.headers = {
        name: header(parsed, name)
        for name in ("auto-submitted", "precedence", "x-loop", "list-id", "x-auto-response-suppress", "x-liuxin")
    }
    letter.subject = header(parsed, "subject")
    named = NAMED.search(header(parsed, "message-id"))
    letter.message_id = named[1][:255] if named else ""
    letter.answers = tuple(NAMED.findall(f"{header(parsed, 'references')} {header(parsed, 'in-reply-to')}"))[-40:]
    letter.sender_name, letter.sender = _address(parsed, "from")
    if not letter.sender:
        letter.sender_name, letter.sender = _address(parsed, "sender")
    letter.reply_to = _address(parsed, "reply-to")[1]
    letter.return_path = header(parsed, "return-path") if parsed.get("return-path") is not None else None
    names = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
    given = [value for name in names for value in _all(parsed, name)]
    letter.recipients = tuple(dict.fromkeys(one.lower() for _, one in getaddresses(given) if "@" in one))
    letter.at = _date(header(parsed, "date"))
    missing = ((not letter.message_id, Remark.NO_MESSAGE_ID), (not letter.sender, Remark.NO_SENDER))
    for is_missing, remark in (*missing, (letter.at is None, Remark.NO_DATE)):
        if is_missing:
            letter.remark(remark)


def _address(parsed: Message, name: str) -> tuple[str, str]:
    found = [pair for pair in getaddresses([header(parsed, name)]) if "@" in pair[1]]
    return (found[0][0], found[0][1].strip()) if found else ("", "")


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _parts(message: Message) -> Iterator[Message]:
    """Walk through the leaves; a letter within a letter is one leaf."""
    waiting: list[Message] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            waiting.extend(reversed([each for each in part.get_payload() if isinstance(each, Message)]))
            if part.defects:
                yield _told(part)
        else:
            yield part


def _told(part: Message) -> Message:
    """Give an empty leaf that bears the defects of its parent."""
    leaf = EmailMessage()
    leaf.defects = part.defects
    return leaf


def _read_part(letter: Letter, part: Message) -> None:
    kind = part.get_content_type()
    if kind in {"message/rfc822", "text/rfc822-headers"}:
        _returned(letter, part)
        return
    if kind == "message/delivery-status":
        letter.reports.append(_status(part))
        return
    payload = _payload(letter, part)
    name = _name(part)
    if kind in WINMAIL or name.lower() == "winmail.dat":
        letter.remark(Remark.WINMAIL)
    is_text = kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment" and not name
    if not is_text:
        if payload:
            letter.attachments.append(NewAttachment(name or _made_up(kind), payload))
        return
    text, known = _decoded(payload, part.get_content_charset(failobj=""))
    if not known:
        letter.remark(Remark.UNKNOWN_CHARSET)
    if kind == "text/html":
        letter.html += text
    elif text.strip():
        letter.text = f"{letter.text}\n{text}" if letter.text else text


def _payload(letter: Letter, part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - whatever an encoding that is none leads the library to
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    if raw:
        letter.remark(Remark.UNREADABLE_PART)
    return str(raw).encode("utf-8", "replace") if raw else b""


def _decoded(content: bytes, charset: str) -> tuple[str, bool]:
    """Give the text and whether it could be read as it said; else the first guess that fits."""
    charset = charset.strip("'\" ").lower()
    for guess in filter(None, (WIDER.get(charset, charset), *(() if charset else GUESSES[:1]))):
        with suppress(LookupError, UnicodeError, ValueError):
            return content.decode(guess), True
    for guess in GUESSES:
        with suppress(UnicodeError):
            # Pure ASCII under a name that nobody knows is read as it was meant.
            return content.decode(guess), content.isascii() and not charset
    return content.decode("latin-1"), False


def _name(part: Message) -> str:
    with suppress(Exception):
        return part.get_filename() or ""
    return "unnamed"


def _made_up(kind: str) -> str:
    main, _, sub = kind.partition("/")
    ending = {"text/html": "html", "text/plain": "txt", "text/calendar": "ics"}.get(
        kind, sub if main == "image" else ""
    )
    return f"{main}.{ending}" if re.fullmatch("[a-z0-9]{1,8}", ending) else main


def _returned(letter: Letter, part: Message) -> None:
    """Keep a letter within a letter as a file, and read its name, which a bounce is recognised by."""
    content = part.get_payload()
    inner = content[0] if isinstance(content, list) and content else None
    text = inner.as_bytes() if isinstance(inner, Message) else _payload(letter, part)
    named = re.search(rb"^message-id:\s*<([^<>\s]+)>", text, re.IGNORECASE | re.MULTILINE)
    if named:
        letter.returned.append(named[1].decode("ascii", "replace"))
    if part.get_content_type() == "message/rfc822":
        letter.attachments.append(NewAttachment(_name(part) or "message.eml", text))


def _status(part: Message) -> str:
    content = part.get_payload()
    blocks = content if isinstance(content, list) else [part]
    return "\n".join(str(block) for block in blocks)
