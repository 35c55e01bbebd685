"""What a file is by its content, whether it may be kept, and a name for it that does no harm."""

import hashlib
import io
import re
import unicodedata
import zipfile
from pathlib import PurePosixPath
from typing import Any, Final

import filetype

from liuxin.desk.files.words import MEGABYTE, Limits, Refusal
from liuxin.kernel.errors import BadInputError

LONGEST_NAME = 120
LOOKED_AT = 8192
UNNAMED = "file"
PLAIN, UNKNOWN = "text/plain", "application/octet-stream"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXECUTABLE_STARTS: Final = (
    b"MZ",  # Windows
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",  # macOS, both word lengths and byte orders
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # macOS for several machines, Java
    b"dex\n",
    b"#!",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # a Windows shortcut
)
PROGRAMS: Final = """
exe com scr pif bat cmd ps1 psm1 vbs vbe js jse wsf wsh hta msi msp cpl jar lnk reg sh bash dll sys app apk deb rpm dmg
pkg iso img vhd vhdx chm inf scf url appx msix gadget
"""
EXECUTABLE_ENDINGS: Final = frozenset(PROGRAMS.split())
MACRO_ENDINGS: Final = frozenset(
    ("docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm")
)
MACRO_PARTS: Final = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/")
OLE_MACROS: Final = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "Macros", "VBA"))
LARGEST_UNPACKED = 500 * 1024 * 1024
LARGEST_RATIO = 200
SMALL_UNPACKED = 20 * 1024 * 1024
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def digest(scope: str) -> str:
    """Give what is kept of whoever a file waits for: enough to compare, too little to tell."""
    return hashlib.sha256(scope.encode()).hexdigest()


def safe_name(name: str) -> str:
    """Give a name without folders, control and direction marks or a leading dot; its ending stays."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    cleaned = re.sub(r'[<>:"|?*]', "_", " ".join(shown.split())).strip(" .")
    if not cleaned or RESERVED.fullmatch(cleaned):
        return f"{UNNAMED}_{cleaned}".rstrip("_")
    if len(cleaned) <= LONGEST_NAME:
        return cleaned
    ending = PurePosixPath(cleaned).suffix[:12]
    return cleaned[: LONGEST_NAME - len(ending)] + ending


def media_type(content: bytes) -> str:
    """Tell what a file is by what it holds."""
    found = filetype.guess_mime(content[:LOOKED_AT])
    if found:
        return str(found)
    return PLAIN if _is_text(content[:LOOKED_AT]) else UNKNOWN


def refusal(name: str, content: bytes, limits: Limits) -> Refusal | None:
    """Tell why a file is not kept, None where nothing speaks against it."""
    if len(content) > limits.per_file:
        return Refusal.TOO_LARGE
    if not content:
        return Refusal.EMPTY
    if _ends_as_program(name) or content.startswith(EXECUTABLE_STARTS):
        return Refusal.EXECUTABLE
    if _endings(name) & MACRO_ENDINGS or (content.startswith(OLE) and any(word in content for word in OLE_MACROS)):
        return Refusal.MACROS
    return _of_archive(content) if content.startswith(ZIP) else None


def check(name: str, content: bytes, limits: Limits) -> None:
    """Refuse a file to whoever is there to choose another. Raises `BadInputError("files.<why>")`, which names it."""
    why = refusal(name, content, limits)
    if why is None:
        return
    told: dict[str, Any] = {"field": "file", "name": safe_name(name), "largest": megabytes(limits.per_file)}
    errors = {
        Refusal.TOO_LARGE: BadInputError("files.too_large", **told),
        Refusal.EMPTY: BadInputError("files.empty", **told),
        Refusal.EXECUTABLE: BadInputError("files.executable", **told),
        Refusal.MACROS: BadInputError("files.macros", **told),
        Refusal.BOMB: BadInputError("files.bomb", **told),
    }
    raise errors[why]


def megabytes(size: int) -> int | float:
    """Give a limit in megabytes, as people say it."""
    exact = size / MEGABYTE
    return int(exact) if exact == int(exact) else round(exact, 2)


def _of_archive(content: bytes) -> Refusal | None:
    """Judge an archive by its own list; nothing is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None
    names = [part.filename.lower() for part in parts]
    if any(mark in name for name in names for mark in MACRO_PARTS):
        return Refusal.MACROS
    if any(map(_ends_as_program, names)):
        return Refusal.EXECUTABLE
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or unpacked > max(SMALL_UNPACKED, LARGEST_RATIO * len(content)):
        return Refusal.BOMB
    return None


def _ends_as_program(name: str) -> bool:
    """Tell whether the last ending is a program's: what a double click would look at."""
    return PurePosixPath(name.strip(" .").lower()).suffix.lstrip(".") in EXECUTABLE_ENDINGS


def _endings(name: str) -> set[str]:
    return set(name.lower().split(".")[1:])


def _is_text(start: bytes) -> bool:
    if b"\0" in start:
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # A sign may be cut where the look ends.
            (start[:-4] if len(start) == LOOKED_AT else start).decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
