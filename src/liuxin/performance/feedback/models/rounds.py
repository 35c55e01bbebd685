"""Tables of rounds, talks, and the times offered for them."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from liuxin.desk.organisation.models import Department, Person
from liuxin.performance.agreement.models import Agreement
from liuxin.performance.evaluation.models import Result
from liuxin.performance.feedback.words import Level, OfferState, OwnCause, TalkClass, TalkState
from liuxin.performance.plan.models import Cycle


def values(words: type[StrEnum]) -> list[str]:
    """Plain texts, so that migrations do not hang on the words of today."""
    return [word.value for word in words]


class Round(models.Model):
    """The talks of one department in one cycle, planned as a whole."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    start_on = models.DateField()
    end_on = models.DateField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("cycle", "department"), name="feedback_round_once"),
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="feedback_round_in_order"),
        )

    def __str__(self) -> str:
        """Give cycle and department."""
        return f"{self.cycle_id}/{self.department_id}"


class Talk(models.Model):
    """A talk about one result. `due_at` is until when it is owed, `over_at` when it was held, refused or lapsed.

    Class and total are kept as they were told from; `appeal_until` moves when a level of appeal is decided.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="talks")
    result = models.OneToOneField(Result, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16)
    why = models.CharField(max_length=64)
    why_params = models.JSONField(default=dict)
    level = models.CharField(max_length=16)
    minutes = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    planned_on = models.DateField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=TalkState.PLANNED.value)
    overall_goal = models.TextField(blank=True)
    outlined_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    own_cause = models.CharField(max_length=16, blank=True)
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    appeal_until = models.DateTimeField(null=True)
    waived_at = models.DateTimeField(null=True)
    total = models.FloatField(null=True)
    total_low = models.FloatField(null=True)
    total_high = models.FloatField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(fields=("round", "person"), name="talk_one_per_person"),
            models.CheckConstraint(condition=~Q(manager=F("person")), name="talk_of_two"),
            models.CheckConstraint(condition=Q(code__in=values(TalkClass)), name="talk_known_class"),
            models.CheckConstraint(condition=Q(level__in=values(Level)), name="talk_known_level"),
            models.CheckConstraint(condition=Q(own_cause__in=values(OwnCause)), name="talk_known_cause"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="talk_takes_time"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=F("start")),
                name="talk_time_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=TalkState.PLANNED.value, over_at__isnull=True, held_at__isnull=True)
                | Q(state=TalkState.SLOT_AGREED.value, over_at__isnull=True, held_at__isnull=True, start__isnull=False)
                | Q(state=TalkState.HELD.value, over_at__isnull=False, held_at__isnull=False, start__isnull=False)
                | Q(state__in=[TalkState.REFUSED.value, TalkState.LAPSED.value])
                & Q(over_at__isnull=False, held_at__isnull=True)
                & ~Q(reason=""),
                name="talk_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=True) | Q(held_at__isnull=False), name="talk_acknowledged_after"
            ),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True) | Q(over_at__isnull=False), name="talk_waived_after"
            ),
            models.CheckConstraint(
                condition=Q(over_at__isnull=True) | Q(appeal_until__isnull=False), name="talk_over_can_be_appealed"
            ),
        )

    def __str__(self) -> str:
        """Give person and state."""
        return f"{self.person_id} {self.state}"


class SlotOffer(models.Model):
    """A time and place that one of both offered to the other."""

    talk = models.ForeignKey(Talk, on_delete=models.PROTECT, related_name="offers")
    start = models.DateTimeField()
    end = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=OfferState.OFFERED.value)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Integrity."""

        constraints = (
            models.UniqueConstraint(
                fields=("talk",), condition=Q(state=OfferState.ACCEPTED.value), name="slot_one_accepted"
            ),
            models.CheckConstraint(condition=Q(state__in=values(OfferState)), name="slot_known_state"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="slot_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(state=OfferState.ACCEPTED.value)
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answered_by=F("offered_by")),
                name="slot_accepted_by_the_other",
            ),
        )

    def __str__(self) -> str:
        """Give talk, start and state."""
        return f"{self.talk_id} {self.start} {self.state}"


class Shift(models.Model):
    """A time in which somebody is on shift and cannot talk."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    start = models.DateTimeField()
    end = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        """Integrity."""

        indexes = (models.Index(fields=("person", "end"), name="shift_of_person"),)
        constraints = (
            models.UniqueConstraint(fields=("person", "start", "end"), name="shift_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="shift_ends_after_start"),
        )

    def __str__(self) -> str:
        """Give person and start."""
        return f"{self.person_id} {self.start}"
