"""Which encoding a text file is in, decided by evidence: marks at the start, zero bytes, what decodes and to what."""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass

from liuxin.kernel.errors import BadInputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PROBE = 4096
TOLERATED_UTF8 = 0.5
"""Hardly any other text decodes as UTF-8 by chance: while more than half does, the rest are bad lines of UTF-8."""

TOLERATED_CHINESE = 0.1
COMMON_CHINESE = 0.8
"""GB18030 decodes almost anything: it is believed when this share of the result is Chinese text as people write it."""

ENOUGH = 100_000
"""So many characters outside ASCII settle it; the rest of the file need not be read."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The name for Python's codecs, and whether it rests on a guess."""

    name: str
    guessed: bool = False


@dataclass(slots=True)
class _Trial:
    """One encoding tried on the whole file piece by piece."""

    name: str
    decoder: codecs.IncrementalDecoder
    broken: int = 0
    foreign: int = 0
    chinese: int = 0

    def feed(self, piece: bytes, *, final: bool) -> None:
        """Count what decodes, what does not, and how much of it is Chinese."""
        text = self.decoder.decode(piece, final)
        if text.isascii():
            return
        foreign = [char for char in text if char > "\x7f"]
        self.broken += foreign.count("\ufffd")
        self.foreign += len(foreign)
        self.chinese += sum(map(_is_common_chinese, foreign))

    @property
    def share_broken(self) -> float:
        return self.broken / self.foreign if self.foreign else 0.0


def _is_common_chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uffef"


def _by_mark(start: bytes) -> str:
    return next((name for mark, name in MARKS if start.startswith(mark)), "")


def _by_zero_bytes(start: bytes) -> str:
    """Tell UTF-16 without a mark: Latin text has a zero in every second byte, on one side."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = max(len(start) // 2, 1)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else ""


def detect(pieces: Iterable[bytes]) -> Encoding:
    """Decide on the encoding of a file given in pieces.

    Raises `import.encoding_unknown` where the bytes are no text at all.
    """
    trials = [_Trial(name, codecs.getincrementaldecoder(name)("replace")) for name in ("utf-8", "gb18030")]
    first = True
    is_text = True
    for piece in pieces:
        if first:
            first = False
            known = _by_mark(piece) or _by_zero_bytes(piece[:PROBE])
            if known:
                return Encoding(known)
        is_text = is_text and not _has_control(piece)
        for trial in trials:
            trial.feed(piece, final=False)
        if trials[0].foreign >= ENOUGH:
            break
    else:
        for trial in trials:
            trial.feed(b"", final=True)
    return _decide(*trials, is_text=is_text)


def _has_control(piece: bytes) -> bool:
    return any(byte in piece for byte in (0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06))


def _decide(utf8: _Trial, chinese: _Trial, *, is_text: bool) -> Encoding:
    if not utf8.broken:
        return Encoding("utf-8")
    if not is_text:
        raise BadInputError("import.encoding_unknown", field="encoding")
    if utf8.share_broken <= TOLERATED_UTF8:
        return Encoding("utf-8", guessed=True)
    looks_chinese = chinese.chinese >= COMMON_CHINESE * max(chinese.foreign, 1)
    if looks_chinese and chinese.share_broken <= TOLERATED_CHINESE:
        return Encoding("gb18030", guessed=bool(chinese.broken))
    return Encoding("cp1252", guessed=True)
