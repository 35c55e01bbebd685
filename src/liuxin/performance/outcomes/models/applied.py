"""Tables of what was applied: a rule set once, a person once a cycle. Rows are written once."""

from django.db import models
from django.db.models import Q

from liuxin.desk.organisation.models import Person
from liuxin.performance.outcomes.models.choices import values
from liuxin.performance.outcomes.models.plans import ImprovementPlan
from liuxin.performance.outcomes.models.rewards import RuleSet, Trial, TrialLine
from liuxin.performance.outcomes.words import ConsequenceKind
from liuxin.performance.plan.models import Cycle


class Application(models.Model):
    """A rule set applied: the database itself holds that it is once."""

    rule_set = models.OneToOneField(RuleSet, on_delete=models.PROTECT, related_name="application")
    trial = models.OneToOneField(Trial, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    paid_fen = models.BigIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="application_has_reason"),
            models.CheckConstraint(condition=Q(paid_fen__gt=0), name="application_pays_something"),
        )

    def __str__(self) -> str:
        """Name the rule set."""
        return f"{self.rule_set_id} applied"


class Consequence(models.Model):
    """What it brought to a person, who decided it and why. The cycle is repeated so that nobody is paid twice in it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="consequences")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    line = models.OneToOneField(TrialLine, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    amount_fen = models.BigIntegerField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    plan = models.OneToOneField(ImprovementPlan, on_delete=models.PROTECT, null=True, related_name="consequence")

    class Meta:
        """Integrity: nothing is withheld without an improvement plan beside it, and nothing is without a reason."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "person"), name="consequence_once_a_cycle"),
            models.CheckConstraint(condition=Q(kind__in=values(ConsequenceKind)), name="consequence_known_kind"),
            models.CheckConstraint(condition=~Q(reason=""), name="consequence_has_reason"),
            models.CheckConstraint(
                condition=~Q(kind=ConsequenceKind.WITHHELD.value) | Q(plan__isnull=False),
                name="consequence_withheld_with_plan",
            ),
            models.CheckConstraint(
                condition=Q(kind=ConsequenceKind.BONUS.value, amount_fen__gt=0)
                | ~Q(kind=ConsequenceKind.BONUS.value) & Q(amount_fen=0),
                name="consequence_amount_fits",
            ),
        )

    def __str__(self) -> str:
        """Name the person and the kind."""
        return f"{self.person_id}: {self.kind}"
