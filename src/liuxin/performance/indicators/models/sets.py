"""Tables of indicator sets."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Position
from liuxin.engines.measurement.rated import PREFIX
from liuxin.engines.measurement.words import Direction
from liuxin.kernel.quantities import WHOLE
from liuxin.performance.agreement.models import Agreement, Settlement
from liuxin.performance.indicators.words import CAP, Grain, IndicatorKind, MissingRule, SetStatus, Subject
from liuxin.performance.plan.models import Cycle


def _values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


_VOTED = Q(cycle__isnull=False, agreement__isnull=False)
_UNSETTLED = Q(status__in=[SetStatus.DRAFT.value, SetStatus.EXAMPLE.value]) & Q(
    cycle__isnull=True, agreement__isnull=True, settlement__isnull=True
)
_PROPOSED = Q(status=SetStatus.PROPOSED.value, settlement__isnull=True) & _VOTED
_AGREED = Q(status=SetStatus.AGREED.value, settlement__isnull=False) & _VOTED
"""No set is agreed without the settlement of the agreement by which those whom it binds agreed."""


class IndicatorSet(models.Model):
    """What a position is scored by, in one version.

    `weight_total` is kept by the actions under a lock on this row, so that the database itself can refuse a set that
    leaves draft with weights that do not add to 100.
    """

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    name_zh = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=16, default=SetStatus.DRAFT.value)
    subject = models.CharField(max_length=16, default=Subject.PERSON.value)
    grain = models.CharField(max_length=16, default=Grain.QUARTER.value)
    missing_rule = models.CharField(max_length=16, default=MissingRule.RENORMALISE.value)
    weight_total = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    changed_at = models.DateTimeField()
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("position", "version"), name="indicator_set_one_per_version"),
            models.CheckConstraint(condition=Q(status__in=_values(SetStatus)), name="indicator_set_known_status"),
            models.CheckConstraint(condition=Q(subject__in=_values(Subject)), name="indicator_set_known_subject"),
            models.CheckConstraint(condition=Q(grain__in=_values(Grain)), name="indicator_set_known_grain"),
            models.CheckConstraint(condition=Q(missing_rule__in=_values(MissingRule)), name="indicator_set_known_rule"),
            models.CheckConstraint(condition=~Q(name_zh="", name_en=""), name="indicator_set_has_name"),
            models.CheckConstraint(
                condition=Q(status=SetStatus.DRAFT.value) | Q(weight_total=WHOLE), name="indicator_set_weights_hundred"
            ),
            models.CheckConstraint(condition=_UNSETTLED | _PROPOSED | _AGREED, name="indicator_set_agreed_is_settled"),
            models.UniqueConstraint(
                fields=("cycle", "position"), condition=Q(cycle__isnull=False), name="indicator_set_one_per_cycle"
            ),
        )

    def __str__(self) -> str:
        """Give the name and the version."""
        return f"{self.name_zh or self.name_en} v{self.version}"


_NO_SCALE = Q(floor__isnull=True, target__isnull=True, stretch__isnull=True)
_NO_BAND = Q(floor_low__isnull=True, target_low__isnull=True, target_high__isnull=True, floor_high__isnull=True)
# A comparison with NULL is unknown, and CHECK lets unknown pass: what must be there is said to be there.
_SCALE = Q(floor__isnull=False, target__isnull=False, stretch__isnull=False) & _NO_BAND
_BAND = (
    Q(floor_low__isnull=False, target_low__isnull=False, target_high__isnull=False, floor_high__isnull=False)
    & _NO_SCALE
)
_NO_REASON = Q(why_rated_zh="", why_rated_en="")
_MEASURED = Q(kind=IndicatorKind.MEASURED.value) & _NO_REASON & ~Q(measure__startswith=PREFIX)
_RATED = (
    Q(kind=IndicatorKind.RATED.value, measure__startswith=PREFIX, direction=Direction.HIGHER.value)
    & ~_NO_REASON
    & Q(floor__gte=1, stretch__lte=5)
)


class Indicator(models.Model):
    """A line of a set: a measure by its key, a weight, and the points of its scale or band.

    A rated line has its points on the marks from 1 to 5 and says why it is rated.
    """

    set = models.ForeignKey(IndicatorSet, on_delete=models.CASCADE, related_name="indicators")
    measure = models.CharField(max_length=100)
    kind = models.CharField(max_length=16, default=IndicatorKind.MEASURED.value)
    why_rated_zh = models.CharField(max_length=500, blank=True)
    why_rated_en = models.CharField(max_length=500, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    order = models.PositiveIntegerField()
    direction = models.CharField(max_length=16)
    floor = models.FloatField(null=True)
    target = models.FloatField(null=True)
    stretch = models.FloatField(null=True)
    cap = models.FloatField(default=CAP)
    floor_low = models.FloatField(null=True)
    target_low = models.FloatField(null=True)
    target_high = models.FloatField(null=True)
    floor_high = models.FloatField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("set", "measure"), name="indicator_once_per_set"),
            models.UniqueConstraint(fields=("set", "order"), name="indicator_one_per_place"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=WHOLE), name="indicator_weight_in_whole"),
            models.CheckConstraint(condition=Q(cap__gte=100, cap__lte=200), name="indicator_cap_in_reason"),
            models.CheckConstraint(
                condition=(_SCALE & Q(direction=Direction.HIGHER.value, floor__lt=F("target"), target__lt=F("stretch")))
                | (_SCALE & Q(direction=Direction.LOWER.value, floor__gt=F("target"), target__gt=F("stretch")))
                | (
                    _BAND
                    & Q(direction=Direction.BAND.value, floor_low__lt=F("target_low"))
                    & Q(target_low__lte=F("target_high"), target_high__lt=F("floor_high"))
                ),
                name="indicator_points_in_order",
            ),
            models.CheckConstraint(condition=_MEASURED | _RATED, name="indicator_rated_says_why"),
        )

    def __str__(self) -> str:
        """Give the measure and the weight."""
        return f"{self.measure} {self.weight}%"
