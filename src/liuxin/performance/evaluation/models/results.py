"""Tables of results: the card that counts in a cycle, its versions, and its way from provisional to final."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.kernel.actor import ActorKind
from liuxin.performance.evaluation.models.frozen import FrozenTotal
from liuxin.performance.evaluation.words import ResultState
from liuxin.performance.plan.models import Cycle


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class Result(models.Model):
    """A version of the result of one person in one cycle; the one that no other corrects counts."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    card = models.OneToOneField(FrozenTotal, on_delete=models.PROTECT, related_name="result")
    version = models.PositiveIntegerField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(max_length=500, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Integrity: one chain of versions for each person and cycle, and every correction says why."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "person", "version"), name="result_one_per_version"),
            models.CheckConstraint(
                condition=Q(version=1, corrects__isnull=True)
                | Q(version__gt=1, corrects__isnull=False) & ~Q(reason=""),
                name="result_corrects_with_reason",
            ),
            models.CheckConstraint(condition=Q(actor_kind__in=_values(ActorKind)), name="result_known_actor"),
        )

    def __str__(self) -> str:
        """Name the person and the version."""
        return f"{self.person_id} v{self.version}"


class ResultStep(models.Model):
    """A step of a result on its way: what came before names itself, so that none can be left out."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=16)
    after = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="+")
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        """Integrity: each state once, and only the first follows nothing."""

        constraints = (
            models.UniqueConstraint(fields=("result", "state"), name="result_step_once"),
            models.CheckConstraint(condition=Q(state__in=_values(ResultState)), name="result_step_known"),
            models.CheckConstraint(
                condition=Q(state=ResultState.PROVISIONAL.value, after__isnull=True)
                | ~Q(state=ResultState.PROVISIONAL.value) & Q(after__isnull=False),
                name="result_step_follows",
            ),
            models.CheckConstraint(condition=Q(actor_kind__in=_values(ActorKind)), name="result_step_known_actor"),
        )

    def __str__(self) -> str:
        """Name the result and the state."""
        return f"{self.result_id}: {self.state}"
