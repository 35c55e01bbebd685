"""Tables of the record.

Rows of `Event` and `Seal` are only ever added: triggers of the database refuse the rest (see the migration of the
guards). The one exception is an erasure, which empties an event and names the event that says so.
"""

from typing import ClassVar

from django.db import models


class Event(models.Model):
    """Something that happened. Times are microseconds since 1970 UTC, so that every bit of them is sealed."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64)
    actor_via = models.CharField(max_length=32)
    actor_for = models.CharField(max_length=64)
    at = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    payload = models.TextField(null=True)  # noqa: DJ001 - null is "erased", "" would be a payload
    salt = models.BinaryField(null=True)
    leaf = models.BinaryField()
    erased_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        """Searches of the record: by subject, code, actor and time."""

        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject"], name="history_event_subject"),
            models.Index(fields=["code"], name="history_event_code"),
            models.Index(fields=["actor_kind", "actor_id"], name="history_event_actor"),
            models.Index(fields=["at"], name="history_event_at"),
            models.Index(
                fields=["erased_by"], name="history_event_erased", condition=models.Q(erased_by__isnull=False)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="history_event_emptied_by_erasure_only",
                condition=models.Q(payload__isnull=False, salt__isnull=False, erased_by__isnull=True)
                | models.Q(payload__isnull=True, salt__isnull=True, erased_by__isnull=False, subject=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject_kind} {self.subject}"


class Seal(models.Model):
    """The place of an event in the chain."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="seal")
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.seq}"


class Unsealed(models.Model):
    """An event that waits for the sealer; the database writes the row beside each new event."""

    id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.id}"


class Head(models.Model):
    """Where the chain ends. Its one row is the sealer's lease: whoever holds its lock seals."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.BinaryField()
    mark = models.BinaryField()
    sealed_at = models.BigIntegerField()

    class Meta:
        """There is one chain."""

        constraints: ClassVar = [
            models.CheckConstraint(name="history_head_is_one", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seq}"
