"""Tables of improvement plans."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.performance.agreement.models import Agreement, Settlement
from liuxin.performance.evaluation.models import FrozenTotal
from liuxin.performance.outcomes.models.choices import values
from liuxin.performance.outcomes.words import Ending, PlanState, Progress
from liuxin.performance.plan.models import Cycle


class ImprovementPlan(models.Model):
    """A plan by which somebody gets better, with the support promised for it; it runs only when both signed it."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    supporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pattern = models.CharField(max_length=32)
    card = models.ForeignKey(FrozenTotal, on_delete=models.PROTECT, related_name="+")
    points = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    floor = models.FloatField()
    measure = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=16, default=PlanState.DRAFT.value)
    ending = models.CharField(max_length=32, blank=True)
    extended = models.BooleanField(default=False)
    learned = models.CharField(max_length=1000, blank=True)
    agreed_version = models.PositiveIntegerField(null=True)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Integrity: the whole interval lies under the floor, and a plan that runs was signed by both."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "person"), name="improvement_plan_one_a_cycle"),
            models.CheckConstraint(condition=Q(state__in=values(PlanState)), name="improvement_plan_known_state"),
            models.CheckConstraint(condition=Q(ending__in=values(Ending)), name="improvement_plan_known_ending"),
            models.CheckConstraint(condition=~Q(reason=""), name="improvement_plan_has_reason"),
            models.CheckConstraint(condition=~Q(person=F("supporter")), name="improvement_plan_has_a_supporter"),
            models.CheckConstraint(
                condition=Q(low__lte=F("points"), high__gte=F("points"), high__lt=F("floor")),
                name="improvement_plan_gap_is_sure",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.DRAFT.value)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gt=F("starts_on")),
                name="improvement_plan_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlanState.RUNNING.value) | Q(settlement__isnull=False),
                name="improvement_plan_runs_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(state=PlanState.ENDED.value) & ~Q(ending="")
                | ~Q(state=PlanState.ENDED.value) & Q(ending=""),
                name="improvement_plan_ends_somehow",
            ),
        )

    def __str__(self) -> str:
        """Name the person and the pattern."""
        return f"{self.person_id}: {self.pattern}"


class PlanGoal(models.Model):
    """A goal of a plan, and the standard that it is held against."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="goals")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    standard = models.CharField(max_length=500)

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("plan", "order"), name="plan_goal_one_per_place"),)

    def __str__(self) -> str:
        """Give the text."""
        return self.text


class PlanSupport(models.Model):
    """Support that somebody gives, and by when."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="support")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    given_on = models.DateField(null=True)

    class Meta:
        """Integrity."""

        constraints = (models.UniqueConstraint(fields=("plan", "order"), name="plan_support_one_per_place"),)

    def __str__(self) -> str:
        """Give the text."""
        return self.text


class PlanCheck(models.Model):
    """A check of a plan: when it is due, and what was found."""

    plan = models.ForeignKey(ImprovementPlan, on_delete=models.CASCADE, related_name="checks")
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    progress = models.CharField(max_length=16, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity: a check that was made says by whom, when and what was found."""

        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plan_check_one_per_number"),
            models.CheckConstraint(
                condition=Q(progress="", by__isnull=True, done_at__isnull=True)
                | Q(progress__in=values(Progress), by__isnull=False, done_at__isnull=False),
                name="plan_check_made_or_not",
            ),
        )

    def __str__(self) -> str:
        """Name the day."""
        return f"{self.number}: {self.due_on}"
