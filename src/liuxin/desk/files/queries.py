"""Reads of files. Who may read one is decided by the room that it is attached in."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from liuxin.desk.files import rules
from liuxin.desk.files.models import FileLimits, SetAside, StoredFile
from liuxin.desk.files.words import Aside, KeptFile, Limits
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


def aside(keys: Iterable[str], scope: str, at: datetime) -> tuple[Aside, ...]:
    """Give what was set aside for a form, by its keys: nothing of another form, nothing whose time is over."""
    rows = SetAside.objects.filter(key__in=set(keys), scope=rules.digest(scope), expires_at__gt=at).order_by("pk")
    return tuple(Aside(row.key, row.name, row.size) for row in rows)


def waiting(scope: str, at: datetime) -> tuple[Aside, ...]:
    """Give all that was set aside for a form."""
    rows = SetAside.objects.filter(scope=rules.digest(scope), expires_at__gt=at).order_by("pk")
    return tuple(Aside(row.key, row.name, row.size) for row in rows)


def aside_content(file: Aside) -> bytes:
    """Read what was set aside. Raises `NotFoundError("files.gone")` where it was thrown away meanwhile."""
    try:
        return aside_place(file.key).read_bytes()
    except OSError as error:
        raise NotFoundError("files.gone") from error


def aside_place(key: str) -> Path:
    """Give where a file waits."""
    return Path(settings.FILES_ROOT) / "aside" / key


def seen(row: StoredFile) -> KeptFile:
    """Give a row as others see it."""
    return KeptFile(row.pk, row.sha256, row.size, row.media_type)
