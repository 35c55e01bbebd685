"""Tables of the rated part, sealed when a person is scored for the first time: no answer that comes later changes it.

Only what may be told is kept here. The least number of raters is held by the database itself.
"""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.performance.evaluation.words import HIGHEST, KNOWN, LOWEST, Agreement, FairWhy, K
from liuxin.performance.plan.models import Cycle

KNOWN_RATERS = sorted(kind.value for kind in KNOWN)


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class RatedPart(models.Model):
    """What the raters of a person said in a cycle, brought together.

    `left_out` names the kinds of which somebody answered and nothing is counted, with commas between.
    """

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    raters = models.PositiveIntegerField()
    why = models.CharField(max_length=32, blank=True)
    method = models.CharField(max_length=32, blank=True)
    left_out = models.CharField(max_length=100, blank=True)
    fair = models.FloatField(null=True)
    fair_low = models.FloatField(null=True)
    fair_high = models.FloatField(null=True)
    fair_why = models.CharField(max_length=16, blank=True, default=FairWhy.BEFORE.value)
    sealed_at = models.DateTimeField()

    class Meta:
        """Integrity: a person has one rated part in a cycle for ever, so that two versions cannot be compared."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "person"), name="rated_part_sealed_once"),
            models.CheckConstraint(condition=Q(why__in=_values(Why)), name="rated_part_known_why"),
            models.CheckConstraint(condition=Q(method__in=_values(IntervalMethod)), name="rated_part_known_method"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, why="", raters__gte=1, value__gte=LOWEST, value__lte=HIGHEST)
                | Q(value__isnull=True, raters=0, low__isnull=True, high__isnull=True) & ~Q(why=""),
                name="rated_part_value_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(low__isnull=True, high__isnull=True)
                | Q(low__isnull=False, high__isnull=False, low__lte=F("value"), high__gte=F("value")),
                name="rated_part_value_in_interval",
            ),
            models.CheckConstraint(condition=Q(fair_why__in=_values(FairWhy)), name="rated_part_known_fair_why"),
            models.CheckConstraint(
                condition=Q(fair__isnull=False, value__isnull=False, fair_why="", fair__gte=LOWEST, fair__lte=HIGHEST)
                | Q(fair__isnull=True, fair_low__isnull=True, fair_high__isnull=True) & ~Q(fair_why=""),
                name="rated_part_fair_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(fair_low__isnull=True, fair_high__isnull=True)
                | Q(fair_low__isnull=False, fair_high__isnull=False, fair_low__lte=F("fair"), fair_high__gte=F("fair")),
                name="rated_part_fair_in_interval",
            ),
        )

    def __str__(self) -> str:
        """Name the person and the value."""
        return f"{self.person_id}: {self.value}"


class RatedGroup(models.Model):
    """Raters told together; `kinds` has a plus between kinds that are too few apart.

    `correction` is one number for the whole group, and `judged` how many of its raters stand behind it.
    """

    part = models.ForeignKey(RatedPart, on_delete=models.PROTECT, related_name="groups")
    order = models.PositiveIntegerField()
    kinds = models.CharField(max_length=100)
    raters = models.PositiveIntegerField()
    weight = models.FloatField()
    level = models.FloatField()
    correction = models.FloatField(null=True)
    judged = models.PositiveIntegerField(default=0)
    agreement = models.CharField(max_length=16, blank=True)

    class Meta:
        """Integrity: no group of fewer than three is ever kept, but for those who are known anyway."""

        constraints = (
            models.UniqueConstraint(fields=("part", "kinds"), name="rated_group_once"),
            models.CheckConstraint(
                condition=Q(raters__gte=K) | Q(kinds__in=KNOWN_RATERS, raters__gte=1), name="rated_group_of_three"
            ),
            models.CheckConstraint(
                condition=Q(correction__isnull=True, judged=0)
                | Q(correction__isnull=False, judged__lte=F("raters")) & (Q(judged__gte=K) | Q(kinds__in=KNOWN_RATERS)),
                name="rated_group_correction_of_three",
            ),
            models.CheckConstraint(condition=Q(weight__gte=0, weight__lte=100.000001), name="rated_group_in_whole"),
            models.CheckConstraint(condition=Q(agreement__in=_values(Agreement)), name="rated_group_known_agreement"),
            models.CheckConstraint(condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="rated_group_on_scale"),
        )

    def __str__(self) -> str:
        """Name the kinds."""
        return self.kinds


class RatedCell(models.Model):
    """The mean level of one heart in one group."""

    group = models.ForeignKey(RatedGroup, on_delete=models.PROTECT, related_name="cells")
    heart = models.CharField(max_length=32)
    known = models.BooleanField(default=False)
    raters = models.PositiveIntegerField()
    level = models.FloatField()

    class Meta:
        """Integrity: as for groups; `known` is said of the cells of those who are known anyway."""

        constraints = (
            models.UniqueConstraint(fields=("group", "heart"), name="rated_cell_once"),
            models.CheckConstraint(condition=Q(raters__gte=K) | Q(known=True, raters__gte=1), name="rated_cell_three"),
            models.CheckConstraint(condition=Q(level__gte=LOWEST, level__lte=HIGHEST), name="rated_cell_on_scale"),
        )

    def __str__(self) -> str:
        """Name the heart and the level."""
        return f"{self.heart}: {self.level}"


class RatedRound(models.Model):
    """How the round of a department went, as it stood when its ratings were sealed for the first time."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    alpha = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    units = models.PositiveIntegerField()
    why = models.CharField(max_length=32, blank=True)
    judged = models.PositiveIntegerField()
    sure = models.PositiveIntegerField(null=True)
    sealed_at = models.DateTimeField()

    class Meta:
        """Integrity: a figure or why there is none; no count that would speak of fewer than three raters."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "department"), name="rated_round_once"),
            models.CheckConstraint(
                condition=Q(alpha__isnull=False, alpha__lte=1, why="") | Q(alpha__isnull=True) & ~Q(why=""),
                name="rated_round_alpha_or_why_not",
            ),
            models.CheckConstraint(
                condition=Q(sure__isnull=True) | Q(sure__gte=K, judged__gte=F("sure") + K),
                name="rated_round_counts_three",
            ),
        )

    def __str__(self) -> str:
        """Name the department and the figure."""
        return f"{self.department_id}: {self.alpha}"
