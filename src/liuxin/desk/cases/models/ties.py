"""What ties cases to one another: merged, split off, part of, and told apart."""

from django.db import models
from django.db.models import F, Q


class Merge(models.Model):
    """A case was found to be the same matter as another and lives on in it; `undone_at` took that back.

    What the case was before is kept here, so that taking it back gives exactly that again.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="merges")
    into = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="absorbed")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=16)
    status_since = models.DateTimeField()
    next_action = models.CharField(max_length=300)
    next_due = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity: a case lives on in one other at most, and never in itself."""

        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(undone_at__isnull=True), name="merge_one_at_a_time"),
            models.CheckConstraint(condition=~Q(case=F("into")), name="merge_into_another"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} → {self.into_id}"


class Split(models.Model):
    """A case began with what had been written in another."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="split_from")
    origin = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="splits")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(case=F("origin")), name="split_from_another"),)

    def __str__(self) -> str:
        return f"{self.origin_id} ⇒ {self.case_id}"


class SplitMessage(models.Model):
    """A message that a split took along: it stays in its thread and is read in both cases."""

    split = models.ForeignKey(Split, on_delete=models.PROTECT, related_name="messages")
    message = models.ForeignKey("communication.Message", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("split", "message"), name="split_message_once"),)

    def __str__(self) -> str:
        return f"{self.split_id} {self.message_id}"


class Part(models.Model):
    """A case is part of a larger one."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="part_of")
    whole = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="parts")

    class Meta:
        """Integrity."""

        constraints = (models.CheckConstraint(condition=~Q(case=F("whole")), name="part_of_another"),)

    def __str__(self) -> str:
        return f"{self.case_id} ⊂ {self.whole_id}"


class ToldApart(models.Model):
    """Two cases look alike and are not: it is not asked again. The older key stands first."""

    first = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="told_apart_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
