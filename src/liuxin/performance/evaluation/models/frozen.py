"""Tables of what was frozen. Rows are written once: nothing in the house changes them."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Person
from liuxin.engines.measurement.words import IntervalMethod, Why
from liuxin.kernel.actor import ActorKind
from liuxin.performance.evaluation.models.rated import RatedPart
from liuxin.performance.evaluation.words import LineState, NoTotal
from liuxin.performance.indicators.models import Indicator, IndicatorSet
from liuxin.performance.indicators.words import Verdict
from liuxin.performance.plan.models import Cycle

WEIGHTLESS = [LineState.MISSING.value, LineState.LEFT_OUT.value]


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


_KNOWN_BY_NAME = [kind for kind in _values(ActorKind) if kind != ActorKind.RATER]  # a pseudonym freezes nothing


class Freeze(models.Model):
    """One act of freezing: a set, a period, the state of the facts, and who did it."""

    set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=64)
    manifest_id = models.CharField(max_length=64)
    seq = models.PositiveBigIntegerField()
    as_of = models.BigIntegerField()

    class Meta:
        """Integrity."""

        constraints = (
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="freeze_ends_after_start"),
            models.CheckConstraint(condition=Q(at__gte=F("period_end")), name="freeze_of_what_is_over"),
            models.CheckConstraint(condition=~Q(manifest_id=""), name="freeze_names_its_facts"),
            models.CheckConstraint(condition=Q(actor_kind__in=_KNOWN_BY_NAME), name="freeze_known_actor"),
        )

    def __str__(self) -> str:
        """Name the set and the period."""
        return f"{self.set_id} {self.period_start:%Y-%m-%d} – {self.period_end:%Y-%m-%d}"


class FrozenTotal(models.Model):
    """The card of one person in a freeze.

    Set and period are repeated here so that the database can hold that a person has one first card for them, and
    that each card is replaced at most once: what counts is the end of that chain.
    """

    freeze = models.ForeignKey(Freeze, on_delete=models.PROTECT, related_name="totals", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    set = models.ForeignKey(IndicatorSet, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    points = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    covered = models.FloatField()
    no_total = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    class Meta:
        """Integrity."""

        indexes = (models.Index(fields=("person", "period_end"), name="frozen_total_of_person"),)
        constraints = (
            models.UniqueConstraint(fields=("freeze", "person"), name="frozen_total_one_per_freeze"),
            models.UniqueConstraint(
                fields=("set", "person", "period_start", "period_end"),
                condition=Q(supersedes__isnull=True),
                name="frozen_total_one_first",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(reason=""), name="frozen_total_reason_to_supersede"
            ),
            models.CheckConstraint(condition=Q(no_total__in=_values(NoTotal)), name="frozen_total_known_why"),
            models.CheckConstraint(
                condition=Q(no_total="", points__isnull=False, low__lte=F("points"), high__gte=F("points"))
                & Q(low__isnull=False, high__isnull=False)
                | ~Q(no_total="") & Q(points__isnull=True, low__isnull=True, high__isnull=True),
                name="frozen_total_or_why_not",
            ),
        )

    def __str__(self) -> str:
        """Name the person and the points."""
        return f"{self.person_id}: {self.points}"


class FrozenReading(models.Model):
    """One line of a frozen card: what was measured, what it scored, what it brought, and where its cases are kept.

    Tens of thousands are written at once, so that a key has no index where another one begins with it, and only for
    the rows that have it where most have none.
    """

    total = models.ForeignKey(FrozenTotal, on_delete=models.PROTECT, related_name="readings", db_index=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.FloatField()
    rows = models.PositiveIntegerField()
    pending = models.PositiveIntegerField()
    why = models.CharField(max_length=32, blank=True)
    method = models.CharField(max_length=32, blank=True)
    verdict = models.CharField(max_length=16)
    state = models.CharField(max_length=16)
    score = models.FloatField(null=True)
    score_low = models.FloatField(null=True)
    score_high = models.FloatField(null=True)
    weight_applied = models.FloatField()
    contribution = models.FloatField(null=True)
    carried_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    evidence_sha256 = models.CharField(max_length=64, blank=True)
    rated = models.ForeignKey(
        RatedPart, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        """Integrity: a missing line has no score, and no score is never zero."""

        indexes = (
            models.Index(
                fields=("carried_from",), condition=Q(carried_from__isnull=False), name="frozen_reading_carried_from"
            ),
            models.Index(fields=("rated",), condition=Q(rated__isnull=False), name="frozen_reading_of_rated_part"),
        )
        constraints = (
            models.UniqueConstraint(fields=("total", "indicator"), name="frozen_reading_one_per_line"),
            models.CheckConstraint(condition=Q(why__in=_values(Why)), name="frozen_reading_known_why"),
            models.CheckConstraint(condition=Q(method__in=_values(IntervalMethod)), name="frozen_reading_known_method"),
            models.CheckConstraint(condition=Q(verdict__in=_values(Verdict)), name="frozen_reading_known_verdict"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | ~Q(evidence_sha256="") | Q(rated__isnull=False),
                name="frozen_reading_keeps_its_cases",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WEIGHTLESS, score__isnull=True, contribution__isnull=True)
                & Q(carried_from__isnull=True, weight_applied=0)
                | Q(state=LineState.MEASURED.value, score__isnull=False, contribution__isnull=False)
                & Q(carried_from__isnull=True, value__isnull=False, why="")
                | Q(state=LineState.CARRIED.value, score__isnull=False, contribution__isnull=False)
                & Q(carried_from__isnull=False),
                name="frozen_reading_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True)
                | Q(score__gte=0, score_low__lte=F("score"), score_high__gte=F("score"))
                & Q(score_low__isnull=False, score_high__isnull=False),
                name="frozen_reading_score_in_interval",
            ),
            models.CheckConstraint(
                condition=Q(weight_applied__gte=0, weight_applied__lte=100.000001),
                name="frozen_reading_weight_in_whole",
            ),
        )

    def __str__(self) -> str:
        """Name the line and the score."""
        return f"{self.indicator_id}: {self.score}"
