"""Tables of the life cycle."""

from django.db import models
from django.db.models import Q

from liuxin.desk.customers.words import CustomerKind, MoveCause, MoveReason


class LifeCycleStage(models.Model):
    """A stage of the life cycle of a kind of customer: data that an organisation renames, orders, replaces, retires."""

    code = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, default=CustomerKind.EXTERNAL.value)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="life_cycle_stage_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="life_cycle_stage_has_name"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in CustomerKind]), name="life_cycle_stage_known_kind"
            ),
            models.UniqueConstraint(
                fields=("kind", "order"), condition=Q(retired_at__isnull=True), name="life_cycle_stage_one_per_place"
            ),
        )

    def __str__(self) -> str:
        return self.name_zh or self.name_en


class LifeCycleMove(models.Model):
    """A customer came to a stage: only ever added. `remark` says why in words and goes with the customer's erasure."""

    customer = models.ForeignKey("Customer", on_delete=models.PROTECT, related_name="moves")
    origin = models.ForeignKey(LifeCycleStage, on_delete=models.PROTECT, null=True, blank=True, related_name="left")
    to = models.ForeignKey(LifeCycleStage, on_delete=models.PROTECT, related_name="reached")
    at = models.DateTimeField()
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=16)
    cause = models.CharField(max_length=16, blank=True)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(
                condition=Q(reason__in=[reason.value for reason in MoveReason]), name="life_cycle_move_known_reason"
            ),
            models.CheckConstraint(
                condition=Q(cause__in=["", *(cause.value for cause in MoveCause)]), name="life_cycle_move_known_cause"
            ),
            models.CheckConstraint(
                condition=Q(origin__isnull=True) | ~Q(origin=models.F("to")), name="life_cycle_move_goes_somewhere"
            ),
        )
        indexes = (models.Index(fields=("customer", "at"), name="life_cycle_move_by_customer"),)

    def __str__(self) -> str:
        return f"{self.customer_id} → {self.to_id}"
