"""Tables of rule sets, of their trials, and of what people decided where the rule does not."""

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person, Position
from liuxin.performance.agreement.models import Agreement, Settlement
from liuxin.performance.evaluation.models import FrozenTotal
from liuxin.performance.outcomes.models.choices import values
from liuxin.performance.outcomes.words import RuleState, Side
from liuxin.performance.plan.models import Cycle

_BINDING = [RuleState.APPROVED.value, RuleState.APPLIED.value]
_ASKED = [RuleState.PROPOSED.value, *_BINDING]


class RuleSet(models.Model):
    """A rule of reward for a cycle, in one version; without a department it is for every department of the cycle."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    pool_fen = models.BigIntegerField()
    floor = models.FloatField()
    attendance = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=16, default=RuleState.DRAFT.value)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    approver_one = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approver_two = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Integrity: nothing binds that two people have not approved."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "version"), name="rule_set_one_per_version"),
            models.CheckConstraint(condition=Q(state__in=values(RuleState)), name="rule_set_known_state"),
            models.CheckConstraint(condition=Q(pool_fen__gt=0), name="rule_set_pool_of_something"),
            models.CheckConstraint(condition=Q(floor__gte=0, floor__lte=120), name="rule_set_floor_on_scale"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="rule_set_has_name"),
            models.CheckConstraint(
                condition=~Q(state__in=_ASKED) | Q(agreement__isnull=False, published_at__isnull=False),
                name="rule_set_asked_is_published",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_ASKED)
                | Q(approver_one__isnull=False, approver_two__isnull=False)
                & ~Q(approver_one=F("approver_two"))
                & ~Q(approver_one=F("author"))
                & ~Q(approver_two=F("author")),
                name="rule_set_two_other_approvers",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_BINDING) | Q(settlement__isnull=False), name="rule_set_binds_by_settlement"
            ),
        )

    def __str__(self) -> str:
        """Give the name and the version."""
        return f"{self.name_zh or self.name_en} v{self.version}"


class RuleBase(models.Model):
    """The base factor of a position in a rule set: pay itself is not kept here."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.CASCADE, related_name="bases")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    factor = models.DecimalField(max_digits=7, decimal_places=3)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("rule_set", "position"), name="rule_base_one_per_position"),
            models.CheckConstraint(condition=Q(factor__gt=0, factor__lte=100), name="rule_base_in_reason"),
        )

    def __str__(self) -> str:
        """Name the position and the factor."""
        return f"{self.position_id}: {self.factor}"


class Trial(models.Model):
    """A rule set tried on the results of its cycle; `inputs_sha256` is of all that it was computed from."""

    rule_set = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="trials")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    inputs_sha256 = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    not_final = models.PositiveIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("rule_set", "number"), name="trial_one_per_number"),
            models.CheckConstraint(condition=Q(not_final__lte=F("people")), name="trial_counts_fit"),
        )

    def __str__(self) -> str:
        """Name the rule set and the number."""
        return f"{self.rule_set_id} trial {self.number}"


class TrialLine(models.Model):
    """One person in a trial, as the record stood: the result, base and presence, and what the rule alone gives."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, null=True, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    card = models.ForeignKey(FrozenTotal, on_delete=models.PROTECT, null=True, related_name="+")
    points = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    has_result = models.BooleanField()
    is_final = models.BooleanField()
    base = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    presence = models.DecimalField(max_digits=5, decimal_places=4)
    presence_assumed = models.BooleanField()
    holds = models.CharField(max_length=64, blank=True)
    tenure_days = models.IntegerField(null=True)
    side = models.CharField(max_length=16)
    by_rule_fen = models.BigIntegerField()
    without_fen = models.BigIntegerField()
    last_fen = models.BigIntegerField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("trial", "person"), name="trial_line_one_per_person"),
            models.CheckConstraint(condition=Q(side__in=values(Side)), name="trial_line_known_side"),
            models.CheckConstraint(condition=Q(by_rule_fen__gte=0, without_fen__gte=0), name="trial_line_no_fine"),
            models.CheckConstraint(condition=Q(presence__gte=0, presence__lte=1), name="trial_line_presence_in_whole"),
            models.CheckConstraint(
                condition=Q(points__isnull=True, low__isnull=True, high__isnull=True)
                | Q(points__isnull=False, low__isnull=False, high__isnull=False)
                & Q(low__lte=F("points"), high__gte=F("points")),
                name="trial_line_score_in_interval",
            ),
        )

    def __str__(self) -> str:
        """Name the person and the side."""
        return f"{self.person_id}: {self.side}"


class Decision(models.Model):
    """What a named person decided about somebody whom the rule leaves to people."""

    line = models.OneToOneField(TrialLine, on_delete=models.PROTECT, related_name="decision")
    takes_part = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Integrity: nobody decides without saying why."""

        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="decision_has_reason"),)

    def __str__(self) -> str:
        """Name the line and the choice."""
        return f"{self.line_id}: {self.takes_part}"
