"""Tables of goals: whom each binds and serves, and every version of what it says."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.performance.agreement.models import Agreement
from liuxin.performance.plan.models.cycles import Cycle
from liuxin.performance.plan.models.jobs import Duty
from liuxin.performance.plan.models.strategy import Objective, values
from liuxin.performance.plan.words import GoalLevel


class Goal(models.Model):
    """A goal of the organisation, a department or a person, signed by its owner and by the manager beside it.

    `agreement` is the negotiation of its latest version that was put before both sides. It binds if, and only if, one
    of its versions is settled there: nothing here repeats that.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="goals")
    level = models.CharField(max_length=16)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, related_name="goals")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True)
    drop_reason = models.TextField(blank=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(level__in=values(GoalLevel)), name="goal_known_level"),
            models.CheckConstraint(
                condition=Q(level=GoalLevel.ORGANISATION.value, department__isnull=True)
                | (~Q(level=GoalLevel.ORGANISATION.value) & Q(department__isnull=False)),
                name="goal_department_below_the_whole",
            ),
            models.CheckConstraint(condition=Q(manager__isnull=True) | ~Q(manager=F("owner")), name="goal_two_sides"),
            models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("pk")), name="goal_not_itself"),
            models.CheckConstraint(
                condition=Q(dropped_at__isnull=True, drop_reason="")
                | (Q(dropped_at__isnull=False) & ~Q(drop_reason="")),
                name="goal_dropped_has_reason",
            ),
        )
        indexes = (models.Index(fields=("cycle", "owner"), name="goal_of_owner"),)

    def __str__(self) -> str:
        """Give level and key."""
        return f"{self.level} #{self.pk}"


class GoalDuty(models.Model):
    """That a goal touches a duty of its department."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="duties")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="goals")

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("goal", "duty"), name="goal_duty_once"),)

    def __str__(self) -> str:
        """Give both keys."""
        return f"{self.goal_id} {self.duty_id}"


class GoalVersion(models.Model):
    """What a goal says, in one version; none is ever rewritten. `agreement_version` is its number as signed."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    result = models.TextField()
    measure = models.TextField()
    measure_key = models.CharField(max_length=100, blank=True)
    target = models.TextField()
    target_value = models.FloatField(null=True)
    deadline = models.DateField()
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    method = models.TextField()
    support = models.TextField()
    note = models.TextField(blank=True)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    agreement_version = models.PositiveIntegerField(null=True)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("goal", "number"), name="goal_version_one_per_number"),
            models.UniqueConstraint(
                fields=("agreement", "agreement_version"),
                condition=Q(agreement__isnull=False),
                name="goal_version_one_per_text",
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=True, agreement_version__isnull=True)
                | Q(agreement__isnull=False, agreement_version__isnull=False),
                name="goal_version_of_a_text",
            ),
            models.CheckConstraint(
                condition=~Q(result="") & ~Q(measure="") & ~Q(target="") & ~Q(method="") & ~Q(support=""),
                name="goal_version_is_whole",
            ),
        )

    def __str__(self) -> str:
        """Give goal and number."""
        return f"{self.goal_id} v{self.number}"


class GoalStep(models.Model):
    """A step of a version, with its day."""

    version = models.ForeignKey(GoalVersion, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField()
    text = models.TextField()
    due_on = models.DateField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("version", "order"), name="goal_step_one_per_place"),
            models.CheckConstraint(condition=~Q(text=""), name="goal_step_says_something"),
        )

    def __str__(self) -> str:
        """Give version and place."""
        return f"{self.version_id}/{self.order}"
