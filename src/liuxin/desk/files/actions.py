"""The only writes to files."""

import hashlib
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from liuxin.desk.files import queries, rules
from liuxin.desk.files.models import FileLimits, SetAside, StoredFile
from liuxin.desk.files.words import ASIDE_FOR, MOST_ASIDE, Aside, KeptFile, Limits
from liuxin.desk.history import actions as history
from liuxin.desk.history.words import NewEvent
from liuxin.kernel.actor import Actor
from liuxin.kernel.errors import BadInputError

_INSERT = (
    "INSERT INTO files_storedfile (sha256, size, media_type, kept_at) VALUES (%s, %s, %s, %s) "
    "ON CONFLICT (sha256) DO NOTHING RETURNING id"
)


def keep(*, name: str, content: bytes, limits: Limits, by: Actor, at: datetime) -> KeptFile:
    """Keep a file, in the caller's transaction. Raises `BadInputError("files.<why>")` where it is refused."""
    del by  # the message that it belongs to is told of
    rules.check(name, content, limits)
    return _keep(content, rules.media_type(content), at)


def keep_whole(*, content: bytes, by: Actor, at: datetime) -> KeptFile:
    """Keep a message as it came, whatever is in it: nobody opens it, it is there so that nothing is lost."""
    del by  # as above
    return _keep(content, "message/rfc822", at)


def set_limits(*, limits: Limits, by: Actor, at: datetime) -> None:
    """Say how large one file and all files of a message may be; whoever calls has asked who may."""
    if not 0 < limits.per_file <= limits.per_message:
        raise BadInputError("files.limits_out_of_order", field="per_message")
    values = {"per_file": limits.per_file, "per_message": limits.per_message}
    FileLimits.objects.update_or_create(pk=1, defaults=values)
    history.record([NewEvent("files.limits_set", "files", "limits", dict(values), at)], by=by, at=at)


def forget(*, keys: Sequence[int], by: Actor, at: datetime) -> None:
    """Delete files for good, once the caller's transaction has committed: nothing may hold them any more."""
    del by, at  # whoever erases tells the record
    rows = StoredFile.objects.filter(pk__in=keys)
    digests = list(rows.values_list("sha256", flat=True))
    rows.delete()
    transaction.on_commit(lambda: _remove(digests))


def set_aside(*, name: str, content: bytes, scope: str, limits: Limits, by: Actor, at: datetime) -> Aside | None:
    """Let a file wait for the form that it was chosen in; None where too much waits already.

    Raises `BadInputError("files.<why>")` as `keep` does: what would not be kept does not wait either.
    """
    del by  # nobody is told of a form that was not sent
    rules.check(name, content, limits)
    waiting = SetAside.objects.aggregate(sum=Sum("size"))["sum"] or 0
    if waiting + len(content) > MOST_ASIDE:
        return None
    key = secrets.token_hex(32)
    _write(queries.aside_place(key), content)
    row = SetAside.objects.create(
        key=key,
        scope=rules.digest(scope),
        name=rules.safe_name(name),
        size=len(content),
        expires_at=at + ASIDE_FOR,
    )
    return Aside(row.key, row.name, row.size)


def drop_aside(*, scope: str, by: Actor, at: datetime) -> None:
    """Throw away what waits for a form, once the caller's transaction has committed: it was sent."""
    del by, at
    _throw_away(SetAside.objects.filter(scope=rules.digest(scope)))


def sweep_aside(*, by: Actor, at: datetime) -> int:
    """Throw away what waited for forms that nobody sent, and give how many files that were."""
    del by
    return _throw_away(SetAside.objects.filter(expires_at__lte=at))


def _throw_away(rows: QuerySet[SetAside]) -> int:
    with transaction.atomic():
        keys = list(rows.values_list("key", flat=True))
        SetAside.objects.filter(key__in=keys).delete()
        transaction.on_commit(lambda: _unlink(keys))
    return len(keys)


def _unlink(keys: Sequence[str]) -> None:
    for key in keys:
        queries.aside_place(key).unlink(missing_ok=True)


def _remove(digests: Sequence[str]) -> None:
    for digest in digests:
        if not StoredFile.objects.filter(sha256=digest).exists():
            queries.place(digest).unlink(missing_ok=True)


def _keep(content: bytes, media_type: str, at: datetime) -> KeptFile:
    digest = hashlib.sha256(content).hexdigest()
    _write(queries.place(digest), content)
    given = {"size": len(content), "media_type": media_type, "kept_at": at}
    row = StoredFile(sha256=digest, **given)
    row.pk = _insert(row)
    return queries.seen(row if row.pk else StoredFile.objects.get(sha256=digest))


def _insert(row: StoredFile) -> int | None:
    """Write a row and give its key, None where the same content has one: one statement, and no savepoint around it."""
    values = (row.sha256, row.size, row.media_type, connection.ops.adapt_datetimefield_value(row.kept_at))
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, values)
        made = cursor.fetchone()
    return made[0] if made else None


def _write(path: Path, content: bytes) -> None:
    """Put a file in place at once; what a transaction that fails leaves is found again by its content."""
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}-{id(content):x}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
