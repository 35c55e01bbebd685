"""Tables of the tasks of a cycle."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.performance.plan.models.cycles import PHASES, Cycle
from liuxin.performance.plan.words import TaskState


class Task(models.Model):
    """A task of the cycle's plan; what is left empty may be empty, and is named as vague."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="tasks")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    phase = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=64)
    title_zh = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    start_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    hours = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    level_zh = models.CharField(max_length=300, blank=True)
    level_en = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=16, default=TaskState.OPEN.value)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "code"), name="task_one_per_code"),
            models.CheckConstraint(condition=~Q(code=""), name="task_has_code"),
            models.CheckConstraint(condition=~Q(title_zh="", title_en=""), name="task_has_title"),
            models.CheckConstraint(condition=Q(phase__in=PHASES), name="task_known_phase"),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=0), name="task_hours_positive"),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("start_on")),
                name="task_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[TaskState.OPEN.value, TaskState.DROPPED.value], done_at__isnull=True)
                | Q(state=TaskState.DONE.value, done_at__isnull=False),
                name="task_done_has_time",
            ),
        )

    def __str__(self) -> str:
        """Give the code."""
        return self.code
