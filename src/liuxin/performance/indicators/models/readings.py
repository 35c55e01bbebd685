"""Tables of imported readings: batches as they were handed in, and their rows."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person, Team
from liuxin.performance.indicators.models.external import ExternalMeasure
from liuxin.performance.indicators.words import BatchState

LARGEST = 1e9
"""Readings are kept in the facts as whole millionths: a float tells those apart up to here."""


def _values(words: type[StrEnum]) -> list[str]:
    return [word.value for word in words]


_DECIDED = Q(decided_by__isnull=False, decided_at__isnull=False)
_WITHDRAWN = Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(withdrawal_reason="")


class ReadingBatch(models.Model):
    """A file of readings of one measure for one period [start, end), and what became of it.

    Who confirms or rejects is never who imported: the database itself refuses it. `replaces` is the confirmed batch
    that this one takes the place of when it is confirmed.
    """

    measure = models.ForeignKey(ExternalMeasure, on_delete=models.PROTECT, related_name="batches")
    start = models.DateTimeField()
    end = models.DateTimeField()
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    note = models.CharField(max_length=500, blank=True)
    imported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=BatchState.PROPOSED.value)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(state__in=_values(BatchState)), name="reading_batch_known_state"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="reading_batch_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(file_name="") & ~Q(sha256=""), name="reading_batch_tells_source"
            ),
            models.CheckConstraint(
                # NULL compares as unknown, and CHECK lets unknown pass: what must be there follows from the state.
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("imported_by")),
                name="reading_batch_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.PROPOSED.value, decided_by__isnull=True, withdrawn_by__isnull=True)
                | (Q(state=BatchState.CONFIRMED.value, withdrawn_by__isnull=True) & _DECIDED)
                | (Q(state=BatchState.REJECTED.value, withdrawn_by__isnull=True) & _DECIDED & ~Q(reason=""))
                | (Q(state=BatchState.WITHDRAWN.value) & _WITHDRAWN),
                name="reading_batch_state_is_told",
            ),
            models.UniqueConstraint(
                fields=("measure", "sha256", "start", "end"),
                condition=Q(state__in=[BatchState.PROPOSED.value, BatchState.CONFIRMED.value]),
                name="reading_batch_same_file_once",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("pk")), name="reading_batch_not_its_own_heir"
            ),
        )

    def __str__(self) -> str:
        """Give the measure and the file."""
        return f"{self.measure_id}: {self.file_name}"


class ReadingRow(models.Model):
    """A row of the file: one reading of one person or team.

    `measure`, `start`, `end` repeat the batch, and `in_force` is whether the batch counts, so that the database itself
    holds one reading in force for a person and period.
    """

    batch = models.ForeignKey(ReadingBatch, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    value = models.FloatField()
    weight = models.FloatField(default=1.0)
    raw_value = models.CharField(max_length=100)
    raw_weight = models.CharField(max_length=100, blank=True)
    remark = models.CharField(max_length=200, blank=True)
    measure = models.ForeignKey(ExternalMeasure, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    in_force = models.BooleanField(default=False)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("batch", "number"), name="reading_row_once_per_batch"),
            models.UniqueConstraint(
                fields=("batch", "person"), condition=Q(person__isnull=False), name="reading_row_person_once"
            ),
            models.UniqueConstraint(
                fields=("batch", "team"), condition=Q(team__isnull=False), name="reading_row_team_once"
            ),
            models.UniqueConstraint(
                fields=("measure", "person", "start", "end"),
                condition=Q(in_force=True, person__isnull=False),
                name="reading_one_in_force_per_person",
            ),
            models.UniqueConstraint(
                fields=("measure", "team", "start", "end"),
                condition=Q(in_force=True, team__isnull=False),
                name="reading_one_in_force_per_team",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, team__isnull=True) | Q(person__isnull=True, team__isnull=False),
                name="reading_row_of_person_or_team",
            ),
            # Both ends are needed: PostgreSQL holds NaN to be larger than any number.
            models.CheckConstraint(condition=Q(value__gte=-LARGEST, value__lte=LARGEST), name="reading_row_finite"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=LARGEST), name="reading_row_weight"),
        )
        indexes = (
            models.Index(fields=("measure", "start", "end"), name="reading_row_period"),
            models.Index(fields=("person", "measure"), name="reading_row_person"),
        )

    def __str__(self) -> str:
        """Give the batch and the row, as the record names a reading."""
        return f"{self.batch_id}/{self.number}"
