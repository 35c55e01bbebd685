"""Reads of files. Who may read one is decided by the room that it is attached in."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from liuxin.desk.files.models import FileLimits, StoredFile
from liuxin.desk.files.words import KeptFile, Limits
from liuxin.kernel.errors import NotFoundError


def limits() -> Limits:
    """Give how large files may be."""
    row = FileLimits.objects.first()
    return Limits(row.per_file, row.per_message) if row else Limits()


def files(keys: Iterable[int]) -> dict[int, KeptFile]:
    """Give files by their keys: one query."""
    return {row.pk: seen(row) for row in StoredFile.objects.filter(pk__in=set(keys))}


def content(file: KeptFile) -> bytes:
    """Read a file. Raises `NotFoundError("files.gone")` where the data folder has lost it."""
    try:
        return place(file.sha256).read_bytes()
    except OSError as error:
        raise NotFoundError("files.gone") from error


def place(sha256: str) -> Path:
    """Give where a file lies."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def seen(row: StoredFile) -> KeptFile:
    """Give a row as others see it."""
    return KeptFile(row.pk, row.sha256, row.size, row.media_type)
