"""Words of files."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

MEGABYTE: Final = 1024 * 1024
ASIDE_FOR: Final = timedelta(hours=12)
"""So long a file waits for the form that it was chosen in."""
MOST_ASIDE: Final = 1024 * MEGABYTE
"""All files together that may wait: strangers fill no disk."""
RASTER: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Pictures that a page may show; every other file is only ever downloaded."""


class Refusal(StrEnum):
    """Why a file is not kept."""

    TOO_LARGE = "too_large"
    MESSAGE_TOO_LARGE = "message_too_large"
    EMPTY = "empty"
    EXECUTABLE = "executable"
    MACROS = "macros"
    BOMB = "bomb"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one file and all files of one message may be, in bytes."""

    per_file: int = 25 * MEGABYTE
    per_message: int = 50 * MEGABYTE


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: what it is by its content."""

    id: int
    sha256: str
    size: int
    media_type: str

    @property
    def is_picture(self) -> bool:
        """Tell whether a page may show it."""
        return self.media_type in RASTER


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that waits for the form that it was chosen in to be sent."""

    key: str
    name: str
    size: int
