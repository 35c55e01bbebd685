"""Tables of cycles: the way of each department through the six phases, who takes part, what was learned."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person, Position
from liuxin.performance.plan.models.strategy import values
from liuxin.performance.plan.words import CycleState, LessonSource, Phase, PhaseState

PHASES = [phase.value for phase in Phase]


class Cycle(models.Model):
    """One performance cycle; [`period_start`, `period_end`) is the time that it measures."""

    code = models.CharField(max_length=64, unique=True)
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    is_pilot = models.BooleanField(default=False)
    task_share = models.PositiveSmallIntegerField(default=20)
    state = models.CharField(max_length=16, default=CycleState.OPEN.value)
    carry_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(code=""), name="cycle_has_code"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="cycle_has_name"),
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="cycle_ends_after_start"),
            models.CheckConstraint(condition=Q(task_share__gte=1, task_share__lte=100), name="cycle_share_in_whole"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="cycle_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(carry_from__isnull=True) | ~Q(carry_from=F("pk")), name="cycle_not_its_own_past"
            ),
            models.CheckConstraint(
                condition=Q(state=CycleState.OPEN.value, closed_at__isnull=True)
                | Q(state=CycleState.CLOSED.value, closed_at__isnull=False),
                name="cycle_closed_has_time",
            ),
        )

    def __str__(self) -> str:
        """Give the code."""
        return self.code


class CyclePhase(models.Model):
    """One phase of one department. That a phase waits for the one before is held by triggers as well."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="phases")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    phase = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16, default=PhaseState.PENDING.value)
    due_on = models.DateField()
    opened_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "department", "phase"), name="cycle_phase_once"),
            models.UniqueConstraint(
                fields=("cycle", "department"), condition=Q(state=PhaseState.OPEN.value), name="cycle_phase_one_open"
            ),
            models.CheckConstraint(condition=Q(phase__in=PHASES), name="cycle_phase_known"),
            models.CheckConstraint(
                condition=Q(state=PhaseState.PENDING.value, opened_at__isnull=True, done_at__isnull=True)
                | Q(state=PhaseState.OPEN.value, opened_at__isnull=False, done_at__isnull=True)
                | Q(state=PhaseState.DONE.value, opened_at__isnull=False, done_at__isnull=False),
                name="cycle_phase_times",
            ),
        )

    def __str__(self) -> str:
        """Give cycle, department, phase and state."""
        return f"{self.cycle_id}/{self.department_id}/{self.phase} {self.state}"


class Participant(models.Model):
    """Somebody who takes part, kept as it was when the cycle opened, or when the person joined it.

    `from_phase` is the phase of the department that was open then: what was over is not asked of the person.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    from_phase = models.PositiveSmallIntegerField(default=Phase.PLAN.value)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "person"), name="participant_once"),
            models.CheckConstraint(
                condition=Q(manager__isnull=True) | ~Q(manager=F("person")), name="participant_not_own_manager"
            ),
            models.CheckConstraint(
                condition=Q(from_phase=Phase.PLAN.value) | Q(from_phase__in=PHASES, joined_at__isnull=False),
                name="participant_joined_has_time",
            ),
        )

    def __str__(self) -> str:
        """Give cycle and person."""
        return f"{self.cycle_id} {self.person_id}"


class Lesson(models.Model):
    """What an earlier cycle taught, there when this one is planned."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="lessons")
    from_cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=16)
    code = models.CharField(max_length=100, blank=True)
    params = models.JSONField(default=dict)
    text_zh = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    order = models.PositiveIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "order"), name="lesson_one_per_place"),
            models.CheckConstraint(condition=Q(source__in=values(LessonSource)), name="lesson_known_source"),
            models.CheckConstraint(condition=~Q(code="", text_zh="", text_en=""), name="lesson_says_something"),
        )

    def __str__(self) -> str:
        """Give the code, else the text."""
        return self.code or self.text_zh or self.text_en
