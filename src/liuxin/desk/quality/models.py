"""Tables of quality."""

from django.db import models
from django.db.models import Q

from liuxin.desk.quality.words import Reason, Settled


class Warning(models.Model):  # noqa: A001 - the word of the trade
    """A warning about a case. `ref` is what gave rise to it: the same occasion warns once."""

    reason = models.CharField(max_length=32)
    ref = models.CharField(max_length=64)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    params = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    due_at = models.DateTimeField()
    late_told_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled = models.CharField(max_length=32, blank=True)
    settled_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        """Integrity: one an occasion; settled by somebody, in some way, with a word."""

        constraints = (
            models.UniqueConstraint(fields=("reason", "ref"), name="warning_once"),
            models.CheckConstraint(condition=Q(reason__in=[one.value for one in Reason]), name="warning_known_reason"),
            models.CheckConstraint(condition=~Q(ref=""), name="warning_has_occasion"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled="", settled_by__isnull=True, note="")
                | Q(settled_at__isnull=False, settled__in=[one.value for one in Settled], settled_by__isnull=False)
                & (~Q(note="") | Q(settled=Settled.ONLY_THANKS.value)),
                name="warning_settled_in_full",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=models.F("raised_at")), name="warning_due_after_raised"),
        )
        indexes = (
            models.Index(fields=("owner", "due_at"), condition=Q(settled_at__isnull=True), name="warning_open_of"),
            models.Index(fields=("due_at",), condition=Q(settled_at__isnull=True), name="warning_open"),
            models.Index(fields=("-settled_at",), condition=Q(settled_at__isnull=False), name="warning_settled"),
        )

    def __str__(self) -> str:
        return f"{self.reason} {self.case_id}"


class HandedOver(models.Model):
    """A warning went from one owner to another, by whom and why, in words that the record does not hold."""

    warning = models.ForeignKey(Warning, on_delete=models.PROTECT, related_name="handed")
    giver = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    why = models.CharField(max_length=300)

    class Meta:
        """Integrity: from one to another, with a reason."""

        constraints = (
            models.CheckConstraint(condition=~Q(why=""), name="warning_handed_with_reason"),
            models.CheckConstraint(condition=~Q(giver=models.F("receiver")), name="warning_handed_to_another"),
        )
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.warning_id} {self.giver_id} > {self.receiver_id}"
